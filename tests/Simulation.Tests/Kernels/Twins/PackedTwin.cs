using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Kernels.Packed;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels.Twins;

/// <summary>The readable twin of <see cref="PackedKernel"/>: the same algorithm, one unit at a time, bit for
/// bit.</summary>
/// <param name="machine">One that <see cref="PackedKernel.Fits"/>.</param>
internal sealed class PackedTwin(Rbm machine) : IKernel
{
    private readonly bool _visibleSpins = machine.VisibleLayer.Unit is SpinUnit;
    private readonly bool _hiddenSpins = machine.HiddenLayer.Unit is SpinUnit;
    private readonly int _visibleBytes = BitRow.Bytes(machine.Sites);
    private readonly int _hiddenBytes = BitRow.Bytes(machine.Hidden);

    /// <inheritdoc/>
    public int MeanWidth => machine.Hidden;

    /// <inheritdoc/>
    public KernelSchedule Schedule => KernelSchedule.Whole;

    /// <inheritdoc/>
    public void Prepare(int part)
    {
        // Nothing is copied: the parameters are read from the machine.
    }

    /// <inheritdoc/>
    public void Move(Span<byte> rows, ReadOnlySpan<ChainChunk> chunks, int gibbsSteps, int slot)
    {
        var (count, random) = ChainChunk.Only(chunks);
        Span<byte> hidden = new byte[count * _hiddenBytes];
        for (int step = 0; step < gibbsSteps; step++)
        {
            // The hidden side first; of a side, eight units after eight; of those, row after row: one draw each.
            for (int mu = 0; mu < machine.Hidden; mu += 8)
            {
                for (int r = 0; r < count; r++)
                {
                    Vector256<uint> words = random.Lanes.Next().AsUInt32();
                    int bits = 0;
                    for (int c = 0; c < 8 && mu + c < machine.Hidden; c++)
                        bits |= IsHigh(HiddenInput(rows, r, mu + c), _hiddenSpins, words[c]) ? 1 << c : 0;
                    hidden[r * _hiddenBytes + mu / 8] = (byte)bits;
                }
            }

            for (int i = 0; i < machine.Sites; i += 8)
            {
                for (int r = 0; r < count; r++)
                {
                    Vector256<uint> words = random.Lanes.Next().AsUInt32();
                    int bits = 0;
                    for (int c = 0; c < 8 && i + c < machine.Sites; c++)
                        bits |= IsHigh(VisibleInput(hidden, r, i + c), _visibleSpins, words[c]) ? 1 << c : 0;
                    rows[r * _visibleBytes + i / 8] = (byte)bits;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void HiddenMeans(ReadOnlySpan<byte> rows, int count, float weight, Span<float> means, int slot)
    {
        for (int r = 0; r < count; r++)
        {
            for (int mu = 0; mu < machine.Hidden; mu++)
            {
                float input = HiddenInput(rows, r, mu);
                means[r * machine.Hidden + mu]
                    = weight * (_hiddenSpins ? Exponential.Tanh(input) : Exponential.Logistic(input));
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Rows are summed 128 at a time, and these sums are added to the gradient one after another.</remarks>
    public void AddGradient(
        ReadOnlySpan<byte> rows, int count, float weight, ReadOnlySpan<float> means, Parameters gradient, int block)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        const int RowsPerPass = 128;
        for (int first = 0; first < count; first += RowsPerPass)
        {
            int taken = Math.Min(RowsPerPass, count - first);
            ReadOnlySpan<float> own = means[(first * machine.Hidden)..];
            for (int i = 0; i < machine.Sites; i++)
            {
                byte[] column = ColumnOf(rows[(first * _visibleBytes)..], taken, i);
                for (int mu = 0; mu < machine.Hidden; mu++)
                {
                    gradient.Weights[mu * machine.Sites + i]
                        += PackedSum.Of(column, taken, own[mu..], machine.Hidden, _visibleSpins);
                }

                int ones = Enumerable.Range(0, taken).Count(r => BitRow.Get(column, r));
                if (machine.VisibleLayer.HasFields)
                    gradient.VisibleFields[i] += weight * (_visibleSpins ? 2 * ones - taken : ones);
            }

            for (int r = 0; r < taken && machine.HiddenLayer.HasFields; r++)
            {
                for (int mu = 0; mu < machine.Hidden; mu++)
                    gradient.HiddenFields[mu] += own[r * machine.Hidden + mu];
            }
        }
    }

    private static bool IsHigh(float input, bool spins, uint random)
    {
        const float Highest = LaneBernoulli.HighestArgument;
        float y = (spins ? -2f : -1f) * PowerOfTwo.BinaryE * input;
        y = y < -Highest ? -Highest : y;
        float odds = PowerOfTwo.Exp2(y > Highest ? Highest : y);
        float cell = (int)random >> 9;
        float difference = MathF.FusedMultiplyAdd(
            LaneBernoulli.HalfOfCells + 0.5f, odds, MathF.FusedMultiplyAdd(cell, odds, cell));
        return difference < LaneBernoulli.HalfOfCells - 0.5f;
    }

    private float HiddenInput(ReadOnlySpan<byte> rows, int row, int mu)
        => PackedSum.Of(rows.Slice(row * _visibleBytes, _visibleBytes), machine.Sites, machine.FieldOf(mu), 1,
            _visibleSpins) + (machine.HiddenLayer.HasFields ? machine.Parameters.HiddenFields[mu] : 0);

    private float VisibleInput(ReadOnlySpan<byte> hidden, int row, int site)
        => PackedSum.Of(hidden.Slice(row * _hiddenBytes, _hiddenBytes), machine.Hidden,
            machine.Weights.AsSpan(site), machine.Sites, _hiddenSpins)
            + (machine.VisibleLayer.HasFields ? machine.Parameters.VisibleFields[site] : 0);

    private byte[] ColumnOf(ReadOnlySpan<byte> rows, int count, int site)
    {
        byte[] column = new byte[BitRow.Bytes(count)];
        for (int r = 0; r < count; r++)
        {
            if (BitRow.Get(rows[(r * _visibleBytes)..], site))
                column[r / 8] |= (byte)(1 << (r % 8));
        }

        return column;
    }
}
