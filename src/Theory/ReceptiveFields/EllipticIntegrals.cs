namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The complete elliptic integrals of a parameter m in [0, 1), by the arithmetic–geometric mean:
/// <code>
/// K(m) = ∫_0^{π/2} (1 − m sin²θ)^{−1/2} dθ = π/(2 agm(1, √(1−m))),   E(m) = ∫_0^{π/2} (1 − m sin²θ)^{1/2} dθ
/// </code>
/// m is given by t = −ln(1 − m), so that a modulus near 1 loses nothing: 1 − m = e^{−t} may be far below 1e-16.
/// </summary>
/// <param name="M">m, in [0, 1]; it rounds to 1 beyond t = 37.</param>
/// <param name="Complement">1 − m = e^{−t}.</param>
/// <param name="K">K(m).</param>
/// <param name="KPrime">K(1 − m); +∞ at m = 0.</param>
/// <param name="E">E(m).</param>
public readonly record struct EllipticIntegrals(double M, double Complement, double K, double KPrime, double E)
{
    // There K = ln 4 + t/2 and E = 1 are off by e^{−t} t, 1e-33, and √(1−m) is still far from the smallest number.
    private const double Asymptotic = 80;

    /// <summary>
    /// The integrals at t. The mean converges quadratically, to rounding; the relative error is below 1e-15 in K and
    /// K′, and below 1e-15·K in E = K (1 − Σ 2^{n−1} c_n²), whose bracket is about 1/K near m = 1.
    /// </summary>
    /// <param name="t">−ln(1 − m); finite and ≥ 0.</param>
    /// <exception cref="ArgumentException"><paramref name="t"/> is out of its range.</exception>
    public static EllipticIntegrals At(double t)
    {
        Require.NonNegative(t);
        double complement = Math.Exp(-t), m = -double.ExpM1(-t);
        if (t > Asymptotic)
            return new EllipticIntegrals(m, complement, Math.Log(4) + (0.5 * t), 0.5 * Math.PI, 1);

        (double mean, double sum) = Mean(Math.Exp(-0.5 * t), m);
        double k = 0.5 * Math.PI / mean;
        double kPrime = m == 0 ? double.PositiveInfinity : 0.5 * Math.PI / Mean(Math.Sqrt(m), complement).Limit;
        return new EllipticIntegrals(m, complement, k, kPrime, k * (1 - sum));
    }

    // agm(1, b), and Σ_n 2^{n−1} c_n² with c_0² given and c_{n+1} = (a_n − b_n)/2.
    private static (double Limit, double Sum) Mean(double b, double c0Squared)
    {
        double a = 1, sum = 0.5 * c0Squared, weight = 1;
        // When a and b agree to half of the digits the next mean is exact.
        for (bool more = true; more; weight *= 2)
        {
            double c = 0.5 * (a - b);
            more = Math.Abs(c) > 1e-9 * a;
            (a, b) = (0.5 * (a + b), Math.Sqrt(a * b));
            sum += weight * c * c;
        }

        return (a, sum);
    }
}
