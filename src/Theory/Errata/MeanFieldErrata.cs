namespace RbmTheory.Theory.Errata;

/// <summary>
/// Slips of 002 (Fissore) on {0,1} units, judged by enumeration of three visible and two hidden units.
/// </summary>
internal static class MeanFieldErrata
{
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("002 (4)", "P(h_j = 1|v) = 1/(1 + e^(b_j + sum_i w_ij v_i))", "1/(1 + e^(-b_j - sum_i w_ij v_i))",
            "enumeration", Activation),
        new("002 (11)", "log P(v) = -F_c - F", "log P(v) = -F_c + F, F = -log Z", "enumeration", LogProbability),
        new("002 (17)", "dW ~ <v h>_data - dF_TAP/dw", "dW ~ <v h>_data + dF_TAP/dw",
            "differences of the log-likelihood of one configuration, at weights small enough for the second order",
            TapUpdate),
        new("002 (13)", "F_TAP = +S + ... + 1/2 w^2 (m_i^v - m_i^v^2)(m_j^v - m_j^h^2)",
            "F_TAP = -S - ... - 1/2 w^2 (m_i^v - m_i^v^2)(m_j^h - m_j^h^2)",
            "against enumeration the error must fall as the third power of the weights; each of the three slips alone; "
            + "deviation of the exponent from 3", TapFreeEnergy),
        new("002 (15)-(16)", "... - w_ij (m - 1/2)(m - m^2)", "... - w_ij^2 (m - 1/2)(m - m^2)",
            "the error of the magnetisations must fall as the third power of the weights; deviation of the "
            + "exponent from 3",
            TapMagnetisations),
        new("002 (28)-(29)", "sigm(a_i + sum_j w_ij m_j - sum_j w_ij)", "sigm(a_i + sum_j w_ij m_j - 1/2 sum_j w_ij)",
            "(30)-(31), without fields: sigm(x) - 1/2 is x/4 up to |x|^3/48, and must be 1/4 sum_j w_ij (m_j - 1/2)",
            LinearMeanField),
    ];

    private static ErratumResult Activation()
    {
        BinaryMachine machine = BinaryMachine.Small(1);
        double printed = 0, corrected = 0;
        for (int v = 0; v < 8; v++)
        {
            for (int j = 0; j < 2; j++)
            {
                double all = 0, active = 0;
                for (int h = 0; h < 4; h++)
                {
                    all += machine.Weight(v, h);
                    active += BinaryMachine.Bit(h, j) * machine.Weight(v, h);
                }

                double input = machine.HiddenInput(j, v);
                printed = Math.Max(printed, Math.Abs(BinaryMachine.Sigmoid(-input) - (active / all)));
                corrected = Math.Max(corrected, Math.Abs(BinaryMachine.Sigmoid(input) - (active / all)));
            }
        }

        return new(printed, corrected, 1e-14);
    }

    private static ErratumResult LogProbability()
    {
        BinaryMachine machine = BinaryMachine.Small(1);
        double free = -Math.Log(machine.Partition), printed = double.MaxValue, corrected = 0;
        for (int v = 0; v < 8; v++)
        {
            double log = Math.Log(machine.Probability(v)), clamped = machine.ClampedFreeEnergy(v);
            printed = Math.Min(printed, Math.Abs(-clamped - free - log));
            corrected = Math.Max(corrected, Math.Abs(-clamped + free - log));
        }

        return new(printed, corrected, 1e-14);
    }

    private static ErratumResult TapUpdate()
    {
        // ⟨v_i h_j⟩ and its TAP form agree to first order in the scale of the weights. Half the second derivative of
        // the first is at most B²/2, B = Σ|w| ≤ 6 at scale 1 (the cumulant of v_i h_j and twice the energy, of range
        // B), and the second varies no faster. Differences with step 1e-4 are off by less than 1e-8.
        const double scale = 0.01, step = 1e-4;
        const int data = 5;
        BinaryMachine machine = BinaryMachine.Small(scale);
        var tap = new SecondOrderTap(machine);
        double printed = double.MaxValue, corrected = 0;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                double LogProbabilityAt(double shift)
                {
                    var weights = (double[,])machine.Weights.Clone();
                    weights[i, j] += shift;
                    var shifted = new BinaryMachine(machine.VisibleFields, machine.HiddenFields, weights);
                    return Math.Log(shifted.Probability(data));
                }

                double exact = (LogProbabilityAt(step) - LogProbabilityAt(-step)) / (2 * step);
                double positive = BinaryMachine.Bit(data, i) * BinaryMachine.Sigmoid(machine.HiddenInput(j, data));
                printed = Math.Min(printed, Math.Abs(positive - tap.WeightDerivative(i, j) - exact));
                corrected = Math.Max(corrected, Math.Abs(positive + tap.WeightDerivative(i, j) - exact));
            }
        }

        return new(printed, corrected, 36 * scale * scale);
    }

    private static ErratumResult TapFreeEnergy()
    {
        double Deviation(Func<SecondOrderTap, double> formula) => Math.Abs(3 - Exponent(scale =>
        {
            BinaryMachine machine = BinaryMachine.Small(scale);
            return Math.Abs(formula(new SecondOrderTap(machine)) + Math.Log(machine.Partition));
        }));

        double[] slips =
        [
            Deviation(tap => tap.FreeEnergy(entropySign: 1)),
            Deviation(tap => tap.FreeEnergy(squareSign: 1)),
            Deviation(tap => tap.FreeEnergy(mixedFactor: true)),
        ];
        return new(slips.Min(), Deviation(tap => tap.FreeEnergy()), 0.5);
    }

    private static ErratumResult TapMagnetisations()
    {
        double Deviation(int power) => Math.Abs(3 - Exponent(scale =>
        {
            BinaryMachine machine = BinaryMachine.Small(scale);
            var tap = new SecondOrderTap(machine, power);
            double visible = Enumerable.Range(0, 3).Max(i =>
                Math.Abs(tap.Visible[i] - machine.Mean((v, _) => BinaryMachine.Bit(v, i))));
            double hidden = Enumerable.Range(0, 2).Max(j =>
                Math.Abs(tap.Hidden[j] - machine.Mean((_, h) => BinaryMachine.Bit(h, j))));
            return Math.Max(visible, hidden);
        }));

        return new(Deviation(1), Deviation(2), 0.5);
    }

    // An error c s^p (1 + O(s)) is halved p times when the scale s is; half an integer tells p from its neighbours.
    private static double Exponent(Func<double, double> error) => Math.Log2(error(0.04) / error(0.02));

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
}
