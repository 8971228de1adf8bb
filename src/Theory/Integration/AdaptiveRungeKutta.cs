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
        var stepper = new RungeKuttaStepper(Tableau, field, options);
        return IntegrationLoop.Run(stepper, field, start, startTime, endTime, options, observer);
    }
}
