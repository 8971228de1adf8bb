using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests.Kernels;

/// <summary>A kernel used by one thread, a chunk at a time.</summary>
internal static class WholeKernel
{
    /// <summary>Reads all parameters.</summary>
    public static void Prepare(this IKernel kernel)
    {
        for (int part = 0; part < kernel.Schedule.PrepareParts; part++)
            kernel.Prepare(part);
    }

    /// <summary>Moves one chunk.</summary>
    public static void Move(
        this IKernel kernel, Span<byte> rows, int count, int gibbsSteps, ChunkRandom random, int slot)
        => kernel.Move(rows, [new(count, random)], gibbsSteps, slot);
}
