using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

/// <summary>
/// Integrates an autonomous dw/dt = f(w) by its Taylor series, of an order that follows the tolerance; the dense output
/// is the series itself. Explicit: where the system is stiff, its steps stay at the edge of stability.
/// </summary>
internal static class TaylorIntegrator
{
    /// <summary>Integrates from a start until the end time, or until another reason to stop.</summary>
    /// <param name="field">dw/dt, which must not depend on the time.</param>
    /// <param name="start">w at <paramref name="startTime"/>; finite, as long as the field's dimension.</param>
    /// <param name="startTime">The time of the start, finite.</param>
    /// <param name="endTime">The time to stop at, finite and not before the start.</param>
    /// <param name="options">The tolerances and the reasons to stop.</param>
    /// <param name="observer">Called with every accepted step, in order; null for none.</param>
    /// <returns>
    /// The last state, its time, and why the integration stopped there; the evaluations count series.
    /// </returns>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static IntegrationResult Integrate(
        ITaylorField field, ReadOnlySpan<double> start, double startTime, double endTime, IntegrationOptions options,
        StepObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(options);
        return IntegrationLoop.Run(
            new TaylorStepper(field, options), field, start, startTime, endTime, options, observer);
    }
}
