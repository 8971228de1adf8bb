using MathNet.Numerics.Distributions;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>The samples of machines trained in different ways, by several numbers at several times.</summary>
/// <param name="times">t_G, the sweeps after which samples were taken.</param>
internal sealed class SampleComparison(IReadOnlyList<int> times)
{
    /// <summary>Numbers of samples, and how far each is from those of a machine as good as the data.</summary>
    private static readonly (Func<SampleQuality, double> Value, Func<SampleQuality, SampleQuality, double> Off)[]
        Numbers =
    [
        (q => q.MeanError, (q, _) => q.MeanError),
        (q => q.CovarianceError, (q, _) => q.CovarianceError),
        (q => q.PowerSpectrumError ?? double.NaN, (q, _) => q.PowerSpectrumError ?? double.NaN),
        (q => q.Adversarial.DataAccuracy, (q, _) => Math.Abs(q.Adversarial.DataAccuracy - 0.5)),
        (q => q.Adversarial.SampleAccuracy, (q, _) => Math.Abs(q.Adversarial.SampleAccuracy - 0.5)),
        (q => q.Activity, (q, fresh) => Math.Abs(q.Activity - fresh.Activity)),
    ];

    /// <summary>How many comparisons there are.</summary>
    public int Count => Numbers.Length * times.Count;

    /// <summary>Whether so many comparisons may differ by chance, were they independent.</summary>
    /// <param name="differing">How many differ.</param>
    public bool MayBeChance(int differing)
        => differing == 0
            || 1 - Binomial.CDF(Verdict.Significance, Count, differing - 1) >= Verdict.Significance;

    /// <summary>The samples of a run.</summary>
    /// <param name="history">The run.</param>
    /// <param name="time">Index among the times; their number for fresh data.</param>
    public static SampleQuality At(DigitHistory history, int time) => QualityNumbers.Read(history.Quality, time);

    /// <summary>Fresh data in place of samples: the floor.</summary>
    /// <param name="history">A run.</param>
    public SampleQuality Floor(DigitHistory history) => At(history, times.Count);

    /// <summary>The comparisons in which two trainings differ by more than chance, by Welch's t, and those of them in
    /// which the second is farther from the data.</summary>
    /// <param name="one">Runs of one training, two or more.</param>
    /// <param name="other">Runs of the other, two or more.</param>
    public (int Differing, int Worse) Differences(
        IReadOnlyList<DigitHistory> one, IReadOnlyList<DigitHistory> other)
    {
        int differing = 0, worse = 0;
        for (int t = 0; t < times.Count; t++)
        {
            foreach ((Func<SampleQuality, double> value, Func<SampleQuality, SampleQuality, double> off) in Numbers)
            {
                int time = t;
                double Value(DigitHistory history) => value(At(history, time));
                if (Verdict.Compare("", "", null, one.Mean(Value), other.Mean(Value)).Outcome != Outcome.Differs)
                    continue;
                differing++;
                double Off(IReadOnlyList<DigitHistory> runs) => runs.Average(h => off(At(h, time), Floor(h)));
                worse += Off(other) > Off(one) ? 1 : 0;
            }
        }

        return (differing, worse);
    }
}
