namespace RbmTheory.Theory.Errata;

/// <summary>Slips of 003 (Decelle) on the gradient, on which modes grow, and on where long chains of a machine end that
/// was trained with short ones.</summary>
internal static class ShortChainErrata
{
    private const int Units = 3, Hidden = 2, States = 1 << Units;

    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("003 gradient", "L = sum over the M data of ln p, dL/dw = <s tau>_D - <s tau>_H",
            "M times that, or L a mean over the data",
            "central differences of the sum, three visible and two hidden spins, four data; their error is that of the "
            + "third derivatives, at most 2M", Gradient),
        new("003 signal above noise",
            "a mode is expressed where its variance is above the intrinsic noise of a unit",
            "so for Gaussian units and spins; of units 0 and 1 where an eigenvalue of C - diag C is above 0",
            "the rate of the fastest mode at weights of size 1e-4 by the exact gradient, three independent units of "
            + "means 0.5, 0.9 and 0.9, the noise their mean variance; second order in the weights is below 4e-4 an "
            + "entry",
            SignalAboveNoise),
        new("003 all ones", "long chains of a machine trained with short ones end in all ones, taken as a rule",
            "of handwritten digits they do end in digits one; where they end depends on the data: of data with all "
            + "spins turned, at the opposite",
            "the share of spins up in equilibrium after exact training by Rdm-1, three visible and two hidden spins: "
            + "data, and the same turned, whose training is its mirror image to rounding", AllOnes),
    ];

    private static ErratumResult Gradient()
    {
        const double h = 1e-4;
        int[] data = [1, 3, 6, 7];
        double[,] weights = SpinMachine.SomeWeights(Units, Hidden, 0.7);
        double printed = double.PositiveInfinity, corrected = 0;
        for (int i = 0; i < Units; i++)
        {
            for (int mu = 0; mu < Hidden; mu++)
            {
                double[,] up = (double[,])weights.Clone(), down = (double[,])weights.Clone();
                up[i, mu] += h;
                down[i, mu] -= h;
                double exact = (SumOfLogarithms(up, data) - SumOfLogarithms(down, data)) / (2 * h);
                SpinMachine machine = new(Units, weights, 0);
                double mean = data.Average(v => SpinMachine.Spin(v, i) * Math.Tanh(machine.Input(mu, v)))
                    - machine.ModelTerm(i, mu);
                printed = Math.Min(printed, Math.Abs(mean - exact));
                corrected = Math.Max(corrected, Math.Abs((data.Length * mean) - exact));
            }
        }

        return new(printed, corrected, h * h * data.Length);
    }

    // Of p(v) = Π_μ cosh I_μ / Σ_v Π_μ cosh I_μ.
    private static double SumOfLogarithms(double[,] weights, int[] data)
    {
        SpinMachine machine = new(Units, weights, 0);
        return data.Sum(v => Math.Log(machine.Weight(v))) - (data.Length * Math.Log(machine.Sum(machine.Weight)));
    }

    private static ErratumResult SignalAboveNoise()
    {
        const double size = 1e-4;
        double[] means = [0.5, 0.9, 0.9], fields = [.. means.Select(p => Math.Log(p / (1 - p)))];
        double[] variances = [.. means.Select(p => p * (1 - p))];
        // C is diagonal: its largest eigenvalue is the largest variance, those of C − diag C are 0.
        double printed = 0.25 * (variances.Max() - variances.Average());
        double rate = 0;
        for (int k = 0; k < Units; k++)
        {
            // Off the uniform hidden direction: the two hidden units have opposite weights.
            double[,] weights = new double[Units, Hidden];
            (weights[k, 0], weights[k, 1]) = (size, -size);
            BinaryMachine machine = new(fields, [0, 0], weights);
            double data = Enumerable.Range(0, States).Sum(v => Share(v, means) * BinaryMachine.Bit(v, k)
                * (BinaryMachine.Sigmoid(machine.HiddenInput(0, v))
                    - BinaryMachine.Sigmoid(machine.HiddenInput(1, v))));
            double model = machine.Mean(
                (v, h) => BinaryMachine.Bit(v, k) * (BinaryMachine.Bit(h, 0) - BinaryMachine.Bit(h, 1)));
            rate = Math.Max(rate, Math.Abs(data - model) / (2 * size));
        }

        return new(Math.Abs(printed - rate), rate, 4 * size);
    }

    private static double Share(int v, double[] means)
        => Enumerable.Range(0, Units).Aggregate(
            1.0, (product, i) => product * (BinaryMachine.Bit(v, i) == 1 ? means[i] : 1 - means[i]));

    private static ErratumResult AllOnes()
    {
        double[] data = [0.05, 0.10, 0.05, 0.20, 0.05, 0.15, 0.10, 0.30];
        double up = ShareOfUp(data, 1), turned = ShareOfUp([.. data.Reverse()], -1);
        // Some thousand updates, each rounded by some 1e-16.
        return new(Math.Max(1 - up, 1 - turned), Math.Abs(up + turned - 1), 1e-12);
    }

    /// <summary>⟨(1 + s)/2⟩ in equilibrium, after exact ascent by Rdm-1 from weights of a sign.</summary>
    private static double ShareOfUp(double[] data, int sign)
    {
        const int updates = 2000;
        const double rate = 0.1;
        double[,] w = SpinMachine.SomeWeights(Units, Hidden, sign * 0.1);
        double[] a = new double[Units], b = new double[Hidden], start = [.. data.Select(_ => 1.0 / States)];
        for (int update = 0; update < updates; update++)
        {
            double[] after = Swept(start, w, a, b);
            double[,] next = (double[,])w.Clone();
            double[] nextA = [.. a], nextB = [.. b];
            for (int v = 0; v < States; v++)
            {
                double difference = rate * (data[v] - after[v]);
                for (int i = 0; i < Units; i++)
                {
                    nextA[i] += difference * SpinMachine.Spin(v, i);
                    for (int mu = 0; mu < Hidden; mu++)
                        next[i, mu] += difference * SpinMachine.Spin(v, i) * Math.Tanh(Input(v, mu, w, b));
                }

                for (int mu = 0; mu < Hidden; mu++)
                    nextB[mu] += difference * Math.Tanh(Input(v, mu, w, b));
            }

            (w, a, b) = (next, nextA, nextB);
        }

        double[] weights = [.. Enumerable.Range(0, States).Select(v => Math.Exp(
            Enumerable.Range(0, Units).Sum(i => a[i] * SpinMachine.Spin(v, i))
            + Enumerable.Range(0, Hidden).Sum(mu => Math.Log(Math.Cosh(Input(v, mu, w, b))))))];
        double up = Enumerable.Range(0, States).Sum(
            v => weights[v] * Enumerable.Range(0, Units).Count(i => SpinMachine.Spin(v, i) > 0));
        return up / Units / weights.Sum();
    }

    /// <summary>The law of v after one sweep, hidden spins and then visible ones.</summary>
    private static double[] Swept(double[] law, double[,] w, double[] a, double[] b)
    {
        double[] after = new double[States];
        for (int h = 0; h < 1 << Hidden; h++)
        {
            double hidden = Enumerable.Range(0, States).Sum(v => law[v] * Enumerable.Range(0, Hidden).Aggregate(
                1.0, (product, mu) => product * Share(SpinMachine.Spin(h, mu), Input(v, mu, w, b))));
            for (int v = 0; v < States; v++)
            {
                after[v] += hidden * Enumerable.Range(0, Units).Aggregate(1.0, (product, i) => product * Share(
                    SpinMachine.Spin(v, i),
                    a[i] + Enumerable.Range(0, Hidden).Sum(mu => w[i, mu] * SpinMachine.Spin(h, mu))));
            }
        }

        return after;
    }

    private static double Input(int v, int mu, double[,] w, double[] b)
        => b[mu] + Enumerable.Range(0, Units).Sum(i => w[i, mu] * SpinMachine.Spin(v, i));

    // p(s | I) of a spin.
    private static double Share(int spin, double input) => 1 / (1 + Math.Exp(-2 * spin * input));
}
