using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Kernels.Dense;

/// <summary>
/// A matrix B, rows × columns, held for products with many rows at a time. Every element of a product is
/// Σ_k a_k b_k in the order of k, each step a fused multiply-add: the same bits in any width of vectors, and whatever
/// other rows are multiplied with it.
/// </summary>
internal sealed class PackedMatrix
{
    private const int PanelColumns = 64;

    private readonly float[] _values;

    /// <summary>Zeros.</summary>
    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    public PackedMatrix(int rows, int columns)
    {
        Rows = Require.AtLeast(rows, 1);
        Columns = Require.InRange(columns, 1, Array.MaxLength / rows);
        _values = new float[rows * columns];
    }

    /// <summary>Rows of B.</summary>
    public int Rows { get; }

    /// <summary>Columns of B.</summary>
    public int Columns { get; }

    /// <summary>Panels of columns that may be packed independently of each other.</summary>
    public int Parts => (Columns + PanelColumns - 1) / PanelColumns;

    /// <summary>Takes over a panel of B.</summary>
    /// <param name="values">B, row-major.</param>
    /// <param name="part">In [0, <see cref="Parts"/>).</param>
    public void Pack(ReadOnlySpan<float> values, int part)
    {
        int first = part * PanelColumns, count = Math.Min(PanelColumns, Columns - first);
        for (int k = 0; k < Rows; k++)
            values.Slice(k * Columns + first, count).CopyTo(_values.AsSpan(k * Columns + first));
    }

    /// <summary>Takes over a panel of B from its transpose.</summary>
    /// <param name="values">Bᵀ, columns × rows, row-major.</param>
    /// <param name="part">In [0, <see cref="Parts"/>).</param>
    public void PackTransposed(ReadOnlySpan<float> values, int part)
    {
        for (int j = part * PanelColumns; j < Math.Min(Columns, (part + 1) * PanelColumns); j++)
        {
            for (int k = 0; k < Rows; k++)
                _values[k * Columns + j] = values[j * Rows + k];
        }
    }

    /// <summary>A product A B.</summary>
    /// <param name="left">A, leftRows × rows, row-major.</param>
    /// <param name="leftRows">Rows of A.</param>
    /// <param name="product">Receives leftRows × columns numbers.</param>
    public void Multiply(ReadOnlySpan<float> left, int leftRows, Span<float> product)
    {
        product[..(leftRows * Columns)].Clear();
        for (int row = 0; row < leftRows; row++)
        {
            Span<float> sums = product.Slice(row * Columns, Columns);
            for (int k = 0; k < Rows; k++)
                Add(left[row * Rows + k], _values.AsSpan(k * Columns, Columns), sums);
        }
    }

    private static void Add(float factor, ReadOnlySpan<float> values, Span<float> sums)
    {
        int j = 0;
        for (; j <= sums.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            Vector256.FusedMultiplyAdd(Vector256.Create(factor), Vector256.Create(values[j..]),
                Vector256.Create(sums[j..])).CopyTo(sums[j..]);
        }

        for (; j < sums.Length; j++)
            sums[j] = MathF.FusedMultiplyAdd(factor, values[j], sums[j]);
    }
}
