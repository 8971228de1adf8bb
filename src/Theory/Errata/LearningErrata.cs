using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Theory.Errata;

/// <summary>Slips of 002 (Fissore) on the machine as a spin glass, on its training, and on what becomes of the singular
/// values of its weights.</summary>
internal static class LearningErrata
{
    // Of the exact ascent.
    private const int Updates = 2000;

    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("002 I.B", "the machine is the SK model: one order parameter for all units",
            "two layers, with q of the visible units, q-bar of the hidden ones",
            "mean squares of the correlations within each layer, 2 visible and 8 hidden spins without fields, enumerated: "
            + "their ratio is N_h/N_v to leading order in the weights, here 0.05 N(0, 1), 400 machines", TwoLayers),
        new("002 Alg. 1", "the weights alone are updated", "the fields a and b are updated too",
            "means of data and model of three visible units after 2000 updates along the exact gradient, the largest "
            + "difference",
            Fields),
        new("002 II.C", "the bulk of the singular values shrinks to 0",
            "what the data do not move stays; with weight decay it falls as e^(-nu lambda t)",
            "four modes that the data move and four that they do not, 2000 updates of the linear regime: the smallest "
            + "singular value over what it is at the start", Bulk),
        new("002 Fig. 5", "a tail that is linear on log-log axes is exponentially damped",
            "a power law is linear on log-log axes, an exponential on semilogarithmic ones",
            "1 - R^2 of a straight line through the logarithms of a power law of 50 values, against their numbers and "
            + "against the logarithms of these", Tail),
    ];

    private static ErratumResult TwoLayers()
    {
        // ⟨s_i s_j⟩ = Σ_a w_ia w_ja + O(w³): its mean square is 8 σ⁴ within the visible layer, 2 σ⁴ within the hidden one.
        // The bound is five standard errors of the ratio, from the spread of the 400 machines, and 20 σ² for what is of
        // higher order.
        const int machines = 400, visible = 2, hidden = 8;
        const double scale = 0.05;
        ErratumRandom random = new(20170628);
        double[] ofVisible = new double[machines], ofHidden = new double[machines];
        for (int machine = 0; machine < machines; machine++)
        {
            double[,] w = new double[visible, hidden];
            for (int i = 0; i < visible; i++)
            {
                for (int j = 0; j < hidden; j++)
                    w[i, j] = scale * random.Gaussian();
            }

            ofVisible[machine] = Math.Pow(VisibleCorrelation(w), 2);
            ofHidden[machine] = MeanSquareOfHidden(w);
        }

        double ratio = ofVisible.Average() / ofHidden.Average();
        double error = Math.Sqrt(
            ofVisible.Zip(ofHidden, (v, h) => Math.Pow(v - (ratio * h), 2)).Average() / machines) / ofHidden.Average();
        const double expected = (double)hidden / visible;
        return new(Math.Abs(ratio - 1), Math.Abs(ratio - expected), (5 * error) + (20 * scale * scale * expected));
    }

    /// <summary>⟨s_1 s_2⟩ of two visible spins: each hidden spin j is summed over, Σ_s s_1 s_2 Π_j cosh(w_1j s_1 + w_2j s_2).</summary>
    private static double VisibleCorrelation(double[,] w)
    {
        double like = 1, unlike = 1;
        for (int j = 0; j < w.GetLength(1); j++)
        {
            like *= Math.Cosh(w[0, j] + w[1, j]);
            unlike *= Math.Cosh(w[0, j] - w[1, j]);
        }

        return (like - unlike) / (like + unlike);
    }

    /// <summary>Mean over pairs of ⟨t_j t_k⟩² of the hidden spins: given s_1 and s_2 they are independent, of means
    /// tanh(w_1j s_1 + w_2j s_2), and s_1 s_2 = ±1 has the weights of <see cref="VisibleCorrelation"/>.</summary>
    private static double MeanSquareOfHidden(double[,] w)
    {
        int hidden = w.GetLength(1), pairs = 0;
        double like = (1 + VisibleCorrelation(w)) / 2, sum = 0;
        for (int j = 0; j < hidden; j++)
        {
            for (int k = 0; k < j; k++, pairs++)
            {
                double correlation = (like * Math.Tanh(w[0, j] + w[1, j]) * Math.Tanh(w[0, k] + w[1, k]))
                    + ((1 - like) * Math.Tanh(w[0, j] - w[1, j]) * Math.Tanh(w[0, k] - w[1, k]));
                sum += correlation * correlation;
            }
        }

        return sum / pairs;
    }

    private static ErratumResult Fields()
    {
        double[] data = [.. Enumerable.Range(0, 3).Select(i => GrowthErrata.Average(v => BinaryMachine.Bit(v, i)))];
        double Difference(bool withFields)
        {
            BinaryMachine machine = Rest(withFields);
            return Enumerable.Range(0, 3).Max(i => Math.Abs(machine.Mean((v, _) => BinaryMachine.Bit(v, i)) - data[i]));
        }

        // An ascent to a maximum that is flat in some direction leaves a gradient of the order 1/n after n updates.
        return new(Difference(false), Difference(true), 1.0 / Updates);
    }

    /// <summary>Exact gradient ascent of one hidden unit from small weights.</summary>
    private static BinaryMachine Rest(bool withFields)
    {
        const double rate = 1;
        double[] a = [0, 0, 0], b = [0];
        double[,] w = SpinMachine.SomeWeights(3, 1, 0.1);
        for (int update = 0; update < Updates; update++)
        {
            BinaryMachine machine = new(a, b, w);
            double Step(Func<int, double, double> of, Func<int, int, double> same)
                => rate * (GrowthErrata.Average(v => of(v, BinaryMachine.Sigmoid(machine.HiddenInput(0, v))))
                    - machine.Mean(same));

            double[,] nextW = new double[3, 1];
            double[] nextA = [0, 0, 0], nextB = [0];
            for (int i = 0; i < 3; i++)
            {
                int unit = i;
                nextW[i, 0] = w[i, 0] + Step((v, h) => BinaryMachine.Bit(v, unit) * h,
                    (v, h) => BinaryMachine.Bit(v, unit) * BinaryMachine.Bit(h, 0));
                if (withFields)
                    nextA[i] = a[i] + Step((v, _) => BinaryMachine.Bit(v, unit), (v, _) => BinaryMachine.Bit(v, unit));
            }

            if (withFields)
                nextB[0] = b[0] + Step((_, h) => h, (_, h) => BinaryMachine.Bit(h, 0));
            (w, a, b) = (nextW, nextA, nextB);
        }

        return new(a, b, w);
    }

    private static ErratumResult Bulk()
    {
        // Units in pairs that are always alike, four of them, and four units that never change: C − D has four modes that
        // grow, four that shrink and four of eigenvalue 0, which stay to a rounding.
        const int pairs = 4, still = 4, hidden = 12, updates = 4000;
        double[,] covariance = new double[(2 * pairs) + still, (2 * pairs) + still];
        for (int i = 0; i < 2 * pairs; i++)
            covariance[i, i] = covariance[i, i ^ 1] = 0.25;
        BinaryLinearRegime regime = new(covariance, hidden, 0.01);
        int sites = covariance.GetLength(0);
        ErratumRandom random = new(20170629);
        double[] start = [.. Enumerable.Range(0, sites * hidden).Select(_ => 0.01 * random.Gaussian())];
        (double[] end, _) = regime.AfterUpdates(start, new double[sites], updates);
        double[] Still(double[] weights) => [.. weights.Where((_, k) => k % sites >= 2 * pairs)];
        double Smallest(double[] weights) => Matrix<double>.Build.Dense(still, hidden, Still(weights))
            .Svd(computeVectors: false).S.Minimum();
        double kept = Smallest(end) / Smallest(start);
        // N = 12 roundings of numbers of the largest mode's size, e^{0.01 · 2000/16} = 3.5 times the start.
        return new(kept, Math.Abs(kept - 1), 1e-12);
    }

    private static ErratumResult Tail()
    {
        const int count = 50;
        double[] numbers = [.. Enumerable.Range(1, count).Select(a => (double)a)];
        double[] logarithms = [.. numbers.Select(a => -1.3 * Math.Log(a))];
        return new(Unexplained(numbers, logarithms), Unexplained([.. numbers.Select(a => Math.Log(a))], logarithms), 1e-13);
    }

    /// <summary>1 − R² of the straight line.</summary>
    private static double Unexplained(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        double product = x.Zip(y, (s, t) => (s - meanX) * (t - meanY)).Sum();
        double spread = x.Sum(s => (s - meanX) * (s - meanX)), total = y.Sum(t => (t - meanY) * (t - meanY));
        return Math.Abs(1 - (product * product / (spread * total)));
    }
}
