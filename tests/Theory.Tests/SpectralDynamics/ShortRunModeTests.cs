using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Theory.Tests.SpectralDynamics;

public class ShortRunModeTests
{
    private const double Visible = 1.3;

    [Theory]
    [InlineData(3, 1, 0.5)]
    [InlineData(10, 7, 0)]
    [InlineData(60, 10, 1)]
    [InlineData(400, 100, 2)]
    public void After_k_sweeps_the_machine_has_the_variance_of_the_data(double signal, int sweeps, double start)
    {
        ShortRunMode trained = new(new(signal, Visible, 0.7), sweeps, start);
        // Sweep by sweep, V → x²V + σ_v²(1 + x).
        double variance = start, x = trained.SquaredGain, before = start;
        for (int t = 1; t <= 3 * sweeps; t++)
        {
            variance = (x * x * variance) + (Visible * (1 + x));
            Assert.Equal(variance, trained.Variance(t), 1e-12 * variance * t);
            // The variance grows sweep by sweep, as data are wider than the start: it is that of the data once.
            Assert.True(variance > before);
            before = variance;
            if (t == sweeps)
                Assert.Equal(signal, variance, 1e-12 * signal * t);
            else
                Assert.True(trained.Error(t) > 0);
        }

        Assert.Equal(0, trained.Error(sweeps), Math.Pow(1e-12 * signal * sweeps, 2));
    }

    [Fact]
    public void It_has_no_equilibrium_exactly_where_the_signal_is_the_start_and_two_units_of_noise_a_sweep()
    {
        foreach (int sweeps in (int[])[1, 3, 10, 100])
        {
            foreach (double start in (double[])[0, 1, 5])
            {
                double largest = start + (2 * sweeps * Visible);
                ShortRunMode Of(double signal) => new(new(signal, Visible), sweeps, start);
                Assert.Equal(largest, Of(3).LargestSignal, 1e-12);
                Assert.True(Of(largest * (1 - 1e-9)).HasEquilibrium);
                Assert.False(Of(largest * (1 + 1e-9)).HasEquilibrium);
                Assert.Equal(1, Of(largest).SquaredGain, 1e-12);
                // Beyond the gain of the machine that has the variance of the data in equilibrium, as data are wider
                // than the start.
                double signal = start + (0.5 * (largest - start)) + Visible;
                Assert.True(Of(signal).SquaredGain > 1 - (Visible / signal));
            }
        }
    }

    [Fact]
    public void With_many_sweeps_it_is_the_mode_in_equilibrium_and_with_too_little_signal_none()
    {
        GaussianMode mode = new(2.6, Visible);
        Assert.Equal(mode.FixedPoint, new ShortRunMode(mode, 60).SquaredGain, 1e-14); // 0.5^120 is left
        Assert.Equal(0, new ShortRunMode(new(1.2, Visible), 5).SquaredGain);
        Assert.Equal(Visible, new ShortRunMode(new(1.2, Visible), 5).Variance(3));
    }

    [Fact]
    public void What_is_out_of_range_is_named()
    {
        Samples.IsRefused("sweeps = 0, but it should be at least 1", () => _ = new ShortRunMode(new(2), 0));
        Samples.IsRefused("startVariance = -1, but it should be a finite number >= 0", () => _ = new ShortRunMode(new(2), 1, -1));
    }
}
