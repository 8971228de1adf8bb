using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Units;

/// <summary>
/// The law of h > 0 with weight e^{−h²/2 − xh}: the normal law of mean −x and variance 1, cut at 0. Its normalisation
/// R(x) = e^{x²/2} √(2π) Φ(−x) overflows as x → −∞, so it is kept as <see cref="Scale"/> × e^{<see cref="Exponent"/>}.
/// </summary>
/// <remarks>A rectified unit, h ≥ 0 with U = h²/2, has this law with x = −I; a double well is made of two.</remarks>
public readonly struct HalfGaussian
{
    private const double SqrtTwoPi = 2.5066282746310007;

    /// <summary>The law of a given slope.</summary>
    /// <param name="slope">x, finite, of any sign.</param>
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

    /// <summary>log R(x), the logarithm of the normalisation.</summary>
    public double LogPartition => Exponent + PortableMath.Log(Scale);

    /// <summary>Draws h, by rejection: exact, and a trial is accepted with probability ½ or more.</summary>
    /// <param name="slope">x, finite, of any sign.</param>
    /// <param name="stream">Where the random numbers come from.</param>
    /// <remarks>
    /// For x ≤ 0 normal numbers are drawn until one is positive. For x &gt; 0 an exponential number of the best rate α =
    /// (x + √(x² + 4))/2 is kept with probability e^{−(h − 1/α)²/2} (Robert, Stat. Comput. 5, 121, 1995).
    /// </remarks>
    public static double Sample(double slope, ref RandomStream stream)
    {
        while (slope <= 0)
        {
            double h = stream.NextGaussian() - slope;
            if (h > 0)
                return h;
        }

        double length = 2 / (slope + Math.Sqrt(slope * slope + 4));
        while (true)
        {
            // 1 − u is in (0, 1], where the logarithm is finite. Written so that NaN ends the loop.
            double steps = -PortableMath.Log(1 - stream.NextDouble()), offset = length * (steps - 1);
            if (!(stream.NextDouble() >= PortableMath.Exp(-offset * offset / 2)))
                return length * steps;
        }
    }
}
