using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

public class ExponentialStopReasonTests
{
    [Fact]
    public void Stops_at_the_end()
    {
        IntegrationResult result = ExponentialRungeKutta.Integrate(
            SemilinearField.Decay, [1, 2, 3], 5, 6, new IntegrationOptions());
        Assert.Equal(StopReason.End, result.Reason);
        Assert.Equal(6, result.Time);
        Assert.Equal(3 / Math.E, result.MaxVelocity, 1e-14);
    }

    [Fact]
    public void A_start_at_the_end_stays_there()
    {
        IntegrationResult result = ExponentialRungeKutta.Integrate(
            SemilinearField.Decay, [1, 2, 3], 5, 5, new IntegrationOptions());
        Assert.Equal(StopReason.End, result.Reason);
        Assert.Equal([1.0, 2, 3], result.State);
        Assert.Equal(0, result.AcceptedSteps);
        Assert.Equal(3, result.MaxVelocity);
    }

    [Fact]
    public void Stops_when_steady()
    {
        var options = new IntegrationOptions { SteadyVelocity = 1e-3, MaximumStep = 0.1 };
        IntegrationResult result = ExponentialRungeKutta.Integrate(SemilinearField.Decay, [1, 2, 3], 0, 100, options);
        Assert.Equal(StopReason.Steady, result.Reason);
        Assert.InRange(result.Time, Math.Log(3 / 1e-3), Math.Log(3 / 1e-3) + 0.1);
        Assert.Equal(3 * Math.Exp(-result.Time), result.MaxVelocity, 1e-14);
    }

    [Fact]
    public void Stops_on_blow_up_with_a_finite_state()
    {
        IntegrationResult result = ExponentialRungeKutta.Integrate(
            SemilinearField.Cubic, [1], 0, 1, new IntegrationOptions());
        Assert.Equal(StopReason.BlowUp, result.Reason);
        Assert.InRange(result.State[0], 1e6, double.MaxValue);
        Assert.Equal(0.5 * Math.Log(2), result.Time, 1e-7);
    }

    [Fact]
    public void A_velocity_that_is_not_a_number_is_a_blow_up_at_the_last_state()
    {
        var hole = new SemilinearField([0, 0, 0], (_, w, n) => n.Fill(w[1] == 2 ? double.NaN : 0));
        IntegrationResult result = ExponentialRungeKutta.Integrate(hole, [1, 2, 3], 0, 1, new IntegrationOptions());
        Assert.Equal(StopReason.BlowUp, result.Reason);
        Assert.Equal([1.0, 2, 3], result.State);
        Assert.Equal(double.PositiveInfinity, result.MaxVelocity);
    }

    [Fact]
    public void Steps_beyond_what_numbers_can_hold_are_refused_not_returned()
    {
        var options = new IntegrationOptions { InitialStep = 1e30, BlowUpAmplitude = 1e300, MaximumSteps = 400 };
        IntegrationResult result = ExponentialRungeKutta.Integrate(SemilinearField.Cubic, [1e90], 0, 1e31, options);
        Assert.True(double.IsFinite(result.State[0]));
        Assert.NotEqual(StopReason.End, result.Reason);
        Assert.True(result.RejectedSteps > 0);
    }

    [Fact]
    public void Stops_when_no_step_is_small_enough()
    {
        // Beyond t = 1 there is no velocity at all: the steps shrink to the resolution of the time.
        var cliff = new SemilinearField([-1], (t, _, n) => n[0] = t > 1 ? double.NaN : 1);
        IntegrationResult result = ExponentialRungeKutta.Integrate(cliff, [0], 0, 2, new IntegrationOptions());
        Assert.Equal(StopReason.StepTooSmall, result.Reason);
        Assert.Equal(1, result.Time, 1e-12);
        Assert.Equal(1 - Math.Exp(-1), result.State[0], 1e-12);

        IntegrationResult earlier = ExponentialRungeKutta.Integrate(
            cliff, [0], 0, 2, new IntegrationOptions { MinimumStep = 0.01 });
        Assert.Equal(StopReason.StepTooSmall, earlier.Reason);
    }

    [Fact]
    public void Stops_after_the_steps_allowed()
    {
        IntegrationResult result = ExponentialRungeKutta.Integrate(
            SemilinearField.Decay, [1, 2, 3], 0, 1e9, new IntegrationOptions { MaximumSteps = 7, MaximumStep = 1 });
        Assert.Equal(StopReason.TooManySteps, result.Reason);
        Assert.Equal(7, result.AcceptedSteps + result.RejectedSteps);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var options = new IntegrationOptions();
        SemilinearField field = SemilinearField.Decay;
        Samples.IsRefused(
            "start.Length = 2, but it should be exactly 3",
            () => ExponentialRungeKutta.Integrate(field, [1, 2], 0, 1, options));
        Samples.IsRefused(
            "start = NaN, but it should be a finite number",
            () => ExponentialRungeKutta.Integrate(field, [1, 2, double.NaN], 0, 1, options));
        Samples.IsRefused(
            "endTime = 1, but it should be at least startTime = 2",
            () => ExponentialRungeKutta.Integrate(field, [1, 2, 3], 2, 1, options));
    }

    [Fact]
    public void Interpolating_outside_the_step_is_refused()
        => ExponentialRungeKutta.Integrate(
            SemilinearField.Decay, [1, 2, 3], 0, 1, new IntegrationOptions { InitialStep = 0.1 }, step =>
            {
                string? message = null;
                try
                {
                    step.Interpolate(step.EndTime + 1, new double[3]);
                }
                catch (ArgumentException e)
                {
                    message = e.Message;
                }

                string expected = $"time = {step.EndTime + 1}, but it should be in [";
                Assert.StartsWith(expected, message, StringComparison.Ordinal);
            });
}
