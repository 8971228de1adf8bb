namespace RbmTheory.Theory.Integration;

/// <summary>
/// Integrates dw/dt = f(t, w) by an explicit embedded Runge–Kutta pair: the step follows the error that the pair
/// estimates, w₁ = w + h Σ b_i k_i being kept when |h Σ e_i k_i| is within the tolerances. It stops with a
/// <see cref="StopReason"/>, never with a state that is not finite, and allocates nothing per step.
/// One instance can serve several integrations at once: it holds only coefficients.
/// </summary>
public sealed class AdaptiveRungeKutta
{
    /// <summary>The integrator with Dormand and Prince's coefficients of order 5.</summary>
    public AdaptiveRungeKutta()
        : this(ButcherTableau.DormandPrince54)
    {
    }

    /// <summary>The integrator with the coefficients given.</summary>
    /// <param name="tableau">The coefficients.</param>
    public AdaptiveRungeKutta(ButcherTableau tableau)
    {
        ArgumentNullException.ThrowIfNull(tableau);
        Tableau = tableau;
    }

    /// <summary>The coefficients of the method.</summary>
    public ButcherTableau Tableau { get; }

    /// <summary>Integrates from a start until the end time, or until another reason to stop.</summary>
    /// <param name="field">dw/dt.</param>
    /// <param name="start">w at <paramref name="startTime"/>; finite, as long as the field's dimension.</param>
    /// <param name="startTime">The time of the start, finite.</param>
    /// <param name="endTime">The time to stop at, finite and not before the start.</param>
    /// <param name="options">The tolerances and the reasons to stop.</param>
    /// <param name="observer">Called with every accepted step, in order; null for none.</param>
    /// <returns>The last state, its time, and why the integration stopped there.</returns>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public IntegrationResult Integrate(
        IVectorField field, ReadOnlySpan<double> start, double startTime, double endTime, IntegrationOptions options,
        StepObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(options);
        Require.Length(start.Length, field.Dimension);
        foreach (double value in start)
            Require.Finite(value, nameof(start));
        Require.Finite(startTime);
        Require.Finite(endTime);
        if (endTime < startTime)
            throw Require.Error(nameof(endTime), endTime, $"at least startTime = {startTime}");

        var stepper = new RungeKuttaStepper(Tableau, field, options);
        stepper.Start(startTime, start);
        return Run(stepper, startTime, endTime, options, observer);
    }

    private IntegrationResult Run(
        RungeKuttaStepper stepper, double time, double endTime, IntegrationOptions options, StepObserver? observer)
    {
        var controller = new StepController(Tableau.Order);
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
                stepper.Accept();
                accepted++;
                time = next;
                step *= controller.Accept(error);
                reason = ReasonToStop(stepper, time, endTime, options);
            }
            else
            {
                rejected++;
                step *= controller.Reject(error);
            }
        }

        return new IntegrationResult(
            reason.Value, time, stepper.State.ToArray(), stepper.MaxVelocity, accepted, rejected, stepper.Evaluations);
    }

    private static double FirstStep(RungeKuttaStepper stepper, double time, IntegrationOptions options)
        => options.InitialStep ?? Math.Max(options.MinimumStep, stepper.InitialStep(time));

    /// <summary>The step cut to the largest allowed and to the end, and the time after it.</summary>
    private static (double Step, double Next) Fit(double step, double time, double endTime, IntegrationOptions options)
    {
        step = Math.Min(step, options.MaximumStep ?? double.PositiveInfinity);
        double left = endTime - time;
        // A last crumb, left by the rounding of the time, is taken with the step before it.
        return left <= step * (1 + 1e-6) ? (left, endTime) : (step, time + step);
    }

    private static StopReason? ReasonToStop(
        RungeKuttaStepper stepper, double time, double endTime, IntegrationOptions options)
    {
        if (stepper.MaxAmplitude > options.BlowUpAmplitude || double.IsInfinity(stepper.MaxVelocity))
            return StopReason.BlowUp;
        if (stepper.MaxVelocity < options.SteadyVelocity)
            return StopReason.Steady;
        return time >= endTime ? StopReason.End : null;
    }
}
