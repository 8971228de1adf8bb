using RbmTheory.Theory.Integration;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Theory.Tests.SpectralDynamics;

public class GaussianModeTests
{
    /// <summary>σ_v² and σ_h², neither 1.</summary>
    private const double Visible = 1.3, Hidden = 0.7;

    private static readonly IntegrationOptions Exact = new()
    {
        RelativeTolerance = 1e-12,
        AbsoluteTolerance = 1e-14,
    };

    [Theory]
    [InlineData(5, 0.001)]
    [InlineData(5, 0.95)] // from above x* = 0.8
    [InlineData(1.5, 0.01)]
    [InlineData(1 + 1e-9, 0.3)]
    [InlineData(1, 0.3)]
    [InlineData(1 - 1e-9, 0.3)]
    [InlineData(0.4, 0.9)]
    public void Its_time_is_that_of_the_integrated_flow(double ratio, double from)
    {
        GaussianMode mode = new(ratio * Visible, Visible, Hidden);
        for (int part = 1; part <= 4; part++)
        {
            // By w itself, dw/dt = w σ_h²(C − σ_v²/(1 − x)); an error of 1e-12 a step.
            double time = part * 0.7;
            double[] end = new AdaptiveRungeKutta().Integrate(
                new OfWeight(mode), [mode.WeightOf(from)], 0, time, Exact).State;
            double x = mode.SquaredGainOf(end[0]);
            Assert.Equal(x, mode.After(from, time), 1e-10);
            // What an error of x does to t near the end is 1/(dx/dt) times as large; there the flow is slow.
            double rate = 2 * Hidden * mode.Signal * x * (1 - (1 / ratio) - x) / (1 - x);
            Assert.Equal(time, mode.Time(from, x), 1e-8 + (1e-10 / Math.Abs(rate)));
        }
    }

    [Theory]
    [InlineData(2.5, 0.01, 0.55)]
    [InlineData(0.5, 0.8, 0.02)]
    public void It_is_the_formula_of_the_slides(double ratio, double from, double to)
    {
        double end = 1 - (1 / ratio), signal = ratio * Visible;
        double expected = (Math.Log(to / from) - (Math.Log((end - to) / (end - from)) / ratio))
            / (2 * Hidden * (signal - Visible));
        Assert.Equal(expected, new GaussianMode(signal, Visible, Hidden).Time(from, to), 1e-12 * expected);
    }

    [Fact]
    public void At_equal_signal_and_noise_it_is_the_limit_from_both_sides()
    {
        double expected = ((1 / 0.1) - (1 / 0.6) + Math.Log(0.1 / 0.6)) / (2 * Hidden * Visible);
        Assert.Equal(expected, new GaussianMode(Visible, Visible, Hidden).Time(0.6, 0.1), 1e-13);
        // t is analytic in c: a difference of d in c changes t by at most some 1/x² = 100 times d.
        foreach (double d in (double[])[1e-4, -1e-4, 1e-8, -1e-8, 1e-12, -1e-12])
            Assert.Equal(expected, new GaussianMode(Visible * (1 + d), Visible, Hidden).Time(0.6, 0.1),
                (100 * Math.Abs(d)) + 1e-13);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1.001)]
    [InlineData(1)]
    [InlineData(0.3)]
    public void The_state_at_a_time_has_that_time(double ratio)
    {
        GaussianMode mode = new(ratio);
        foreach (double from in (double[])[1e-8, 0.0005, 0.2, 0.9, 0.999])
        {
            Assert.Equal(from, mode.After(from, 0));
            foreach (double time in (double[])[1e-6, 0.3, 4])
            {
                double x = mode.After(from, time);
                double end = 1 - (1 / ratio), rate = 2 * ratio * x * (end - x) / (1 - x);
                // Nearer to the end than 1e-12, rounding of x has no time to tell.
                if (Math.Abs(x - end) > 1e-12)
                    Assert.Equal(time, mode.Time(from, x), 1e-12 + (1e-15 / Math.Abs(rate)));
                // A flow: twice the time is the time twice.
                Assert.Equal(mode.After(from, 2 * time), mode.After(x, time), 1e-14);
            }
        }

        Assert.Equal(mode.FixedPoint, mode.After(0.5, 1e9), 1e-8);
    }

    [Fact]
    public void It_ends_where_signal_and_the_variance_of_the_machine_are_one()
    {
        GaussianMode mode = new(4, Visible, Hidden);
        Assert.Equal(4, Visible / (1 - mode.FixedPoint), 1e-14);
        Assert.Equal(mode.FixedPoint, mode.SquaredGainOf(mode.Weight), 1e-15);
        Assert.Equal(double.PositiveInfinity, mode.Time(0.1, mode.FixedPoint));
        Assert.Equal((0, 0), (new GaussianMode(1, 1.3).Weight, new GaussianMode(1, 1.3).FixedPoint));
        // ½ + Σ x^t.
        double sum = Enumerable.Range(1, 500).Sum(t => Math.Pow(mode.FixedPoint, t));
        Assert.Equal(0.5 + sum, mode.MixingTime, 1e-12);
        Assert.Equal(0.5, new GaussianMode(1, 1.3).MixingTime);
        // Small weights grow at the rate σ_h²(C − σ_v²).
        Assert.Equal(Math.Log(2) / (Hidden * (4 - Visible)), mode.Time(1e-9, 4e-9), 1e-8);
    }

    [Fact]
    public void Sweeps_take_the_variance_on_one_by_one()
    {
        GaussianMode mode = new(4, Visible, Hidden);
        foreach (double x in (double[])[0, 0.3, 1 - 1e-7, 1, 1 + 1e-7, 1.2])
        {
            double variance = 0.6;
            for (int t = 0; t < 40; t++)
            {
                Assert.Equal(variance, mode.VarianceAfter(x, 0.6, t), 1e-13 * variance * (t + 1));
                variance = (x * x * variance) + (Visible * (1 + x));
            }
        }
    }

    [Fact]
    public void What_is_out_of_range_is_named()
    {
        GaussianMode mode = new(2);
        Samples.IsRefused("signal = 0, but it should be a finite number > 0", () => _ = new GaussianMode(0));
        Samples.IsRefused("from = 1, but it should be in (0, 1)", () => mode.Time(1, 0.2));
        Samples.IsRefused("to = 0.6, but it should be on the same side of the fixed point 0.5 as from = 0.2",
            () => mode.Time(0.2, 0.6));
        Samples.IsRefused("from = 0.5, but it should be other than the fixed point, where a mode stays",
            () => mode.Time(0.5, 0.2));
        Samples.IsRefused("time = -1, but it should be a finite number >= 0", () => mode.After(0.2, -1));
    }

    private sealed class OfWeight(GaussianMode mode) : IVectorField
    {
        public int Dimension => 1;

        public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
            => velocity[0] = state[0] * mode.HiddenVariance
                * (mode.Signal - (mode.VisibleVariance / (1 - mode.SquaredGainOf(state[0]))));
    }
}
