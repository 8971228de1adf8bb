namespace RbmTheory.Theory.Integration;

/// <summary>
/// The functions of exponential integrators, for a real argument:
/// <code>
/// φ_0(z) = e^z,   φ_k(z) = ∫_0^1 e^{(1−s)z} s^{k−1}/(k−1)! ds,   φ_k(z) = z φ_{k+1}(z) + 1/k!
/// </code>
/// </summary>
/// <param name="Exp">φ_0(z) = e^z.</param>
/// <param name="Phi1">φ_1(z) = (e^z − 1)/z.</param>
/// <param name="Phi2">φ_2(z) = (e^z − 1 − z)/z².</param>
/// <param name="Phi3">φ_3(z) = (e^z − 1 − z − ½z²)/z³.</param>
public readonly record struct PhiFunctions(double Exp, double Phi1, double Phi2, double Phi3)
{
    private const int TaylorTerms = 17;

    /// <summary>
    /// The functions at z. The recurrence is used upwards where |z| ≥ 1: there it loses little. It is used downwards
    /// from the Taylor series of φ_3 where |z| &lt; 1: 17 terms leave 3!/20! = 2e-18. The relative error, measured on
    /// |z| from 1e-5 to 16, is below 1e-15 in all four, and of the three after one or two <see cref="AtTwice"/>.
    /// </summary>
    /// <param name="z">z; not NaN. e^z overflows beyond 709.</param>
    public static PhiFunctions At(double z)
    {
        if (Math.Abs(z) < 1)
        {
            double phi3 = 0;
            for (int k = TaylorTerms + 2; k >= 3; k--)
                phi3 = (1 + (z * phi3)) / k;
            phi3 /= 2; // Horner's 1/3·(1 + z/4·(1 + …)), over 2!
            double two = 0.5 + (z * phi3);
            double one = 1 + (z * two);
            return new PhiFunctions(1 + (z * one), one, two, phi3);
        }

        double exp = Math.Exp(z);
        double phi1 = (exp - 1) / z;
        double phi2 = (phi1 - 1) / z;
        return new PhiFunctions(exp, phi1, phi2, (phi2 - 0.5) / z);
    }

    /// <summary>The functions at 2z from those at z: sums of positive terms, which lose nothing.</summary>
    public PhiFunctions AtTwice() => new(
        Exp * Exp,
        0.5 * Phi1 * (1 + Exp),
        0.25 * ((Phi1 * Phi1) + (2 * Phi2)),
        0.125 * ((Phi1 * Phi2) + Phi2 + (2 * Phi3)));
}
