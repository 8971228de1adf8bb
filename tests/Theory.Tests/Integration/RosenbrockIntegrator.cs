using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

/// <summary>
/// Integrates a stiff autonomous dw/dt = f(w) by <see cref="RosenbrockTableau.Rodas5P"/>: the step follows the error
/// alone, whatever the fastest rate. It stops with a <see cref="StopReason"/>, never with a state that is not finite,
/// and allocates nothing per step.
/// </summary>
internal static class RosenbrockIntegrator
{
    /// <summary>Integrates from a start until the end time, or until another reason to stop.</summary>
    /// <param name="field">dw/dt, which must not depend on the time.</param>
    /// <param name="start">w at <paramref name="startTime"/>; finite, as long as the field's dimension.</param>
    /// <param name="startTime">The time of the start, finite.</param>
    /// <param name="endTime">The time to stop at, finite and not before the start.</param>
    /// <param name="options">The tolerances and the reasons to stop.</param>
    /// <param name="observer">Called with every accepted step, in order; null for none.</param>
    /// <returns>The last state, its time, and why the integration stopped there.</returns>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static IntegrationResult Integrate(
        IStiffField field, ReadOnlySpan<double> start, double startTime, double endTime, IntegrationOptions options,
        StepObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(options);
        var stepper = new RosenbrockStepper(RosenbrockTableau.Rodas5P, field, options);
        return IntegrationLoop.Run(stepper, field, start, startTime, endTime, options, observer);
    }
}
