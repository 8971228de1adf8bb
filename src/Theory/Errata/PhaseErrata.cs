using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Errata;

/// <summary>Slips of 003 (Decelle) in the ensemble of its phase diagram and in the fields of its equations.</summary>
internal static class PhaseErrata
{
    // Of a machine without weights everything is known, and the fields alone are left.
    private const double Eta = 0.7, Theta = 0.2;

    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("003 m, m-bar", "m = (w m-bar - theta)(1 - q), m-bar = (w m - eta)(1 - q-bar), E = ... - eta x - theta tau",
            "m = (w m-bar + eta)(1 - q), m-bar = (w m + theta)(1 - q-bar)",
            "free units, w = sigma = 0, kappa = 0.64, eta = 0.7, theta = 0.2, u.<s>/sqrt(L) of Gaussian u by a sum "
            + "over u; the printed form with the sign, the labels, or both as printed", Magnetisations),
        new("003 m^v, m^h", "m^v_i = sig(w m^h + theta_i), m^h_a = sig(w m^v + eta_a)",
            "m^v_i = sig(w m^h + eta_i), m^h_a = sig(w m^v + theta_a), as E = ... - eta x - theta tau says",
            "enumeration of two units of values 0 and 1 without a weight, where the equations are exact", Fields),
        new("003 r_ia", "r_ia ~ N(0, sigma), m ~ u.<s>", "variance sigma^2/L, L = sqrt(N_v N_h), m = u.<s>/sqrt(L)",
            "largest singular value of noise, 200 x 128, sigma = 0.5, seed 9, against the edge "
            + "sigma (kappa^(1/4) + kappa^(-1/4)) of the diagram, relative, five standard deviations of Tracy and "
            + "Widom's law; printed with sigma as deviation or as variance", Noise),
    ];

    private static ErratumResult Magnetisations()
    {
        const double kappa = 0.64;
        double k = Math.Pow(kappa, 0.25);
        (double m, double q) = Free(k, Eta);
        (double mBar, double qBar) = Free(1 / k, Theta);
        double Deviation(double visibleField, double hiddenField) => Math.Max(
            Math.Abs((visibleField * (1 - q)) - m), Math.Abs((hiddenField * (1 - qBar)) - mBar));
        double[] printed = [Deviation(-Theta, -Eta), Deviation(Theta, Eta), Deviation(-Eta, -Theta)];
        // The trapezoidal rule of step 0.01 errs by e^{−π²/0.01}; sums of two thousand terms have lost three digits.
        return new(printed.Min(), Deviation(Eta, Theta), 1e-12);
    }

    /// <summary>⟨u tanh(k f u)⟩/k and ⟨tanh²(k f u)⟩ of a normal u.</summary>
    private static (double M, double Q) Free(double k, double field)
    {
        const double h = 0.01;
        double m = 0, q = 0;
        for (int i = -1000; i <= 1000; i++)
        {
            double u = i * h, tanh = Math.Tanh(k * field * u);
            double weight = h * Math.Exp(-0.5 * u * u) / Math.Sqrt(2 * Math.PI);
            m += weight * u * tanh / k;
            q += weight * tanh * tanh;
        }

        return (m, q);
    }

    private static ErratumResult Fields()
    {
        double partition = 0, x = 0, tau = 0;
        for (int state = 0; state < 4; state++)
        {
            double weight = Math.Exp((Eta * (state & 1)) + (Theta * (state >> 1)));
            partition += weight;
            x += weight * (state & 1);
            tau += weight * (state >> 1);
        }

        double Sigmoid(double field) => 1 / (1 + Math.Exp(-field));
        double Deviation(double visible, double hidden) => Math.Max(
            Math.Abs(Sigmoid(visible) - (x / partition)), Math.Abs(Sigmoid(hidden) - (tau / partition)));
        return new(Deviation(Theta, Eta), Deviation(Eta, Theta), 1e-15);
    }

    private static ErratumResult Noise()
    {
        const int visible = 200, hidden = 128;
        const double sigma = 0.5;
        double length = Math.Sqrt(visible * hidden), root = Math.Pow((double)hidden / visible, 0.25);
        double edge = sigma * (root + (1 / root));
        ErratumRandom random = new(9);
        Matrix<double> entries = Matrix<double>.Build.Dense(visible, hidden, (_, _) => random.Gaussian());
        double largest = entries.Svd(false).S[0];
        double Deviation(double deviation) => Math.Abs((deviation * largest / edge) - 1);
        SingularValueLaw law = new(visible, hidden, sigma / Math.Sqrt(length));
        double bound = (law.UpperEdge - law.LargestMean + (5 * law.LargestDeviation)) / law.UpperEdge;
        double printed = Math.Min(Deviation(sigma), Deviation(Math.Sqrt(sigma)));
        return new(printed, Deviation(sigma / Math.Sqrt(length)), bound);
    }
}
