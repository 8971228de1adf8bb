using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Comparisons;

/// <summary>The data of a run: noise ratio, signal, noise, and the transition (27) between them.</summary>
public static class DataComparison
{
    private const string NoNoise = "every batch is new: no noise";

    /// <summary>The quantities.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stop">Interrupts it.</param>
    public static IEnumerable<Comparison> Of(ComparedRun run, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(run);
        RingPopulation? law = run.Population;
        string unknown = law is null ? ComparedRun.WhyNoPopulation : "";
        bool isIsing = run.Ring.Colours == 0;
        double r = run.NoiseRatio;
        yield return new("noiseRatio", "noise ratio r = N/S; theory: where signal and noise cross",
            law?.CriticalNoiseRatio, r, run.IsAboveTransition switch
            {
                null => unknown,
                true => "above the transition: the signal stands above the noise",
                false => "below the transition: noise hides the signal",
            });
        if (isIsing)
        {
            yield return new("beta", "inverse temperature β; theory: β(r) = ln(1 + √r) (27)",
                law is null ? null : r > 0 ? RetardedLearning.CriticalBeta(r) : 0, law?.Beta ?? run.Ring.Beta, unknown);
        }
        else
        {
            double? printed = law?.CriticalNoiseRatioAsPrinted;
            yield return new("noiseRatioAsPrinted", "the same with (31) as printed", printed, r,
                law is null ? unknown
                    : printed is null ? "signal and printed edge never cross"
                    : "the printed edge is not that of the noise");
        }

        yield return new("correlationLength", "correlation length ξ, sites", law?.CorrelationLength, null, unknown);
        yield return new("signal", isIsing ? "signal Λ (26)" : "signal Λ (30)", law?.Signal, null,
            law is null ? unknown : $"top eigenvalue of the law at N = {run.Ring.Sites}");
        yield return new("noiseEdge", isIsing ? "edge of the noise (25)" : "edge of the noise, (31) corrected",
            r > 0 ? NoiseEdge(run) : null, null, r > 0 ? "independent sites, N → ∞" : NoNoise);
        yield return new("sampleEdge", "edge of the sample spectrum", r > 0 ? law?.SampleEdge(r) : null, null,
            law is null ? unknown : r > 0 ? "signal and noise together, N → ∞" : NoNoise);
        yield return Top(run, unknown, stop);
    }

    private static double NoiseEdge(ComparedRun run) => run.Ring.Colours == 0
        ? new MarchenkoPastur(run.NoiseRatio).UpperEdge
        : RetardedLearning.PottsNoiseEdge(run.NoiseRatio, run.Ring.Colours);

    private static Comparison Top(ComparedRun run, string unknown, CancellationToken stop)
    {
        const string Name = "topEigenvalue", Quantity = "top eigenvalue of the data";
        if (run.Ring.Fresh)
            return new(Name, Quantity, null, null, run.WhyNoData!);
        TopSampleEigenvalue? theory = run.Population?.Top(run.Ring.Samples);
        string spread = theory is null
            ? unknown
            : $"± {theory.StandardDeviation:G2} from one data set to another (Tracy–Widom)";
        return new(Name, Quantity, theory?.Mean, run.Data is IDataSet data ? TopOf(data, stop) : null,
            run.WhyNoData is string why ? $"{spread}; {why}" : spread)
        {
            IsPrediction = true,
        };
    }

    private static double TopOf(IDataSet data, CancellationToken stop)
    {
        if (data is PottsSet potts)
        {
            PottsCovariance colours = new(potts.Sites, potts.Colours);
            for (int s = 0; s < potts.Samples; s++)
            {
                stop.ThrowIfCancellationRequested();
                colours.Add(potts.Sample(s));
            }

            return new CovarianceSpectrum(colours.Matrix()).Top;
        }

        SpinSet spins = (SpinSet)data;
        SpinCovariance covariance = new(spins.Sites);
        const int SamplesBetweenChecks = 1 << 16;
        for (int s = 0; s < spins.Samples; s += SamplesBetweenChecks)
        {
            stop.ThrowIfCancellationRequested();
            covariance.Add(spins, s, Math.Min(SamplesBetweenChecks, spins.Samples - s));
        }

        return new CovarianceSpectrum(covariance.Matrix()).Top;
    }
}
