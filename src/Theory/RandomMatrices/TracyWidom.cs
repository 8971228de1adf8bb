using MathNet.Numerics;
using MathNet.Numerics.Integration;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// The Tracy–Widom law of β = 1 (real symmetric matrices): how the top eigenvalue of a sample covariance fluctuates
/// about its edge. By Ferrari and Spohn, and Bornemann's quadrature of Fredholm determinants,
/// <code>
/// F₁(s) = det(1 − K_s),   K_s(x, y) = ½ Ai((x + y)/2 + s) on x, y &gt; 0
/// f₁(s) = F₁′(s) = −F₁(s) Tr[(1 − K_s)^(−1) ∂_s K_s]
/// </code>
/// on Gauss–Legendre nodes x_i of (0, L): det(δ_ij − √w_i K(x_i, x_j) √w_j), L past the decay of the Airy function. The
/// error is that of rounding, about 1e-14; the mean and variance of the density agree with the constants to 1e-12.
/// </summary>
public static class TracyWidom
{
    /// <summary>The mean of F₁.</summary>
    public const double Mean = -1.2065335745820;

    /// <summary>The variance of F₁.</summary>
    public const double Variance = 1.607781034581;

    // Below, F₁ < 1e-29 (its tail is e^{−|s|³/24}); above, 1 − F₁ and f₁ are below e^{−(2/3)s^{3/2}}, 1e-289.
    private const double LeftEnd = -12;
    private const double RightEnd = 100;

    // What lies beyond L enters F₁ as K_s(x, y)² at x > L, y > 0, Ai(L/2 + s)² at most: L = 2(12 − s) leaves Ai(12)²,
    // 1e-25, some of which (1 − K_s)^(−1) gives back at negative s. The kernel turns |s|^{3/2}/π times on (0, L), 13 at
    // s = −12. 64 is an order that the library tabulates; those that it iterates for, 80 among them, are good to 4e-12
    // only.
    private const int Nodes = 64;
    private const double Decay = 12;

    // The rule of rectangles on a smooth density: with steps of 0.5 its error is about e^{−2π² Variance/0.5²}, and what
    // lies beyond the ends is below 1e-13.
    private const double Step = 0.5;

    private static readonly Lazy<(double S, double Weight)[]> Rule = new(() =>
        [.. Enumerable.Range(0, 48).Select(k => -10 + (Step * k)).Select(s => (s, Step * Density(s)))]);

    /// <summary>√Variance.</summary>
    public static double StandardDeviation { get; } = Math.Sqrt(Variance);

    /// <summary>F₁(s), the probability of at most s; absolute error about 1e-14.</summary>
    /// <param name="s">Any number.</param>
    public static double Cumulative(double s)
    {
        Refuse(s);
        if (s < LeftEnd)
            return 0;
        return s > RightEnd ? 1 : Math.Clamp(new Determinant(s).Value, 0, 1);
    }

    /// <summary>f₁(s) = F₁′(s); absolute error about 1e-14.</summary>
    /// <param name="s">Any number.</param>
    public static double Density(double s)
    {
        Refuse(s);
        return s < LeftEnd || s > RightEnd ? 0 : Math.Max(0, new Determinant(s).Derivative);
    }

    /// <summary>The mean of a function of a number that follows the law.</summary>
    /// <param name="function">Smooth on the scale of the law, and of no more than algebraic growth; the error is then
    /// below 1e-10 of it.</param>
    public static double Average(Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Rule.Value.Sum(node => node.Weight * function(node.S));
    }

    private static void Refuse(double s)
    {
        if (double.IsNaN(s))
            throw Require.Error(nameof(s), s, "a number");
    }

    private sealed class Determinant
    {
        private readonly LU<double> _factors;
        private readonly double _s;
        private readonly double[] _nodes;
        private readonly double[] _roots;

        public Determinant(double s)
        {
            _s = s;
            double length = 2 * (Decay - Math.Min(0, s));
            var rule = new GaussLegendreRule(0, length, Nodes);
            _nodes = [.. rule.Abscissas];
            _roots = [.. rule.Weights.Select(Math.Sqrt)];
            _factors = (Matrix<double>.Build.DenseIdentity(Nodes) - Build(SpecialFunctions.AiryAi)).LU();
        }

        public double Value => _factors.Determinant;

        // ∂_s K = ½ Ai′((x + y)/2 + s)
        public double Derivative
            => -Value * _factors.Solve(Build(SpecialFunctions.AiryAiPrime)).Trace();

        private Matrix<double> Build(Func<double, double> airy)
        {
            Matrix<double> kernel = Matrix<double>.Build.Dense(Nodes, Nodes);
            for (int i = 0; i < Nodes; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double value = airy(((_nodes[i] + _nodes[j]) / 2) + _s);
                    kernel[i, j] = kernel[j, i] = 0.5 * _roots[i] * _roots[j] * value;
                }
            }

            return kernel;
        }
    }
}
