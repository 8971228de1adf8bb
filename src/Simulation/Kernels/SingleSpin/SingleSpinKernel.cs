using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Kernels.SingleSpin;

/// <summary>
/// The machine of the paper with one hidden unit: N spins, one hidden spin, no fields. A Gibbs step draws the hidden
/// spin and all N visible ones. Tests hold it, bit for bit, to a readable twin: the same algorithm, one spin at a time.
/// </summary>
/// <remarks>
/// <para>Every step is done: each hidden spin is drawn from p(h | v) of the v before it, and then all N spins. But v =
/// h x with x independent of h, and I(v) = h I(x): the x of 32 moves, of any chains and steps, are drawn at once, and
/// with each whether the next h of the chain differs in sign from this one, which has the probability 1/(1 + e^{2
/// I(x)}). The signs are multiplied at the end.</para>
/// <para>Most of the time goes into random bits. Counted in vector operations, 256 spins take 8 draws of ten operations
/// and three more for each (<see cref="BernoulliColumns"/>), about 25 for the tosses after the eighth, and 15 for one
/// byte of the inputs of 32 rows (<see cref="FixedPointInputs"/>): 144, or 36 cycles for a processor that does four in
/// each. An AMD Zen 3 core takes 61 cycles in 20 steps of 100 chains: 39 for all tosses, where the count is 32, 6 for
/// the inputs, 4 for the decisions, and the rest for random numbers of the hidden spins and for transposing
/// rows.</para>
/// </remarks>
public sealed class SingleSpinKernel : IKernel
{
    private readonly Rbm _machine;
    private readonly int _rowBytes;
    private readonly BernoulliColumns _visible;
    private readonly RowInputs _tables;
    private readonly FixedPointInputs _estimates;
    private readonly SingleSpinChunk[] _chunks;

    /// <summary>A kernel that has read the weights as they are.</summary>
    /// <param name="machine">The machine, one that <see cref="Fits"/>.</param>
    /// <param name="slots">Threads that may work at the same time, at least 1.</param>
    /// <exception cref="ArgumentException">The machine is of another kind, or there is no slot.</exception>
    public SingleSpinKernel(Rbm machine, int slots)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (!Fits(machine))
            throw Require.Error(nameof(machine), "another", "one of spins without fields, one of them hidden");
        _machine = machine;
        _rowBytes = BitRow.Bytes(machine.Sites);
        _visible = new BernoulliColumns(machine.Sites);
        _tables = new RowInputs(machine.Sites);
        _estimates = new FixedPointInputs(machine.Sites);
        _chunks = new SingleSpinChunk[Require.AtLeast(slots, 1)];
        for (int slot = 0; slot < slots; slot++)
            _chunks[slot] = new SingleSpinChunk(_visible, _tables, _estimates, _rowBytes);
        Prepare(0);
    }

    /// <inheritdoc/>
    public int MeanWidth => 1;

    /// <inheritdoc/>
    public KernelSchedule Schedule => KernelSchedule.Whole;

    /// <summary>Whether a machine has spins without fields, one of them hidden.</summary>
    /// <param name="machine">Any machine.</param>
    public static bool Fits(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.VisibleLayer is { Unit: SpinUnit, HasFields: false }
            && machine.HiddenLayer is { Unit: SpinUnit, HasFields: false, Count: 1 };
    }

    /// <inheritdoc/>
    public void Prepare(int part)
    {
        _visible.Prepare(_machine.Weights);
        _tables.Prepare(_machine.Weights);
        _estimates.Prepare(_machine.Weights);
    }

    /// <inheritdoc/>
    public void Move(Span<byte> rows, ReadOnlySpan<ChainChunk> chunks, int gibbsSteps, int slot)
    {
        var (count, random) = ChainChunk.Only(chunks);
        if (Require.AtLeast(gibbsSteps, 0) > 0)
            _chunks[slot].Move(rows[..(count * _rowBytes)], count, gibbsSteps, random);
    }

    /// <inheritdoc/>
    public void HiddenMeans(ReadOnlySpan<byte> rows, int count, float weight, Span<float> means, int slot)
    {
        Require.InRange(count, 1, IKernel.ChunkRows);
        _chunks[slot].Means(rows[..(count * _rowBytes)], weight, means[..count]);
    }

    /// <inheritdoc/>
    public void AddGradient(
        ReadOnlySpan<byte> rows, int count, float weight, ReadOnlySpan<float> means, Parameters gradient, int block)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        Require.InRange(block, 0, Schedule.GradientBlocks - 1);
        Require.Length(gradient.Weights.Length, _machine.Sites);
        SignedSums.Add(rows[..(count * _rowBytes)], _rowBytes, means[..count], gradient.Weights);
    }
}
