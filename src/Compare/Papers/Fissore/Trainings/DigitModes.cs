using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>The modes of digits: principal components, and those by which small weights grow, of C − diag C.</summary>
internal sealed class DigitModes
{
    private const int MostKept = 50;

    /// <summary>Computes both.</summary>
    /// <param name="data">The digits.</param>
    public DigitModes(IDataSet data)
    {
        (Covariance, Means) = DataCovariance.Of(data, BinaryUnit.Instance);
        CovarianceSpectrum principal = new(Covariance);
        Growth = GrowthOperator.OfBinary(Covariance);
        Variances = principal.Eigenvalues;
        Principal = [.. Enumerable.Range(0, Math.Min(MostKept, Means.Length)).Select(a => principal.Vector(a).ToArray())];
        Growing = [.. Enumerable.Range(0, Math.Min(MostKept, Means.Length)).Select(a => Growth.Mode(a).ToArray())];
        Deviations = [.. Enumerable.Range(0, Means.Length).Select(i => Math.Sqrt(Covariance[i, i]))];
    }

    /// <summary>C.</summary>
    public double[,] Covariance { get; }

    /// <summary>p.</summary>
    public double[] Means { get; }

    /// <summary>√(p(1 − p)).</summary>
    public double[] Deviations { get; }

    /// <summary>C − D.</summary>
    public GrowthOperator Growth { get; }

    /// <summary>The variances along the principal components, largest first.</summary>
    public double[] Variances { get; }

    /// <summary>The leading principal components.</summary>
    public double[][] Principal { get; }

    /// <summary>The leading modes of C − D.</summary>
    public double[][] Growing { get; }
}
