using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.Tests.Integration;

public class RelaxationIntegratorTests
{
    private const int Sites = 31;
    private static readonly SmallBetaFlow Flow = new(Sites);
    private static readonly double[] Noise = Samples.Fixed(Sites, seed: 43, amplitude: 0.02);

    private delegate IntegrationResult Integrate(
        SmallBetaFlow flow, double[] start, double end, IntegrationOptions options, StepObserver? observer = null);

    public static TheoryData<string> Methods => ["relaxation", "Taylor", "Rosenbrock"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Error_follows_the_tolerance(string method)
    {
        double[] exact = new AdaptiveRungeKutta().Integrate(Flow, Noise, 0, 40, Tolerance(1e-14)).State;
        foreach (double tolerance in (double[])[1e-5, 1e-7, 1e-9, 1e-11])
        {
            IntegrationResult result = Method(method)(Flow, Noise, 40, Tolerance(tolerance));
            Assert.Equal(StopReason.End, result.Reason);
            Assert.Equal(40, result.Time);
            // A step leaves at most the tolerance (of w ≤ 1, in the root mean square of 31: √31 at most at a site).
            // From 0.01 to 1 the errors relative to w stay what they are; the fastest growth is that of w.
            double allowed = tolerance * Math.Sqrt(Sites) * result.AcceptedSteps;
            Assert.InRange(Samples.MaxDifference(exact, result.State), 0, allowed);
        }
    }

    [Fact]
    public void Rosenbrock_steps_of_one_length_converge_at_order_five()
    {
        const int order = 5;
        double[] start = Samples.Fixed(Sites, seed: 47, amplitude: 0.4);
        double[] exact = new AdaptiveRungeKutta().Integrate(Flow, start, 0, 2, Tolerance(1e-14)).State;
        double Error(int steps) => Samples.MaxDifference(
            exact, Method("Rosenbrock")(Flow, start, 2, AdaptiveRungeKuttaTests.FixedSteps(2.0 / steps)).State);
        double coarse = Error(53), middle = Error(106), fine = Error(212);
        Assert.InRange(Math.Log2(coarse / middle), order - 0.5, order + 0.5);
        Assert.InRange(Math.Log2(middle / fine), order - 0.5, order + 0.5);
        Assert.True(fine > 1e-13, $"the error {fine} is rounding");
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Dense_output_follows_the_solution_inside_the_steps(string method)
    {
        // An extension of order 4 is off by more than the step itself: by the error of the embedded solution, which
        // the tolerance bounds, times a number of the order of one.
        const double tolerance = 1e-7;
        var inside = new double[Sites];
        double[] previous = Noise;
        double time = 0, worst = 0;
        IntegrationResult result = Method(method)(Flow, Noise, 60, Tolerance(tolerance), step =>
        {
            Assert.Equal(time, step.StartTime);
            step.Interpolate(step.StartTime, inside);
            Assert.Equal(0, Samples.MaxDifference(step.Start, inside), 1e-15);
            step.Interpolate(step.EndTime, inside);
            Assert.Equal(0, Samples.MaxDifference(step.End, inside), 1e-15);
            double middle = 0.5 * (step.StartTime + step.EndTime);
            step.Interpolate(middle, inside);
            double[] exact = new AdaptiveRungeKutta()
                .Integrate(Flow, step.Start, step.StartTime, middle, Tolerance(1e-12)).State;
            worst = Math.Max(worst, Samples.MaxDifference(exact, inside));
            time = step.EndTime;
        });
        Assert.Equal(60, time);
        Assert.InRange(worst, 0, 10 * tolerance * Math.Sqrt(Sites));
    }

    [Fact]
    public void Steps_grow_without_bound_as_the_state_becomes_steady()
    {
        double last = 0;
        IntegrationResult result = RelaxationIntegrator.Integrate(
            Flow, Noise, 0, 1e9, Tolerance(1e-8), step => last = step.EndTime - step.StartTime);
        Assert.Equal(StopReason.End, result.Reason);
        Assert.InRange(result.AcceptedSteps, 10, 1000);
        Assert.True(last > 1e6);
        Assert.InRange(result.MaxVelocity, 0, 1e-14); // rounding, 1e-16 times a few terms of order one
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Relaxation_stops_when_steady(string method)
    {
        IntegrationResult result = Method(method)(
            Flow, Noise, 1e5, Tolerance(1e-8) with { SteadyVelocity = 1e-6 });
        Assert.Equal(StopReason.Steady, result.Reason);
        Assert.InRange(result.MaxVelocity, 0, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Two_and_three_units_relax_to_the_same_energy_as_by_small_steps(string method)
    {
        foreach (int hidden in (int[])[2, 3])
        {
            var flow = new SmallBetaFlow(13, hidden);
            double[] start = Samples.Fixed(flow.Dimension, seed: 53, amplitude: 0.1);
            double[] exact = new AdaptiveRungeKutta().Integrate(flow, start, 0, 15, Tolerance(1e-13)).State;
            IntegrationResult result = Method(method)(flow, start, 15, Tolerance(1e-9));
            double allowed = 1e-9 * Math.Sqrt(flow.Dimension) * result.AcceptedSteps;
            Assert.InRange(Samples.MaxDifference(exact, result.State), 0, allowed);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Stops_after_the_steps_allowed_and_on_blow_up_with_a_finite_state(string method)
    {
        IntegrationResult few = Method(method)(Flow, Noise, 100, Tolerance(1e-8) with { MaximumSteps = 7 });
        Assert.Equal(StopReason.TooManySteps, few.Reason);
        IntegrationResult large = Method(method)(Flow, Noise, 100, Tolerance(1e-8) with { BlowUpAmplitude = 0.1 });
        Assert.Equal(StopReason.BlowUp, large.Reason);
        Assert.All(large.State, value => Assert.True(double.IsFinite(value)));
        IntegrationResult huge = Method(method)(Flow, [.. Noise.Select(w => 1e200 * w)], 1, Tolerance(1e-8));
        Assert.Equal(StopReason.BlowUp, huge.Reason);
        Assert.Equal(1e200 * Noise[3], huge.State[3]);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Steps_allocate_nothing(string method)
    {
        var sample = new double[Sites];
        void Observe(DenseStep step) => step.Interpolate(0.5 * (step.StartTime + step.EndTime), sample);
        StepObserver observer = Observe;
        long Bytes(double longest)
        {
            IntegrationOptions options = Tolerance(1e-6) with { MaximumStep = longest };
            long before = GC.GetAllocatedBytesForCurrentThread();
            Method(method)(Flow, Noise, 60, options, observer);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Bytes(1);
        Assert.Equal(Bytes(1), Bytes(0.01));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Bad_arguments_are_named(string method)
    {
        Samples.IsRefused(
            "start.Length = 2, but it should be exactly 31", () => Method(method)(Flow, [1, 2], 1, Tolerance(1e-8)));
        Samples.IsRefused(
            "endTime = -1, but it should be at least startTime = 0",
            () => Method(method)(Flow, Noise, -1, Tolerance(1e-8)));
    }

    private static IntegrationOptions Tolerance(double tolerance)
        => new() { RelativeTolerance = tolerance, AbsoluteTolerance = tolerance / 100 };

    private static Integrate Method(string name) => name switch
    {
        "relaxation" => (flow, start, end, options, observer)
            => RelaxationIntegrator.Integrate(flow, start, 0, end, options, observer),
        "Taylor" => (flow, start, end, options, observer)
            => TaylorIntegrator.Integrate(flow, start, 0, end, options, observer),
        _ => (flow, start, end, options, observer)
            => RosenbrockIntegrator.Integrate(flow, start, 0, end, options, observer),
    };
}
