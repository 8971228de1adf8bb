namespace RbmTheory.Theory.Integration;

/// <summary>
/// How accurately to integrate, and when to stop. A step is accepted when the root mean square over the components of
/// error_i / (AbsoluteTolerance + RelativeTolerance · |w_i|) is at most 1. Every property is checked as it is set.
/// </summary>
public sealed record IntegrationOptions
{
    /// <summary>The error allowed in a step, relative to |w_i|; &gt; 0.</summary>
    public double RelativeTolerance { get; init => field = Require.Positive(value, nameof(RelativeTolerance)); } = 1e-8;

    /// <summary>The error allowed in a step where w_i is small, in units of w; &gt; 0.</summary>
    public double AbsoluteTolerance { get; init => field = Require.Positive(value, nameof(AbsoluteTolerance)); }
        = 1e-10;

    /// <summary>
    /// Stop, with <see cref="StopReason.Steady"/>, once max|dw/dt| is below this; 0 (the default) means never. Near a
    /// steady state an explicit method sits at the edge of its stability and leaves an error of the order of the
    /// tolerances: ask for a velocity above them.
    /// </summary>
    public double SteadyVelocity { get; init => field = Require.NonNegative(value, nameof(SteadyVelocity)); }

    /// <summary>Stop, with <see cref="StopReason.BlowUp"/>, once max|w| is above this; &gt; 0.</summary>
    public double BlowUpAmplitude { get; init => field = Require.Positive(value, nameof(BlowUpAmplitude)); } = 1e6;

    /// <summary>The most steps tried, accepted or not; &gt; 0.</summary>
    public int MaximumSteps { get; init => field = Require.AtLeast(value, 1, nameof(MaximumSteps)); } = 1_000_000;

    /// <summary>The first step tried, &gt; 0; when null it is estimated from the field.</summary>
    public double? InitialStep
    {
        get;
        init => field = value is { } step ? Require.Positive(step, nameof(InitialStep)) : null;
    }

    /// <summary>The largest step tried, &gt; 0; when null there is no limit but the end.</summary>
    public double? MaximumStep
    {
        get;
        init => field = value is { } step ? Require.Positive(step, nameof(MaximumStep)) : null;
    }

    /// <summary>
    /// The smallest step tried, unless less is left to the end; 0 (the default) leaves only the resolution of the time.
    /// </summary>
    public double MinimumStep { get; init => field = Require.NonNegative(value, nameof(MinimumStep)); }
}
