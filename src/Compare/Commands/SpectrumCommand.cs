using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// <c>rbm theory spectrum</c>: the density of the eigenvalues of the covariance of S samples of the Ising ring, or with
/// --states of the XY ring, by Silverstein's equation; with --hidden or --deviation, of the singular values of weights
/// that are noise, <see cref="NoiseSpectrum"/>.
/// </summary>
public static class SpectrumCommand
{
    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<int> sites = Options.Whole("--sites", "Sites N of the ring, or visible units of weights", 100, 3, 1000);
        Option<int> samples = Options.Whole("--samples", "Samples S of the ring", 1000, 1, int.MaxValue);
        Option<double> beta = Options.Real("--beta", "Inverse temperature β of the data", 1, 0, 10);
        Option<int> states =
            Options.Whole("--states", "Potts states P of the XY ring; 0 for the Ising ring", 0, 0, 20);
        Option<int> points =
            Options.Whole("--points", "Values where the density is given, evenly spaced", 201, 2, 100_001);
        Option<int> hidden = Options.Whole("--hidden", "Hidden units M of weights that are noise", 100, 1, 10_000);
        Option<double> deviation = Options.Real("--deviation", "Standard deviation σ of such weights", 0.01, 0, 10);
        Option<bool> json = Options.Json();
        Command command = new("spectrum",
            "Bands and density of the eigenvalues of the covariance of a sample, for many sites and samples; or, with "
            + "--hidden or --deviation, of the singular values of weights of independent normal entries")
        {
            sites, samples, beta, states, hidden, deviation, points, json,
        };
        command.SetAction(parsed =>
        {
            Option? ofWeights = ((Option[])[hidden, deviation]).FirstOrDefault(o => TrainOptions.IsGiven(parsed, o));
            if (ofWeights is not null)
            {
                Refuse(parsed, ofWeights, [samples, beta, states]);
                NoiseSpectrum.Write(terminal, new(parsed.GetValue(sites), parsed.GetValue(hidden),
                    parsed.GetValue(deviation)), parsed.GetValue(points), parsed.GetValue(json));
                return;
            }

            int n = parsed.GetValue(sites), p = parsed.GetValue(states);
            if (p == 1)
                throw new InputException("--states = 1, but it should be 0 for the Ising ring, or in [2, 20]");
            double b = parsed.GetValue(beta), r = (double)n * Math.Max(1, p) / parsed.GetValue(samples);
            Numbers numbers = terminal.Wait("spectrum", parsed.GetValue(json), () => Of(
                p == 0 ? PopulationSpectrum.Of(new IsingRing(n, b)) : PopulationSpectrum.Of(PottsRing.Xy(n, p, b)), r,
                parsed.GetValue(points)));
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(numbers, ReportCommand.Json));
            else
                Print(terminal, numbers);
        });
        return command;
    }

    /// <summary>Weights have no samples: options of the ring are left out beside those of weights.</summary>
    private static void Refuse(ParseResult parsed, Option given, Option[] ofRing)
    {
        Option? wrong = ofRing.FirstOrDefault(option => TrainOptions.IsGiven(parsed, option));
        if (wrong is not null)
            throw new InputException($"{wrong.Name} = {parsed.GetResult(wrong)!.GetValueOrDefault<object>()}, but it "
                + $"should be left out where {given.Name} is given");
    }

    private static Numbers Of(PopulationSpectrum population, double noiseRatio, int points)
    {
        SampleSpectrum spectrum = new(population, noiseRatio);
        double first = spectrum.Bands[0].Lower, last = spectrum.Bands[^1].Upper;
        double[] eigenvalues =
            [.. Enumerable.Range(0, points).Select(k => first + ((last - first) * k / (points - 1)))];
        return new(noiseRatio, spectrum.MassAtZero, [.. spectrum.Bands], eigenvalues,
            Array.ConvertAll(eigenvalues, spectrum.Density), Array.ConvertAll(eigenvalues, spectrum.Cumulative));
    }

    private static void Print(Terminal terminal, Numbers numbers)
    {
        terminal.Output.WriteLine($"noise ratio = {numbers.NoiseRatio:R}; share of the eigenvalues that are zero = "
            + $"{numbers.MassAtZero:R}; --json gives the density");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("band", "from", "to", "share of the eigenvalues");
        for (int i = 0; i < numbers.Bands.Count; i++)
        {
            SpectralBand band = numbers.Bands[i];
            table.AddRow($"{i + 1}", $"{band.Lower:R}", $"{band.Upper:R}", $"{band.Mass:R}");
        }

        terminal.Write(table);
    }

    /// <summary>What is printed; the density is per unit of eigenvalue.</summary>
    private sealed record Numbers(double NoiseRatio, double MassAtZero, IReadOnlyList<SpectralBand> Bands,
        double[] Eigenvalues, double[] Density, double[] Cumulative);
}
