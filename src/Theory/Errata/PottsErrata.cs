using System.Numerics;

namespace RbmTheory.Theory.Errata;

/// <summary>
/// Slips of the paper on Potts data: the angular modulation (17) and the noise of the null model (31).
/// </summary>
internal static class PottsErrata
{
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("000 (17)", "W_i = |sum_v w_iv|", "W_i = sum_v |w_iv|, or |sum_v w_iv e^(2 pi i v/P)|",
            "a unit trained exactly on three Potts sites, two coupled and one free: 1 minus the contrast of W between "
            + "them. The gradient summed over v is the same at every site", AngularModulation),
        new("000 (31)", "P/(P-1) + (1 + sqrt(rP))^2", "P/(P-1) (1 + sqrt(r(P-1)))^2",
            "r -> 0 must give P/(P-1); shuffled data of S = 1000, N = 100, P = 10 and N = 200, P = 3, seeds 31 and "
            + "32, within five standard deviations of the Tracy-Widom law", NullModel),
    ];

    private const int Sites = 3, States = 3, Configurations = 27;

    private static ErratumResult AngularModulation()
    {
        double[,] w = Train();
        double[] sums = new double[Sites], sizes = new double[Sites], waves = new double[Sites];
        for (int i = 0; i < Sites; i++)
        {
            double mean = (w[i, 0] + w[i, 1] + w[i, 2]) / States;
            Complex wave = 0;
            for (int v = 0; v < States; v++)
            {
                sums[i] += w[i, v];
                // A shift of all w_iv of a site changes nothing: the sum of sizes is that of the zero-sum gauge.
                sizes[i] += Math.Abs(w[i, v] - mean);
                wave += w[i, v] * Complex.FromPolarCoordinates(1, 2 * Math.PI * v / States);
            }

            waves[i] = wave.Magnitude;
        }

        static double Contrast(double[] measure, double scale) => (measure.Max() - measure.Min()) / scale;
        double[] absolute = [.. sums.Select(Math.Abs)];
        double lost = Math.Max(1 - Contrast(sizes, sizes.Max()), 1 - Contrast(waves, waves.Max()));
        // The free site stays unmodulated, the sums over v stay equal, to the rounding of 500 updates.
        return new(1 - Contrast(absolute, sizes.Max()), lost, 1e-11);
    }

    // 500 exact gradient steps of p(v) ~ cosh(Σ_i w_{i,v_i}); the data couple sites 0 and 1, and leave site 2 free.
    private static double[,] Train()
    {
        double[] data = Normalized(v => Math.Exp(2 * Math.Cos(2 * Math.PI * (State(v, 0) - State(v, 1)) / States)));
        double[,] w = { { 0.2, -0.05, -0.15 }, { 0.1, 0.05, -0.15 }, { 0, 0, 0 } };
        for (int step = 0; step < 500; step++)
        {
            double Input(int v) => w[0, State(v, 0)] + w[1, State(v, 1)] + w[2, State(v, 2)];
            double[] model = Normalized(v => Math.Cosh(Input(v)));
            var gradient = new double[Sites, States];
            for (int v = 0; v < Configurations; v++)
            {
                double pull = (data[v] - model[v]) * Math.Tanh(Input(v));
                for (int i = 0; i < Sites; i++)
                    gradient[i, State(v, i)] += pull;
            }

            for (int i = 0; i < Sites; i++)
            {
                for (int a = 0; a < States; a++)
                    w[i, a] += 0.5 * gradient[i, a];
            }
        }

        return w;
    }

    private static int State(int v, int i) => i switch { 0 => v % 3, 1 => v / 3 % 3, _ => v / 9 };

    private static double[] Normalized(Func<int, double> weight)
    {
        double[] p = [.. Enumerable.Range(0, Configurations).Select(weight)];
        double sum = p.Sum();
        return [.. p.Select(x => x / sum)];
    }

    private static double PrintedEdge(double r, int p) => (p / (p - 1.0)) + Math.Pow(1 + Math.Sqrt(r * p), 2);

    private static double CorrectedEdge(double r, int p)
        => p / (p - 1.0) * Math.Pow(1 + Math.Sqrt(r * (p - 1)), 2);

    private static ErratumResult NullModel()
    {
        // Few colours tell P − 1 from P, the paper's own size many; with r → 0 that makes three cases.
        (double Printed, double Corrected, double Bound)[] cases =
            [Shuffled(100, 10, 1000, 31), Shuffled(200, 3, 1000, 32), WithoutNoise(10)];
        return new(cases.Min(c => c.Printed), cases.Max(c => c.Corrected), cases.Max(c => c.Bound));
    }

    private static (double Printed, double Corrected, double Bound) Shuffled(int n, int p, int s, ulong seed)
    {
        // Johnstone's scale for N(P−1) variables of variance P/(P−1) and S samples; the law has mean −1.2065 and
        // standard deviation 1.268 in its units. 1000 power iterations from a random start are below the top by a
        // share of at most 0.871 ln(dimension)/(iterations − 1) on average (Kuczynski and Wozniakowski 1992).
        const int iterations = 1000;
        double r = (double)n / s, samples = Math.Sqrt(s - 1), variables = Math.Sqrt(n * (p - 1));
        double scale = p / (p - 1.0) * (samples + variables) / s * Math.Cbrt((1 / samples) + (1 / variables));
        double edge = CorrectedEdge(r, p);
        double bound = ((1.2065 + (5 * 1.268)) * scale) + (edge * 0.871 * Math.Log(n * p) / (iterations - 1));
        double measured = TopEigenvalue(n, p, s, iterations, new ErratumRandom(seed));
        return (Math.Abs(PrintedEdge(r, p) - measured), Math.Abs(edge - measured), bound);
    }

    private static (double Printed, double Corrected, double Bound) WithoutNoise(int p)
    {
        double limit = p / (p - 1.0);
        return (Math.Abs(PrintedEdge(0, p) - limit), Math.Abs(CorrectedEdge(0, p) - limit), 0);
    }

    /// <summary>
    /// The top eigenvalue of C_ij(a,b) = (P²/(P−1)) mean[(δ(v_i,a) − 1/P)(δ(v_j,b) − 1/P)] of uniform independent
    /// data, so normalised that C_ii(a,a) → 1 and C_ii(a,b) → −1/(P−1), as the paper has it.
    /// </summary>
    private static double TopEigenvalue(int n, int p, int s, int iterations, ErratumRandom random)
    {
        var states = new int[s * n];
        for (int k = 0; k < states.Length; k++)
            states[k] = (k % n * p) + random.Below(p);
        double[] vector = [.. Enumerable.Range(0, n * p).Select(_ => random.Gaussian())];
        double value = 0;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            double norm = Math.Sqrt(vector.Sum(x => x * x));
            double offset = vector.Sum() / (p * norm), total = 0;
            var next = new double[vector.Length];
            for (int sample = 0; sample < s; sample++)
            {
                ReadOnlySpan<int> row = states.AsSpan(sample * n, n);
                double projection = -offset;
                foreach (int index in row)
                    projection += vector[index] / norm;
                total += projection;
                foreach (int index in row)
                    next[index] += projection;
            }

            double factor = p * p / ((p - 1.0) * s);
            value = 0;
            for (int index = 0; index < next.Length; index++)
            {
                next[index] = factor * (next[index] - (total / p));
                value += next[index] * vector[index] / norm;
            }

            vector = next;
        }

        return value;
    }
}
