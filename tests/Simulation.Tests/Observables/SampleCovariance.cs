using System.Numerics;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Tests.Observables;

/// <summary>
/// The readable twin of <see cref="RbmTheory.Simulation.Observables.SpinCovariance"/> for rows of any numbers:
/// the second moments C_ij = ⟨v_i v_j⟩_data (24) of rows that are added one by one, nothing subtracted: the mean of the
/// paper's spins is 0 by symmetry.
/// </summary>
/// <remarks>Each row costs n²/2 multiplications, n its length. Sums of ±1 are exact below 2^53 rows.</remarks>
internal sealed class SampleCovariance
{
    private readonly double[] _row, _sums;

    /// <summary>An empty collection.</summary>
    /// <param name="dimension">n, the length of a row, at least 1.</param>
    public SampleCovariance(int dimension)
    {
        _row = new double[Require.AtLeast(dimension, 1)];
        _sums = new double[dimension * dimension];
    }

    /// <summary>n, the length of a row.</summary>
    public int Dimension => _row.Length;

    /// <summary>S, how many rows were added.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds one row.</summary>
    /// <param name="row">n finite numbers, such as spins.</param>
    /// <exception cref="ArgumentException">The length is not n.</exception>
    public void Add<T>(ReadOnlySpan<T> row)
        where T : struct, INumber<T>
    {
        Require.Length(row.Length, Dimension);
        for (int i = 0; i < row.Length; i++)
            _row[i] = double.CreateTruncating(row[i]);
        for (int i = 0; i < _row.Length; i++)
        {
            double value = _row[i];
            Span<double> sums = _sums.AsSpan(i * Dimension, i + 1);
            int j = 0;
            for (; j <= sums.Length - Vector256<double>.Count; j += Vector256<double>.Count)
            {
                (Vector256.Create(sums[j..]) + Vector256.Create(value) * Vector256.Create(_row.AsSpan(j)))
                    .CopyTo(sums[j..]);
            }

            for (; j < sums.Length; j++)
                sums[j] += value * _row[j];
        }

        Rows++;
    }

    /// <summary>C, n × n and symmetric.</summary>
    /// <exception cref="ArgumentException">No row was added.</exception>
    public double[,] Matrix()
    {
        Require.Positive(Rows);
        double[,] matrix = new double[Dimension, Dimension];
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j <= i; j++)
                matrix[i, j] = matrix[j, i] = _sums[i * Dimension + j] / Rows;
        }

        return matrix;
    }
}
