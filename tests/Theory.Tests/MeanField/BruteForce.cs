using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

/// <summary>All states of both layers of a small machine, one by one, from the energy alone.</summary>
internal static class BruteForce
{
    public static double LogPartition(TwoStateMachine machine) => Math.Log(States(machine).Sum(s => s.Weight));

    /// <summary>⟨f(v, h)⟩.</summary>
    public static double Mean(TwoStateMachine machine, Func<double[], double[], double> f)
    {
        (double[] V, double[] H, double Weight)[] states = [.. States(machine)];
        return states.Sum(s => s.Weight * f(s.V, s.H)) / states.Sum(s => s.Weight);
    }

    private static IEnumerable<(double[] V, double[] H, double Weight)> States(TwoStateMachine machine)
    {
        for (int k = 0; k < 1 << (machine.Visible + machine.Hidden); k++)
        {
            int state = k;
            double[] v = [.. Enumerable.Range(0, machine.Visible).Select(i => Value(machine.VisibleUnit, state >> i))];
            double[] h = [.. Enumerable.Range(0, machine.Hidden).Select(
                j => Value(machine.HiddenUnit, state >> (machine.Visible + j)))];
            yield return (v, h, Math.Exp(MinusEnergy(machine, v, h)));
        }
    }

    private static double Value(TwoStateUnit unit, int bits)
        => unit == TwoStateUnit.Spin ? (2 * (bits & 1)) - 1 : bits & 1;

    private static double MinusEnergy(TwoStateMachine machine, double[] v, double[] h)
    {
        double sum = 0;
        for (int i = 0; i < v.Length; i++)
        {
            sum += machine.VisibleFields[i] * v[i];
            for (int j = 0; j < h.Length; j++)
                sum += machine.Weights[i, j] * v[i] * h[j];
        }

        for (int j = 0; j < h.Length; j++)
            sum += machine.HiddenFields[j] * h[j];
        return sum;
    }
}
