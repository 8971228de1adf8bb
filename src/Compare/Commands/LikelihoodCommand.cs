using System.CommandLine;
using System.Text.Json;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm likelihood MACHINE</c>: log Z and the log-likelihood of data, exact where one side of the machine
/// can be summed, else estimated, with what speaks against the estimates.</summary>
public sealed class LikelihoodCommand
{
    private const int MostKnownRows = 10_000;

    private static readonly string[] OfData =
        ["data", "threshold", "skip-rows", "columns", "labels-column", "transpose", "mnist"];

    private readonly Argument<string> _machine = new("machine")
    {
        Description = "Folder of a run, as given to rbm train --out, or file of a machine",
    };
    private readonly Dictionary<Setting, Option> _data = OfData.Select(name => SettingList.Find(name)!)
        .ToDictionary(s => s, s => TrainOptions.OptionOf(s, hasDefault: false));
    private readonly Option<int> _steps = Options.Whole("--steps", "Steps of annealing, and sweeps of tempering",
        EstimatePlan.StandardSteps, EstimatePlan.FewestSteps, 1_000_000);
    private readonly Option<int> _chains =
        Options.Whole("--chains", "Annealings each way", EstimatePlan.StandardChains, 10, 100_000);
    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<int> _threads = Options.Threads();
    private readonly Option<bool> _json = Options.Json();

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        LikelihoodCommand likelihood = new();
        Command command = new("likelihood", "log Z of a machine and the log-likelihood of its data, or of others: exact "
            + "where one side can be summed, else by tempering along the training and by annealing, with a rigorous "
            + "bound and warnings")
        {
            likelihood._machine,
        };
        Option[] further =
            [likelihood._steps, likelihood._chains, likelihood._seed, likelihood._threads, likelihood._json];
        foreach (Option option in likelihood._data.Values.Concat(further))
            command.Add(option);
        command.SetAction(parsed => likelihood.Run(terminal, parsed));
        return command;
    }

    private int Run(Terminal terminal, ParseResult parsed)
    {
        bool json = parsed.GetValue(_json);
        void Warn(string line) => terminal.Errors.WriteLine($"rbm: {line}");
        LoadedMachine loaded = LoadedMachine.Open(parsed.GetValue(_machine)!, Warn);
        Rbm machine = loaded.Machine;
        bool isOther = TrainOptions.IsGiven(parsed, _data[SettingList.Find("data")!]);
        TrainingSettings settings = SettingsOf(parsed, loaded, isOther);
        TrainingData data = terminal.Wait("data", json, () => TrainingData.Load(settings));
        if (data.Sites != machine.Sites)
            throw new InputException($"--data = {settings.Data}, but it should have {machine.Sites} units, as "
                + $"{loaded.Source} has, not {data.Sites}");
        IDataSet train = data.TrainingRows(int.MaxValue, settings.Seed);
        IDataSet? test = data.TestRows(int.MaxValue, settings.Seed);
        IDataSet known = isOther ? TrainedOn(loaded, Warn) ?? train : train;
        EstimatePlan plan = new(parsed.GetValue(_steps), parsed.GetValue(_chains), parsed.GetValue(_seed),
            parsed.GetValue(_threads));
        Dictionary<string, double> numbers = terminal.Wait("log Z", json,
            () => Measure(loaded, known, train, test, plan, Warn, terminal.Cancellation));
        if (json)
            terminal.Output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    loaded.Source,
                    Data = settings.Data.ToString(),
                    numbers,
                    Warnings = EstimateDoubts.Of(numbers),
                },
                ReportCommand.Json));
        else
            Print(terminal, loaded, data, numbers, isOther ? "data" : "training");
        return 0;
    }

    /// <summary>Where the data are: those of the run, unless others are named.</summary>
    private TrainingSettings SettingsOf(ParseResult parsed, LoadedMachine loaded, bool isOther)
    {
        if (!isOther && loaded.Run is null)
            throw new InputException($"--data is missing, but {loaded.Source} is the machine of no run that would name "
                + "its data: give a file");
        TrainingSettings settings = loaded.Run?.Settings ?? new TrainingSettings();
        // The weights of a run are those of its own rows.
        if (isOther)
            settings = settings with { Weights = null };
        settings = TrainOptions.With(settings, _data, parsed);
        if (settings.Data is not MnistSpec && !TrainOptions.IsGiven(parsed, _data[SettingList.Find("mnist")!]))
            settings = settings with { Mnist = null };
        if (isOther && settings.Data is not FileSpec)
            settings = new TrainingSettings { Data = settings.Data, Seed = settings.Seed, Mnist = settings.Mnist };
        return settings with { BatchSize = 1, VisibleUnit = loaded.Machine.VisibleLayer.Unit };
    }

    /// <summary>The data that the run was trained on; null where it is of none, or they are gone.</summary>
    private static IDataSet? TrainedOn(LoadedMachine loaded, Action<string> warn)
    {
        if (loaded.Run is null || ExactLikelihood.CanBeExact(loaded.Machine))
            return null;
        TrainingSettings settings = loaded.Run.Settings;
        try
        {
            return TrainingData.Load(settings).TrainingRows(MostKnownRows, settings.Seed);
        }
        catch (InputException error)
        {
            warn($"the data of the run are not among what log Z is estimated from: {error.Message}");
            return null;
        }
    }

    private static Dictionary<string, double> Measure(LoadedMachine loaded, IDataSet known, IDataSet train,
        IDataSet? test, EstimatePlan plan, Action<string> warn, CancellationToken stop)
    {
        Rbm machine = loaded.Machine;
        if (!ExactLikelihood.CanBeExact(machine))
            return EstimatedLikelihood.Of(
                machine, Snapshots.In(loaded.Folder, machine, warn), loaded.Chains, known, train, test, plan, stop);
        double logPartition = ExactLikelihood.LogPartition(machine);
        Dictionary<string, double> numbers = new()
        {
            ["logPartition"] = logPartition,
            ["trainLogLikelihood"] = ExactLikelihood.MeanLogWeight(machine, train) - logPartition,
        };
        if (test is not null)
            numbers["testLogLikelihood"] = ExactLikelihood.MeanLogWeight(machine, test) - logPartition;
        return numbers;
    }

    private static void Print(Terminal terminal, LoadedMachine loaded, TrainingData data,
        Dictionary<string, double> numbers, string name)
    {
        Rbm machine = loaded.Machine;
        terminal.Output.WriteLine($"{loaded.Source}: {machine.Sites} {machine.VisibleLayer.Unit.Name} × {machine.Hidden} "
            + machine.HiddenLayer.Unit.Name);
        if (data.Reading is string reading)
            terminal.Output.WriteLine(reading);
        if (numbers.TryGetValue("logPartition", out double logPartition))
        {
            string test = numbers.TryGetValue("testLogLikelihood", out double t) ? $", test {t:F4}" : "";
            terminal.Output.WriteLine($"log Z: {logPartition:F4}, summed exactly");
            terminal.Output.WriteLine(
                $"log-likelihood, nats per configuration: {name} {numbers["trainLogLikelihood"]:F4}{test}");
        }

        foreach (string line in EstimateText.Lines(numbers, name))
            terminal.Output.WriteLine(line);
    }
}
