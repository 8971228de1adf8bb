using System.Numerics;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// How well two vectors point the same way, in [0, 1]; lengths and signs do not matter. NaN if one of them is zero.
/// </summary>
/// <remarks>
/// A random direction in n dimensions has a squared overlap of mean 1/n with any fixed one (2/n with a fixed plane).
/// </remarks>
public static class Alignment
{
    /// <summary>|⟨e, w⟩| / (|e| |w|).</summary>
    /// <param name="first">e, at least one number.</param>
    /// <param name="second">w, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Overlap<TFirst, TSecond>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second)
        where TFirst : struct, IFloatingPoint<TFirst>
        where TSecond : struct, IFloatingPoint<TSecond>
    {
        Require.Length(second.Length, first.Length);
        double product = 0, firstSquare = 0, secondSquare = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double e = double.CreateTruncating(first[i]), w = double.CreateTruncating(second[i]);
            product += e * w;
            firstSquare += e * e;
            secondSquare += w * w;
        }

        return Capped(Math.Abs(product) / (Math.Sqrt(firstSquare) * Math.Sqrt(secondSquare)));
    }

    /// <summary>
    /// W/(|w| √N) = |Σ_i w_i| / √(N Σ_i w_i²): the overlap with the uniform vector, top eigenvector of the Ising ring.
    /// W of (12) grows with the weights, along noise too; this one does not.
    /// </summary>
    /// <param name="weights">w_i.</param>
    public static double WithUniform<T>(ReadOnlySpan<T> weights)
        where T : struct, IFloatingPoint<T>
    {
        double sum = 0, square = 0;
        foreach (T weight in weights)
        {
            double w = double.CreateTruncating(weight);
            sum += w;
            square += w * w;
        }

        return Capped(Math.Abs(sum) / Math.Sqrt(weights.Length * square));
    }

    /// <summary>
    /// √((ê·e₁)² + (ê·e₂)²) of Fig. 13(e), the norm of the projection onto the top eigenspace of the XY ring,
    /// e₁ = √(2/NP) cos(2πv/P), e₂ = √(2/NP) sin(2πv/P), uniform over sites.
    /// </summary>
    /// <param name="vector">N × P numbers, laid out as [i × P + v]; it is normalised first.</param>
    /// <param name="states">P, at least 3.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of P, or P is below 3.</exception>
    public static double WithFirstAngularMode<T>(ReadOnlySpan<T> vector, int states)
        where T : struct, IFloatingPoint<T>
    {
        Complex mode = Complex.Zero;
        foreach (Complex site in PottsModulation.FirstFourier(vector, states))
            mode += site;
        double square = 0;
        foreach (T component in vector)
            square += double.CreateTruncating(component) * double.CreateTruncating(component);

        // Σ_i F_i = (2/P) Σ v e^{…}, and e₁ − i e₂ = √(2/NP) e^{…}: the factor between them is √(P/2N).
        int sites = vector.Length / states;
        return Capped(mode.Magnitude * Math.Sqrt(states / (2.0 * sites)) / Math.Sqrt(square));
    }

    /// <summary>Rounding must not put a cosine above 1; NaN stays.</summary>
    private static double Capped(double overlap) => Math.Min(1, overlap);
}
