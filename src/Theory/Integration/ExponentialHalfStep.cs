namespace RbmTheory.Theory.Integration;

/// <summary>
/// One of the two steps that <see cref="ExponentialRungeKutta"/> makes of one, and the solution inside it: the nonlinear
/// part is the parabola through its values at the start, in the middle and at the end, as in the method itself,
/// <code>
/// N(t + θh) = N_0 + θ p_1 + θ² p_2,   u(t + θh) = e^{θz} u + θh [φ_1(θz) N_0 + φ_2(θz) θ p_1 + 2 φ_3(θz) θ² p_2]
/// </code>
/// off by O(h⁴) inside.
/// </summary>
/// <param name="Modes">The modes u at its start.</param>
/// <param name="Slopes">The modes of N at its four stages.</param>
internal readonly record struct ExponentialHalfStep(double[] Modes, double[][] Slopes)
{
    /// <summary>Mode k of the solution.</summary>
    /// <param name="k">The mode.</param>
    /// <param name="rate">λ_k.</param>
    /// <param name="elapsed">θh, in [0, h].</param>
    /// <param name="length">h.</param>
    public double At(int k, double rate, double elapsed, double length)
    {
        double first = Slopes[0][k], middle = 0.5 * (Slopes[1][k] + Slopes[2][k]), last = Slopes[3][k];
        double p1 = (4 * middle) - (3 * first) - last, p2 = 2 * (first + last - (2 * middle));
        double theta = elapsed / length;
        PhiFunctions phi = PhiFunctions.At(elapsed * rate);
        return (phi.Exp * Modes[k])
            + (elapsed * ((phi.Phi1 * first) + (theta * ((phi.Phi2 * p1) + (2 * theta * phi.Phi3 * p2)))));
    }
}
