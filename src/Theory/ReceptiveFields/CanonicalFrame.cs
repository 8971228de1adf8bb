namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The frame in which units learned at small β are compared. At small β the energy is invariant under W → W·R, R ∈
/// O(M), so that the mixing angle of the units depends on the start alone; the canonical frame maximises Σ_iμ w_iμ⁴,
/// which gathers every bump in a unit of its own. A rotation of two units by θ changes the sum by ¼ Re[z e^{−4iθ}], z =
/// Σ_i (w_iμ + i w_iν)⁴, so that the best is θ = ¼ arg z; pairs are turned in rounds, as in Jacobi's method, until none
/// gains.
/// </summary>
public static class CanonicalFrame
{
    private const double SmallestAngle = 1e-15;
    private const int MaximumRounds = 200;

    /// <summary>W·R, in the canonical frame, unit by unit, each unit's largest weight being positive.</summary>
    /// <param name="state">w, of length N·M, unit by unit.</param>
    /// <param name="sites">N; at least 3, and a divisor of the length.</param>
    /// <returns>The rotated state, a new array.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of the number of sites.</exception>
    public static double[] Rotate(ReadOnlySpan<double> state, int sites)
    {
        int units = RingState.Units(state, sites);
        double[] rotated = state.ToArray();
        for (int round = 0; round < MaximumRounds; round++)
        {
            double largest = 0;
            for (int mu = 0; mu < units; mu++)
            {
                for (int nu = mu + 1; nu < units; nu++)
                    largest = Math.Max(largest, Math.Abs(Turn(Unit(rotated, sites, mu), Unit(rotated, sites, nu))));
            }

            if (largest <= SmallestAngle)
                break;
        }

        for (int mu = 0; mu < units; mu++)
            MakePositive(Unit(rotated, sites, mu));
        return rotated;
    }

    /// <summary>θ = ¼ arg Σ_i (w_i1 + i w_i2)⁴, the angle of two units to their canonical frame, in [−π/4,
    /// π/4].</summary>
    /// <param name="first">w_i1, one a site.</param>
    /// <param name="second">w_i2, as many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Angle(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Require.Length(second.Length, first.Length);
        double real = 0, imaginary = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double x = first[i], y = second[i];
            double squareReal = (x * x) - (y * y), squareImaginary = 2 * x * y;
            real += (squareReal * squareReal) - (squareImaginary * squareImaginary);
            imaginary += 2 * squareReal * squareImaginary;
        }

        return 0.25 * Math.Atan2(imaginary, real);
    }

    private static Span<double> Unit(double[] state, int sites, int mu) => state.AsSpan(mu * sites, sites);

    private static double Turn(Span<double> first, Span<double> second)
    {
        double angle = Angle(first, second);
        (double sin, double cos) = Math.SinCos(angle);
        for (int i = 0; i < first.Length; i++)
            (first[i], second[i]) = ((cos * first[i]) + (sin * second[i]), (cos * second[i]) - (sin * first[i]));
        return angle;
    }

    private static void MakePositive(Span<double> unit)
    {
        double peak = 0;
        foreach (double value in unit)
            peak = Math.Abs(value) > Math.Abs(peak) ? value : peak;
        for (int i = 0; i < unit.Length && peak < 0; i++)
            unit[i] = -unit[i];
    }
}
