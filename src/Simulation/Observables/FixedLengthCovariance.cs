using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The second moments of Gaussian rows that are brought to a fixed length, nothing subtracted, a mode an index:
/// <code>
/// C_ab = Σ_s v_sa v_sb/S,   v_sa = √L g_sa/|g_s|,   g_sa ~ N(0, variance a),   L = Σ_a variance a
/// </code>
/// The rows of spins have a fixed length too: beside <see cref="GaussianCovariance"/>, whose rows have not, it shows what
/// that alone does to a sample covariance. S rows cost S n²/2 multiplications.
/// </summary>
public sealed class FixedLengthCovariance
{
    private readonly double[] _deviations, _row, _sums;
    private readonly double _squaredLength;

    /// <summary>An empty collection.</summary>
    /// <param name="variances">Of the modes before the rows are brought to length, at least one, finite and &gt;
    /// 0.</param>
    /// <exception cref="ArgumentException">There is none, or one is out of range.</exception>
    public FixedLengthCovariance(IReadOnlyList<double> variances)
    {
        ArgumentNullException.ThrowIfNull(variances);
        int size = Require.AtLeast(variances.Count, 1, "variances.Count");
        _deviations = [.. variances.Select((value, a) => Math.Sqrt(Require.Positive(value, $"variances[{a}]")))];
        _squaredLength = variances.Sum();
        _row = new double[size];
        _sums = new double[size * size];
    }

    /// <summary>S, how many rows were added.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds independent rows.</summary>
    /// <param name="stream">Advanced.</param>
    /// <param name="count">How many, at least 0.</param>
    /// <exception cref="ArgumentException">The count is negative.</exception>
    public void Add(ref RandomStream stream, int count)
    {
        Require.AtLeast(count, 0);
        int size = _row.Length;
        for (int s = 0; s < count; s++)
        {
            double square = 0;
            for (int a = 0; a < size; a++)
            {
                _row[a] = _deviations[a] * stream.NextGaussian();
                square += _row[a] * _row[a];
            }

            double factor = _squaredLength / square;
            for (int a = 0; a < size; a++)
                AddMultiple(factor * _row[a], _row.AsSpan(0, a + 1), _sums.AsSpan(a * size, a + 1));
        }

        Rows += count;
    }

    /// <summary>C, n × n and symmetric; its trace is L.</summary>
    /// <exception cref="ArgumentException">No row was added.</exception>
    public double[,] Matrix()
    {
        Require.Positive(Rows);
        int size = _row.Length;
        double[,] matrix = new double[size, size];
        for (int a = 0; a < size; a++)
        {
            for (int b = 0; b <= a; b++)
                matrix[a, b] = matrix[b, a] = _sums[(a * size) + b] / Rows;
        }

        return matrix;
    }

    // Number by number: the same bits on every width.
    private static void AddMultiple(double factor, ReadOnlySpan<double> x, Span<double> sums)
    {
        int i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Span<double> to = sums.Slice(i, Vector256<double>.Count);
            (Vector256.Create<double>(to) + (factor * Vector256.Create(x.Slice(i, Vector256<double>.Count)))).CopyTo(to);
        }

        for (; i < x.Length; i++)
            sums[i] += factor * x[i];
    }
}
