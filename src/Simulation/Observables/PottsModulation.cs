using System.Numerics;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Where, and at which colours, a Potts receptive field w_iv is large; weights laid out as [i × P + v], site i =
/// 0..N−1, colour v = 0..P−1.
/// <code>
/// angular modulation at site i:      Σ_v |w_iv|      or   |F_i|, F_i = (2/P) Σ_v w_iv e^{−2πiv/P}     for (17)
/// spatial modulation at colour v:    Σ_i w_iv                                                          (18)
/// </code>
/// (17) is printed |Σ_v w_iv|, which shows nothing: Σ_v [v_i = v] = 1, so the gradient summed over v, ⟨h⟩_data −
/// ⟨h⟩_model, is the same at every site, and a site's sum differs from the next one's by the initial weights only; in
/// the zero-sum gauge it is 0.
/// </summary>
/// <remarks>
/// Σ_v |w_iv| depends on the gauge and sums noise: white noise of variance σ² gives P σ √(2/π) at every site. The first
/// Fourier amplitude |F_i| does not depend on the gauge, has noise of only σ √(π/P), and for w_iv = A cos(2πv/P + φ) +
/// c is A, with arg F_i = φ; there Σ_v |w_iv| is about 2PA/π (c = 0). For a kernel that is not a cosine use the first.
/// </remarks>
public static class PottsModulation
{
    /// <summary>Σ_v |w_iv|, equation (17) with the magnitude inside the sum; length N.</summary>
    /// <param name="weights">N × P finite numbers.</param>
    /// <param name="states">P, at least 2.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of P, or P is below 2.</exception>
    public static double[] Angular<T>(ReadOnlySpan<T> weights, int states)
        where T : struct, IFloatingPoint<T>
    {
        double[] modulation = new double[Sites(weights.Length, states)];
        for (int k = 0; k < weights.Length; k++)
            modulation[k / states] += Math.Abs(double.CreateTruncating(weights[k]));
        return modulation;
    }

    /// <summary>|Σ_v w_iv|, equation (17) as printed; length N. Kept to show that it does not localise.</summary>
    /// <inheritdoc cref="Angular"/>
    public static double[] AngularAsPrinted<T>(ReadOnlySpan<T> weights, int states)
        where T : struct, IFloatingPoint<T>
    {
        double[] modulation = new double[Sites(weights.Length, states)];
        for (int k = 0; k < weights.Length; k++)
            modulation[k / states] += double.CreateTruncating(weights[k]);
        for (int i = 0; i < modulation.Length; i++)
            modulation[i] = Math.Abs(modulation[i]);
        return modulation;
    }

    /// <summary>F_i = (2/P) Σ_v w_iv e^{−2πiv/P}, the first Fourier mode over the colours; length N.</summary>
    /// <param name="weights">N × P finite numbers.</param>
    /// <param name="states">P, at least 3: with two colours the mode has no phase.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of P, or P is below 3.</exception>
    public static Complex[] FirstFourier<T>(ReadOnlySpan<T> weights, int states)
        where T : struct, IFloatingPoint<T>
    {
        Complex[] modes = new Complex[Sites(weights.Length, Require.AtLeast(states, 3))];
        for (int k = 0; k < weights.Length; k++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * (k % states) / states);
            modes[k / states] += 2.0 / states * double.CreateTruncating(weights[k]) * new Complex(cosine, -sine);
        }

        return modes;
    }

    /// <summary>Σ_i w_iv, equation (18); length P. In the zero-sum gauge its sum over v is 0.</summary>
    /// <inheritdoc cref="Angular"/>
    public static double[] Spatial<T>(ReadOnlySpan<T> weights, int states)
        where T : struct, IFloatingPoint<T>
    {
        Sites(weights.Length, states);
        double[] modulation = new double[states];
        for (int k = 0; k < weights.Length; k++)
            modulation[k % states] += double.CreateTruncating(weights[k]);
        return modulation;
    }

    /// <summary>N = length / P.</summary>
    internal static int Sites(int weights, int states)
    {
        Require.AtLeast(states, 2);
        return weights > 0 && weights % states == 0
            ? weights / states
            : throw Require.Error("weights.Length", weights, $"a positive multiple of the {states} states");
    }
}
