namespace RbmTheory.Theory.Integration;

/// <summary>Why an integration stopped.</summary>
public enum StopReason
{
    /// <summary>The end time was reached.</summary>
    End,

    /// <summary>max|dw/dt| fell below <see cref="IntegrationOptions.SteadyVelocity"/>.</summary>
    Steady,

    /// <summary>
    /// max|w| passed <see cref="IntegrationOptions.BlowUpAmplitude"/>, or the velocity is not finite where the state
    /// is.
    /// </summary>
    BlowUp,

    /// <summary>The error asks for a step below the smallest allowed, or below the resolution of the time.</summary>
    StepTooSmall,

    /// <summary><see cref="IntegrationOptions.MaximumSteps"/> steps were tried.</summary>
    TooManySteps,
}
