namespace RbmTheory.Simulation.Training;

/// <summary>How the TAP equations are iterated for one update.</summary>
/// <param name="VisibleFields">a, N numbers.</param>
/// <param name="HiddenFields">b, M numbers.</param>
/// <param name="Iterations">Most iterations, at least 1.</param>
/// <param name="Tolerance">A row has converged when every |Δm| of an iteration is below it.</param>
/// <param name="FromData">Whether rows start from data, and not from where they are.</param>
internal readonly record struct TapStep(
    float[] VisibleFields, float[] HiddenFields, int Iterations, float Tolerance, bool FromData)
{
    /// <summary>The fields of a side; without fields, all of them are 0.</summary>
    /// <param name="fields">Those of the machine, or none.</param>
    /// <param name="units">Units of the side.</param>
    public static float[] Fields(float[] fields, int units) => fields.Length > 0 ? fields : new float[units];
}
