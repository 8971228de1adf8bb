namespace RbmTheory.Simulation.Kernels;

/// <summary>How the work of a kernel is cut for several threads. No result depends on these numbers.</summary>
public sealed record KernelSchedule
{
    /// <summary>Nothing is cut: one part each, one chunk at a time.</summary>
    public static KernelSchedule Whole { get; } = new();

    /// <summary>Parts of <see cref="IKernel.Prepare"/>; one thread does one part.</summary>
    public int PrepareParts { get; init; } = 1;

    /// <summary>The most chunks that are worth being moved together, by one thread.</summary>
    public int ChunksTogether { get; init; } = 1;

    /// <summary>Blocks of <see cref="IKernel.AddGradient"/>; one thread does one block.</summary>
    public int GradientBlocks { get; init; } = 1;
}
