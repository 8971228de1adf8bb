namespace RbmTheory.Theory.Errata;

/// <summary>
/// Slips of 002 (Fissore) in the laws of {0,1} units, judged by enumeration of three visible and two hidden units.
/// </summary>
internal static class MeanFieldErrata
{
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("002 (4)", "P(h_j = 1|v) = 1/(1 + e^(b_j + sum_i w_ij v_i))", "1/(1 + e^(-b_j - sum_i w_ij v_i))",
            "enumeration", Activation),
        new("002 (6)", "F_c = -sum_i a_i v_i - sum_i log(1 + e^(b_j + ...))",
            "F_c = -sum_i a_i v_i - sum_j log(1 + e^(b_j + ...))",
            "enumeration of the hidden units; the printed form at the kindest j, which it leaves open",
            ClampedFreeEnergy),
        new("002 (11)", "log P(v) = -F_c - F", "log P(v) = -F_c + F, F = -log Z", "enumeration", LogProbability),
        new("002 (12)", "P = e^(-beta E)/Z, Z that of beta = 1", "P = e^(-beta E)/Z(beta)",
            "the sum of P over all states, beta = 1/2, must be 1", Normalisation),
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

    private static ErratumResult ClampedFreeEnergy()
    {
        BinaryMachine machine = BinaryMachine.Small(1);
        double[] printed = new double[machine.Hidden];
        double corrected = 0;
        for (int v = 0; v < 8; v++)
        {
            double exact = -Math.Log(Enumerable.Range(0, 4).Sum(h => machine.Weight(v, h)));
            corrected = Math.Max(corrected, Math.Abs(machine.ClampedFreeEnergy(v) - exact));
            for (int j = 0; j < printed.Length; j++)
            {
                double value = -Enumerable.Range(0, 3).Sum(i => machine.VisibleFields[i] * BinaryMachine.Bit(v, i))
                    - (3 * Math.Log(1 + Math.Exp(machine.HiddenInput(j, v))));
                printed[j] = Math.Max(printed[j], Math.Abs(value - exact));
            }
        }

        return new(printed.Min(), corrected, 1e-14);
    }

    private static ErratumResult Normalisation()
    {
        const double beta = 0.5;
        BinaryMachine machine = BinaryMachine.Small(1);
        // The weight e^{−E} to the power β.
        double Total(double partition)
            => machine.Sum((v, h) => Math.Pow(machine.Weight(v, h), beta - 1)) / partition;

        BinaryMachine cooler = new([.. machine.VisibleFields.Select(a => beta * a)],
            [.. machine.HiddenFields.Select(b => beta * b)], Scaled(machine.Weights, beta));
        return new(Math.Abs(Total(machine.Partition) - 1), Math.Abs(Total(cooler.Partition) - 1), 1e-14);
    }

    private static double[,] Scaled(double[,] weights, double factor)
    {
        var scaled = (double[,])weights.Clone();
        for (int i = 0; i < weights.GetLength(0); i++)
        {
            for (int j = 0; j < weights.GetLength(1); j++)
                scaled[i, j] *= factor;
        }

        return scaled;
    }
}
