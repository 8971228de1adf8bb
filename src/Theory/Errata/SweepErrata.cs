using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Errata;

/// <summary>
/// Slips of 002 (Fissore) about one sweep through both layers: Gibbs sampling, and the linear mean-field equations;
/// judged on three visible and two hidden {0,1} units, all of whose states are enumerated.
/// </summary>
internal static class SweepErrata
{
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("002 Alg. 2", "h = P(h|v), v = P(v|h) as numbers, and one draw at the end", "both layers are drawn",
            "half the sum of |P - p(v)|, P the law of v that 200 rounds end in, from every start; the printed form at the "
            + "kindest one", Sampling),
        new("002 (28)-(29)", "sigm(a_i + sum_j w_ij m_j - sum_j w_ij)", "sigm(a_i + sum_j w_ij m_j - 1/2 sum_j w_ij)",
            "(30)-(31), without fields: sigm(x) - 1/2 is x/4 up to |x|^3/48, and must be 1/4 sum_j w_ij (m_j - 1/2)",
            LinearMeanField),
        new("002 (30)-(31)", "gain 1/4 for every unit, the field being removed by centring",
            "gain p_i (1 - p_i) with the field (19)",
            "correlation of the two layers along the slowest mode, the second singular value of "
            + "p(v,h)/sqrt(p(v) p(h)), against sigma_1/4 and g_1", Gain),
    ];

    private static ErratumResult Sampling()
    {
        // The second eigenvalue of the kernel is below 0.5: nothing but rounding is left after 200 rounds.
        const int rounds = 200;
        BinaryMachine machine = BinaryMachine.Small(1);
        double[] exact = [.. Enumerable.Range(0, 8).Select(machine.Probability)];
        double Distance(Func<int, double> law) => exact.Select((p, v) => Math.Abs(law(v) - p)).Sum() / 2;

        Matrix<double> kernel = Matrix<double>.Build.Dense(8, 8, (from, to) =>
            Enumerable.Range(0, 4).Sum(h => Given(machine, from, h, ofVisible: true)
                * Given(machine, to, h, ofVisible: false))).Power(rounds);
        double printed = double.MaxValue, corrected = 0;
        TapFreeEnergy layers = new(machine.Machine, 1);
        for (int start = 0; start < 8; start++)
        {
            double[] visible = [.. Enumerable.Range(0, 3).Select(i => (double)BinaryMachine.Bit(start, i))];
            for (int round = 0; round < rounds; round++)
                visible = layers.MapVisible(visible, layers.MapHidden(visible, [0, 0]));
            printed = Math.Min(printed, Distance(v => Enumerable.Range(0, 3).Aggregate(1.0, (product, i) =>
                product * (BinaryMachine.Bit(v, i) == 1 ? visible[i] : 1 - visible[i]))));
            corrected = Math.Max(corrected, Distance(v => kernel[start, v]));
        }

        return new(printed, corrected, 1e-13);
    }

    // P(h|v), or P(v|h).
    private static double Given(BinaryMachine machine, int v, int h, bool ofVisible)
        => machine.Weight(v, h) / (ofVisible
            ? Enumerable.Range(0, 1 << machine.Hidden).Sum(k => machine.Weight(v, k))
            : Enumerable.Range(0, 1 << machine.Visible).Sum(k => machine.Weight(k, h)));

    private static ErratumResult LinearMeanField()
    {
        double[,] w = SpinMachine.SomeWeights(3, 2, 0.05);
        double[] shifts = [0.02, -0.03];
        double printed = double.MaxValue, corrected = 0, bound = 0;
        for (int i = 0; i < 3; i++)
        {
            double sum = 0, input = 0, shifted = 0;
            for (int j = 0; j < 2; j++)
            {
                sum += w[i, j];
                input += w[i, j] * (0.5 + shifts[j]);
                shifted += w[i, j] * shifts[j];
            }

            double linear = 0.5 + (0.25 * shifted);
            printed = Math.Min(printed, Math.Abs(BinaryMachine.Sigmoid(input - sum) - linear));
            corrected = Math.Max(corrected, Math.Abs(BinaryMachine.Sigmoid(input - (0.5 * sum)) - linear));
            bound = Math.Max(bound, (Math.Abs(shifted * shifted * shifted) / 48) + 1e-16);
        }

        return new(printed, corrected, bound);
    }

    private static ErratumResult Gain()
    {
        // p(v,h)/(p(v)p(h)) − 1 is X = Σ w (v − m)(h − m) but for terms of second order in B = Σ|w|, at most 2B² of
        // them in the exponential and 2B² in the means; the singular values of X are those of G, and |X| ≤ B.
        const double scale = 1e-4;
        BinaryMachine machine = new([-3, -2, 2.5], [0, 0], SpinMachine.SomeWeights(3, 2, scale));
        double[] visible = [.. Enumerable.Range(0, 8).Select(machine.Probability)];
        double[] hidden = [.. Enumerable.Range(0, 4).Select(k => machine.Mean((_, h) => h == k ? 1 : 0))];
        double correlation = Matrix<double>.Build.Dense(8, 4, (v, h) =>
            machine.Weight(v, h) / machine.Partition / Math.Sqrt(visible[v] * hidden[h])).Svd().S[1];
        TapSolution tap = TapSolution.Find(machine.Machine, 1);
        double gain = CriticalOperator.At(machine.Machine, tap.Visible, tap.Hidden).Gain;
        double first = Matrix<double>.Build.DenseOfArray(machine.Weights).Svd(computeVectors: false).S[0];
        double sum = machine.Weights.Cast<double>().Sum(Math.Abs);
        return new(Math.Abs((first / 4) - correlation), Math.Abs(gain - correlation), 4 * sum * sum);
    }
}
