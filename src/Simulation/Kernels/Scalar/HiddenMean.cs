using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Kernels.Scalar;

/// <summary>
/// The sum over configurations v of v_i tanh I_μ: with tanh I_μ = E[h_μ | v] it is the derivative of log Σ_h e^{−E(v,
/// h)} with respect to w_iμ, and both terms of the gradient (5)–(7), (19)–(21) are averages of it.
/// </summary>
public static class HiddenMean
{
    /// <summary>Adds v_i tanh I_μ of one configuration.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="visible">v, −1 and +1, length N.</param>
    /// <param name="inputs">Scratch for I, length M.</param>
    /// <param name="sum">Laid out as the weights, length N × M; each entry grows by v_i tanh I_μ.</param>
    /// <exception cref="ArgumentException">A length does not fit the machine.</exception>
    public static void Accumulate(SpinRbm machine, ReadOnlySpan<float> visible, Span<float> inputs, Span<float> sum)
    {
        Inputs.ToHidden(machine, visible, inputs);
        Require.Length(sum.Length, machine.Weights.Length);
        for (int mu = 0; mu < inputs.Length; mu++)
        {
            float mean = Exponential.Tanh(inputs[mu]);
            Inputs.AddScaled(mean, visible, sum.Slice(mu * visible.Length, visible.Length));
        }
    }
}
