namespace RbmTheory.Simulation.Arithmetic;

/// <summary>
/// The Mills ratio of the normal law, for x ≥ 0 in double precision,
/// <code>R(x) = ∫_0^∞ e^{−h²/2 − xh} dh = √(π/2) erfcx(x/√2),    m(x) = 1/R(x) − x,</code>
/// and its excess m(x), the mean of h under that integrand. Made of + − × ÷ and fused multiply-adds only: the same bits
/// on any machine.
/// </summary>
/// <remarks>
/// Both are smooth and positive and go as 1/x. The fit is of m, from which R = 1/(x + m) follows without cancellation:
/// (x + 7/2) m(x) is a polynomial of degree 27 in y = (x − 7/2)/(x + 7/2), which takes the whole half line to [−1, 1):
/// the Chebyshev interpolant at 64 nodes, computed to 40 digits (erfc below x = 30, the continued fraction
/// m = 1/(x + 2/(x + 3/(x + …))) above), cut after T_27. With the coefficients rounded to double it errs by 6.5e−17
/// relative. Largest relative errors as computed, against 40 digits at 10^5 random arguments in [0, 10^6]: m 4.85e−16,
/// R 4.76e−16.
/// </remarks>
public static class MillsRatio
{
    private const double Centre = 3.5;

    // Coefficient of y^n at [n].
    private static ReadOnlySpan<double> Coefficients =>
    [
        1.759738854003898, -1.0299783886096456, 0.21069624634473083, 0.15371368344104813,
        -0.10078958422774553, -0.02218009878281826, 0.035587516289165386, 0.002029881705622421,
        -0.011862644414322521, 0.00027216855695113255, 0.0038678080250464375, -0.000204380461067641,
        -0.0012316407370872797, 5.555277584166589e-05, 0.00037629115734778796, -4.362967043814445e-06,
        -0.00010727843530208728, -3.544696655249873e-06, 2.7552008997320185e-05, 1.9258936160569064e-06,
        -6.1022320857347e-06, -4.461466145609855e-07, 1.0966974226692024e-06, 1.0966398638150465e-08,
        -1.433336151615983e-07, 2.089400050041101e-08, 1.0258564129313269e-08, -3.974647760808169e-09,
    ];

    /// <summary>R(x).</summary>
    /// <param name="x">At least 0.</param>
    public static double Ratio(double x) => 1 / (x + Excess(x));

    /// <summary>m(x) = 1/R(x) − x, in (0, √(2/π)].</summary>
    /// <param name="x">At least 0.</param>
    public static double Excess(double x)
    {
        double reciprocal = 1 / (x + Centre);
        double y = Math.FusedMultiplyAdd(-2 * Centre, reciprocal, 1);

        // Even and odd powers apart: two chains of half the length.
        double square = y * y;
        ReadOnlySpan<double> coefficients = Coefficients;
        double even = coefficients[26], odd = coefficients[27];
        for (int n = 24; n >= 0; n -= 2)
        {
            even = Math.FusedMultiplyAdd(even, square, coefficients[n]);
            odd = Math.FusedMultiplyAdd(odd, square, coefficients[n + 1]);
        }

        return Math.FusedMultiplyAdd(odd, y, even) * reciprocal;
    }
}
