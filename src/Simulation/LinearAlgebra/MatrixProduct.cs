using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// C ← C ± A B. Strips of 6 rows of A and of 8 columns of B are first copied together, 256 products of a sum at a time,
/// and a tile of 6 × 8 sums stays in registers.
/// </summary>
/// <remarks>A sum is made of fused multiplications and additions in the order of the products, 256 of them at a time:
/// the same bits on any number of threads and any width of vectors.</remarks>
internal static class MatrixProduct
{
    private const int TileRows = 6, TileColumns = 8, Depth = 256;

    /// <summary>Strips of A, and of B, of one part of the work.</summary>
    private const int StripsOfA = 12, StripsOfB = 16;

    /// <summary>C ← C + A B.</summary>
    /// <param name="sum">C, whose rows lie side by side; neither A nor B overlaps it.</param>
    /// <param name="left">A, as many rows as C.</param>
    /// <param name="right">B, as many columns as C, and as many rows as A has columns.</param>
    /// <param name="team">The threads.</param>
    public static void Add(MatrixView sum, MatrixView left, MatrixView right, Team team)
        => Add(sum, left, right, team, isSubtracted: false);

    /// <summary>C ← C − A B.</summary>
    /// <inheritdoc cref="Add(MatrixView, MatrixView, MatrixView, Team)"/>
    public static void Subtract(MatrixView sum, MatrixView left, MatrixView right, Team team)
        => Add(sum, left, right, team, isSubtracted: true);

    private static void Add(MatrixView sum, MatrixView left, MatrixView right, Team team, bool isSubtracted)
    {
        if (sum.Rows == 0 || sum.Columns == 0)
            return;
        int rowStrips = Count(sum.Rows, TileRows), columnStrips = Count(sum.Columns, TileColumns);
        int depth = Math.Min(Depth, left.Columns);
        double[] a = ArrayPool<double>.Shared.Rent(rowStrips * TileRows * depth);
        double[] b = ArrayPool<double>.Shared.Rent(columnStrips * TileColumns * depth);
        int partsOfA = Count(rowStrips, StripsOfA), partsOfB = Count(columnStrips, StripsOfB);
        for (int first = 0; first < left.Columns; first += Depth)
        {
            int products = Math.Min(Depth, left.Columns - first);
            MatrixView someLeft = left.Part(0, first, left.Rows, products);
            MatrixView someRight = right.Part(first, 0, products, right.Columns).Transpose;
            team.ForEach(partsOfA + partsOfB, part =>
            {
                bool isOfA = part < partsOfA;
                if (isOfA)
                    Copy(someLeft, TileRows, part * StripsOfA, Math.Min(rowStrips, (part + 1) * StripsOfA), a);
                else
                    Copy(someRight, TileColumns, (part - partsOfA) * StripsOfB,
                        Math.Min(columnStrips, (part - partsOfA + 1) * StripsOfB), b);
            });
            team.ForEach(partsOfA * partsOfB, part =>
            {
                int ofA = part / partsOfB * StripsOfA, ofB = part % partsOfB * StripsOfB;
                for (int strip = ofB; strip < Math.Min(columnStrips, ofB + StripsOfB); strip++)
                {
                    for (int row = ofA; row < Math.Min(rowStrips, ofA + StripsOfA); row++)
                        AddTile(sum, row, strip, a, b, products, isSubtracted);
                }
            });
        }

        ArrayPool<double>.Shared.Return(a);
        ArrayPool<double>.Shared.Return(b);
    }

    private static int Count(int number, int of) => (number + of - 1) / of;

