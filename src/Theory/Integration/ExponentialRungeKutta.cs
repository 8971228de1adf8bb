namespace RbmTheory.Theory.Integration;

/// <summary>
/// Integrates a stiff <see cref="ISemilinearField"/>, dw/dt = Lw + N(t, w) with L diagonal in the modes u, by an
/// exponential Runge–Kutta method: L is solved exactly, whatever the step, and only N limits it. Of order 4 (Krogstad,
/// J. Comput. Phys. 203, 72, 2005), with z = λh and N_i the modes of N at stage i:
/// <code>
/// u_2 = e^{z/2} u + ½h φ_1(z/2) N_1
/// u_3 = e^{z/2} u + h (½φ_1 − φ_2)(z/2) N_1 + h φ_2(z/2) N_2
/// u_4 = e^z u + h (φ_1 − 2φ_2)(z) N_1 + 2h φ_2(z) N_3
/// u_5 = e^z u + h (φ_1 − 3φ_2 + 4φ_3)(z) N_1 + h (2φ_2 − 4φ_3)(z) (N_2 + N_3) + h (4φ_3 − φ_2)(z) N_4
/// </code>
/// Two such steps of length h/2 to v and one of length h to u give the error, and the solution of order 5 that is
/// carried on:
/// <code>
/// error = (v − u)/15,   w₁ = v + (v − u)/15
/// </code>
/// For L = 0 this is the classical method; a steady state, Lw + N = 0, is kept to rounding. It stops with a
/// <see cref="StopReason"/>, never with a state that is not finite, and allocates nothing per step.
/// </summary>
/// <remarks>
/// A step costs eleven evaluations of N and 24 transforms. An embedded pair, h (4φ_3 − φ_2)(z) (N_4 − N_5), would be
/// cheaper, but vanishes whenever N depends on the time alone: it misses the change of the overlaps while the high
/// modes of a rough start decay. When the step changes, the φ functions are computed again, which costs about as much
/// as half a step: so the step is kept unless it can grow by a fifth.
/// </remarks>
public static class ExponentialRungeKutta
{
    /// <summary>The order of the method: the power of the step in the error at a given time.</summary>
    public const int Order = 5;

    /// <summary>Integrates from a start until the end time, or until another reason to stop.</summary>
    /// <param name="field">dw/dt.</param>
    /// <param name="start">w at <paramref name="startTime"/>; finite, as long as the field's dimension.</param>
    /// <param name="startTime">The time of the start, finite.</param>
    /// <param name="endTime">The time to stop at, finite and not before the start.</param>
    /// <param name="options">The tolerances, on w and not on its modes, and the reasons to stop.</param>
    /// <param name="observer">Called with every accepted step, in order; null for none.</param>
    /// <returns>The last state, its time, and why the integration stopped there.</returns>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static IntegrationResult Integrate(
        ISemilinearField field, ReadOnlySpan<double> start, double startTime, double endTime,
        IntegrationOptions options, StepObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(options);
        var stepper = new ExponentialStepper(field, options);
        return IntegrationLoop.Run(stepper, field, start, startTime, endTime, options, observer);
    }
}
