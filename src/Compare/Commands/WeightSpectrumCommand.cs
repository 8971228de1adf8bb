using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RbmTheory.Compare.Spectra;
using RbmTheory.Compare.Training;
using RbmTheory.Theory.RandomMatrices;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm spectrum RUN</c>: the singular values of the weights of a machine, the edges of noise, and where the
/// leading directions lie.</summary>
internal static class WeightSpectrumCommand
{
    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Argument<string> run = new("run") { Description = "The machine: folder of a run, or a file" };
        Option<int> components = Options.Whole("--components",
            "Directions of the weights, and principal components of the data, that are lined up", 5, 1, 100);
        Option<bool> json = Options.Json();
        Command command = new("spectrum", "Singular values of the weights of a machine against the edge of noise, and "
            + "overlaps of their leading directions with the principal components of the data")
        {
            run, components, json,
        };
        command.SetAction(parsed =>
        {
            bool isJson = parsed.GetValue(json);
            void Warn(string line) => terminal.Errors.WriteLine($"rbm: {line}");
            LoadedMachine loaded = LoadedMachine.Open(parsed.GetValue(run)!, Warn);
            if (!loaded.Machine.Parameters.AreFinite)
                throw new InputException($"{loaded.Source} holds weights that are no numbers");
            MachineSpectrum spectrum = terminal.Wait("spectrum", isJson,
                () => new MachineSpectrum(loaded, parsed.GetValue(components), Warn));
            if (isJson)
                terminal.Output.WriteLine(ToJson(loaded, spectrum));
            else
                Print(terminal, loaded, spectrum, parsed.GetValue(components));
            return 0;
        });
        return command;
    }

    private static string ToJson(LoadedMachine loaded, MachineSpectrum spectrum)
        => JsonSerializer.Serialize(new
        {
            loaded.Source,
            loaded.Machine.Hidden,
            loaded.Machine.Sites,
            spectrum.Weights.Rows,
            spectrum.Weights.Columns,
            singularValues = spectrum.Weights.Values,
            initial = Of(spectrum.Initial, spectrum),
            bulk = Of(spectrum.Bulk, spectrum),
            shape = WeightMeasuresText.ShapeJson(spectrum.Measures),
            weights = WeightMeasuresText.MomentsJson(spectrum.Measures.Moments),
            activeWeights = WeightMeasuresText.MomentsJson(spectrum.ActiveMoments),
            bulkTemperature = spectrum.Measures.Bulk,
            principalVariances = spectrum.Variances,
            spectrum.Overlaps,
        }, ReportCommand.Json);

    private static object? Of(SingularValueLaw? law, MachineSpectrum spectrum)
        => law is null ? null
            : new
            {
                law.Deviation,
                law.LowerEdge,
                law.UpperEdge,
                above = spectrum.CountAbove(law),
            };

    private static void Print(Terminal terminal, LoadedMachine loaded, MachineSpectrum spectrum, int components)
    {
        terminal.Output.WriteLine($"{loaded.Source}: {spectrum.Weights.Values.Count} singular values of weights of "
            + $"{spectrum.Weights.Rows} × {spectrum.Weights.Columns}");
        Table edges = new() { Border = TableBorder.Simple };
        edges.AddColumns("noise", "deviation of a weight", "edge σ(√N + √M)", "lower edge", "values above the edge");
        Add("initial weights", spectrum.Initial);
        Add("bulk, by its median", spectrum.Bulk);
        terminal.Write(edges);
        foreach (string line in WeightMeasuresText.Lines(spectrum.Measures, spectrum.ActiveMoments))
            terminal.Output.WriteLine(line);
        Table values = new() { Border = TableBorder.Simple };
        values.AddColumns("direction", "singular value");
        for (int b = 0; b < (spectrum.Variances?.Length ?? 0); b++)
            values.AddColumn($"|overlap| with {b + 1}");
        for (int a = 0; a < Math.Min(components, spectrum.Weights.Values.Count); a++)
            values.AddRow([$"{a + 1}", Show(spectrum.Weights.Values[a]), .. (spectrum.Overlaps?[a] ?? []).Select(
                overlap => overlap.ToString("F3", CultureInfo.InvariantCulture))]);
        terminal.Write(values);
        if (spectrum.Overlaps is null)
            return;
        double random = Math.Sqrt(2 / (Math.PI * spectrum.Weights.Columns));
        terminal.Output.WriteLine("principal components of the data have the variances "
            + string.Join(", ", spectrum.Variances!.Select(Show))
            + $"; two random directions overlap by {Show(random)} on average");

        void Add(string name, SingularValueLaw? law)
        {
            if (law is not null)
                edges.AddRow(name, Show(law.Deviation), Show(law.UpperEdge), Show(law.LowerEdge),
                    $"{spectrum.CountAbove(law)} of {spectrum.Weights.Values.Count}");
        }
    }

    private static string Show(double number) => number.ToString("G5", CultureInfo.InvariantCulture);
}
