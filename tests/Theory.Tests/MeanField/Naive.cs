namespace RbmTheory.Theory.Tests.MeanField;

/// <summary>
/// The equations of replica symmetry as they are written: means over û and x one within the other by sums of many
/// points, and plain iteration.
/// </summary>
internal static class Naive
{
    /// <summary>⟨f(x)⟩ of a normal number.</summary>
    public static double Gaussian(Func<double, double> f, int points = 4001)
    {
        double step = 20.0 / (points - 1), sum = 0;
        for (int k = 0; k < points; k++)
        {
            double x = -10 + (k * step);
            sum += f(x) * Math.Exp(-0.5 * x * x);
        }

        return sum * step / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>⟨f(û)⟩ of a law; of Laplace's by the substitution |û| = e^t.</summary>
    public static double Mode(string law, Func<double, double> f) => law switch
    {
        "signs" => 0.5 * (f(1) + f(-1)),
        "Laplace" => Enumerable.Range(-400, 480).Sum(k =>
        {
            double u = Math.Exp(k * 0.05);
            return 0.05 * u * Math.Sqrt(0.5) * Math.Exp(-Math.Sqrt(2) * u) * (f(u) + f(-u));
        }),
        _ => Gaussian(f, 201),
    };

    /// <summary>m, q, m̄, q̄ after so many rounds from m = q = 1.</summary>
    public static (double M, double Q, double MBar, double QBar) Iterate(
        string law, double sigma, double spike, double kappa, double eta, double theta, int rounds)
    {
        double m = 1, q = 1, mBar = 1, qBar = 1;
        for (int round = 0; round < rounds; round++)
        {
            (mBar, qBar) = Layer(law, Math.Pow(kappa, -0.25), (spike * m) + theta, sigma * Math.Sqrt(q));
            (m, q) = Layer(law, Math.Pow(kappa, 0.25), (spike * mBar) + eta, sigma * Math.Sqrt(qBar));
        }

        return (m, q, mBar, qBar);
    }

    private static (double M, double Q) Layer(string law, double k, double signal, double noise)
        => (Mode(law, u => u * Gaussian(x => Math.Tanh(k * ((signal * u) + (noise * x))), 201)) / k,
            Mode(law, u => Gaussian(x => Math.Pow(Math.Tanh(k * ((signal * u) + (noise * x))), 2), 201)));
}
