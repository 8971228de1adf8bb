using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

public class ExponentialRungeKuttaTests
{
    [Fact]
    public void Converges_at_order_five_on_a_time_dependent_problem()
        => AssertOrder(5, 11, steps => ErrorAtEnd(
            SemilinearField.TimeDependent, [1], t => [Math.Exp(Math.Sin(t))], 3, steps).End);

    [Fact]
    public void Converges_at_order_five_on_a_coupled_problem_in_rotated_modes()
        => AssertOrder(5, 61, steps => ErrorAtEnd(SemilinearField.Rotation, Turn(0), Turn, 2, steps).End);

    [Fact]
    public void Dense_output_converges_at_order_four()
    {
        AssertOrder(4, 21, steps => ErrorAtEnd(
            SemilinearField.TimeDependent, [1], t => [Math.Exp(Math.Sin(t))], 3, steps).Inside);
        AssertOrder(4, 97, steps => ErrorAtEnd(SemilinearField.Rotation, Turn(0), Turn, 2, steps).Inside);
    }

    [Fact]
    public void Linear_part_is_solved_exactly_in_one_step()
    {
        var options = new IntegrationOptions { InitialStep = 5 };
        IntegrationResult result = ExponentialRungeKutta.Integrate(SemilinearField.Decay, [1, 2, 3], 0, 5, options);
        Assert.Equal(1, result.AcceptedSteps);
        Assert.Equal(3 * Math.Exp(-5), result.State[2], 1e-16);
    }

    [Fact]
    public void A_steady_state_is_kept_to_rounding_whatever_the_step()
    {
        // −1000(w − 1) − (w² − 1)w: steady at 1, where L and N are 1000 each.
        var field = new SemilinearField([-1000], (_, w, n) => n[0] = 1000 + w[0] - (w[0] * w[0] * w[0]));
        IntegrationResult result = ExponentialRungeKutta.Integrate(
            field, [1], 0, 10, ExponentialStepOptions.FixedSteps(1));
        Assert.Equal(10, result.AcceptedSteps);
        Assert.Equal(1, result.State[0], 1e-14);
    }

    [Fact]
    public void Error_follows_the_tolerance()
    {
        // As for the explicit method: nothing grows but the phase error, at most linearly.
        foreach (double tolerance in (double[])[1e-4, 1e-6, 1e-8, 1e-10])
        {
            var options = new IntegrationOptions { RelativeTolerance = tolerance, AbsoluteTolerance = tolerance };
            IntegrationResult result = ExponentialRungeKutta.Integrate(
                SemilinearField.Rotation, Turn(0), 0, 2, options);
            Assert.Equal(StopReason.End, result.Reason);
            Assert.Equal(2, result.Time);
            double error = Samples.MaxDifference(Turn(2), result.State);
            Assert.InRange(error, 0, tolerance * result.AcceptedSteps * 20);
        }
    }

    [Fact]
    public void Steps_follow_one_another_and_their_interpolants_meet()
    {
        double time = 0.25;
        int steps = 0;
        double[] state = new double[2], end = Turn(0.25);
        IntegrationResult result = ExponentialRungeKutta.Integrate(
            SemilinearField.Rotation, end, time, 1.75, new IntegrationOptions(), step =>
            {
                Assert.Equal(time, step.StartTime);
                Assert.True(step.EndTime > step.StartTime);
                step.Interpolate(step.StartTime, state);
                Assert.Equal(0, Samples.MaxDifference(end, state), 1e-14);
                Assert.Equal(0, Samples.MaxDifference(step.Start, state), 1e-14);
                step.Interpolate(step.EndTime, state);
                Assert.Equal(0, Samples.MaxDifference(step.End, state), 1e-14);
                (time, end) = (step.EndTime, step.End.ToArray());
                steps++;
            });
        Assert.Equal(1.75, time);
        Assert.Equal(steps, result.AcceptedSteps);
        Assert.Equal(end, result.State);
        // Eleven evaluations a step tried, and one at the start.
        Assert.Equal(1 + (11 * (steps + result.RejectedSteps)), result.Evaluations);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        static long Bytes(int steps)
        {
            double[] start = [0.3, 0.4], state = new double[2];
            long before = GC.GetAllocatedBytesForCurrentThread();
            IntegrationResult result = ExponentialRungeKutta.Integrate(
                SemilinearField.Rotation, start, 0, steps * 0.01, ExponentialStepOptions.FixedSteps(0.01),
                step => step.Interpolate(0.5 * (step.StartTime + step.EndTime), state));
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(steps, result.AcceptedSteps);
            return bytes;
        }

        Bytes(7);
        Assert.Equal(Bytes(11), Bytes(10_007));
    }

    private static double[] Turn(double t)
    {
        const double radius = 1.25;
        double phase = radius * radius * (t + Math.Sin(t));
        return [radius * Math.Cos(phase), radius * Math.Sin(phase)];
    }

    /// <summary>The error at the end, and the largest inside the steps, with steps of one length.</summary>
    private static (double End, double Inside) ErrorAtEnd(
        ISemilinearField field, double[] start, Func<double, double[]> exact, double end, int steps)
    {
        double inside = 0;
        var state = new double[start.Length];
        IntegrationResult result = ExponentialRungeKutta.Integrate(
            field, start, 0, end, ExponentialStepOptions.FixedSteps(end / steps), step =>
            {
                foreach (double theta in (double[])[0.2, 0.35, 0.7, 0.9])
                {
                    double time = step.StartTime + (theta * (step.EndTime - step.StartTime));
                    step.Interpolate(time, state);
                    inside = Math.Max(inside, Samples.MaxDifference(exact(time), state));
                }
            });
        Assert.Equal(steps, result.AcceptedSteps);
        return (Samples.MaxDifference(exact(end), result.State), inside);
    }

    // Orders are whole numbers: the slope of log error against log h must round to the one expected.
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
