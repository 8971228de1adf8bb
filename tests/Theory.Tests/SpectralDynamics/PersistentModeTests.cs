using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Theory.Tests.SpectralDynamics;

public class PersistentModeTests
{
    private const double Visible = 1.3, Hidden = 0.7;

    private static PersistentMode Of(double ratio, int sweeps) => new(new(ratio * Visible, Visible, Hidden), sweeps);

    [Theory]
    [InlineData(2, 1, 0.03)]
    [InlineData(5, 1, 0.02)]
    [InlineData(3, 4, 0.1)]
    public void The_linear_map_is_the_derivative_of_an_update_and_has_the_determinant(
        double ratio, int sweeps, double rate)
    {
        PersistentMode trained = Of(ratio, sweeps);
        double[,] map = trained.Map(rate);
        Assert.Equal(Math.Pow(1 - (1 / ratio), 2 * sweeps), (map[0, 0] * map[1, 1]) - (map[0, 1] * map[1, 0]), 1e-14);
        Assert.Equal(trained.Determinant, (map[0, 0] * map[1, 1]) - (map[0, 1] * map[1, 0]), 1e-14);

        // Central differences of a smooth map of numbers of order c²: h² of it.
        const double h = 1e-5;
        double x = trained.Mode.FixedPoint, v = trained.Mode.Signal;
        (double X, double V) Next(double gain, double variance)
        {
            (double weight, double moved) = trained.Next(trained.Mode.WeightOf(gain), variance, rate);
            return (trained.Mode.SquaredGainOf(weight), moved / Visible);
        }

        (double X, double V) up = Next(x + h, v), down = Next(x - h, v);
        (double X, double V) wide = Next(x, v + (h * Visible)), narrow = Next(x, v - (h * Visible));
        double bound = 1e-8 * Math.Pow(ratio, 4);
        Assert.Equal(map[0, 0], (up.X - down.X) / (2 * h), bound);
        Assert.Equal(map[1, 0], (up.V - down.V) / (2 * h), bound);
        Assert.Equal(map[0, 1], (wide.X - narrow.X) / (2 * h), bound);
        Assert.Equal(map[1, 1], (wide.V - narrow.V) / (2 * h), bound);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(8, 20)]
    public void Deviations_ring_above_one_rate_and_grow_above_another(double ratio, int sweeps)
    {
        PersistentMode trained = Of(ratio, sweeps);
        double rings = trained.OscillationRate, grows = trained.CriticalRate;
        Assert.True(rings < grows);
        Assert.Null(trained.Period(0.999 * rings));
        Assert.NotNull(trained.Period(1.001 * rings));
        // The square of a complex pair's size is the determinant: it is ρ^k an update wherever deviations ring.
        Assert.True(Size(trained, 0.99 * grows) < 1);
        Assert.True(Size(trained, 1.01 * grows) > 1);
        Assert.Equal(1, Size(trained, grows), 1e-12);
        Assert.Equal(Math.Sqrt(trained.Determinant), Size(trained, 1.001 * rings), 1e-12);
        Assert.True(Size(trained, 0.9 * rings) > Math.Sqrt(trained.Determinant));
    }

    [Theory]
    [InlineData(8, 1, 3)]
    [InlineData(4, 1, 2)]
    [InlineData(8, 3, 1.5)]
    public void A_small_deviation_comes_round_in_a_period(double ratio, int sweeps, double overOscillation)
    {
        PersistentMode trained = Of(ratio, sweeps);
        double rate = overOscillation * trained.OscillationRate, period = trained.Period(rate)!.Value;
        // Two updates of the map itself, not linearised, from 1e-6: z_{n+1} + z_{n−1} det = trace z_n gives the angle,
        // with errors of the order of the deviation.
        double w = trained.Mode.Weight * (1 + 1e-6), v = trained.Mode.Signal;
        double first = v - trained.Mode.Signal;
        (w, v) = trained.Next(w, v, rate);
        double second = v - trained.Mode.Signal;
        (w, v) = trained.Next(w, v, rate);
        double third = v - trained.Mode.Signal;
        double trace = (third + (trained.Determinant * first)) / second;
        Assert.Equal(2 * Math.PI / Math.Acos(trace / (2 * Math.Sqrt(trained.Determinant))), period, 1e-3 * period);
    }

    [Fact]
    public void Rates_scale_with_the_variances_of_the_units()
    {
        PersistentMode one = new(new(4), 2), other = Of(4, 2);
        Assert.Equal(one.CriticalRate, other.CriticalRate * Visible * Hidden, 1e-14);
        Assert.Equal(one.OscillationRate, other.OscillationRate * Visible * Hidden, 1e-14);
        // By hand: ρ = ½, ρ^k = ½, c² = 4: ν_osc = ½/(4 · 1.5), ν_c = 1.25/(2 · 0.75).
        PersistentMode hand = new(new(2), 1);
        Assert.Equal(1.0 / 12, hand.OscillationRate, 1e-15);
        Assert.Equal(5.0 / 6, hand.CriticalRate, 1e-15);
    }

    [Fact]
    public void A_mode_that_fades_has_no_such_map()
        => Samples.IsRefused("Signal = 1, but it should be above the variance 1.3 of a unit",
            () => _ = new PersistentMode(new(1, 1.3), 1));

    // The largest size of an eigenvalue.
    private static double Size(PersistentMode trained, double rate)
    {
        double[,] map = trained.Map(rate);
        double half = (map[0, 0] + map[1, 1]) / 2, determinant = (map[0, 0] * map[1, 1]) - (map[0, 1] * map[1, 0]);
        double square = (half * half) - determinant;
        return square < 0 ? Math.Sqrt(determinant) : Math.Abs(half) + Math.Sqrt(square);
    }
}
