using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels.Potts;

/// <summary>
/// Draws the visible side: the colours of up to 32 rows at all sites in turn. With one hidden unit and at most sixteen
/// colours the hidden inputs of the new colours are summed at the same time.
/// </summary>
internal static class PottsSweep
{
    private const int Vectors = PottsScratch.Vectors;

    /// <summary>Draws every site. Lanes beyond the rows of the chunk get arbitrary colours.</summary>
    /// <param name="tables">The machine.</param>
    /// <param name="scratch">Holds h; receives colours and hidden inputs.</param>
    /// <param name="vectors">Vectors of eight rows that are in use.</param>
    /// <param name="stream">One draw for each vector at each site.</param>
    public static void Draw(PottsTables tables, PottsScratch scratch, int vectors, ref LaneStream stream)
    {
        ToUniforms(scratch.Uniforms, vectors, ref stream);
        ReadOnlySpan<Vector256<float>> hidden = scratch.Hidden, uniforms = scratch.Uniforms;
        Span<Vector256<float>> powers = scratch.Powers, first = scratch.First, thresholds = scratch.Thresholds;
        Span<Vector256<int>> colours = scratch.Drawn;
        Span<Vector256<float>> next = scratch.NextInputs;
        next.Fill(tables.HiddenField);
        first.Fill(Vector256<float>.One);
        Span<Vector256<int>> states = scratch.States;
        tables.States?.Number(hidden, states);
        for (int i = 0; i < tables.Sites; i++)
        {
            PottsSite site = tables.Site(i);
            bool small = site.Bound(scratch.LargestHidden) <= PottsSite.LargestBound;
            if (!small)
                PottsPowers.Shifted(site, hidden, powers, first);
            else if (tables.States is { } few)
                few.LookUp(i, states, powers);
            else if (vectors == Vectors)
                PottsPowers.OfFour(site, hidden, ref powers[0]);
            else
                PottsPowers.OfThree(site, hidden, ref powers[0]);
            ToThresholds(powers, first, uniforms.Slice(i * Vectors, Vectors), thresholds);
            Choose(powers, first, thresholds, colours);
            if (!small)
                first.Fill(Vector256<float>.One);
            if (tables.Picks)
                tables.Pick(i, colours, next);
            scratch.Store(i, colours);
        }

        if (tables.Picks)
            MemoryMarshal.Cast<Vector256<float>, float>(next).CopyTo(scratch.HiddenInputs);
        else
            tables.ToHidden(scratch);
    }

    /// <summary>Centres of 2^23 equal cells of [0, 1), given by bits 31 … 9 of random words.</summary>
    private static void ToUniforms(Span<Vector256<float>> uniforms, int vectors, ref LaneStream stream)
    {
        LaneStream lanes = stream;
        for (; !uniforms.IsEmpty; uniforms = uniforms[Vectors..])
        {
            foreach (ref Vector256<float> uniform in uniforms[..vectors])
            {
                Vector256<uint> cell = (lanes.Next().AsUInt32() >>> 8) | Vector256<uint>.One;
                uniform = Vector256.ConvertToSingle(cell.AsInt32()) * Vector256.Create(1f / (1 << 24));
            }
        }

        stream = lanes;
    }

    /// <summary>u S_{P−1}, S_a = Σ_{b ≤ a} 2^{x_b} added in the order of the colours.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ToThresholds(
        ReadOnlySpan<Vector256<float>> powers, ReadOnlySpan<Vector256<float>> first,
        ReadOnlySpan<Vector256<float>> uniforms, Span<Vector256<float>> thresholds)
    {
        Vector256<float> s0 = first[0], s1 = first[1], s2 = first[2], s3 = first[3];
        ref Vector256<float> power = ref MemoryMarshal.GetReference(powers);
        for (int left = powers.Length; left > 0; left -= Vectors)
        {
            s0 += power;
            s1 += Unsafe.Add(ref power, 1);
            s2 += Unsafe.Add(ref power, 2);
            s3 += Unsafe.Add(ref power, 3);
            power = ref Unsafe.Add(ref power, Vectors);
        }

        thresholds[0] = uniforms[0] * s0;
        thresholds[1] = uniforms[1] * s1;
        thresholds[2] = uniforms[2] * s2;
        thresholds[3] = uniforms[3] * s3;
    }

    /// <summary>The colours c = #{a &lt; P − 1: S_a ≤ u S_{P−1}}. The sums are computed a second time: an addition
    /// takes less time than to store and load a sum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Choose(
        ReadOnlySpan<Vector256<float>> powers, ReadOnlySpan<Vector256<float>> first,
        ReadOnlySpan<Vector256<float>> thresholds, Span<Vector256<int>> colours)
    {
        Vector256<float> s0 = first[0], s1 = first[1], s2 = first[2], s3 = first[3];
        Vector256<float> t0 = thresholds[0], t1 = thresholds[1], t2 = thresholds[2], t3 = thresholds[3];
        Vector256<int> c0 = Vector256<int>.Zero, c1 = c0, c2 = c0, c3 = c0;
        ref Vector256<float> power = ref MemoryMarshal.GetReference(powers);
        for (int left = powers.Length; left > 0; left -= Vectors)
        {
            c0 -= Vector256.LessThanOrEqual(s0, t0).AsInt32();
            c1 -= Vector256.LessThanOrEqual(s1, t1).AsInt32();
            c2 -= Vector256.LessThanOrEqual(s2, t2).AsInt32();
            c3 -= Vector256.LessThanOrEqual(s3, t3).AsInt32();
            s0 += power;
            s1 += Unsafe.Add(ref power, 1);
            s2 += Unsafe.Add(ref power, 2);
            s3 += Unsafe.Add(ref power, 3);
            power = ref Unsafe.Add(ref power, Vectors);
        }

        (colours[0], colours[1], colours[2], colours[3]) = (c0, c1, c2, c3);
    }
}
