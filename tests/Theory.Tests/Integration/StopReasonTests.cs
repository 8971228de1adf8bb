using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

public class StopReasonTests
{
    private static readonly AdaptiveRungeKutta Integrator = new();
    private static readonly Field Cubic = new(1, (_, w, dw) => dw[0] = w[0] * w[0] * w[0]);

    [Fact]
    public void Stops_at_the_end()
    {
        IntegrationResult result = Integrator.Integrate(Field.Decay, [1, 2, 3], 5, 6, new IntegrationOptions());
        Assert.Equal(StopReason.End, result.Reason);
        Assert.Equal(6, result.Time);
        Assert.Equal(3 / Math.E, result.State[2], 1e-7);
    }

    [Fact]
    public void A_start_at_the_end_stays_there()
    {
        IntegrationResult result = Integrator.Integrate(Field.Decay, [1, 2, 3], 5, 5, new IntegrationOptions());
        Assert.Equal(StopReason.End, result.Reason);
        Assert.Equal([1.0, 2, 3], result.State);
        Assert.Equal(0, result.AcceptedSteps);
        Assert.Equal(3, result.MaxVelocity);
    }

    [Fact]
    public void Stops_when_steady()
    {
        var options = new IntegrationOptions { SteadyVelocity = 1e-3 };
        IntegrationResult result = Integrator.Integrate(Field.Decay, [1, 2, 3], 0, 100, options);
        Assert.Equal(StopReason.Steady, result.Reason);
        Assert.InRange(result.MaxVelocity, 0, 1e-3);
        Assert.InRange(result.Time, Math.Log(3 / 1e-3), 20);
    }

    [Fact]
    public void Stops_on_blow_up_with_a_finite_state()
    {
        // w = (1 − 2t)^{−1/2} reaches 10⁶ at t = ½ − 5·10⁻¹³.
        IntegrationResult result = Integrator.Integrate(Cubic, [1], 0, 1, new IntegrationOptions());
        Assert.Equal(StopReason.BlowUp, result.Reason);
        Assert.InRange(result.State[0], 1e6, double.MaxValue);
        Assert.Equal(0.5, result.Time, 1e-7);
    }

    [Fact]
    public void Steps_beyond_what_numbers_can_hold_are_refused_not_returned()
    {
        var options = new IntegrationOptions { InitialStep = 1e30, BlowUpAmplitude = 1e300, MaximumSteps = 400 };
        IntegrationResult result = Integrator.Integrate(Cubic, [1e90], 0, 1e31, options);
        Assert.True(double.IsFinite(result.State[0]));
        Assert.NotEqual(StopReason.End, result.Reason);
        Assert.True(result.RejectedSteps > 0);
    }

    [Fact]
    public void A_velocity_that_is_not_a_number_is_a_blow_up_at_the_last_state()
    {
        var hole = new Field(2, (_, w, dw) => (dw[0], dw[1]) = (1, w[1] == 2 ? double.NaN : 0));
        IntegrationResult result = Integrator.Integrate(hole, [1, 2], 0, 1, new IntegrationOptions());
        Assert.Equal(StopReason.BlowUp, result.Reason);
        Assert.Equal([1.0, 2], result.State);
        Assert.Equal(double.PositiveInfinity, result.MaxVelocity);
    }

    [Fact]
    public void Stops_when_no_step_is_small_enough()
    {
        // Beyond t = 1 there is no velocity at all: the steps shrink to the resolution of the time.
        var cliff = new Field(1, (t, _, dw) => dw[0] = t > 1 ? double.NaN : 1);
        IntegrationResult result = Integrator.Integrate(cliff, [0], 0, 2, new IntegrationOptions());
        Assert.Equal(StopReason.StepTooSmall, result.Reason);
        Assert.Equal(1, result.Time, 1e-12);
        Assert.Equal(1, result.State[0], 1e-12);

        IntegrationResult earlier = Integrator.Integrate(
            cliff, [0], 0, 2, new IntegrationOptions { MinimumStep = 0.01 });
        Assert.Equal(StopReason.StepTooSmall, earlier.Reason);
        Assert.InRange(earlier.Time, 0.5, 1);
    }

    [Fact]
    public void Stops_after_the_steps_allowed()
    {
        IntegrationResult result = Integrator.Integrate(
            Field.Decay, [1, 2, 3], 0, 100, new IntegrationOptions { MaximumSteps = 7 });
        Assert.Equal(StopReason.TooManySteps, result.Reason);
        Assert.Equal(7, result.AcceptedSteps + result.RejectedSteps);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var options = new IntegrationOptions();
        Samples.IsRefused(
            "start.Length = 2, but it should be exactly 3", () => Integrator.Integrate(Field.Decay, [1, 2], 0, 1, options));
        Samples.IsRefused(
            "start = NaN, but it should be a finite number",
            () => Integrator.Integrate(Field.Decay, [1, 2, double.NaN], 0, 1, options));
        Samples.IsRefused(
            "endTime = 1, but it should be at least startTime = 2",
            () => Integrator.Integrate(Field.Decay, [1, 2, 3], 2, 1, options));
        Samples.IsRefused(
            "RelativeTolerance = 0, but it should be a finite number > 0",
            () => _ = new IntegrationOptions { RelativeTolerance = 0 });
        Samples.IsRefused(
            "MaximumSteps = 0, but it should be at least 1", () => _ = new IntegrationOptions { MaximumSteps = 0 });
        Samples.IsRefused(
            "InitialStep = -1, but it should be a finite number > 0",
            () => _ = new IntegrationOptions { InitialStep = -1 });
        Samples.IsRefused(
            "SteadyVelocity = -1, but it should be a finite number >= 0",
            () => _ = options with { SteadyVelocity = -1 });
    }

    [Fact]
    public void Interpolating_outside_the_step_is_refused()
        => Integrator.Integrate(Field.Decay, [1, 2, 3], 0, 1, new IntegrationOptions { InitialStep = 1e-3 }, step =>
        {
            var state = new double[3];
            try
            {
                step.Interpolate(step.EndTime + 1, state);
                Assert.Fail("extrapolated");
            }
            catch (ArgumentException e)
            {
                Assert.StartsWith($"time = {step.EndTime + 1}, but it should be in [", e.Message, StringComparison.Ordinal);
            }
        });
}
