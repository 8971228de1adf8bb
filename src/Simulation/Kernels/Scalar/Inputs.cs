using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Kernels.Scalar;

/// <summary>
/// What each side of the machine receives from the other: I_μ = Σ_i w_iμ v_i at the hidden units and
/// I_i = Σ_μ w_iμ h_μ at the visible ones. Spins are floats −1 and +1.
/// </summary>
/// <remarks>
/// The order of the sums is part of the result: I_μ is the sum of four partial sums over i ≡ 0, 1, 2, 3 mod 4, added as
/// (0 + 1) + (2 + 3); I_i adds μ = 0, 1, … in turn. A kernel with one chain a lane keeps these bits at any vector
/// width.
/// </remarks>
public static class Inputs
{
    /// <summary>I_μ = Σ_i w_iμ v_i of every hidden unit.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="visible">v, length N.</param>
    /// <param name="inputs">Receives I, length M.</param>
    /// <exception cref="ArgumentException">A length does not fit the machine.</exception>
    public static void ToHidden(SpinRbm machine, ReadOnlySpan<float> visible, Span<float> inputs)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Require.Length(visible.Length, machine.Sites);
        Require.Length(inputs.Length, machine.Hidden);
        for (int mu = 0; mu < inputs.Length; mu++)
            inputs[mu] = Dot(machine.FieldOf(mu), visible);
    }

    /// <summary>I_i = Σ_μ w_iμ h_μ of every visible unit.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="hidden">h, length M.</param>
    /// <param name="inputs">Receives I, length N.</param>
    /// <exception cref="ArgumentException">A length does not fit the machine.</exception>
    public static void ToVisible(SpinRbm machine, ReadOnlySpan<float> hidden, Span<float> inputs)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Require.Length(hidden.Length, machine.Hidden);
        Require.Length(inputs.Length, machine.Sites);
        ReadOnlySpan<float> first = machine.FieldOf(0);
        float spin = hidden[0];
        for (int i = 0; i < inputs.Length && i < first.Length; i++)
            inputs[i] = first[i] * spin;
        for (int mu = 1; mu < hidden.Length; mu++)
            AddScaled(hidden[mu], machine.FieldOf(mu), inputs);
    }

    /// <summary>sum ← sum + factor × term, element by element; equal lengths.</summary>
    internal static void AddScaled(float factor, ReadOnlySpan<float> term, Span<float> sum)
    {
        for (int i = 0; i < sum.Length && i < term.Length; i++)
            sum[i] += factor * term[i];
    }

    private static float Dot(ReadOnlySpan<float> weights, ReadOnlySpan<float> spins)
    {
        float sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        while (weights.Length >= 4 && spins.Length >= 4)
        {
            sum0 += weights[0] * spins[0];
            sum1 += weights[1] * spins[1];
            sum2 += weights[2] * spins[2];
            sum3 += weights[3] * spins[3];
            weights = weights[4..];
            spins = spins[4..];
        }

        if (weights.Length > 0)
            sum0 += weights[0] * spins[0];
        if (weights.Length > 1)
            sum1 += weights[1] * spins[1];
        if (weights.Length > 2)
            sum2 += weights[2] * spins[2];
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
