namespace RbmTheory.Theory.Integration;

/// <summary>Where an integration stopped, why, and what it cost.</summary>
/// <param name="Reason">Why it stopped.</param>
/// <param name="Time">The time of <paramref name="State"/>.</param>
/// <param name="State">The last state accepted; always finite.</param>
/// <param name="MaxVelocity">max_i |dw_i/dt| at <paramref name="State"/>; +∞ where the velocity is not finite.</param>
/// <param name="AcceptedSteps">The number of steps accepted.</param>
/// <param name="RejectedSteps">The number of steps tried and refused, their error being too large.</param>
/// <param name="Evaluations">The number of evaluations of the velocity.</param>
public sealed record IntegrationResult(
    StopReason Reason,
    double Time,
    double[] State,
    double MaxVelocity,
    int AcceptedSteps,
    int RejectedSteps,
    int Evaluations);
