using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// <c>rbm theory thresholds</c>: signal and noise edges of the covariance, their crossings, and the top eigenvalue that
/// a sample has, for the Ising ring, or with --states for the XY ring (14), (15).
/// </summary>
public static class ThresholdsCommand
{
    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<int> sites = Options.Whole("--sites", "Sites N of the ring", 100, 3, 2000);
        Option<int> samples = Options.Whole("--samples", "Samples S", 10_000, 1, int.MaxValue);
        Option<double> beta = Options.Real("--beta", "Inverse temperature β of the data", 1, 0, 10);
        Option<int> states =
            Options.Whole("--states", "Potts states P of the XY ring; 0 for the Ising ring", 0, 0, 100);
        Option<bool> json = Options.Json();
        Command command = new("thresholds",
            "Signal and noise edges, their crossings, and the top eigenvalue of a sample")
        {
            sites, samples, beta, states, json,
        };
        command.SetAction(parsed =>
        {
            int n = parsed.GetValue(sites), s = parsed.GetValue(samples), p = parsed.GetValue(states);
            double b = parsed.GetValue(beta);
            if (p == 1)
                throw new InputException("--states = 1, but it should be 0 for the Ising ring, or in [2, 100]");
            Dictionary<string, double?> numbers = terminal.Wait("spectra", parsed.GetValue(json),
                () => p == 0 ? Ising(n, s, b) : Xy(n, s, b, p));
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(numbers, ReportCommand.Json));
            else
                Print(terminal, numbers);
        });
        return command;
    }

    private static Dictionary<string, double?> Ising(int sites, int samples, double beta)
    {
        IsingRing ring = new(sites, beta);
        double r = (double)sites / samples;
        TopSampleEigenvalue top = TopSampleEigenvalue.Of(ring, samples);
        return new()
        {
            ["noiseRatio"] = r,
            ["correlationLength"] = ring.CorrelationLength,
            ["marchenkoPasturEdge"] = new MarchenkoPastur(r).UpperEdge,
            ["signalInfinite"] = IsingRing.TopEigenvalueInfinite(beta),
            ["signal"] = ring.TopEigenvalue,
            ["criticalBeta"] = RetardedLearning.CriticalBeta(r),
            ["criticalNoiseRatio"] = RetardedLearning.CriticalNoiseRatio(beta),
            ["paperPrediction"] = SampleSpectrumEdge.PaperPrediction(beta, r),
            ["sampleEdge"] = SampleSpectrumEdge.Ising(beta, r).Location,
            ["topSampleEigenvalueMean"] = top.Mean,
            ["topSampleEigenvalueDeviation"] = top.StandardDeviation,
        };
    }

    private static Dictionary<string, double?> Xy(int sites, int samples, double beta, int states)
    {
        PottsRing ring = PottsRing.Xy(sites, states, beta);
        double r = (double)sites / samples;
        TopSampleEigenvalue top = TopSampleEigenvalue.Of(ring, samples);
        return new()
        {
            ["noiseRatio"] = r,
            ["correlationLength"] = ring.CorrelationLength,
            ["noiseEdge"] = RetardedLearning.PottsNoiseEdge(r, states),
            ["noiseEdgeAsPrinted"] = RetardedLearning.PottsNoiseEdgeAsPrinted(r, states),
            ["signalInfinite"] = ring.TopEigenvalueInfinite,
            ["signal"] = ring.TopEigenvalue,
            ["criticalNoiseRatio"] = RetardedLearning.PottsCriticalNoiseRatio(ring),
            ["criticalNoiseRatioAsPrinted"] = RetardedLearning.PottsCriticalNoiseRatioAsPrinted(ring),
            ["sampleEdge"] = SampleSpectrumEdge.Potts(ring, r).Location,
            ["topSampleEigenvalueMean"] = top.Mean,
            ["topSampleEigenvalueDeviation"] = top.StandardDeviation,
        };
    }

    private static void Print(Terminal terminal, Dictionary<string, double?> numbers)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("quantity", "value");
        foreach ((string name, double? value) in numbers)
            table.AddRow(name, value is double number ? $"{number:R}" : "none");
        terminal.Write(table);
    }
}
