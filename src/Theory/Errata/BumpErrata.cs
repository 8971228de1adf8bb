using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Exact;
using RbmTheory.Theory.ReceptiveFields;
using static RbmTheory.Theory.Exact.BumpDerivations;

namespace RbmTheory.Theory.Errata;

/// <summary>Slips of the paper on the bump and its birth: (46), after (47), after (A12).</summary>
internal static class BumpErrata
{
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("000 (46)", "-2 (int w e) e", "-2 (int w e) w",
            "exact expansion of (38) to first order; the largest coefficient of the difference", Linearisation),
        new("000 after (47)", "stable iff b < 8",
            "stable iff kappa < 2, that is b < 6 for the profile (44) of parameter b",
            "the top eigenvalue of the operator of (46), on a grid, about (44) with b = 3, 5, 7, 7.5, 9, 14: members "
            + "that are misjudged. (47) holds 8 - 4 kappa/cosh^2, and has b only by (45); read as int w^2 = 4 kappa, "
            + "kappa < 2 is b < 8 again", StabilityOfTheFamily),
        new("000 after (A12)", "a pattern as soon as L > 1", "on a ring, for L > 8.7404 (and 1 < L < 1.1292)",
            "(38) integrated from the uniform state, slightly modulated, at L = 1.05, 2, 4, 8, 9.5, 12: lengths "
            + "that are misjudged", BirthOfThePattern),
    ];

    private static ErratumResult Linearisation()
    {
        Polynomial printed = Equation46() + (2 * (Polynomial)P * W) - (2 * (Polynomial)P * E);
        return new(
            (Linearized() - printed).LargestCoefficient.ToDouble(),
            (Linearized() - Equation46()).LargestCoefficient.ToDouble(),
            0);
    }

    private static ErratumResult StabilityOfTheFamily()
    {
        int printed = 0, corrected = 0;
        foreach (double b in (double[])[3, 5, 7, 7.5, 9, 14])
        {
            bool stable = TopEigenvalue(new SechProfile(Math.Sqrt(b - 2))) < 0;
            printed += stable == (b < 8) ? 0 : 1;
            corrected += stable == (b < 6) ? 0 : 1;
        }

        return new(printed, corrected, 0);
    }

    /// <summary>
    /// The top eigenvalue of 𝓛ε = ε″ + (2 − b)ε + 3w²ε − 2w∫wε on even functions (the translation mode, of eigenvalue
    /// 0, is odd), by second differences at x = (j + ½)h on the half line up to 12/κ; off by O((κh)²κ²), κh = 0.075.
    /// </summary>
    internal static double TopEigenvalue(SechProfile bump)
    {
        const int n = 160;
        double h = 12 / (bump.Kappa * n);
        double[] w = [.. Enumerable.Range(0, n).Select(j => bump.Value((j + 0.5) * h))];
        Matrix<double> matrix = Matrix<double>.Build.Dense(n, n, (i, j) =>
        {
            // The whole line has twice the integral of the half line.
            double value = -4 * h * w[i] * w[j];
            if (Math.Abs(i - j) == 1)
                value += 1 / (h * h);
            if (i == j)
                value += (-(i == 0 ? 1 : 2) / (h * h)) + 2 - bump.Repressor + (3 * w[i] * w[i]);
            return value;
        });
        return matrix.Evd(Symmetricity.Symmetric).EigenValues.Max(value => value.Real);
    }

    private static ErratumResult BirthOfThePattern()
    {
        double root = Math.Sqrt((Math.PI * Math.PI) - 4);
        double lower = 0.5 * Math.PI * (Math.PI - root), upper = 0.5 * Math.PI * (Math.PI + root);
        int printed = 0, corrected = 0;
        foreach (double length in (double[])[1.05, 2, 4, 8, 9.5, 12])
        {
            bool grows = GrowthRate(length) > 0;
            printed += grows == (length > 1) ? 0 : 1;
            corrected += grows == (length < lower || length > upper) ? 0 : 1;
        }

        return new(printed, corrected, 0);
    }

    /// <summary>
    /// d log(amplitude)/dt of a cosine of one period on the uniform state of (38), by integration over a time of 0.02
    /// with fourth-order Runge–Kutta steps on 32 points; 4/(L − 1) − (2π/L)² up to 0.4 % of the second term.
    /// </summary>
    internal static double GrowthRate(double length)
    {
        const int n = 32, steps = 200;
        const double amplitude = 1e-6, dt = 1e-4;
        double uniform = Math.Sqrt(2 / (length - 1)), h = length / n;
        double[] cosine = [.. Enumerable.Range(0, n).Select(j => Math.Cos(2 * Math.PI * j / n))];
        Vector<double> w = Vector<double>.Build.Dense(n, j => uniform + (amplitude * cosine[j]));
        Vector<double> Rate(Vector<double> u)
        {
            double b = h * u.DotProduct(u);
            return Vector<double>.Build.Dense(n, j => ((u[(j + 1) % n] + u[(j + n - 1) % n] - (2 * u[j])) / (h * h))
                + ((2 - b) * u[j]) + (u[j] * u[j] * u[j]));
        }

        for (int step = 0; step < steps; step++)
        {
            Vector<double> k1 = Rate(w), k2 = Rate(w + (k1 * (dt / 2))), k3 = Rate(w + (k2 * (dt / 2)));
            Vector<double> k4 = Rate(w + (k3 * dt));
            w += (k1 + (2 * k2) + (2 * k3) + k4) * (dt / 6);
        }

        double mode = 2.0 / n * w.DotProduct(Vector<double>.Build.Dense(cosine));
        return Math.Log(mode / amplitude) / (steps * dt);
    }
}
