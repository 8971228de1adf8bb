using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels;

/// <summary>
/// The visible side of machines with one hidden unit and at most sixteen colours: eight rows are drawn at all sites in
/// turn, and the hidden input of the new colours is summed along the way.
/// </summary>
/// <remarks>
/// Everything that belongs to the eight rows stays in registers, and each site picks its weights by one or two
/// permutations. The uniform numbers are drawn beforehand, site by site: the order is that of the general path.
/// </remarks>
internal static class PottsSweep
{
    private const int Lanes = PottsScratch.Lanes;
    private const int Vectors = PottsScratch.Vectors;

    /// <summary>Draws every site of the first groups of eight rows, for inputs within
    /// <see cref="Scalar.PottsSteps.LargestBound"/>; their hidden inputs are then those of the new colours.</summary>
    /// <param name="tables">Of a machine that <see cref="PottsTables.Picks"/>.</param>
    /// <param name="scratch">Holds h; receives colours and hidden inputs.</param>
    /// <param name="vectors">Number of groups.</param>
    /// <param name="stream">Makes one draw for each group at each site.</param>
    public static void Draw(PottsTables tables, PottsScratch scratch, int vectors, ref LaneStream stream)
    {
        LaneStream lanes = stream;
        for (Span<Vector256<float>> site = scratch.Uniforms; !site.IsEmpty; site = site[Vectors..])
        {
            foreach (ref Vector256<float> uniform in site[..vectors])
                uniform = PottsDraw.Uniform(lanes.Next().AsUInt32());
        }

        stream = lanes;
        for (int v = 0; v < vectors; v++)
            DrawEight(tables, scratch, v);
    }

    private static void DrawEight(PottsTables tables, PottsScratch scratch, int v)
    {
        Vector256<float> hidden = scratch.Hidden[v], next = tables.HiddenField;
        int others = tables.Others, sites = scratch.Uniforms.Length / Vectors;
        Span<Vector256<float>> powers = scratch.VisibleInputs[..others];
        ref float differences = ref MemoryMarshal.GetReference(tables.Differences);
        ref float fields = ref MemoryMarshal.GetReference(tables.VisibleFields);
        ref Vector256<float> uniforms = ref MemoryMarshal.GetReference(scratch.Uniforms[v..]);
        Span<byte> rows = scratch.Colours.AsSpan(v * Lanes);
        for (int i = 0; i < sites; i++)
        {
            Vector256<float> total = Powers(ref differences, ref fields, hidden, powers);
            Vector256<int> colours = PottsDraw.Choose(Vector256<float>.One, powers, uniforms * total);
            next += tables.Pick(i, colours);
            Vector128<short> words = Vector256.Narrow(colours, colours).GetLower();
            Vector128.Narrow(words.AsUInt16(), words.AsUInt16()).GetLower().CopyTo(rows);
            if (i + 1 == sites)
                break;
            differences = ref Unsafe.Add(ref differences, others);
            fields = ref Unsafe.Add(ref fields, others);
            uniforms = ref Unsafe.Add(ref uniforms, Vectors);
            rows = rows[IKernel.ChunkRows..];
        }

        next.CopyTo(scratch.HiddenInputs, v * Lanes);
    }

    /// <summary>2^x of x_a = g_a + w_a h, and S_{P−1} = 1 + Σ_a 2^{x_a}.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Powers(
        ref float differences, ref float fields, Vector256<float> hidden, Span<Vector256<float>> powers)
    {
        Vector256<float> total = Vector256<float>.One;
        for (int a = 0; a < powers.Length; a++)
        {
            Vector256<float> power = LanePowerOfTwo.Exp2(Vector256.FusedMultiplyAdd(
                Vector256.Create(Unsafe.Add(ref differences, a)), hidden,
                Vector256.Create(Unsafe.Add(ref fields, a))));
            powers[a] = power;
            total += power;
        }

        return total;
    }
}
