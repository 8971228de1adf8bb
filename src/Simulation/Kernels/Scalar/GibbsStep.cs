using System.Runtime.CompilerServices;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels.Scalar;

/// <summary>
/// Alternating Gibbs sampling (3): h ~ p(h|v), then v ~ p(v|h). Given the other side the spins of one side are
/// independent, p(s = +1 | I) = e^I / (e^I + e^{−I}) = 1/(1 + e^{−2I}).
/// </summary>
public static class GibbsStep
{
    /// <summary>One step of one chain.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="visible">v of the chain, length N; replaced by the new one.</param>
    /// <param name="stream">The stream of the chain, advanced by ⌈M/2⌉ + ⌈N/2⌉ 64-bit draws.</param>
    /// <param name="scratch">Buffers of the same shape; on return it holds the h that v was drawn from.</param>
    /// <exception cref="ArgumentException">A shape does not fit the machine.</exception>
    public static void Step(SpinRbm machine, Span<float> visible, ref RandomStream stream, GibbsScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        Inputs.ToHidden(machine, visible, scratch.HiddenInputs);
        SampleSpins(scratch.HiddenInputs, ref stream, scratch.Hidden);
        Inputs.ToVisible(machine, scratch.Hidden, scratch.VisibleInputs);
        SampleSpins(scratch.VisibleInputs, ref stream, visible);
    }

    /// <summary>Draws each spin by p(+1 | I) = 1/(1 + e^{−2I}).</summary>
    /// <param name="inputs">I.</param>
    /// <param name="stream">Spins 2j and 2j+1 use the upper and the lower half of its j-th 64-bit draw.</param>
    /// <param name="spins">Receives −1 and +1; same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <remarks>
    /// The uniform number is the centre of one of 2^23 equal cells, so a probability is off by at most 2^−24 and the
    /// two signs are treated alike. The comparison u (1 + e^{−2I}) &lt; 1 saves the division.
    /// </remarks>
    public static void SampleSpins(ReadOnlySpan<float> inputs, ref RandomStream stream, Span<float> spins)
    {
        Require.Length(spins.Length, inputs.Length);
        RandomStream local = stream;
        int i = 0;
        for (; i + 1 < inputs.Length && i + 1 < spins.Length; i += 2)
        {
            ulong bits = local.NextUInt64();
            spins[i] = Spin(inputs[i], (uint)(bits >> 32));
            spins[i + 1] = Spin(inputs[i + 1], (uint)bits);
        }

        if (i < inputs.Length)
            spins[i] = Spin(inputs[i], local.NextUInt32());
        stream = local;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Spin(float input, uint random)
    {
        const int SignBit = int.MinValue;
        float uniform = (int)((random >> 8) | 1) * (1f / (1 << 24));
        float excess = uniform * (1f + Exponential.Exp(-2f * input)) - 1f;

        // +1 where the excess is negative. A branch on a random sign would be mispredicted every other time.
        int sign = ~BitConverter.SingleToInt32Bits(excess) & SignBit;
        return BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(1f) | sign);
    }
}
