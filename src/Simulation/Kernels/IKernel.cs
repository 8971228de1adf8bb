using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels;

/// <summary>
/// The arithmetic of training for one kind of machine: Gibbs steps, hidden means, and their products with the visible
/// values. One kernel belongs to one machine and reads its parameters in <see cref="Prepare"/> only.
/// </summary>
/// <remarks>
/// Rows come in chunks of at most <see cref="ChunkRows"/>, each worked on by one thread. The result must not depend on
/// which thread does what: a chunk has its own random numbers, and its scratch is found by its <c>slot</c>, which no
/// two threads use at the same time.
/// </remarks>
public interface IKernel
{
    /// <summary>Most rows of a chunk.</summary>
    const int ChunkRows = 32;

    /// <summary>Length of a row of hidden means: M means E[h_μ | v], then M × kinds means of the parameters,
    /// E[−∂U/∂λ | v] at [M + μ × kinds + k].</summary>
    int MeanWidth { get; }

    /// <summary>How the work is cut for several threads.</summary>
    KernelSchedule Schedule { get; }

    /// <summary>Reads the parameters of the machine: tables, thresholds, a transposed copy. Every part is to be done
    /// after each change of them.</summary>
    /// <param name="part">In [0, <see cref="KernelSchedule.PrepareParts"/>).</param>
    void Prepare(int part);

    /// <summary>Moves chains by k Gibbs steps (3): h ~ p(h | v), then v ~ p(v | h). Several chunks move as if one after
    /// another.</summary>
    /// <param name="rows">Visible rows, one after another; what follows the last of them is not changed.</param>
    /// <param name="chunks">How the rows are divided into chunks: at least one chunk, at most
    /// <see cref="KernelSchedule.ChunksTogether"/>.</param>
    /// <param name="gibbsSteps">k, at least 0.</param>
    /// <param name="slot">Which scratch to use.</param>
    void Move(Span<byte> rows, ReadOnlySpan<ChainChunk> chunks, int gibbsSteps, int slot);

    /// <summary>Means of the hidden side given each row, times a weight.</summary>
    /// <param name="rows">Visible rows, one after another.</param>
    /// <param name="count">Number of rows, in [1, <see cref="KernelSchedule.ChunksTogether"/> ×
    /// <see cref="ChunkRows"/>].</param>
    /// <param name="weight">Factor of every mean: one over the number of data rows, minus one over that of the
    /// chains.</param>
    /// <param name="means">Receives <see cref="MeanWidth"/> numbers a row; what follows the last of them is
    /// not changed.</param>
    /// <param name="slot">Which scratch to use.</param>
    void HiddenMeans(ReadOnlySpan<byte> rows, int count, float weight, Span<float> means, int slot);

    /// <summary>
    /// Adds one block of Σ_rows v_x m_μ to the gradient of the weights; block 0 also adds Σ weight × v_x and Σ m_μ to
    /// those of the fields and hidden parameters.
    /// </summary>
    /// <param name="rows">All rows of the data batch or of the chains, in the order of the chunks.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="weight">The weight that the means were taken with.</param>
    /// <param name="means">Weighted hidden means of these rows.</param>
    /// <param name="gradient">Of the shape of the machine; added to.</param>
    /// <param name="block">In [0, <see cref="KernelSchedule.GradientBlocks"/>).</param>
    void AddGradient(
        ReadOnlySpan<byte> rows, int count, float weight, ReadOnlySpan<float> means, Parameters gradient, int block);
}
