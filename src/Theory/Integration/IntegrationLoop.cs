namespace RbmTheory.Theory.Integration;

/// <summary>
/// From a start to the end time, or to another reason to stop, by the steps of any method: what all integrators share.
/// </summary>
internal static class IntegrationLoop
{
    public static IntegrationResult Run(
        IStepper stepper, IVectorField field, ReadOnlySpan<double> start, double startTime, double endTime,
        IntegrationOptions options, StepObserver? observer)
    {
        Require.Length(start.Length, field.Dimension);
        foreach (double value in start)
            Require.Finite(value, nameof(start));
        Require.Finite(startTime);
        Require.Finite(endTime);
        if (endTime < startTime)
            throw Require.Error(nameof(endTime), endTime, $"at least startTime = {startTime}");

        stepper.Start(startTime, start);
        return Run(stepper, startTime, endTime, options, observer);
    }

    private static IntegrationResult Run(
        IStepper stepper, double time, double endTime, IntegrationOptions options, StepObserver? observer)
    {
        int accepted = 0, rejected = 0;
        StopReason? reason = ReasonToStop(stepper, time, endTime, options);
        double step = reason is null ? FirstStep(stepper, time, options) : 0;

        while (reason is null)
        {
            (step, double next) = Fit(step, time, endTime, options);
            if (next == time || (step < options.MinimumStep && next < endTime))
                reason = StopReason.StepTooSmall;
            else if (accepted + rejected == options.MaximumSteps)
                reason = StopReason.TooManySteps;
            if (reason is not null)
                break;

            double error = stepper.Try(time, step);
            if (error <= 1)
            {
                observer?.Invoke(stepper.Dense(time, next));
                step = stepper.Accept(step, error);
                accepted++;
                time = next;
                reason = ReasonToStop(stepper, time, endTime, options);
            }
            else
            {
                rejected++;
                step = stepper.Reject(step, error);
            }
        }

        return new IntegrationResult(
            reason.Value, time, stepper.State.ToArray(), stepper.MaxVelocity, accepted, rejected, stepper.Evaluations);
    }

    private static double FirstStep(IStepper stepper, double time, IntegrationOptions options)
        => options.InitialStep ?? Math.Max(options.MinimumStep, stepper.InitialStep(time));

    /// <summary>The step cut to the largest allowed and to the end, and the time after it.</summary>
    private static (double Step, double Next) Fit(double step, double time, double endTime, IntegrationOptions options)
    {
        step = Math.Min(step, options.MaximumStep ?? double.PositiveInfinity);
        double left = endTime - time;
        // A remainder of the size of the rounding of the time is joined to the step before it.
        return left <= step * (1 + 1e-6) ? (left, endTime) : (step, time + step);
    }

    private static StopReason? ReasonToStop(
        IStepper stepper, double time, double endTime, IntegrationOptions options)
    {
        if (SpanMath.LargestMagnitude(stepper.State) > options.BlowUpAmplitude
            || double.IsInfinity(stepper.MaxVelocity))
            return StopReason.BlowUp;
        if (stepper.MaxVelocity < options.SteadyVelocity)
            return StopReason.Steady;
        return time >= endTime ? StopReason.End : null;
    }
}
