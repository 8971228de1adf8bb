using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RbmTheory.Compare.Sampling;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm quality SAMPLES --data DATA</c>: how far samples are from data, beside how far other data
/// are.</summary>
internal sealed class QualityCommand
{
    private static readonly string[] OfData =
    [
        "data", "threshold", "skip-rows", "columns", "labels-column", "transpose", "weights", "mnist", "shape",
        "visible", "seed",
    ];

    private readonly Argument<string> _file = new("samples")
    {
        Description = "File of samples, a row each, as rbm sample writes it, or of another program",
    };
    private readonly Dictionary<Setting, Option> _data = OfData.Select(name => SettingList.Find(name)!)
        .ToDictionary(s => s, s => TrainOptions.OptionOf(s, hasDefault: false));
    private readonly Option<int> _samples = Options.Whole("--samples", "Most samples S that are compared, the first "
        + "ones, with as many data; fewer where the data are not twice as many", 1000, 2, 10_000);
    private readonly Option<bool> _json = Options.Json();

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        QualityCommand quality = new();
        Command command = new("quality", "How far samples are from data: errors of means, covariances, third moments "
            + "and power spectrum, nearest neighbours, packed size; and the floor, the same of as many other data")
        {
            quality._file,
        };
        foreach (Option option in quality._data.Values.Append(quality._samples).Append(quality._json))
            command.Add(option);
        quality._data[SettingList.Find("data")!].Required = true;
        command.SetAction(parsed => quality.Run(terminal, parsed));
        return command;
    }

    private int Run(Terminal terminal, ParseResult parsed)
    {
        bool json = parsed.GetValue(_json);
        TrainingSettings settings =
            TrainOptions.With(TrainingSettings.Standard with { BatchSize = 1 }, _data, parsed);
        TrainingData data = BitData.Load(terminal, json, settings, fewest: 3);
        TrainingData samples = Samples(parsed.GetValue(_file)!, data, settings);
        QualityComparison compared = terminal.Wait("quality", json,
            () => QualityComparison.Of(samples, data, settings, parsed.GetValue(_samples)));
        if (json)
            terminal.Output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    source = parsed.GetValue(_file),
                    data = settings.Data.ToString(),
                    unit = data.Unit.Name,
                    data.Sites,
                    samples = compared.Rows,
                    dataActivity = compared.DataActivity,
                    quality = ToJson(compared.Samples),
                    floor = ToJson(compared.Floor),
                },
                ReportCommand.Json));
        else
            Print(terminal, parsed.GetValue(_file)!, data, settings, compared);
        return 0;
    }

    /// <summary>The samples as units of the data.</summary>
    private static TrainingData Samples(string path, TrainingData data, TrainingSettings settings)
    {
        DataSpec spec;
        try
        {
            spec = DataSpec.IsModel(path) ? throw new FormatException("it should be a file") : DataSpec.Parse(path);
        }
        catch (FormatException)
        {
            throw new InputException($"samples = {path}, but it should be a file of samples, .npy, .npz, .csv or "
                + "another that train --data reads");
        }

        TrainingData samples = TrainingData.Load(
            new TrainingSettings { Data = spec, BatchSize = 1, VisibleUnit = data.Unit });
        return samples.Sites == data.Sites ? samples
            : throw new InputException($"samples = {path} has {samples.Sites} units, but --data = {settings.Data} has "
                + $"{data.Sites}");
    }

    private static object ToJson(SampleQuality quality) => new
    {
        quality.MeanError,
        quality.CovarianceError,
        quality.TripleError,
        quality.PowerSpectrumError,
        quality.Adversarial.DataAccuracy,
        quality.Adversarial.SampleAccuracy,
        adversarialError = quality.Adversarial.Error,
        quality.EntropyExcess,
        quality.Activity,
    };

    private static void Print(
        Terminal terminal, string path, TrainingData data, TrainingSettings settings, QualityComparison compared)
    {
        terminal.Output.WriteLine($"{path}: {compared.Rows} samples of {data.Sites} {data.Unit.Name} units, against as "
            + $"many of {settings.Data}; floor: as many others of the data against the same");
        (SampleQuality found, SampleQuality floor) = (compared.Samples, compared.Floor);
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("", "samples", "floor");
        void Add(string name, Func<SampleQuality, double?> of)
            => table.AddRow(name, Show(of(found)), Show(of(floor)));
        Add("E1, means", q => q.MeanError);
        Add("E2, covariances", q => q.CovarianceError);
        Add("E3, third moments", q => q.TripleError);
        Add("EPS, power spectrum", q => q.PowerSpectrumError);
        Add("A_T, data next to data", q => q.Adversarial.DataAccuracy);
        Add("A_S, samples next to samples", q => q.Adversarial.SampleAccuracy);
        Add("E_AAI, both against ½", q => q.Adversarial.Error);
        Add("entropy, packed size over that of data − 1", q => q.EntropyExcess);
        Add("mean activity", q => q.Activity);
        terminal.Write(table);
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"mean activity of the data {compared.DataActivity:G5}")
            + (found.PowerSpectrumError is null ? "; no power spectrum: --shape, such as 28x28, says how units form a "
                + "picture" : ""));
    }

    private static string Show(double? number) => number?.ToString("G4", CultureInfo.InvariantCulture) ?? "none";
}
