using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Spectra;

/// <summary>
/// Numbers that say what the spectrum of weights and their histogram look like: how many values count, how those above
/// the edge of noise fall, and temperatures.
/// </summary>
internal sealed class WeightMeasures
{
    /// <summary>A value is an outlier above so many times the edge of noise: the largest of noise fluctuates about
    /// it.</summary>
    public const double OutlierFactor = 1.02;

    /// <summary>Fewest outliers to which lines are fitted.</summary>
    private const int FewestOutliers = 4;

    /// <summary>Measures.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="values">The singular values of its weights.</param>
    /// <param name="edge">The edge of noise; null where none is known, and there are no outliers then.</param>
    public WeightMeasures(Rbm machine, IReadOnlyList<double> values, double? edge)
    {
        Moments = WeightMoments.Of(machine);
        if (values[0] == 0)
            return;
        Shape = new(values);
        if (edge is not double known)
            return;
        Outliers = Shape.CountAbove(OutlierFactor * known);
        if (SpinScale(machine) is double scale)
            Bulk = BulkTemperature.Of(values, Outliers.Value, machine.Sites, machine.Hidden, scale);
        if (Outliers < FewestOutliers)
            return;
        double[] outliers = [.. values.Take(Outliers.Value)];
        double[] numbers = [.. Enumerable.Range(1, outliers.Length).Select(a => (double)a)];
        Cutoff = SpectrumCutoff.Of(outliers);
        Power = LineFit.OfPower(numbers, outliers);
        Exponential = LineFit.OfExponential(numbers, outliers);
    }

    /// <summary>Of all weights.</summary>
    public WeightMoments Moments { get; }

    /// <summary>How many values count; null where all are 0.</summary>
    public SpectrumShape? Shape { get; }

    /// <summary>How many values are above <see cref="OutlierFactor"/> times the edge.</summary>
    public int? Outliers { get; }

    /// <summary>Of the other values, where both layers are of two values.</summary>
    public BulkTemperature? Bulk { get; }

    /// <summary>Where the outliers bend; null where there are fewer than four.</summary>
    public SpectrumCutoff? Cutoff { get; }

    /// <summary>ln s_α against ln α, of the outliers; null where there are fewer than four.</summary>
    public LineFit? Power { get; }

    /// <summary>ln s_α against α, of the outliers; null where there are fewer than four.</summary>
    public LineFit? Exponential { get; }

    /// <summary>A unit of values 0 and 1 is (1 + spin)/2, and halves a coupling.</summary>
    private static double? SpinScale(Rbm machine)
        => Halving(machine.VisibleLayer.Unit) * Halving(machine.HiddenLayer.Unit);

    private static double? Halving(IUnit unit) => unit switch { BinaryUnit => 2, SpinUnit => 1, _ => null };
}
