using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Errata;

/// <summary>
/// Slips of 002 (Fissore) in the TAP free energy and what is said of it, judged by enumeration of a few {0,1} units.
/// </summary>
internal static class TapErrata
{
    public static IReadOnlyList<Erratum> All { get; } =
    [
        new("002 (13)", "F_TAP = +S + ... + 1/2 w^2 (m_i^v - m_i^v^2)(m_j^v - m_j^h^2)",
            "F_TAP = -S - ... - 1/2 w^2 (m_i^v - m_i^v^2)(m_j^h - m_j^h^2)",
            "against enumeration the error must fall as the third power of the weights; each of the three slips alone; "
            + "deviation of the exponent from 3", FreeEnergy),
        new("002 after (13)", "the magnetisations of F_TAP are given by (3)-(4)", "they are given by (15)-(16)",
            "largest derivative of F_TAP by a magnetisation, by differences, where each pair of equations holds",
            Stationarity),
        new("002 (14)", "minimisation of F_TAP (and maximisation, before (17)) gives F",
            "a minimum, and an upper bound, at order 1 only; at order 2 a stationary point",
            "two units, w = 8 and both fields -4: how far below F = -log Z the least value on a grid of "
            + "magnetisations is, at order 2 and at order 1", Minimum),
        new("002 (15)-(16)", "... - w_ij (m - 1/2)(m - m^2)", "... - w_ij^2 (m - 1/2)(m - m^2)",
            "the error of the magnetisations must fall as the third power of the weights; deviation of the "
            + "exponent from 3", Magnetisations),
        new("002 (17)", "dW ~ <v h>_data - dF_TAP/dw", "dW ~ <v h>_data + dF_TAP/dw",
            "differences of the log-likelihood of one configuration, at weights small enough for the second order",
            Update),
    ];

    private static ErratumResult FreeEnergy()
    {
        double Deviation(Func<TwoStateMachine, TapSolution, double> formula) => Math.Abs(3 - Exponent(scale =>
        {
            BinaryMachine machine = BinaryMachine.Small(scale);
            return Math.Abs(formula(machine.Machine, TapSolution.Find(machine.Machine, 2))
                + Math.Log(machine.Partition));
        }));

        return new(Enumerable.Range(0, 3).Min(slip =>
            Deviation((machine, tap) => PrintedTap.FreeEnergies(machine, tap)[slip])),
            Deviation((_, tap) => tap.FreeEnergy), 0.5);
    }

    private static ErratumResult Stationarity()
    {
        // Central differences with h = 1e-4 are off by h²/6 times the third derivative, that of the entropy,
        // 1/m² + 1/(1 − m)² < 60 for magnetisations in [0.15, 0.85], and by rounding, 1e-15/h.
        const double step = 1e-4;
        TwoStateMachine machine = BinaryMachine.Small(1).Machine;
        TapFreeEnergy free = new(machine, 2);
        double Slope(int order)
        {
            TapSolution at = TapSolution.Find(machine, order);
            double[] means = [.. at.Visible, .. at.Hidden];
            double ValueAt(int moved, double shift)
            {
                double[] m = [.. means];
                m[moved] += shift;
                return free.Value(m.AsSpan(0, machine.Visible), m.AsSpan(machine.Visible));
            }

            return Enumerable.Range(0, means.Length).Max(
                k => Math.Abs(ValueAt(k, step) - ValueAt(k, -step)) / (2 * step));
        }

        return new(Slope(1), Slope(2), step * step * 10);
    }

    private static ErratumResult Minimum()
    {
        // As spins ±1 these are two without fields and with coupling 2: F = −log(4 cosh 2) = −2.71 but for a constant,
        // and order 2 without magnetisation is −2 log 2 − 2²/2 = −3.39.
        const int grid = 100;
        TwoStateMachine machine = new(TwoStateUnit.Binary, TwoStateUnit.Binary, new double[,] { { 8 } }, [-4], [-4]);
        double exact = -ExactPartition.LogPartition(machine)!.Value;
        double Below(int order)
        {
            TapFreeEnergy free = new(machine, order);
            double least = Enumerable.Range(0, (grid + 1) * (grid + 1)).Min(k => free.Value(
                [(double)(k / (grid + 1)) / grid], [(double)(k % (grid + 1)) / grid]));
            return Math.Max(0, exact - least);
        }

        return new(Below(2), Below(1), 1e-14);
    }

    private static ErratumResult Magnetisations()
    {
        double Deviation(Func<TwoStateMachine, (double[], double[])> tap) => Math.Abs(3 - Exponent(scale =>
        {
            BinaryMachine machine = BinaryMachine.Small(scale);
            (double[] visible, double[] hidden) = tap(machine.Machine);
            return Math.Max(
                Enumerable.Range(0, 3).Max(i =>
                    Math.Abs(visible[i] - machine.Mean((v, _) => BinaryMachine.Bit(v, i)))),
                Enumerable.Range(0, 2).Max(j =>
                    Math.Abs(hidden[j] - machine.Mean((_, h) => BinaryMachine.Bit(h, j)))));
        }));

        return new(Deviation(PrintedTap.Magnetisations), Deviation(machine =>
        {
            TapSolution tap = TapSolution.Find(machine, 2);
            return (tap.Visible, tap.Hidden);
        }), 0.5);
    }

    private static ErratumResult Update()
    {
        // ⟨v_i h_j⟩ and its TAP form agree to first order in the scale of the weights. Half the second derivative of
        // the first is at most B²/2, B = Σ|w| ≤ 6 at scale 1 (the cumulant of v_i h_j and twice the energy, of range
        // B), and the second varies no faster. Differences with step 1e-4 are off by less than 1e-8.
        const double scale = 0.01, step = 1e-4;
        const int data = 5;
        BinaryMachine machine = BinaryMachine.Small(scale);
        TapSolution tap = TapSolution.Find(machine.Machine, 2);
        double[,] correlations = new TapFreeEnergy(machine.Machine, 2).Correlations(tap.Visible, tap.Hidden);
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
                printed = Math.Min(printed, Math.Abs(positive + correlations[i, j] - exact));
                corrected = Math.Max(corrected, Math.Abs(positive - correlations[i, j] - exact));
            }
        }

        return new(printed, corrected, 36 * scale * scale);
    }

    // An error c s^p (1 + O(s)) is halved p times when the scale s is; half an integer tells p from its neighbours.
    private static double Exponent(Func<double, double> error) => Math.Log2(error(0.04) / error(0.02));
}
