using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// A matrix, row by row, times a vector, from the left and from the right. Four rows are done together, so that the
/// vector is read once for them; the order of every sum is the same as with one row at a time.
/// </summary>
internal static class RowProducts
{
    /// <summary>⟨x, y⟩: eight sums, of every eighth product each, the last fewer than eight products apart.</summary>
    /// <param name="x">Numbers.</param>
    /// <param name="y">As many.</param>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double a = ref MemoryMarshal.GetReference(x);
        ref double b = ref MemoryMarshal.GetReference(y);
        Vector256<double> even = default, odd = default;
        int i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            even = Vector256.FusedMultiplyAdd(
                Vector256.LoadUnsafe(ref a, (nuint)i), Vector256.LoadUnsafe(ref b, (nuint)i), even);
            odd = Vector256.FusedMultiplyAdd(
                Vector256.LoadUnsafe(ref a, (nuint)i + 4), Vector256.LoadUnsafe(ref b, (nuint)i + 4), odd);
        }

        return Sum(even, odd, x[i..], y[i..]);
    }

    /// <summary>t_i = ⟨row i, x⟩, each as <see cref="Dot"/>.</summary>
    /// <param name="matrix">Its rows lie side by side.</param>
    /// <param name="vector">x, a number a column.</param>
    /// <param name="products">t, a number a row.</param>
    public static void Multiply(MatrixView matrix, ReadOnlySpan<double> vector, Span<double> products)
    {
        ref double b = ref MemoryMarshal.GetReference(vector);
        int row = 0, whole = matrix.Columns & ~7;
        for (; row <= matrix.Rows - 4; row += 4)
        {
            ref double a0 = ref MemoryMarshal.GetReference(matrix.Row(row));
            ref double a1 = ref MemoryMarshal.GetReference(matrix.Row(row + 1));
            ref double a2 = ref MemoryMarshal.GetReference(matrix.Row(row + 2));
            ref double a3 = ref MemoryMarshal.GetReference(matrix.Row(row + 3));
            Vector256<double> e0 = default, e1 = default, e2 = default, e3 = default;
            Vector256<double> o0 = default, o1 = default, o2 = default, o3 = default;
            for (nuint i = 0; i < (nuint)whole; i += 8)
            {
                var x = Vector256.LoadUnsafe(ref b, i);
                e0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a0, i), x, e0);
                e1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a1, i), x, e1);
                e2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a2, i), x, e2);
                e3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a3, i), x, e3);
                x = Vector256.LoadUnsafe(ref b, i + 4);
                o0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a0, i + 4), x, o0);
                o1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a1, i + 4), x, o1);
                o2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a2, i + 4), x, o2);
                o3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a3, i + 4), x, o3);
            }

            ReadOnlySpan<double> rest = vector[whole..];
            products[row] = Sum(e0, o0, matrix.Row(row)[whole..], rest);
            products[row + 1] = Sum(e1, o1, matrix.Row(row + 1)[whole..], rest);
            products[row + 2] = Sum(e2, o2, matrix.Row(row + 2)[whole..], rest);
            products[row + 3] = Sum(e3, o3, matrix.Row(row + 3)[whole..], rest);
        }

        for (; row < matrix.Rows; row++)
            products[row] = Dot(matrix.Row(row), vector);
    }

    /// <summary>y ← y + f Σ_i t_i (row i), each number of y in the order of the rows.</summary>
    /// <param name="matrix">Its rows lie side by side.</param>
    /// <param name="factors">t, a number a row.</param>
    /// <param name="factor">f, 1 or −1.</param>
    /// <param name="vector">y, a number a column.</param>
    public static void AddRows(
        MatrixView matrix, ReadOnlySpan<double> factors, double factor, Span<double> vector)
    {
        ref double y = ref MemoryMarshal.GetReference(vector);
        int row = 0;
        for (; row <= matrix.Rows - 4; row += 4)
        {
            ref double a0 = ref MemoryMarshal.GetReference(matrix.Row(row));
            ref double a1 = ref MemoryMarshal.GetReference(matrix.Row(row + 1));
            ref double a2 = ref MemoryMarshal.GetReference(matrix.Row(row + 2));
            ref double a3 = ref MemoryMarshal.GetReference(matrix.Row(row + 3));
            double t0 = factor * factors[row], t1 = factor * factors[row + 1];
            double t2 = factor * factors[row + 2], t3 = factor * factors[row + 3];
            Vector256<double> x0 = Vector256.Create(t0), x1 = Vector256.Create(t1);
            Vector256<double> x2 = Vector256.Create(t2), x3 = Vector256.Create(t3);
            int i = 0;
            for (; i <= vector.Length - 4; i += 4)
            {
                nuint at = (nuint)i;
                Vector256<double> sum = Vector256.FusedMultiplyAdd(
                    Vector256.LoadUnsafe(ref a0, at), x0, Vector256.LoadUnsafe(ref y, at));
                sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a1, at), x1, sum);
                sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a2, at), x2, sum);
                Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a3, at), x3, sum).StoreUnsafe(ref y, at);
            }

            for (; i < vector.Length; i++)
            {
                double sum = Math.FusedMultiplyAdd(Unsafe.Add(ref a0, i), t0, vector[i]);
                sum = Math.FusedMultiplyAdd(Unsafe.Add(ref a1, i), t1, sum);
                sum = Math.FusedMultiplyAdd(Unsafe.Add(ref a2, i), t2, sum);
                vector[i] = Math.FusedMultiplyAdd(Unsafe.Add(ref a3, i), t3, sum);
            }
        }

        for (; row < matrix.Rows; row++)
            AddMultiple(matrix.Row(row), factor * factors[row], vector);
    }

    private static void AddMultiple(ReadOnlySpan<double> numbers, double factor, Span<double> vector)
    {
        ref double a = ref MemoryMarshal.GetReference(numbers);
        ref double y = ref MemoryMarshal.GetReference(vector);
        var x = Vector256.Create(factor);
        int i = 0;
        for (; i <= vector.Length - 4; i += 4)
        {
            Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, (nuint)i), x, Vector256.LoadUnsafe(ref y, (nuint)i))
                .StoreUnsafe(ref y, (nuint)i);
        }

        for (; i < vector.Length; i++)
            vector[i] = Math.FusedMultiplyAdd(numbers[i], factor, vector[i]);
    }

    /// <summary>The eight sums in a fixed order, and then the products that are left.</summary>
    private static double Sum(
        Vector256<double> even, Vector256<double> odd, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector256<double> sums = even + odd;
        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (int i = 0; i < x.Length; i++)
            sum = Math.FusedMultiplyAdd(x[i], y[i], sum);
        return sum;
    }
}
