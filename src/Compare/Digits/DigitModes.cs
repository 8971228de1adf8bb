using System.Collections.Concurrent;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Digits;

/// <summary>The modes of digits: principal components, and those by which small weights grow, of C − diag C.</summary>
internal sealed class DigitModes
{
    private const int MostKept = 50;

    private readonly ConcurrentDictionary<(int Hidden, double Rate), Lazy<BinaryLinearRegime>> _regimes = [];

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
        Alive = [.. Enumerable.Range(0, Means.Length).Where(i => Deviations[i] > 0)];
    }

    /// <summary>C.</summary>
    public double[,] Covariance { get; }

    /// <summary>p.</summary>
    public double[] Means { get; }

    /// <summary>√(p(1 − p)).</summary>
    public double[] Deviations { get; }

    /// <summary>The pixels that are not the same in all digits.</summary>
    public int[] Alive { get; }

    /// <summary>C − D.</summary>
    public GrowthOperator Growth { get; }

    /// <summary>The variances along the principal components, largest first.</summary>
    public double[] Variances { get; }

    /// <summary>The leading principal components.</summary>
    public double[][] Principal { get; }

    /// <summary>The leading modes of C − D.</summary>
    public double[][] Growing { get; }

    /// <summary>The linear regime of these pixels: trainings that differ by their seeds alone share one.</summary>
    /// <param name="hidden">M.</param>
    /// <param name="learningRate">ν.</param>
    public BinaryLinearRegime LinearRegime(int hidden, double learningRate)
        => _regimes.GetOrAdd((hidden, learningRate), _ => new(() =>
        {
            double[,] covariance = new double[Alive.Length, Alive.Length];
            for (int i = 0; i < Alive.Length; i++)
            {
                for (int j = 0; j < Alive.Length; j++)
                    covariance[i, j] = Covariance[Alive[i], Alive[j]];
            }

            return new(covariance, hidden, learningRate);
        })).Value;
}
