using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The coefficient k of a product of two Taylor series, site by site: Σ_{j≤k} x[j] y[k−j]. A series is stored by rows,
/// one a coefficient, a stride apart. In four lanes whatever the machine has and without fused products, so that the
/// bits are the same everywhere.
/// </summary>
internal static class CauchyProduct
{
    /// <summary>sums_i += Σ_{j≤k} x_i[j] y_i[k−j].</summary>
    public static void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int stride, int k, Span<double> sums)
    {
        int sites = sums.Length;
        int wide = sites - (sites % Vector256<double>.Count);
        ref double firstX = ref MemoryMarshal.GetReference(x[..((k * stride) + sites)]);
        ref double firstY = ref MemoryMarshal.GetReference(y[..((k * stride) + sites)]);
        for (int i = 0; i < wide; i += Vector256<double>.Count)
        {
            Vector256<double> sum = Vector256<double>.Zero;
            for (int j = 0; j <= k; j++)
            {
                sum += Vector256.LoadUnsafe(ref firstX, (nuint)((j * stride) + i))
                    * Vector256.LoadUnsafe(ref firstY, (nuint)(((k - j) * stride) + i));
            }

            (Vector256.Create<double>(sums.Slice(i, Vector256<double>.Count)) + sum).CopyTo(sums[i..]);
        }

        for (int i = wide; i < sites; i++)
        {
            double sum = 0;
            for (int j = 0; j <= k; j++)
                sum += x[(j * stride) + i] * y[((k - j) * stride) + i];
            sums[i] += sum;
        }
    }

    /// <summary>squares_i = Σ_{j≤k} x_i[j] x_i[k−j]; returns their sum over the sites.</summary>
    public static double Square(ReadOnlySpan<double> x, int stride, int k, Span<double> squares)
    {
        int sites = squares.Length;
        int wide = sites - (sites % Vector256<double>.Count);
        int half = (k + 1) / 2; // the pairs (j, k − j) with j < k − j
        ref double first = ref MemoryMarshal.GetReference(x[..((k * stride) + sites)]);
        Vector256<double> sums = Vector256<double>.Zero;
        for (int i = 0; i < wide; i += Vector256<double>.Count)
        {
            Vector256<double> square = Vector256<double>.Zero;
            for (int j = 0; j < half; j++)
            {
                square += Vector256.LoadUnsafe(ref first, (nuint)((j * stride) + i))
                    * Vector256.LoadUnsafe(ref first, (nuint)(((k - j) * stride) + i));
            }

            square += square;
            if (k % 2 == 0)
            {
                Vector256<double> middle = Vector256.LoadUnsafe(ref first, (nuint)((k / 2 * stride) + i));
                square += middle * middle;
            }

            square.CopyTo(squares[i..]);
            sums += square;
        }

        double total = Vector256.Sum(sums);
        for (int i = wide; i < sites; i++)
        {
            double square = 0;
            for (int j = 0; j <= k; j++)
                square += x[(j * stride) + i] * x[((k - j) * stride) + i];
            squares[i] = square;
            total += square;
        }

        return total;
    }
}
