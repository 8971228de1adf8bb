using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

internal static class ExponentialStepOptions
{
    /// <summary>Tolerances so large that any step is within them.</summary>
    public static IntegrationOptions FixedSteps(double step) => new()
    {
        RelativeTolerance = 1e100,
        AbsoluteTolerance = 1e100,
        InitialStep = step,
        MaximumStep = step,
    };
}
