using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Kernels.Dense;

/// <summary>Products of numbers one by one, eight at a time: each rounded as by itself, and a sum after it.</summary>
internal static class Elementwise
{
    /// <summary>products_k = one_k × other_k.</summary>
    /// <param name="one">The numbers.</param>
    /// <param name="other">As many.</param>
    /// <param name="products">Receives as many.</param>
    public static void Multiply(ReadOnlySpan<float> one, ReadOnlySpan<float> other, Span<float> products)
    {
        int k = 0;
        for (; k <= one.Length - Vector256<float>.Count; k += Vector256<float>.Count)
            (Vector256.Create(one[k..]) * Vector256.Create(other[k..])).CopyTo(products[k..]);
        for (; k < one.Length; k++)
            products[k] = one[k] * other[k];
    }

    /// <summary>sums_k += one_k × other_k.</summary>
    /// <param name="one">The numbers.</param>
    /// <param name="other">As many.</param>
    /// <param name="sums">As many.</param>
    public static void AddProducts(ReadOnlySpan<float> one, ReadOnlySpan<float> other, Span<float> sums)
    {
        int k = 0;
        for (; k <= one.Length - Vector256<float>.Count; k += Vector256<float>.Count)
        {
            Span<float> own = sums[k..];
            (Vector256.Create<float>(own) + Vector256.Create(one[k..]) * Vector256.Create(other[k..])).CopyTo(own);
        }

        for (; k < one.Length; k++)
            sums[k] += one[k] * other[k];
    }
}
