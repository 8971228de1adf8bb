namespace RbmTheory.Compare.Reports;

/// <summary>
/// How fast the code of the paper's authors trains: PGM, by J. Tubiana, in Python with numba. Measured beside the
/// kernels of this program, in the same runs of <c>rbm bench train --peers</c>: one trajectory at a time with PCD-20 on
/// N = 100 sites, two threads, on two cores of an AMD EPYC with AVX2 that others used too, so that one workload gave
/// different rates at different times. A rate here is the middle of what was measured; between the workloads that were
/// measured the time of a spin update is interpolated.
/// </summary>
public static class PaperCode
{
    /// <summary>The cores that the rates are those of.</summary>
    public const int Cores = 2;

    /// <summary>Spins, M = 1, batch and chains 100: 20 to 59 million a second.</summary>
    public const double OneUnit = 40e6;

    /// <summary>Spins, M = 1, batch and chains 10: 11 to 23 million a second.</summary>
    public const double OneUnitSmallBatch = 17e6;

    /// <summary>Spins, M = 100, batch and chains 100: 7 to 9 million a second.</summary>
    public const double HundredUnits = 8e6;

    /// <summary>Potts units, P = 10, one double well, batch and chains 100: 4 to 6 million a second.</summary>
    public const double Potts = 5e6;

    private const double SmallBatch = 10, LargeBatch = 100, ManyUnits = 100;

    /// <summary>Visible units drawn a second, on <see cref="Cores"/> cores, for the parameters of a run.</summary>
    /// <param name="parameters">
    /// Those of its record: <c>hidden</c> (1 where absent), <c>states</c> (2), <c>batch</c> (100). Potts machines have
    /// the one rate that was measured, whatever their P, M and batch.
    /// </param>
    public static double Rate(IReadOnlyDictionary<string, double> parameters)
    {
        if (parameters.GetValueOrDefault("states", 2) > 2)
            return Potts;
        double hidden = Math.Max(1, parameters.GetValueOrDefault("hidden", 1)),
            batch = Math.Clamp(parameters.GetValueOrDefault("batch", LargeBatch), SmallBatch, LargeBatch);
        // An update has a cost of its own, which the units of the batch share; a hidden unit adds its part to each.
        double share = (1 / batch - 1 / LargeBatch) / (1 / SmallBatch - 1 / LargeBatch),
            units = (hidden - 1) / (ManyUnits - 1);
        return 1 / (1 / OneUnit + share * (1 / OneUnitSmallBatch - 1 / OneUnit)
            + units * (1 / HundredUnits - 1 / OneUnit));
    }
}
