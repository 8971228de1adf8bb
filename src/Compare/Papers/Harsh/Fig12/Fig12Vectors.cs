using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 12(c) and (d): the top eigenvector of C against the number of samples, at one β.</summary>
internal static class Fig12Vectors
{
    /// <summary>log₁₀ of the S that are judged, the first of them next to the crossing (27).</summary>
    private static readonly double[] Judged = [1.5, 2, 3, 4];

    /// <summary>Up to this r only the two waves of length N exchange places with the uniform vector.</summary>
    public const double NearbyRatio = 0.1;

    /// <summary>⟨(ê·u)²⟩ with the uniform vector, and with the two waves of length N, at every S.</summary>
    /// <param name="settings">The ring and its S.</param>
    public static VectorShares Theory(TopVectors settings)
    {
        IsingRing ring = new(settings.Sites, settings.Beta);
        double wave = ring.Spectrum().OrderDescending().ElementAt(1);
        TopSampleEigenvalue[] tops = [.. settings.Samples.Select(s => TopSampleEigenvalue.Of(ring, s))];
        return new(
            RetardedLearning.CriticalNoiseRatio(settings.Beta),
            [.. tops.Select(t => TopSampleEigenvector.SquaredOverlap(t, ring.TopEigenvalue))],
            [.. tops.Select(t => 2 * TopSampleEigenvector.SquaredOverlap(t, wave))]);
    }

    /// <summary>The judged S at which r is at most <see cref="NearbyRatio"/>.</summary>
    /// <param name="settings">The ring and its S.</param>
    public static NearbyAt Nearby(TopVectors settings) => new()
    {
        Sites = settings.Sites,
        Beta = settings.Beta,
        Sizes =
        [
            .. Judged.Select(d => settings.Samples[Array.IndexOf(settings.Decades, d)])
                .Where(samples => settings.Sites <= NearbyRatio * samples),
        ],
    };

    /// <summary>⟨(ê·u)²⟩ there, with the ring's fourth cumulants.</summary>
    /// <param name="settings">The ring and its S.</param>
    /// <param name="run">Stops it between two S.</param>
    public static NearbyShares Nearby(NearbyAt settings, RunContext run)
    {
        IsingRing ring = new(settings.Sites, settings.Beta);
        return new(
        [
            .. settings.Sizes.Select(samples =>
            {
                run.Stop.ThrowIfCancellationRequested();
                return NearbyWaves.Of(ring, samples).Uniform;
            }),
        ]);
    }

