namespace RbmTheory.Simulation.Training;

/// <summary>How the TAP equations are iterated for one update.</summary>
/// <param name="VisibleFields">a, N numbers.</param>
/// <param name="HiddenFields">b, M numbers.</param>
/// <param name="Iterations">Most iterations, at least 1.</param>
/// <param name="Tolerance">A row has converged when every |Δm| of an iteration is below it.</param>
/// <param name="FromData">Whether rows start from data, and not from where they are.</param>
internal readonly record struct TapStep(
    float[] VisibleFields, float[] HiddenFields, int Iterations, float Tolerance, bool FromData);
