using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

public class AdaptiveRungeKuttaTests
{
    private static readonly AdaptiveRungeKutta Integrator = new();

    [Fact]
    public void Converges_at_order_five_on_a_time_dependent_problem()
        => AssertOrder(5, 41, steps => ErrorAtEnd(Field.TimeDependent, [1], t => [Math.Exp(Math.Sin(t))], 3, steps).End);

    [Fact]
    public void Converges_at_order_five_on_a_coupled_problem()
        => AssertOrder(5, 97, steps => ErrorAtEnd(Field.Rotation, Turn(0), Turn, 2, steps).End);

    [Fact]
    public void Dense_output_converges_at_order_five_like_the_solution_it_joins()
    {
        // An extension of order 4 is off by h^5 within a step: no worse than the steps before it have left.
        AssertOrder(5, 41, steps => ErrorAtEnd(Field.TimeDependent, [1], t => [Math.Exp(Math.Sin(t))], 3, steps).Inside);
        AssertOrder(5, 97, steps => ErrorAtEnd(Field.Rotation, Turn(0), Turn, 2, steps).Inside);
    }

    [Fact]
    public void Error_follows_the_tolerance()
    {
        // The error over a fixed time is the tolerance times the number of steps, at most; on a rotation nothing grows
        // but the phase error, at most linearly in what went before.
        foreach (double tolerance in (double[])[1e-4, 1e-6, 1e-8, 1e-10])
        {
            var options = new IntegrationOptions { RelativeTolerance = tolerance, AbsoluteTolerance = tolerance };
            IntegrationResult result = Integrator.Integrate(Field.Rotation, Turn(0), 0, 2, options);
            double error = Samples.MaxDifference(Turn(2), result.State);
            Assert.Equal(StopReason.End, result.Reason);
            Assert.Equal(2, result.Time);
            Assert.InRange(error, 0, tolerance * result.AcceptedSteps * 20);
        }
    }

    [Fact]
    public void Steps_follow_one_another_from_the_start_to_the_end()
    {
        double time = 0.25;
        int steps = 0;
        IntegrationResult result = Integrator.Integrate(
            Field.Rotation, Turn(0.25), time, 1.75, new IntegrationOptions(), step =>
            {
                Assert.Equal(time, step.StartTime);
                Assert.True(step.EndTime > step.StartTime);
                var state = new double[2];
                step.Interpolate(step.StartTime, state);
                Assert.Equal(step.Start, state);
                step.Interpolate(step.EndTime, state);
                Assert.Equal(0, Samples.MaxDifference(step.End, state), 1e-14);
                time = step.EndTime;
                steps++;
            });
        Assert.Equal(1.75, time);
        Assert.Equal(steps, result.AcceptedSteps);
    }

    [Fact]
    public void Counts_every_evaluation()
    {
        int calls = 0;
        var counted = new Field(1, (t, w, dw) =>
        {
            calls++;
            dw[0] = Math.Cos(10 * t * w[0]);
        });
        var options = new IntegrationOptions { InitialStep = 2 }; // too long: some steps are refused
        IntegrationResult result = Integrator.Integrate(counted, [1], 0, 2, options);
        Assert.True(result.RejectedSteps > 0);
        Assert.Equal(calls, result.Evaluations);
        Assert.Equal(1 + (6 * (result.AcceptedSteps + result.RejectedSteps)), result.Evaluations);
    }

    [Fact]
    public void Allocates_nothing_per_step()
    {
        var sample = new double[2];
        void Observe(DenseStep step) => step.Interpolate(0.5 * (step.StartTime + step.EndTime), sample);
        StepObserver observer = Observe;
        long Bytes(int steps)
        {
            IntegrationOptions options = FixedSteps(2.0 / steps);
            long before = GC.GetAllocatedBytesForCurrentThread();
            IntegrationResult result = Integrator.Integrate(Field.Rotation, [1, 0], 0, 2, options, observer);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(steps, result.AcceptedSteps);
            return bytes;
        }

        Bytes(7);
        Assert.Equal(Bytes(11), Bytes(10_007));
    }

    internal static IntegrationOptions FixedSteps(double step) => new()
    {
        // So large that any step is within them.
        RelativeTolerance = 1e100,
        AbsoluteTolerance = 1e100,
        InitialStep = step,
        MaximumStep = step,
    };

    private static double[] Turn(double t)
    {
        const double radius = 1.25;
        double phase = radius * radius * (t + Math.Sin(t));
        return [radius * Math.Cos(phase), radius * Math.Sin(phase)];
    }

    /// <summary>The error at the end, and the largest inside the steps, with steps of one length.</summary>
    private static (double End, double Inside) ErrorAtEnd(
        Field field, double[] start, Func<double, double[]> exact, double end, int steps)
    {
        double inside = 0;
        var state = new double[start.Length];
        IntegrationResult result = Integrator.Integrate(field, start, 0, end, FixedSteps(end / steps), step =>
        {
            foreach (double theta in (double[])[0.2, 0.5, 0.7])
            {
                double time = step.StartTime + (theta * (step.EndTime - step.StartTime));
                step.Interpolate(time, state);
                inside = Math.Max(inside, Samples.MaxDifference(exact(time), state));
            }
        });
        Assert.Equal(steps, result.AcceptedSteps);
        return (Samples.MaxDifference(exact(end), result.State), inside);
    }

    // Orders are whole numbers: the slope of log error against log h must round to the one expected. The steps are
    // short enough for the next power of h to matter less than that, long enough for the error to be far above 1e-16.
    private static void AssertOrder(int order, int steps, Func<int, double> error)
    {
        double coarse = error(steps);
        double middle = error(2 * steps);
        double fine = error(4 * steps);
        Assert.InRange(Math.Log2(coarse / middle), order - 0.5, order + 0.5);
        Assert.InRange(Math.Log2(middle / fine), order - 0.5, order + 0.5);
        Assert.True(fine > 1e-13, $"the error {fine} is rounding");
    }
}
