using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Theory.Errata;

/// <summary>Slips of 003 (Decelle): the rotation of the singular vectors, and the overlaps of the two layers.</summary>
internal static class SpectralErrata
{
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("003 rotation of the modes", "(w_b - w_a)/(w_a + w_b) -+ (w_b + w_a)/(w_a - w_b), times <s_a s_b>",
            "u_a.du_b/dt = (w_a^2 + w_b^2)/(w_b^2 - w_a^2) <s_a s_b>, "
            + "v_a.dv_b/dt = 2 w_a w_b/(w_b^2 - w_a^2) <s_a s_b>",
            "differences of the singular vectors of a 4 x 3 matrix along dW/dt = CW - W/(1 - W'W)", Rotation),
        new("003 q and q-bar",
            "tanh^2(sqrt(v) kappa^(-1/4) y) and tanh^2(sqrt(v) kappa^(1/4) y), one v for both layers",
            "tanh^2(kappa^(1/4) sqrt(v) y) and tanh^2(kappa^(-1/4) sqrt(v-bar) y), kappa = N_h/N_v",
            "overlap of two replicas of a machine of one Gaussian mode, w = 2, N = 65536 x 16384, seed 3, by Gibbs "
            + "sampling; the printed form in the kindest of four readings (kappa or 1/kappa, v or v-bar)", Overlaps),
    ];

    private static ErratumResult Rotation()
    {
        // Second-order perturbation: u‴ is at most some 6 (2|dW|/gap)³ with gap 0.3 and |dW| < 1.5, and the truncation
        // h²/6 times it; rounding is 1e-16/(gap h).
        const double h = 1e-5, bound = h * h * 1000;
        double[] modes = [0.9, 0.6, 0.3];
        Svd<double> start = Matrix<double>.Build.DenseOfArray(SpinMachine.SomeWeights(4, 3, 1)).Svd();
        Matrix<double> u = start.U.SubMatrix(0, 4, 0, 3), v = start.VT.Transpose();
        Matrix<double> diagonal = Matrix<double>.Build.DenseOfDiagonalArray(modes);
        Matrix<double> root = Matrix<double>.Build.DenseOfArray(SpinMachine.SomeWeights(4, 4, 0.8));
        Matrix<double> covariance = root * root.Transpose(), w = u * diagonal * v.Transpose();
        Matrix<double> model = u * Matrix<double>.Build.DenseOfDiagonalArray([.. modes.Select(m => m / (1 - (m * m)))])
            * v.Transpose();
        Matrix<double> rate = (covariance * w) - model, correlations = u.Transpose() * covariance * u;
        Svd<double> up = (w + (h * rate)).Svd(), down = (w - (h * rate)).Svd();
        Matrix<double> du = u.Transpose() * (Aligned(up.U, u) - Aligned(down.U, u)) / (2 * h);
        Matrix<double> dv = v.Transpose() * (Aligned(up.VT.Transpose(), v) - Aligned(down.VT.Transpose(), v)) / (2 * h);
        return RotationDeviations(modes, correlations, du, dv, bound);
    }

    private static ErratumResult RotationDeviations(
        double[] modes, Matrix<double> correlations, Matrix<double> du, Matrix<double> dv, double bound)
    {
        double printedU = 0, printedV = 0, corrected = 0;
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                if (a == b)
                    continue;
                double x = modes[a], y = modes[b], s = correlations[a, b], gap = (y * y) - (x * x);
                double first = (y - x) / (x + y), second = (y + x) / (x - y);
                printedU = Math.Max(printedU, Math.Abs(((first - second) * s) - du[a, b]));
                printedV = Math.Max(printedV, Math.Abs(((first + second) * s) - dv[a, b]));
                corrected = Math.Max(corrected, Math.Abs((((x * x) + (y * y)) / gap * s) - du[a, b]));
                corrected = Math.Max(corrected, Math.Abs((2 * x * y / gap * s) - dv[a, b]));
            }
        }

        return new(Math.Min(printedU, printedV), corrected, bound);
    }

    // Singular vectors come with arbitrary signs: each is turned to the side of its reference.
    private static Matrix<double> Aligned(Matrix<double> vectors, Matrix<double> reference)
        => Matrix<double>.Build.Dense(reference.RowCount, reference.ColumnCount, (i, k) =>
            vectors[i, k] * Math.Sign(vectors.Column(k).DotProduct(reference.Column(k))));

    private const double Mode = 2;

    private const int VisibleUnits = 65536, HiddenUnits = 16384;

    private static ErratumResult Overlaps()
    {
        double kappa = (double)HiddenUnits / VisibleUnits;
        (double q, double qBar) = SampledOverlaps(new ErratumRandom(3));
        double Deviation((double Q, double QBar, double Contraction) theory)
            => Math.Max(Math.Abs(theory.Q - q), Math.Abs(theory.QBar - qBar));
        (double Q, double QBar, double Contraction) corrected = Solve(kappa, (_, mBar) => mBar, (m, _) => m);
        double[] printed =
        [
            Deviation(Solve(1 / kappa, (_, mBar) => mBar, (_, mBar) => mBar)),
            Deviation(Solve(1 / kappa, (m, _) => m, (m, _) => m)),
            Deviation(Solve(kappa, (_, mBar) => mBar, (_, mBar) => mBar)),
            Deviation(Solve(kappa, (m, _) => m, (m, _) => m)),
        ];
        // The average of tanh² over N units has a standard deviation of at most ½/√N; what it does to m comes back
        // through the fixed point, multiplied by 1/(1 − contraction). Five standard deviations of both layers.
        double bound = 5 * 0.5 * ((1 / Math.Sqrt(VisibleUnits)) + (1 / Math.Sqrt(HiddenUnits)))
            / (1 - corrected.Contraction);
        return new(printed.Min(), Deviation(corrected), bound);
    }

    /// <summary>
    /// m = w m̄ (1 − q), m̄ = w m (1 − q̄), q = ∫Dx tanh²(κ^{1/4} w M x), q̄ = ∫Dx tanh²(κ^{−1/4} w M̄ x), without
    /// noise (σ = 0); M and M̄ are m̄ and m in the corrected form. Returns also the ratio of the last steps of the
    /// iteration.
    /// </summary>
    private static (double Q, double QBar, double Contraction) Solve(
        double kappa, Func<double, double, double> visible, Func<double, double, double> hidden)
    {
        double m = 1, mBar = 1, q = 0, qBar = 0, step = 1, contraction = 0;
        for (int iteration = 0; iteration < 60; iteration++)
        {
            q = TanhSquared(Math.Pow(kappa, 0.25) * Mode * visible(m, mBar));
            double next = Mode * mBar * (1 - q);
            qBar = TanhSquared(Math.Pow(kappa, -0.25) * Mode * hidden(next, mBar));
            mBar = Mode * next * (1 - qBar);
            if (Math.Abs(next - m) > 1e-9)
                contraction = Math.Abs(next - m) / step;
            step = Math.Abs(next - m);
            m = next;
        }

        return (q, qBar, contraction);
    }

    // ∫Dx tanh²(ax), by the trapezoidal rule; its error is below 1e-6 for a < 8.
    private static double TanhSquared(double a)
    {
        const double h = 0.01;
        double sum = 0;
        for (int k = -1000; k <= 1000; k++)
        {
            double x = k * h, tanh = Math.Tanh(a * x);
            sum += h * tanh * tanh * Math.Exp(-0.5 * x * x);
        }

        return sum / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>
    /// Overlaps of two replicas, started in the same ferromagnetic state, of p ~ exp(w Σ s_i u_i v_a τ_a) with Gaussian
    /// modes of norm 1: one Gibbs step needs only the projection of the other layer.
    /// </summary>
    private static (double Q, double QBar) SampledOverlaps(ErratumRandom random)
    {
        const int burnIn = 40, sweeps = 40;
        double[] u = UnitVector(VisibleUnits, random), v = UnitVector(HiddenUnits, random);
        sbyte[][] s = [new sbyte[u.Length], new sbyte[u.Length]], tau = [new sbyte[v.Length], new sbyte[v.Length]];
        double[] projections = [.. s.Select(_ => v.Sum(Math.Abs))];
        double q = 0, qBar = 0;
        for (int sweep = 0; sweep < burnIn + sweeps; sweep++)
        {
            for (int replica = 0; replica < 2; replica++)
            {
                double visible = Resample(s[replica], u, projections[replica], random);
                projections[replica] = Resample(tau[replica], v, visible, random);
            }

            if (sweep >= burnIn)
            {
                q += Overlap(s[0], s[1]) / sweeps;
                qBar += Overlap(tau[0], tau[1]) / sweeps;
            }
        }

        return (q, qBar);
    }

    // Draws every unit given the projection of the other layer, and returns the projection of this one.
    private static double Resample(sbyte[] units, double[] mode, double otherProjection, ErratumRandom random)
    {
        double projection = 0;
        for (int i = 0; i < units.Length; i++)
        {
            double up = 1 / (1 + Math.Exp(-2 * Mode * mode[i] * otherProjection));
            units[i] = (sbyte)(random.Uniform() < up ? 1 : -1);
            projection += units[i] * mode[i];
        }

        return projection;
    }

    private static double Overlap(sbyte[] a, sbyte[] b)
    {
        int sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return (double)sum / a.Length;
    }

    private static double[] UnitVector(int length, ErratumRandom random)
    {
        double[] vector = [.. Enumerable.Range(0, length).Select(_ => random.Gaussian())];
        double norm = Math.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }
}
