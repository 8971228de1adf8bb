using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.Learning;

/// <summary>What (38) and (52) do in time, integrated by the exponential method.</summary>
public class ReactionDiffusionFlowTests
{
    private static IntegrationOptions Precise { get; }
        = new() { RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-12 };

    [Theory]
    [InlineData(1, LaplacianSymbol.Spectral)]
    [InlineData(2, LaplacianSymbol.SecondDifference)]
    public void From_a_rough_start_the_explicit_method_finds_the_same(int hidden, LaplacianSymbol symbol)
    {
        // White noise: the two share no code but the velocity. A step's error is below the tolerance, relative and
        // absolute; the growth e^{2t} of what starts at 0.02 until it saturates near 1 makes fifty of it, the steps a
        // hundred.
        var flow = new ReactionDiffusion(12, 32, hidden, symbol);
        double[] start = Samples.Fixed(flow.Dimension, seed: 23, amplitude: 0.02);
        IntegrationResult explicitly = new AdaptiveRungeKutta().Integrate(flow, start, 0, 8, Precise);
        foreach (double tolerance in (double[])[1e-4, 1e-6, 1e-8])
        {
            IntegrationOptions options = Precise with
            {
                RelativeTolerance = tolerance,
                AbsoluteTolerance = 0.01 * tolerance,
            };
            IntegrationResult result = ExponentialRungeKutta.Integrate(flow, start, 0, 8, options);
            double error = Samples.MaxDifference(explicitly.State, result.State);
            Assert.InRange(error, 0, 50 * result.AcceptedSteps * 0.01 * tolerance);
        }
    }