    /// <summary>Number p of row i of a strip goes to p × height + i of its copy; rows that are missing are 0.</summary>
    private static void Copy(MatrixView matrix, int height, int firstStrip, int end, double[] copies)
    {
        for (int strip = firstStrip; strip < end; strip++)
        {
            int start = strip * height, rows = Math.Min(height, matrix.Rows - start);
            Span<double> copy = copies.AsSpan(strip * height * matrix.Columns, height * matrix.Columns);
            if (rows < height)
                copy.Clear();
            ref double from = ref matrix.Numbers[matrix.First + (start * matrix.RowStride)];
            ref double to = ref MemoryMarshal.GetReference(copy);
            for (int p = 0; p < matrix.Columns; p++)
            {
                for (int i = 0; i < rows; i++)
                {
                    Unsafe.Add(ref to, (p * height) + i)
                        = Unsafe.Add(ref from, (i * matrix.RowStride) + (p * matrix.ColumnStride));
                }
            }
        }
    }

    private static void AddTile(MatrixView sum, int rowStrip, int columnStrip, double[] a, double[] b, int products,
        bool isSubtracted)
    {
        int row = rowStrip * TileRows, column = columnStrip * TileColumns;
        int rows = Math.Min(TileRows, sum.Rows - row), columns = Math.Min(TileColumns, sum.Columns - column);
        ref double left = ref a[row * products];
        ref double right = ref b[column * products];
        Span<double> target = sum.Numbers.AsSpan(sum.First + (row * sum.RowStride) + column);
        if (rows == TileRows && columns == TileColumns)
        {
            AddTile(ref MemoryMarshal.GetReference(target), sum.RowStride, ref left, ref right, products, isSubtracted);
            return;
        }

        Span<double> tile = stackalloc double[TileRows * TileColumns];
        tile.Clear();
        for (int i = 0; i < rows; i++)
            target.Slice(i * sum.RowStride, columns).CopyTo(tile[(i * TileColumns)..]);
        AddTile(ref MemoryMarshal.GetReference(tile), TileColumns, ref left, ref right, products, isSubtracted);
        for (int i = 0; i < rows; i++)
            tile.Slice(i * TileColumns, columns).CopyTo(target[(i * sum.RowStride)..]);
    }

    private static void AddTile(ref double target, int stride, ref double a, ref double b, int products,
        bool isSubtracted)
    {
        Vector256<double> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        Vector256<double> s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        for (int p = 0; p < products; p++)
        {
            var b0 = Vector256.LoadUnsafe(ref b);
            var b1 = Vector256.LoadUnsafe(ref b, 4);
            var x = Vector256.Create(a);
            s00 = Vector256.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, b1, s01);
            x = Vector256.Create(Unsafe.Add(ref a, 1));
            s10 = Vector256.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, b1, s11);
            x = Vector256.Create(Unsafe.Add(ref a, 2));
            s20 = Vector256.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, b1, s21);
            x = Vector256.Create(Unsafe.Add(ref a, 3));
            s30 = Vector256.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(x, b1, s31);
            x = Vector256.Create(Unsafe.Add(ref a, 4));
            s40 = Vector256.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector256.FusedMultiplyAdd(x, b1, s41);
            x = Vector256.Create(Unsafe.Add(ref a, 5));
            s50 = Vector256.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector256.FusedMultiplyAdd(x, b1, s51);
            a = ref Unsafe.Add(ref a, TileRows);
            b = ref Unsafe.Add(ref b, TileColumns);
        }

        var sign = Vector256.Create(isSubtracted ? -1.0 : 1);
        AddRow(ref target, s00, s01, sign);
        AddRow(ref Unsafe.Add(ref target, stride), s10, s11, sign);
        AddRow(ref Unsafe.Add(ref target, 2 * stride), s20, s21, sign);
        AddRow(ref Unsafe.Add(ref target, 3 * stride), s30, s31, sign);
        AddRow(ref Unsafe.Add(ref target, 4 * stride), s40, s41, sign);
        AddRow(ref Unsafe.Add(ref target, 5 * stride), s50, s51, sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ref double target, Vector256<double> s0, Vector256<double> s1, Vector256<double> sign)
    {
        (Vector256.LoadUnsafe(ref target) + (sign * s0)).StoreUnsafe(ref target);
        (Vector256.LoadUnsafe(ref target, 4) + (sign * s1)).StoreUnsafe(ref target, 4);
    }
}
