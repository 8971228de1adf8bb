using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Kernels.Dense;

/// <summary>
/// Sums of outer products over samples, Σ_s a_si b_sj: with a the visible and b the hidden units of the samples, a part
/// of the gradient of the weights.
/// </summary>
/// <remarks>
/// A sum starts from 0 and adds its products in ascending s, each by one fused multiply-add; a last one multiplies it
/// by the scale and adds it to what is there. Neither the rows that a thread has nor the width of a vector changes a
/// bit. The values of b are copied once into panels as wide as a tile, then the four rows of one tile after the other
/// are summed over all columns, so that what is added to is read in the order it lies in.
/// </remarks>
internal static class OuterProducts
{
    [ThreadStatic]
    private static VectorBuffer? _scratch;

    /// <summary>sums_ij += scale × Σ_s left_si right_sj for rows i of a range; threads may have ranges that do not
    /// overlap.</summary>
    /// <param name="left">Samples × m, one sample after the other.</param>
    /// <param name="right">Samples × n.</param>
    /// <param name="samples">Number of samples, at least 1. Each thread keeps room for so many rows of
    /// <paramref name="right"/>.</param>
    /// <param name="sums">m × n, row after row.</param>
    /// <param name="scale">Factor of the sum.</param>
    /// <param name="firstRow">First row i.</param>
    /// <param name="endRow">One beyond the last, at most m.</param>
    /// <exception cref="ArgumentException">A length or a range does not fit the others.</exception>
    public static void Add(
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, int samples, Span<float> sums, float scale, int firstRow,
        int endRow)
    {
        Require.AtLeast(samples, 1);
        int m = left.Length / samples, n = right.Length / samples, width = WidestTile.Columns;
        Require.Length(left.Length, m * samples);
        Require.Length(right.Length, n * samples);
        Require.Length(sums.Length, checked(m * n));
        Require.InRange(firstRow, 0, m);
        Require.InRange(endRow, firstRow, m);
        int panels = (n + width - 1) / width, ofPanel = checked(samples * width);
        Span<float> scratch = Scratch(checked(panels * ofPanel + samples * WidestTile.Rows));
        Span<float> columns = scratch[..(panels * ofPanel)], rows = scratch[columns.Length..];
        for (int panel = 0; panel < panels; panel++)
        {
            int first = panel * width, own = Math.Min(width, n - first);
            Copy(right[first..], n, own, width, columns.Slice(panel * ofPanel, ofPanel));
        }

        Span<float> tile = stackalloc float[WidestTile.MostSums];
        for (int row = firstRow; row < endRow; row += WidestTile.Rows)
        {
            int ownRows = Math.Min(WidestTile.Rows, endRow - row);
            Copy(left[row..], m, ownRows, WidestTile.Rows, rows);
            for (int panel = 0; panel < panels; panel++)
            {
                int first = panel * width, own = Math.Min(width, n - first);
                WidestTile.Sum(ref rows[0], 1, WidestTile.Rows, ref columns[panel * ofPanel], samples, ref tile[0]);
                for (int r = 0; r < ownRows; r++)
                    AddScaled(tile.Slice(r * width, own), scale, sums.Slice((row + r) * n + first, own));
            }
        }
    }

    private static Span<float> Scratch(int numbers)
    {
        int vectors = (numbers - 1) / Vector256<float>.Count + 1;
        if (_scratch is null || _scratch.Vectors.Length < vectors)
            _scratch = new(vectors);
        return MemoryMarshal.Cast<Vector256<float>, float>(_scratch.Vectors)[..numbers];
    }

    /// <summary>Copies some columns of a matrix, row after row, to rows of another length; what is beyond them stays as
    /// it is.</summary>
    private static void Copy(ReadOnlySpan<float> from, int stride, int columns, int width, Span<float> to)
    {
        if (columns == Vector128<float>.Count)
        {
            for (; to.Length > width; from = from[stride..], to = to[width..])
                Vector128.Create(from).CopyTo(to);
        }

        for (; to.Length > width; from = from[stride..], to = to[width..])
            from[..columns].CopyTo(to);
        from[..columns].CopyTo(to);
    }

    private static void AddScaled(ReadOnlySpan<float> terms, float scale, Span<float> sums)
    {
        int c = 0;
        for (; c <= terms.Length - Vector256<float>.Count; c += Vector256<float>.Count)
        {
            Span<float> own = sums[c..];
            Vector256.FusedMultiplyAdd(Vector256.Create(scale), Vector256.Create(terms[c..]),
                Vector256.Create((ReadOnlySpan<float>)own)).CopyTo(own);
        }

        for (; c < terms.Length; c++)
            sums[c] = MathF.FusedMultiplyAdd(scale, terms[c], sums[c]);
    }
}
