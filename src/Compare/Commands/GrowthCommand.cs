using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.SpectralDynamics;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory growth --data DATA</c>: by what modes of the data small weights grow, how many do, and the
/// singular value at which the first orders the machine.</summary>
internal sealed class GrowthCommand
{
    private const int MostShown = 10;

    private static readonly string[] OfData =
    [
        "data", "threshold", "skip-rows", "columns", "labels-column", "transpose", "weights", "mnist", "visible",
        "seed",
    ];

    private readonly Dictionary<Setting, Option> _data =
        OfData.Select(name => SettingList.Find(name)!).ToDictionary(s => s, s => TrainOptions.OptionOf(s));

    private readonly Option<bool> _json = Options.Json();

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        GrowthCommand growth = new();
        Command command = new("growth", "How small weights grow on data: the eigenvalues of their covariance without "
            + "its diagonal (of spins, of the mean of vvᵀ less 1), how many are positive, and the singular value at "
            + "which the first mode orders a machine of hidden units of the same kind");
        foreach (Option option in growth._data.Values.Append(growth._json))
            command.Add(option);
        command.SetAction(parsed => growth.Run(terminal, parsed));
        return command;
    }

    private void Run(Terminal terminal, ParseResult parsed)
    {
        bool json = parsed.GetValue(_json);
        TrainingSettings settings =
            TrainOptions.With(TrainingSettings.Standard with { BatchSize = 1 }, _data, parsed);
        TrainingData data = BitData.Load(terminal, json, settings, fewest: 1);
        GrowthOperator growth = terminal.Wait("covariance", json, () => Of(data, settings.Seed));
        if (json)
            terminal.Output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    data = settings.Data.ToString(),
                    unit = data.Unit.Name,
                    data.Sites,
                    data.Samples,
                    growth.Eigenvalues,
                    growth.Growing,
                    growth.CriticalSingularValue,
                },
                ReportCommand.Json));
        else
            Print(terminal, data, settings, growth);
    }

    private static GrowthOperator Of(TrainingData data, ulong seed)
    {
        (double[,] covariance, double[] means) = DataCovariance.Of(data.TrainingRows(int.MaxValue, seed), data.Unit);
        if (data.Unit is not SpinUnit)
            return GrowthOperator.OfBinary(covariance);
        for (int i = 0; i < means.Length; i++)
        {
            for (int j = 0; j < means.Length; j++)
                covariance[i, j] += means[i] * means[j];
        }

        return GrowthOperator.OfSpins(covariance);
    }

    private static void Print(Terminal terminal, TrainingData data, TrainingSettings settings, GrowthOperator growth)
    {
        terminal.Output.WriteLine(data.Reading
            ?? $"{data.Samples} samples × {data.Sites} units, {data.Unit.Name}, {settings.Data}");
        terminal.Output.WriteLine($"{growth.Growing} of {growth.Sites} modes grow; the first orders the machine at the "
            + $"singular value {(growth.CriticalSingularValue is double s ? Show(s) : "none")}");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("mode", "eigenvalue", "growth rate, in units of ν");
        for (int a = 0; a < Math.Min(MostShown, growth.Sites); a++)
            table.AddRow($"{a + 1}", Show(growth.Eigenvalues[a]), Show(growth.Rate * growth.Eigenvalues[a]));
        terminal.Write(table);
        if (growth.Sites > MostShown)
            terminal.Output.WriteLine("--json gives all");
    }

    private static string Show(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}
