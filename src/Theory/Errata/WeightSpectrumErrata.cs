using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Errata;

/// <summary>Slips of 002 (Fissore) on the singular values of the weights and the noise they begin as.</summary>
internal static class WeightSpectrumErrata
{
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("002 sigma_v", "the weights begin with the variance 0.01", "with the standard deviation 0.01",
            "largest singular value of 120 x 80 weights against the edge of (38) with sigma = 0.01, relative; seed 5, "
            + "five standard deviations of Tracy and Widom's law", InitialDeviation),
        new("002 (26), (37)-(38)", "(37)-(38) is the law of W'W, and at s^2/d that of the singular values s",
            "the law of W'W/d; of s with the Jacobian 2s/d",
            "largest distance of the shares below a value, 200 x 100 weights, seed 6; each of the two slips alone; "
            + "eigenvalues repel, and four of a hundred are far beyond their fluctuations", Law),
        new("002 (18)", "the temperature of a machine is 1/Var W", "4/((N_v N_h)^(1/4) std W): noise alone orders at 1",
            "the linear stability of the TAP paramagnet, weights of 100 x 50 and of 400 x 200 units, seed 7: where it "
            + "is least, the printed temperature must be the same for both, and the corrected one 1; five standard "
            + "deviations of Tracy and Widom's law", Temperature),
        new("002 from (18)", "the coupling becomes strong since Var W grows", "Var W grows by the outliers; the bulk, "
            + "by which noise acts, keeps its deviation",
            "noise of 200 x 100 with one direction added that doubles the deviation of the weights, seed 8: deviation "
            + "found over that of the noise, less 1", WeakCoupling),
        new("002 between (34), (35)", "u_a.W m = sum_b sigma_a (v_b.m)", "sum_b sigma_b delta_ab (v_b.m)",
            "a 4 x 3 matrix of known modes and a vector", ModeSum),
    ];

    private static ErratumResult InitialDeviation()
    {
        SingularValueLaw law = new(120, 80, 0.01);
        double Deviation(double sigma)
            => Math.Abs((SingularValues(Noise(120, 80, sigma, new(5)))[0] / law.UpperEdge) - 1);
        double bound = (law.UpperEdge - law.LargestMean + (5 * law.LargestDeviation)) / law.UpperEdge;
        return new(Deviation(Math.Sqrt(0.01)), Deviation(0.01), bound);
    }

    private static ErratumResult Law()
    {
        const int d = 200, p = 100;
        double[] values = SingularValues(Noise(d, p, 1, new(6)));
        SingularValueLaw law = new(d, p, 1);
        MarchenkoPastur squares = new((double)p / d);
        double Distance(Func<double, double> cumulative)
            => values.Select((s, k) => Math.Abs(1 - cumulative(s) - ((k + 0.5) / p))).Max();
        double[] slips =
        [
            Distance(s => squares.Cumulative(s * s)),
            Distance(Normalised(s => squares.Density(s * s / d), law.LowerEdge, law.UpperEdge)),
        ];
        return new(slips.Min(), Distance(law.Cumulative), 4.0 / p);
    }

    // The share below s of a density that need not be normalised, by the rule of rectangles in 2000 steps.
    private static Func<double, double> Normalised(Func<double, double> density, double from, double to)
    {
        const int steps = 2000;
        double[] sums = new double[steps + 1];
        for (int k = 0; k < steps; k++)
            sums[k + 1] = sums[k] + density(from + ((to - from) * (k + 0.5) / steps));
        return s => sums[(int)Math.Clamp(steps * (s - from) / (to - from), 0, steps)] / sums[steps];
    }

    /// <summary>
    /// Without fields, in units ±1 of couplings J = W/4, the linear TAP equations (1 + A)m = Jm̄, (1 + B)m̄ = Jᵀm with
    /// A = N_h⟨J²⟩, B = N_v⟨J²⟩ are stable while (1 + x²A)(1 + x²B) − x²s² &gt; 0 for weights xW, s the largest
    /// singular value of J. It is least, 0 for many units, at x² = (s² − A − B)/(2AB): the transition of pure noise.
    /// </summary>
    private static ErratumResult Temperature()
    {
        (double Printed, double Corrected, double Bound) AtTransition(int visible, int hidden)
        {
            Matrix<double> weights = Noise(visible, hidden, 0.2, new(7));
            double variance = weights.Enumerate().Sum(w => w * w) / weights.RowCount / weights.ColumnCount;
            double a = hidden * variance / 16, b = visible * variance / 16, s = SingularValues(weights)[0] / 4;
            double scale = Math.Sqrt(((s * s) - a - b) / (2 * a * b)), root = Math.Sqrt((double)visible * hidden);
            SingularValueLaw law = new(visible, hidden, 1);
            double low = law.LargestMean - (5 * law.LargestDeviation);
            return (1 / (scale * scale * variance), 4 / (scale * Math.Sqrt(variance) * Math.Sqrt(root)),
                Math.Sqrt(2 * root / ((low * low) - visible - hidden)) - 1);
        }

        (double smallPrinted, double small, double bound) = AtTransition(100, 50);
        (double largePrinted, double large, _) = AtTransition(400, 200);
        return new(
            Math.Abs((largePrinted / smallPrinted) - 1), Math.Max(Math.Abs(small - 1), Math.Abs(large - 1)), bound);
    }

    private static ErratumResult WeakCoupling()
    {
        const int d = 200, p = 100;
        ErratumRandom random = new(8);
        Matrix<double> weights = Noise(d, p, 1, random);
        // |uvᵀ|² = 1, so that a strength √(3dp) adds 3 to the variance 1.
        Vector<double> u = Vector<double>.Build.Dense(d, _ => random.Gaussian()).Normalize(2);
        Vector<double> v = Vector<double>.Build.Dense(p, _ => random.Gaussian()).Normalize(2);
        weights += Math.Sqrt(3.0 * d * p) * u.OuterProduct(v);
        double all = Math.Sqrt(weights.Enumerate().Sum(w => w * w) / d / p);
        double bulk = SingularValueLaw.OfBulk(d, p, SingularValues(weights)).Deviation;
        // A share of 4/p misplaces the median by that over the density there.
        SingularValueLaw law = new(d, p, 1);
        double bound = 4.0 / p / law.Density(law.Median) / law.Median;
        return new(Math.Abs(all - 1), Math.Abs(bulk - 1), bound);
    }

    private static ErratumResult ModeSum()
    {
        Matrix<double> start = Matrix<double>.Build.DenseOfArray(SpinMachine.SomeWeights(4, 3, 1));
        var svd = start.Svd();
        Vector<double> m = Vector<double>.Build.Dense([0.3, -0.7, 0.2]), modes = svd.VT * m, image = start * m;
        double printed = double.MaxValue, corrected = 0;
        for (int a = 0; a < 3; a++)
        {
            double exact = svd.U.Column(a).DotProduct(image);
            printed = Math.Min(printed, Math.Abs((svd.S[a] * modes.Sum()) - exact));
            corrected = Math.Max(corrected, Math.Abs((svd.S[a] * modes[a]) - exact));
        }

        return new(printed, corrected, 1e-14);
    }

    private static Matrix<double> Noise(int rows, int columns, double deviation, ErratumRandom random)
        => Matrix<double>.Build.Dense(rows, columns, (_, _) => deviation * random.Gaussian());

    private static double[] SingularValues(Matrix<double> matrix) => [.. matrix.Svd(false).S];
}