    [Fact]
    public void Measured_order_on_the_equation_is_five()
    {
        var flow = new ReactionDiffusion(12, 64);
        double[] start = flow.Sample(x => Math.Exp(-x * x), 3);
        double[] exact = Integrate(160), coarse = Integrate(10), middle = Integrate(20), fine = Integrate(40);
        double[] Integrate(int steps) => ExponentialRungeKutta.Integrate(
            flow, start, 0, 2, new IntegrationOptions
            {
                RelativeTolerance = 1e100,
                AbsoluteTolerance = 1e100,
                InitialStep = 2.0 / steps,
                MaximumStep = 2.0 / steps,
            }).State;
        double[] errors = [.. new[] { coarse, middle, fine }.Select(state => Samples.MaxDifference(exact, state))];
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 4.5, 5.5);
        Assert.InRange(Math.Log2(errors[1] / errors[2]), 4.5, 5.5);
        Assert.True(errors[2] > 1e-12, $"the error {errors[2]} is rounding");
    }

    [Fact]
    public void Energy_decreases_and_mirror_images_and_rotations_stay_so()
    {
        var flow = new ReactionDiffusion(12, 32, 2);
        double[] start = Samples.Fixed(flow.Dimension, seed: 29, amplitude: 0.3);
        double first = flow.Energy(start), energy = first;
        double[] end = ExponentialRungeKutta.Integrate(flow, start, 0, 30, Precise, step =>
        {
            double next = flow.Energy(step.End);
            // An error of a step moves the energy by the velocity, 10 at most, times 1e-10 and the length.
            Assert.InRange(next, double.MinValue, energy + 1e-8);
            energy = next;
        }).State;
        Assert.True(energy < first);

        double[] Turn(double[] w) => [.. Enumerable.Range(0, 64).Select(k => k < 32
            ? (0.6 * w[(32 - k) % 32]) - (0.8 * w[32 + ((32 - k) % 32)])
            : (0.8 * w[(64 - k) % 32]) + (0.6 * w[32 + ((64 - k) % 32)]))];
        double[] turned = ExponentialRungeKutta.Integrate(flow, Turn(start), 0, 30, Precise).State;
        // The tolerance times the growth, at most e^{2t} until it saturates: 0.3 → 1, and some 500 steps.
        Assert.InRange(Samples.MaxDifference(Turn(end), turned), 0, 3 * 500 * 1e-10);
    }

    [Fact]
    public void Uniform_state_stays_on_eight_sites()
    {
        // L = 8 < L₊: "a pattern as soon as L > 1", after (A12), is not so on a ring.
        var flow = new ReactionDiffusion(8, 32);
        double[] start = flow.Sample(x => SechProfile.Stable.Value(x), 4);
        IntegrationOptions options = Precise with { SteadyVelocity = 1e-9 };
        IntegrationResult result = ExponentialRungeKutta.Integrate(flow, start, 0, 1e4, options);
        Assert.Equal(StopReason.Steady, result.Reason);
        var uniform = new TuringInstability(8);
        // A velocity of 1e-9 over the slowest rate is the distance left, and the rate is its own check.
        double distance = 2e-9 / -uniform.GrowthRate(1);
        Assert.All(result.State, w => Assert.Equal(uniform.Weight, w, distance));
    }

    [Fact]
    public void Bump_grows_from_the_uniform_state_on_nine_and_a_half_sites()
    {
        var flow = new ReactionDiffusion(9.5, 64);
        var uniform = new TuringInstability(9.5);
        double[] start = flow.Sample(x => uniform.Weight + (1e-3 * Math.Cos(2 * Math.PI * x / 9.5)), 2);
        IntegrationOptions options = Precise with { SteadyVelocity = 1e-10 };
        IntegrationResult result = ExponentialRungeKutta.Integrate(flow, start, 0, 1e4, options);
        Assert.Equal(StopReason.Steady, result.Reason);
        double[] bump = flow.Sample(DnBump.Stable(9.5).Value, 2);
        // 1e-10 over the slowest rate, 0.066; rounding moves the centre by less.
        Assert.InRange(Samples.MaxDifference(bump, result.State), 0, 1e-8);
    }

    [Fact]
    public void Below_the_lower_turing_length_the_uniform_state_runs_away()
    {
        const double length = 1.1;
        var flow = new ReactionDiffusion(length, 64);
        double weight = new TuringInstability(length).Weight;
        double[] start = flow.Sample(x => weight + (1e-3 * Math.Cos(2 * Math.PI * x / length)), 0.3);
        IntegrationResult result = ExponentialRungeKutta.Integrate(flow, start, 0, 100, new IntegrationOptions());
        Assert.Equal(StopReason.BlowUp, result.Reason);
        Assert.All(result.State, w => Assert.True(double.IsFinite(w)));
    }

    [Fact]
    public void Modes_of_the_uniform_state_grow_and_decay_at_their_exact_rates()
    {
        foreach (double length in (double[])[8, 9.5, 25])
        {
            var flow = new ReactionDiffusion(length, 32);
            var uniform = new TuringInstability(length);
            for (int mode = 0; mode <= 3; mode++)
            {
                const double amplitude = 1e-6;
                double Wave(double x) => Math.Cos(2 * Math.PI * mode * x / length);
                double[] start = flow.Sample(x => uniform.Weight + (amplitude * Wave(x)), 0);
                IntegrationOptions options = Precise with { RelativeTolerance = 1e-13, AbsoluteTolerance = 1e-15 };
                double[] end = ExponentialRungeKutta.Integrate(flow, start, 0, 0.5, options).State;
                double grown = flow.Spacing * flow.Sample(Wave, 0).Zip(end, (a, b) => a * (b - uniform.Weight)).Sum()
                    / (length * (mode == 0 ? 1 : 0.5));
                // Quadratic terms, 3w*·1e-12 over 1e-6, and rounding, 1e-14 over 1e-6.
                Assert.Equal(uniform.GrowthRate(mode), 2 * Math.Log(grown / amplitude), 1e-5);
            }
        }
    }

    [Fact]
    public void Above_the_unstable_bump_weights_run_away_and_below_they_relax()
    {
        const double length = 20;
        DnBump barrier = DnBump.Unstable(length);
        var flow = new ReactionDiffusion(length, 512);
        double[] Start(double factor) => flow.Sample(x => factor * barrier.Value(x), 10);
        IntegrationOptions options = Precise with { SteadyVelocity = 1e-8 };

        IntegrationResult above = ExponentialRungeKutta.Integrate(flow, Start(1.01), 0, 1000, options);
        Assert.Equal(StopReason.BlowUp, above.Reason);
        Assert.InRange(above.State.Max(), options.BlowUpAmplitude, double.MaxValue);
        // From 1 % to 100 % at the rate 11.48: 0.4, and as much again to run away.
        Assert.InRange(above.Time, 0.2, 1);

        IntegrationResult below = ExponentialRungeKutta.Integrate(flow, Start(0.99), 0, 1000, options);
        Assert.Equal(StopReason.Steady, below.Reason);
        double[] bump = flow.Sample(DnBump.Stable(length).Value, 10);
        // 1e-8 over the slowest rate, 0.25; a symmetric start has no reason to move.
        Assert.InRange(Samples.MaxDifference(bump, below.State), 0, 2e-7);
    }
}
