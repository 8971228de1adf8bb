namespace RbmTheory.Theory.Integration;

/// <summary>
/// Integrates an autonomous dw/dt = f(w) that is smooth at first and stiff in the end, as the relaxation to a steady
/// state is: by Taylor series of high order while accuracy limits the step, and by <see
/// cref="RosenbrockTableau.Rodas5P"/> once stability would, so that the steps grow without bound as the state becomes
/// steady. It keeps the tolerances and the reasons to stop of <see cref="IntegrationOptions"/>, returns no state that
/// is not finite, and allocates nothing per step.
/// Along exactly neutral modes (the rotations of several units) the rounding of the velocity, 1e-16, drives long steps:
/// their length is at most the tolerance over it. Stop there by <see cref="IntegrationOptions.SteadyVelocity"/>.
/// </summary>
public static class RelaxationIntegrator
{
    /// <summary>Integrates from a start until the end time, or until another reason to stop.</summary>
    /// <typeparam name="TField">A field with both a Taylor series and cheap linear systems.</typeparam>
    /// <param name="field">dw/dt, which must not depend on the time.</param>
    /// <param name="start">w at <paramref name="startTime"/>; finite, as long as the field's dimension.</param>
    /// <param name="startTime">The time of the start, finite.</param>
    /// <param name="endTime">The time to stop at, finite and not before the start.</param>
    /// <param name="options">The tolerances and the reasons to stop.</param>
    /// <param name="observer">Called with every accepted step, in order; null for none.</param>
    /// <returns>
    /// The last state, its time, and why the integration stopped there; the evaluations count a series as one.
    /// </returns>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static IntegrationResult Integrate<TField>(
        TField field, ReadOnlySpan<double> start, double startTime, double endTime, IntegrationOptions options,
        StepObserver? observer = null)
        where TField : ITaylorField, IStiffField
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(options);
        var stepper = new RelaxationStepper(
            new TaylorStepper(field, options), new RosenbrockStepper(RosenbrockTableau.Rodas5P, field, options));
        return IntegrationLoop.Run(stepper, field, start, startTime, endTime, options, observer);
    }
}
