namespace RbmTheory.Theory.MeanField;

/// <summary>How a TAP fixed point is looked for.</summary>
public sealed record TapOptions
{
    /// <summary>The defaults.</summary>
    public static TapOptions Standard { get; } = new();

    /// <summary>Share of the new magnetisations in a step, in (0, 1].</summary>
    public double Damping { get; init; } = 0.5;

    /// <summary>The iteration has converged when no magnetisation moves by more; above 0.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Most iterations, at least 1.</summary>
    public int MostIterations { get; init; } = 2000;

    /// <summary>Whether Newton steps follow a converged iteration, until rounding is left.</summary>
    public bool Polish { get; init; } = true;
}
