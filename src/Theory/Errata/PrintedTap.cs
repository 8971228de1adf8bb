using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Errata;

/// <summary>
/// The slips of 002 in its TAP equations to second order; <see cref="TapFreeEnergy"/> is how they should be.
/// </summary>
internal static class PrintedTap
{
    /// <summary>(13) at a solution with one slip each: +S for −S, +½w² for −½w², and m_j^v − (m_j^h)² as the last
    /// factor.</summary>
    public static double[] FreeEnergies(TwoStateMachine machine, TapSolution at)
    {
        TwoStateUnit unit = machine.VisibleUnit;
        double entropy = at.Visible.Sum(unit.Entropy) + at.Hidden.Sum(unit.Entropy), square = 0, mixed = 0;
        for (int j = 0; j < machine.Hidden; j++)
        {
            for (int i = 0; i < machine.Visible; i++)
            {
                double bond = machine.Weights[i, j] * machine.Weights[i, j] * unit.Variance(at.Visible[i]) / 2;
                square += bond * unit.Variance(at.Hidden[j]);
                mixed += bond * (at.Visible[j] - (at.Hidden[j] * at.Hidden[j]));
            }
        }

        return [at.FreeEnergy + (2 * entropy), at.FreeEnergy + (2 * square), at.FreeEnergy + square - mixed];
    }

    /// <summary>The magnetisations of (15)–(16) with the second w_ij as it is printed, by iteration (the weights are
    /// small).</summary>
    public static (double[] Visible, double[] Hidden) Magnetisations(TwoStateMachine machine)
    {
        double[] visible = new double[machine.Visible], hidden = new double[machine.Hidden];
        Array.Fill(visible, 0.5);
        Array.Fill(hidden, 0.5);
        for (int iteration = 0; iteration < 200; iteration++)
        {
            for (int i = 0; i < visible.Length; i++)
                visible[i] = Update(machine.VisibleFields[i], visible[i], hidden, j => machine.Weights[i, j]);
            for (int j = 0; j < hidden.Length; j++)
                hidden[j] = Update(machine.HiddenFields[j], hidden[j], visible, i => machine.Weights[i, j]);
        }

        return (visible, hidden);
    }

    private static double Update(double field, double own, double[] others, Func<int, double> weight)
        => BinaryMachine.Sigmoid(field + others.Select(
            (m, k) => weight(k) * (m - ((own - 0.5) * (m - (m * m))))).Sum());
}
