using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

/// <summary>Derivatives by differences of fourth order, off by h⁴/30 times the fifth derivative.</summary>
internal static class Differences
{
    public static double First(Func<double, double> f, double step)
        => ((8 * (f(step) - f(-step))) - (f(2 * step) - f(-2 * step))) / (12 * step);

    public static TwoStateMachine WithWeight(this TwoStateMachine machine, int i, int j, double shift)
    {
        var weights = (double[,])machine.Weights.Clone();
        weights[i, j] += shift;
        return new(machine.VisibleUnit, machine.HiddenUnit, weights, machine.VisibleFields, machine.HiddenFields);
    }

    public static TwoStateMachine WithFields(this TwoStateMachine machine, int visible, int hidden, double shift)
    {
        double[] a = [.. machine.VisibleFields], b = [.. machine.HiddenFields];
        if (visible >= 0)
            a[visible] += shift;
        if (hidden >= 0)
            b[hidden] += shift;
        return new(machine.VisibleUnit, machine.HiddenUnit, machine.Weights, a, b);
    }
}