    /// <summary>
    /// One set of samples, observed whenever their number reaches the next of the list; the first run keeps the
    /// eigenvectors for drawing, times √N, one after another.
    /// </summary>
    /// <param name="settings">The ring and its S.</param>
    /// <param name="run">Seed of the samples; stops the run.</param>
    public static SampledVectors Sample(TopVectors settings, RunContext run)
    {
        int[] sizes = settings.Samples;
        SpinSet data = new IsingRingSampler(settings.Sites, settings.Beta)
            .SampleSet(sizes[^1], run.Seed, StreamPurpose.Data);
        SpinCovariance covariance = new(settings.Sites);
        List<double> uniform = [], wave = [], vectors = [];
        foreach (int size in sizes)
        {
            run.Stop.ThrowIfCancellationRequested();
            int before = (int)covariance.Rows;
            covariance.Add(data, before, size - before);
            ReadOnlySpan<double> top = new CovarianceSpectrum(covariance.Matrix()).Vector(0);
            double overlap = Alignment.WithUniform(top);
            uniform.Add(overlap * overlap);
            wave.Add(WaveShare(top));
            if (run.Number == 1)
                vectors.AddRange(top.ToArray().Select(e => Math.Round(e * Math.Sqrt(settings.Sites), 4)));
        }

        return new([.. uniform], [.. wave], run.Number == 1 ? [.. vectors] : null);
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

    /// <summary>The eigenvectors of one run as rows of colours, and the shares of the modes with theory.</summary>
    /// <param name="settings">The ring and its S.</param>
    /// <param name="theory">Of <see cref="Theory"/>.</param>
    /// <param name="runs">Of <see cref="Sample"/>; the first with its vectors.</param>
    /// <param name="gaussian">Those of Gaussian data.</param>
    public static IReadOnlyList<Panel> Panels(
        TopVectors settings, VectorShares theory, IReadOnlyList<SampledVectors> runs, GaussianShares gaussian)
    {
        int sites = settings.Sites;
        double[] decades = settings.Decades, vectors = runs[0].Vectors!;
        double[] ratios = [.. settings.Samples.Select(s => (double)sites / s)];
        Axis r = new("noise ratio r = N/S", ratios[^1] / 1.3, ratios[0] * 1.3, Logarithmic: true);
        return
        [
            new($"Top eigenvector, β = {settings.Beta}", new("site i", 0.5, sites + 0.5),
                new("log_{10} S", decades[0] - 0.25, decades[^1] + 0.25),
                [new("", [.. vectors.Select((_, k) => k % sites + 1.0)],
                    [.. vectors.Select((_, k) => decades[k / sites])], Mark.Map, Palette.Black, Value: vectors)],
                LegendPlace.None, new("e_{i} √N", -2, 2, ColourScale.Diverging)),
            new($"Share of long waves in it, β = {settings.Beta}", r, new("⟨(ê·u)^{2}⟩", 0, 1.05),
            [
                new("large N", ratios, theory.Uniform, Mark.Line, Palette.Black),
                new("", ratios, theory.Wave, Mark.Line, Palette.Black),
                new($"Wishart, N = {sites}", ratios, [.. gaussian.Uniform.Select(e => e.Value)], Mark.Line,
                    Palette.Purple),
                new("", ratios, [.. gaussian.Wave.Select(e => e.Value)], Mark.Line, Palette.Purple),
                Points(run => run.Uniform, "uniform", Palette.Blue),
                Points(run => run.Wave, "waves of length N", Palette.Vermilion),
                new("r of (27)", [theory.Crossing, theory.Crossing], [0, 0.5], Mark.Dashed, Palette.Grey),
            ]),
        ];

        Series Points(Func<SampledVectors, double[]> of, string label, int colour)
        {
            Estimate[] means = [.. ratios.Select((_, i) => runs.Mean(run => of(run)[i]))];
            return new(label, ratios, [.. means.Select(e => e.Value)], Mark.Points, colour,
                [.. means.Select(e => e.StandardError)]);
        }
    }

    /// <summary>The share of the uniform vector at some S, by each theory, the coarsest first.</summary>
    /// <param name="settings">The ring and its S.</param>
    /// <param name="theory">Of <see cref="Theory"/>.</param>
    /// <param name="runs">Of <see cref="Sample"/>.</param>
    /// <param name="gaussian">The shares in Gaussian data.</param>
    /// <param name="nearby">Of the settings <see cref="Nearby(TopVectors)"/>.</param>
    public static IReadOnlyList<Verdict> Judge(
        TopVectors settings, VectorShares theory, IReadOnlyList<SampledVectors> runs, GaussianShares gaussian,
        NearbyShares nearby)
    {
        IReadOnlyList<int> near = Nearby(settings).Sizes;
        return
        [
            .. from d in Judged
               let i = Array.IndexOf(settings.Decades, d)
               let at = settings.Samples[i]
               let finest = $"{(near.Contains(at) ? "nearby" : "wishart")}-share-{at}"
               select Verdict.Compare(
                   $"uniform-share-{at}", Quantity(at),
                   d == Judged[0] ? $"transition at {theory.Crossing:F2}, (27)" : null,
                   theory.Uniform[i], Sampled(at), "theory: edge of the sample spectrum, large N")
                   with { Judges = Claim.FirstOrder, ExplainedBy = finest },
            .. from d in Judged
               let i = Array.IndexOf(settings.Decades, d)
               let at = settings.Samples[i]
               select Verdict.Compare(
                   $"wishart-share-{at}", $"{Quantity(at)}, Wishart of the same covariance", null,
                   gaussian.Uniform[i], Sampled(at), "theory: Gaussian data of this N")
                   with { Judges = Claim.FirstOrder, ExplainedBy = near.Contains(at) ? $"nearby-share-{at}" : null },
            .. near.Select((at, k) => Verdict.Compare(
                $"nearby-share-{at}", $"{Quantity(at)}, three nearby waves", null, nearby.Uniform[k], Sampled(at),
                "theory: fluctuating 3 × 3 block, the rest in perturbation theory, with the fourth cumulants")
                with { Judges = Claim.FirstOrder }),
        ];

        string Quantity(int samples)
            => $"share of the uniform vector, β = {settings.Beta}, r = {(double)settings.Sites / samples:G3}";

        Estimate Sampled(int samples)
        {
            int index = Array.IndexOf(settings.Samples, samples);
            return runs.Mean(run => run.Uniform[index]);
        }
    }
}
