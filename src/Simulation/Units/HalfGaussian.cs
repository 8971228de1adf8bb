using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Units;

/// <summary>
/// The law of h > 0 with weight e^{−h²/2 − xh}: the normal law of mean −x and variance 1, cut at 0. Its normalisation
/// R(x) = e^{x²/2} √(2π) Φ(−x) overflows as x → −∞, so it is kept as <see cref="Scale"/> × e^{<see cref="Exponent"/>}.
/// </summary>
internal readonly struct HalfGaussian
{
    private const double SqrtTwoPi = 2.5066282746310007;

    /// <summary>The law of a given slope.</summary>
    /// <param name="slope">x, any sign.</param>
    public HalfGaussian(double slope)
    {
        if (slope >= 0)
        {
            Mean = MillsRatio.Excess(slope);
            Scale = 1 / (slope + Mean);
            return;
        }

        // The normal law has weight √(2π) e^{x²/2} on the whole line, of which R(−x) lies below 0. As that is at most
        // half, the difference keeps its digits; and 1/R(x) − x is a sum of positive numbers.
        Exponent = slope * slope / 2;
        double atZero = PortableMath.Exp(-Exponent);
        Scale = SqrtTwoPi - atZero * MillsRatio.Ratio(-slope);
        Mean = atZero / Scale - slope;
    }

    /// <summary>x²/2 for x &lt; 0, else 0.</summary>
    public double Exponent { get; }

    /// <summary>R(x) e^{−Exponent}, in (0, √(2π)].</summary>
    public double Scale { get; }

    /// <summary>E[h] = 1/R(x) − x.</summary>
    public double Mean { get; }
}
