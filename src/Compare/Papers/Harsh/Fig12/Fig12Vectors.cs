using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 12(c): the top eigenvector of C against the number of samples, at one β.</summary>
/// <param name="Sites">N.</param>
/// <param name="Beta">β.</param>
/// <param name="Most">log₁₀ of the largest number of samples; the smallest is 10, two to a decade.</param>
internal sealed record Fig12Vectors(int Sites, double Beta, int Most)
{
    private const double Least = 1, PerDecade = 2;

    /// <summary>log₁₀ S, half a decade apart.</summary>
    public double[] Decades
        => [.. Enumerable.Range(0, (int)((Most - Least) * PerDecade) + 1).Select(i => Least + i / PerDecade)];

    private int[] Samples => [.. Decades.Select(d => (int)Math.Round(Math.Pow(10, d)))];

    /// <summary>Everything the numbers depend on.</summary>
    public Dictionary<string, double> Parameters
        => new() { ["sites"] = Sites, ["beta"] = Beta, ["mostDecades"] = Most };

    /// <summary>⟨(ê·u)²⟩ with the uniform vector, and with the two waves of length N, at every S.</summary>
    public RunResult Theory()
    {
        IsingRing ring = new(Sites, Beta);
        double wave = ring.Spectrum().OrderDescending().ElementAt(1);
        TopSampleEigenvalue[] tops = [.. Samples.Select(s => TopSampleEigenvalue.Of(ring, s))];
        return new(
            new Dictionary<string, double> { ["crossing"] = RetardedLearning.CriticalNoiseRatio(Beta) },
            new Dictionary<string, double[]>
            {
                ["uniform"] = [.. tops.Select(t => TopSampleEigenvector.SquaredOverlap(t, ring.TopEigenvalue))],
                ["wave"] = [.. tops.Select(t => 2 * TopSampleEigenvector.SquaredOverlap(t, wave))],
            });
    }

    /// <summary>One set of samples, looked at whenever their number reaches the next of the list.</summary>
    /// <param name="seed">Seed of the samples.</param>
    /// <param name="kept">Whether the eigenvectors are kept for drawing, times √N, one after another.</param>
    /// <param name="stop">Stops the run.</param>
    public RunResult Sample(ulong seed, bool kept, CancellationToken stop)
    {
        int[] sizes = Samples;
        SpinSet data = new IsingRingSampler(Sites, Beta).SampleSet(sizes[^1], seed, StreamPurpose.Data);
        SpinCovariance covariance = new(Sites);
        List<double> uniform = [], wave = [], vectors = [];
        foreach (int size in sizes)
        {
            stop.ThrowIfCancellationRequested();
            int before = (int)covariance.Rows;
            covariance.Add(data, before, size - before);
            ReadOnlySpan<double> top = new CovarianceSpectrum(covariance.Matrix()).Vector(0);
            double overlap = Alignment.WithUniform(top);
            uniform.Add(overlap * overlap);
            wave.Add(WaveShare(top));
            if (kept)
                vectors.AddRange(top.ToArray().Select(e => Math.Round(e * Math.Sqrt(Sites), 4)));
        }

        Dictionary<string, double[]> series = new() { ["uniform"] = [.. uniform], ["wave"] = [.. wave] };
        if (kept)
            series["vectors"] = [.. vectors];
        return new(new Dictionary<string, double>(), series);
    }

    /// <summary>(ê·c)² + (ê·s)² with √(2/N) cos(2πi/N) and √(2/N) sin(2πi/N).</summary>
    private static double WaveShare(ReadOnlySpan<double> vector)
    {
        double cosine = 0, sine = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            (double s, double c) = Math.SinCos(2 * Math.PI * i / vector.Length);
            cosine += vector[i] * c;
            sine += vector[i] * s;
        }

        return 2 * (cosine * cosine + sine * sine) / vector.Length;
    }

    /// <summary>The eigenvectors of one run as rows of colours, and the shares of the modes with their theory.</summary>
    /// <param name="theory">Of <see cref="Theory"/>.</param>
    /// <param name="runs">Of <see cref="Sample"/>; the first with its vectors.</param>
    public IReadOnlyList<Panel> Panels(RunResult theory, IReadOnlyList<RunResult> runs)
    {
        double[] decades = Decades, vectors = runs[0].Series["vectors"];
        double[] ratios = [.. Samples.Select(s => (double)Sites / s)];
        Axis r = new("noise ratio r = N/S", ratios[^1] / 1.3, ratios[0] * 1.3, Logarithmic: true);
        return
        [
            new($"Top eigenvector, β = {Beta}", new("site i", 0.5, Sites + 0.5),
                new("log_{10} S", decades[0] - 0.25, decades[^1] + 0.25),
                [new("", [.. vectors.Select((_, k) => k % Sites + 1.0)], [.. vectors.Select((_, k) => decades[k / Sites])],
                    Mark.Map, Palette.Black, Value: vectors)],
                LegendPlace.None, new("e_{i} √N", -2, 2, ColourScale.Diverging)),
            new($"Share of long waves in it, β = {Beta}", r, new("⟨(ê·u)^{2}⟩", 0, 1.05),
            [
                new("", ratios, theory.Series["uniform"], Mark.Line, Palette.Black),
                new("", ratios, theory.Series["wave"], Mark.Line, Palette.Black),
                Points("uniform", "uniform", Palette.Blue),
                Points("wave", "waves of length N", Palette.Vermilion),
                new("r of (27)", [theory.Numbers["crossing"], theory.Numbers["crossing"]], [0, 0.5], Mark.Dashed,
                    Palette.Grey),
            ]),
        ];

        Series Points(string series, string label, int colour)
        {
            Estimate[] means = [.. ratios.Select((_, i) => Mean(runs, series, i))];
            return new(label, ratios, [.. means.Select(e => e.Value)], Mark.Points, colour,
                [.. means.Select(e => e.StandardError)]);
        }
    }

    /// <summary>The share of the uniform vector at some S, the first of them next to the crossing (27).</summary>
    /// <param name="figure">Number of the figure.</param>
    /// <param name="theory">Of <see cref="Theory"/>.</param>
    /// <param name="runs">Of <see cref="Sample"/>.</param>
    public IReadOnlyList<Verdict> Judge(string figure, RunResult theory, IReadOnlyList<RunResult> runs) =>
    [
        .. from d in (double[])[1.5, 2, 3, 4]
           let i = Array.IndexOf(Decades, d)
           select Verdict.Compare(
               figure, $"share of the uniform vector, β = {Beta}, r = {(double)Sites / Samples[i]:G3}",
               d == 1.5 ? $"transition at {theory.Numbers["crossing"]:F2}, (27)" : null,
               theory.Series["uniform"][i], Mean(runs, "uniform", i), "theory: edge of the sample spectrum, large N"),
    ];

    private static Estimate Mean(IReadOnlyList<RunResult> runs, string series, int index)
        => Estimate.FromRuns([.. runs.Select(r => r.Series[series][index])]);
}
