using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Digits;

/// <summary>The quality of samples as a row of numbers of a record.</summary>
internal static class QualityNumbers
{
    /// <summary>Numbers in a row.</summary>
    public const int Count = 8;

    /// <summary>E1, E2, E3, EPS, A_T, A_S, entropy excess, activity.</summary>
    /// <param name="quality">The quality.</param>
    public static double[] Of(SampleQuality quality) =>
    [
        quality.MeanError, quality.CovarianceError, quality.TripleError, quality.PowerSpectrumError ?? double.NaN,
        quality.Adversarial.DataAccuracy, quality.Adversarial.SampleAccuracy, quality.EntropyExcess, quality.Activity,
    ];

    /// <summary>A row read back.</summary>
    /// <param name="rows">Rows, one after another.</param>
    /// <param name="index">Which.</param>
    public static SampleQuality Read(double[] rows, int index)
    {
        double[] row = rows[(index * Count)..((index + 1) * Count)];
        return new(row[0], row[1], row[2], row[3], new(row[4], row[5]), row[6], row[7]);
    }
}
