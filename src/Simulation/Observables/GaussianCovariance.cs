using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The second moments of Gaussian rows of a given population covariance, nothing subtracted, in the basis of that
/// covariance's eigenvectors: what (24) would be, had the data its covariance and no higher cumulants. After S rows
/// <code>
/// C_ab = √(λ_a λ_b) W_ab / S,   W = Σ_s g_s g_sᵀ ~ Wishart(n, S),   g_s ~ N(0, 1)
/// W = A Aᵀ,   A_ii² ~ χ²(S − i),   A_ij ~ N(0, 1) for j &lt; i,   A_ij = 0 for j &gt; i and for j ≥ S
/// </code>
/// The second line (Bartlett) is the law of the LQ factors of the n × S matrix of the g; so S rows cost n²/2 numbers
/// and n³/6 multiplications, however large S is.
/// </summary>
/// <remarks>The rows are never made, so a mode is an index: the squared component a of an eigenvector of C is its share
/// in mode a. Rows added in parts are as those added at once, by law and not bit by bit.</remarks>
public sealed class GaussianCovariance
{
    private readonly double[] _scales, _sums, _factor;

    /// <summary>An empty collection.</summary>
    /// <param name="eigenvalues">λ_a of the population, at least one, finite and ≥ 0, in any order.</param>
    /// <exception cref="ArgumentException">There is none, or one is out of range.</exception>
    public GaussianCovariance(IReadOnlyList<double> eigenvalues)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        int size = Require.AtLeast(eigenvalues.Count, 1, "eigenvalues.Count");
        _scales = [.. eigenvalues.Select((value, a) => Math.Sqrt(Require.NonNegative(value, $"eigenvalues[{a}]")))];
        _sums = new double[size * size];
        _factor = new double[size * size];
    }

    /// <summary>n, the number of modes.</summary>
    public int Dimension => _scales.Length;

    /// <summary>S, how many rows were added.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds independent rows.</summary>
    /// <param name="stream">Advanced.</param>
    /// <param name="count">How many, at least 0.</param>
    /// <exception cref="ArgumentException">The count is negative.</exception>
    public void Add(ref RandomStream stream, int count)
    {
        Require.AtLeast(count, 0);
        int size = Dimension;
        for (int i = 0; i < size; i++)
        {
            int before = Math.Min(i, count);
            for (int j = 0; j < before; j++)
                _factor[i * size + j] = stream.NextGaussian();
            if (i < count)
                _factor[i * size + i] = Math.Sqrt(ChiSquared(ref stream, count - i));
        }

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                int common = Math.Min(j + 1, count);
                _sums[i * size + j] += Dot(_factor.AsSpan(i * size, common), _factor.AsSpan(j * size, common));
            }
        }

        Rows += count;
    }

    /// <summary>C, n × n and symmetric.</summary>
    /// <exception cref="ArgumentException">No row was added.</exception>
    public double[,] Matrix()
    {
        Require.Positive(Rows);
        double[,] matrix = new double[Dimension, Dimension];
        for (int a = 0; a < Dimension; a++)
        {
            for (int b = 0; b <= a; b++)
                matrix[a, b] = matrix[b, a] = _scales[a] * _scales[b] * _sums[a * Dimension + b] / Rows;
        }

        return matrix;
    }

    /// <summary>
    /// The sum of the squares of ν Gaussian numbers: 2 × a gamma variable of shape ν/2, by Marsaglia and Tsang (ACM TOMS
    /// 26, 2000), exact by rejection. With d = ν/2 − 1/3 and v = (1 + x/(3√d))³, x Gaussian, dv is kept with the
    /// probability exp(x²/2 + d(1 − v + ln v)) of having that law; about once in twenty draws at ν = 2 it is not.
    /// </summary>
    /// <param name="stream">Advanced.</param>
    /// <param name="degrees">ν, at least 1.</param>
    internal static double ChiSquared(ref RandomStream stream, int degrees)
    {
        if (Require.AtLeast(degrees, 1) == 1)
        {
            double x = stream.NextGaussian();
            return x * x;
        }

        double d = degrees / 2.0 - 1.0 / 3, width = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = stream.NextGaussian(), root = 1 + width * x, v = root * root * root;
            double u = 1 - stream.NextDouble(); // in (0, 1]
            if (v > 0 && PortableMath.Log(u) < x * x / 2 + d * (1 - v + PortableMath.Log(v)))
                return 2 * d * v;
        }
    }

    // Four sums whatever the machine's width: the same bits everywhere.
    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            sums += Vector256.Create(x.Slice(i, Vector256<double>.Count)) * Vector256.Create(y.Slice(i, Vector256<double>.Count));
        double sum = Vector256.Sum(sums);
        for (; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }
}
