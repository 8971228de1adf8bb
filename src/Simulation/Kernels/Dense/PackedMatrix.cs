using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Kernels.Dense;

/// <summary>
/// A matrix B of floats, kept as the products A·B read it: in panels of as many columns as a <see cref="WidestTile"/>
/// has, a panel row after row, the last one filled up with zeros.
/// </summary>
/// <remarks>
/// <para>An element of A·B is a sum from 0 in ascending k, with one fused multiply-add a step: no bit depends on the
/// rows that are multiplied together, on the threads that share them, or on the width of a vector.</para>
/// <para>A panel is read once for every four rows of A. It lies in the second-level cache where B has up to some
/// thousand rows, and its three loads a step are hidden behind six cycles of arithmetic: cutting the sums into ranges
/// of k that fit the first-level cache was slower. Rows of A are taken 256 at a time, which makes a product of 2000
/// rows by 784 × 500 a fifth faster. While a panel is worked on the next one is fetched, a share of it with every four
/// rows: products of large matrices in turns need not wait for the third-level cache.</para>
/// </remarks>
internal sealed class PackedMatrix
{
    private const int RowBlock = 256;

    private const int FloatsOfLine = 16;

    private readonly int _width = WidestTile.Columns;
    private readonly VectorBuffer _panels;

    /// <summary>Zeros.</summary>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="columns">Number of columns, at least 1.</param>
    /// <exception cref="ArgumentException">There are less.</exception>
    public PackedMatrix(int rows, int columns)
    {
        Rows = Require.AtLeast(rows, 1);
        Columns = Require.AtLeast(columns, 1);
        Parts = (columns - 1) / _width + 1;
        _panels = new((checked(Parts * rows * _width) - 1) / Vector256<float>.Count + 1);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of panels. Each may be packed on a thread of its own.</summary>
    public int Parts { get; }

    /// <summary>Copies one panel.</summary>
    /// <param name="values">B, row after row.</param>
    /// <param name="part">In [0, <see cref="Parts"/>).</param>
    /// <exception cref="ArgumentException">There are more or less values, or no such panel.</exception>
    public void Pack(ReadOnlySpan<float> values, int part)
    {
        Require.Length(values.Length, Rows * Columns);
        Span<float> panel = Panel(Require.InRange(part, 0, Parts - 1));
        int first = part * _width, own = Math.Min(_width, Columns - first);
        for (int k = 0; k < Rows; k++)
            values.Slice(k * Columns + first, own).CopyTo(panel[(k * _width)..]);
    }

    /// <summary>Copies one panel of a transposed matrix.</summary>
    /// <param name="values">Bᵀ, row after row: <see cref="Columns"/> × <see cref="Rows"/>.</param>
    /// <param name="part">In [0, <see cref="Parts"/>).</param>
    /// <exception cref="ArgumentException">There are more or less values, or no such panel.</exception>
    public void PackTransposed(ReadOnlySpan<float> values, int part)
    {
        Require.Length(values.Length, Rows * Columns);
        Span<float> panel = Panel(Require.InRange(part, 0, Parts - 1));
        int first = part * _width, own = Math.Min(_width, Columns - first), lanes = Vector256<float>.Count;
        for (int c = 0; c < own; c += lanes)
        {
            ReadOnlySpan<float> from = values[((first + c) * Rows)..];
            int k = 0;
            for (; c + lanes <= own && k + lanes <= Rows; k += lanes)
                TransposeEight(from[k..], panel[(k * _width + c)..]);
            for (; k < Rows; k++)
            {
                for (int lane = 0; lane < Math.Min(lanes, own - c); lane++)
                    panel[k * _width + c + lane] = from[lane * Rows + k];
            }
        }
    }

    /// <summary>A·B. Threads may share the rows of A.</summary>
    /// <param name="left">A, row after row: <paramref name="leftRows"/> × <see cref="Rows"/>.</param>
    /// <param name="leftRows">Number of rows of A, at least 0.</param>
    /// <param name="product">Receives A·B, row after row: <paramref name="leftRows"/> × <see cref="Columns"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Multiply(ReadOnlySpan<float> left, int leftRows, Span<float> product)
    {
        Require.AtLeast(leftRows, 0);
        Require.Length(left.Length, checked(leftRows * Rows));
        Require.Length(product.Length, checked(leftRows * Columns));
        for (int row = 0; row < leftRows; row += RowBlock)
        {
            int rows = Math.Min(RowBlock, leftRows - row);
            MultiplyBlock(left.Slice(row * Rows, rows * Rows), rows, product.Slice(row * Columns, rows * Columns));
        }
    }

    private void MultiplyBlock(ReadOnlySpan<float> left, int leftRows, Span<float> product)
    {
        // The last tile begins early enough to end at the last row; of less than four rows each fills a tile of its
        // own.
        int step = leftRows < WidestTile.Rows ? 1 : WidestTile.Rows, stride = step == 1 ? 0 : Rows;
        Span<float> sums = stackalloc float[WidestTile.MostSums];
        for (int part = 0; part < Parts; part++)
        {
            int first = part * _width, own = Math.Min(_width, Columns - first);
            ref float panel = ref Panel(part)[0];
            ReadOnlySpan<float> ahead = part + 1 < Parts ? Panel(part + 1) : [];
            int share = ahead.Length / (leftRows / step) + 1;
            for (int next = 0; next < leftRows; next += step)
            {
                int row = Math.Min(next, leftRows - step);
                share = Math.Min(share, ahead.Length);
                Prefetch(ahead[..share]);
                ahead = ahead[share..];
                WidestTile.Sum(in left[row * Rows], stride, 1, ref panel, Rows, ref sums[0]);
                for (int r = 0; r < step; r++)
                    sums.Slice(r * _width, own).CopyTo(product.Slice((row + r) * Columns + first, own));
            }
        }
    }

    /// <summary>Asks for numbers ahead of their use; without effect on any result.</summary>
    private static unsafe void Prefetch(ReadOnlySpan<float> numbers)
    {
        fixed (float* first = numbers)
        {
            for (int k = 0; Sse.IsSupported && k < numbers.Length; k += FloatsOfLine)
                Sse.Prefetch1(first + k);
        }
    }

    private Span<float> Panel(int part)
        => MemoryMarshal.Cast<Vector256<float>, float>(_panels.Vectors).Slice(part * Rows * _width, Rows * _width);

    /// <summary>Eight rows of eight numbers become columns of the panel.</summary>
    private void TransposeEight(ReadOnlySpan<float> rows, Span<float> panel)
    {
        Vector256<float> v0 = Vector256.Create(rows), v1 = Vector256.Create(rows[Rows..]);
        Vector256<float> v2 = Vector256.Create(rows[(2 * Rows)..]), v3 = Vector256.Create(rows[(3 * Rows)..]);
        Vector256<float> v4 = Vector256.Create(rows[(4 * Rows)..]), v5 = Vector256.Create(rows[(5 * Rows)..]);
        Vector256<float> v6 = Vector256.Create(rows[(6 * Rows)..]), v7 = Vector256.Create(rows[(7 * Rows)..]);
        LaneTranspose.Eight(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        v0.CopyTo(panel);
        v1.CopyTo(panel[_width..]);
        v2.CopyTo(panel[(2 * _width)..]);
        v3.CopyTo(panel[(3 * _width)..]);
        v4.CopyTo(panel[(4 * _width)..]);
        v5.CopyTo(panel[(5 * _width)..]);
        v6.CopyTo(panel[(6 * _width)..]);
        v7.CopyTo(panel[(7 * _width)..]);
    }
}
