using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Observables;

public class WeightMomentsTests
{
    [Fact]
    public void Of_all_weights_and_of_those_of_lively_pixels()
    {
        // Three pixels, two hidden units; the middle pixel is never on.
        Rbm machine = new(new(BinaryUnit.Instance, 3), new(BinaryUnit.Instance, 2));
        ((float[])[1, 10, 3, 1, 20, 3]).CopyTo(machine.Weights, 0);
        // 1, 3, 1, 3: variance 1, fourth moment 1.
        var some = WeightMoments.Of(machine, [0.3, 0.005, 0.2]);
        Assert.Equal((4, 2.0, 1.0, -2.0, 1.0), (some.Count, some.Mean, some.Variance, some.ExcessKurtosis, some.Temperature));
        // Mean 38/6, sum of squares 520, so the variance is 520/6 − (19/3)².
        var all = WeightMoments.Of(machine);
        Assert.Equal((520 / 6.0) - (19 / 3.0 * (19 / 3.0)), all.Variance, 1e-12);
        Assert.Equal(Math.Sqrt(all.Variance), all.StandardDeviation, 1e-15);
        Assert.Equal(6, all.Count);
        Assert.Throws<ArgumentException>(() => WeightMoments.Of(machine, [0, 0, 0]));
        Assert.Throws<ArgumentException>(() => WeightMoments.Of(machine, [1, 1]));
        machine.Weights[0] = float.NaN;
        Assert.Throws<ArgumentException>(() => WeightMoments.Of(machine));
    }

    [Fact]
    public void Normal_weights_have_no_excess()
    {
        // 200 × 150 weights: the excess kurtosis of n normal numbers has the deviation √(24/n) = 0.028, the variance
        // the relative one √(2/n) = 0.0082; four of each.
        Rbm machine = Rbm.OfSpins(200, 150, 0.01, seed: 3);
        var moments = WeightMoments.Of(machine);
        Assert.Equal(0, moments.ExcessKurtosis, 4 * 0.0283);
        Assert.InRange(moments.Temperature, 1e4 * (1 - (4 * 0.0082)), 1e4 * (1 + (4 * 0.0082)));
    }

    [Fact]
    public void The_temperature_of_pure_noise_is_that_of_its_couplings_and_outliers_do_not_count()
    {
        // Σ_α s_α² is the sum of the squared weights, N M of them: σ² = L Var W/16.
        Rbm machine = Rbm.OfSpins(90, 40, 0.2, seed: 4);
        IReadOnlyList<double> values = new WeightSpectrum(machine).Values;
        double variance = machine.Weights.Sum(w => (double)w * w) / 3600;
        Assert.Equal(Math.Sqrt(60 * variance) / 4, BulkTemperature.Of(values, 0, 90, 40).Deviation, 1e-12);
        Assert.Equal(1 / Math.Sqrt(60 * variance), BulkTemperature.Of(values, 0, 90, 40, scale: 1).Temperature, 1e-12);
        Assert.Equal(0.25, BulkTemperature.Of([100, 50, 3, Math.Sqrt(7)], 2, 4, 64, 4).Deviation, 1e-15);
        Assert.Equal(double.PositiveInfinity, BulkTemperature.Of([2, 1], 2, 4, 2).Temperature);
        Assert.Throws<ArgumentException>(() => BulkTemperature.Of([2, 1], 3, 4, 2));
        Assert.Throws<ArgumentException>(() => BulkTemperature.Of([2, 1], 0, 4, 2, scale: 0));
    }
}
