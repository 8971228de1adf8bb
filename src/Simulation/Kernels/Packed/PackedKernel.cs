using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// Training for machines both of whose sides are spins ±1 or binary units 0, 1: units are bits, and sums over units are
/// looked up.
/// </summary>
/// <remarks>
/// <para>A Gibbs step draws the hidden side, then the visible side; of a side eight units after eight, and of those row
/// after row, with one draw of 256 bits each. Sums are added in the order of <see cref="NibbleTables"/>, the field
/// last. Tests hold the kernel, bit for bit, to a readable twin: the same algorithm, one unit at a time.</para>
/// <para>Beyond four hidden units, on processors with AVX2, <see cref="FixedPointSide"/> decides nearly every unit from
/// a 16-bit fixed-point estimate of its input. The exact sums are used for means, for the few units that the error of
/// the estimate leaves doubtful, and for all units where weights are so large that estimates are useless (Σ|w| beyond
/// some 200 for 100 units).</para>
/// <para>Where the time goes, on a core of AMD Zen 3 at 3.2 GHz: with estimates, the inputs of 16 units of a row take
/// one look-up for every four units of the other side, 0.3 ns each; loads of 32 bytes from random places of 15 KiB take
/// 0.22 to 0.29 ns there. Where few units are set it is one load for each of these, 0.37 ns. Random bits and decisions
/// take 9 ns for 16 units, and doubtful units a tenth of the time. A step of 100 rows of 100 × 100 spins takes 23 μs,
/// against 32 μs without estimates; one of digits, 784 × 500, 0.46 ms, and 0.57 ms by tables alone. In a training some
/// 11 MB of weights are read and written besides, in several forms, at every update: a fifth of its time.</para>
/// </remarks>
public sealed class PackedKernel : IKernel
{
    /// <summary>
    /// Up to so many hidden units, the thresholds of the visible units are tabulated for each state of the hidden side:
    /// a draw is then random bits and a comparison.
    /// </summary>
    private const int FewUnits = 4;

    private const int MostRows = FixedPointSide.MostChunks * IKernel.ChunkRows;

    private readonly Rbm _machine;
    private readonly bool _visibleSpins;
    private readonly bool _hiddenSpins;
    private readonly int _rowBytes;
    private readonly int _hiddenBytes;
    private readonly PackedProduct _toHidden;
    private readonly PackedProduct _toVisible;
    private readonly FixedPointSide _estimatedHidden;
    private readonly FixedPointSide _estimatedVisible;
    private readonly Scratch[] _scratch;
    private readonly PackedGradient[] _gradients;

    /// <summary>Thresholds for few hidden units: a vector for each of their states, for every eight visible
    /// units.</summary>
    private readonly VectorBuffer? _thresholds;

    /// <summary>A kernel of a machine.</summary>
    /// <param name="machine">One that <see cref="Fits"/>.</param>
    /// <param name="slots">Number of chunks that may be worked on at the same time, at least 1.</param>
    /// <exception cref="ArgumentException">The machine has other units, or there is no slot.</exception>
    public PackedKernel(Rbm machine, int slots)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (!Fits(machine))
        {
            string units = $"{machine.VisibleLayer.Unit.Name} × {machine.HiddenLayer.Unit.Name}";
            throw Require.Error("units of the machine", units, "spin or binary");
        }

        _machine = machine;
        _visibleSpins = machine.VisibleLayer.Unit is SpinUnit;
        _hiddenSpins = machine.HiddenLayer.Unit is SpinUnit;
        _rowBytes = BitRow.Bytes(machine.Sites);
        _hiddenBytes = BitRow.Bytes(machine.Hidden);
        _toHidden = new(machine.Sites, machine.Hidden, _visibleSpins);
        _toVisible = new(machine.Hidden, machine.Sites, _hiddenSpins);
        _estimatedHidden = new(_toHidden, _hiddenSpins);
        _estimatedVisible = new(_toVisible, _visibleSpins);
        _scratch = [.. Enumerable.Range(0, Require.AtLeast(slots, 1))
            .Select(_ => new Scratch(_rowBytes, _hiddenBytes))];
        _thresholds = machine.Hidden <= FewUnits ? new(_rowBytes << machine.Hidden) : null;
        Schedule = new()
        {
            PrepareParts = 2,
            ChunksTogether = FixedPointSide.MostChunks,
            GradientBlocks = (machine.Hidden + PackedGradient.HiddenPerBlock - 1) / PackedGradient.HiddenPerBlock,
        };
        _gradients = [.. Enumerable.Range(0, Schedule.GradientBlocks)
            .Select(_ => new PackedGradient(machine.Sites, machine.Hidden, _visibleSpins))];
    }

    /// <inheritdoc/>
    public int MeanWidth => _machine.Hidden;

    /// <inheritdoc/>
    public KernelSchedule Schedule { get; }

    /// <summary>Whether both sides of a machine are spins or binary units.</summary>
    /// <param name="machine">Any machine.</param>
    public static bool Fits(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return HasTwoValues(machine.VisibleLayer.Unit) && HasTwoValues(machine.HiddenLayer.Unit);
    }

    /// <inheritdoc/>
    public void Prepare(int part)
    {
        Parameters parameters = _machine.Parameters;
        if (Require.InRange(part, 0, Schedule.PrepareParts - 1) == 0)
        {
            // The hidden means of the gradient use the exact sums, whatever decides the draws.
            Read(_toHidden, _estimatedHidden, 1, _machine.Sites, parameters.HiddenFields);
            _toHidden.Tabulate();
            return;
        }

        Read(_toVisible, _estimatedVisible, _machine.Sites, 1, parameters.VisibleFields);
        if (!_estimatedVisible.Decides)
            _toVisible.Tabulate();
        if (_thresholds is not null)
            TabulateStates(_thresholds.Vectors, _scratch[0]);
    }

    /// <inheritdoc/>
    public void Move(Span<byte> rows, ReadOnlySpan<ChainChunk> chunks, int gibbsSteps, int slot)
    {
        int bytes = ChainChunk.RowsOf(chunks, FixedPointSide.MostChunks) * _rowBytes;
        Require.AtLeast(rows.Length, bytes);
        rows = rows[..bytes];
        Scratch scratch = _scratch[slot];
        rows.CopyTo(scratch.Visible);
        for (int step = 0; step < gibbsSteps; step++)
        {
            Draw(_estimatedHidden, _toHidden, scratch.Visible, chunks, _hiddenSpins, scratch.Hidden, scratch);
            if (_thresholds is not null)
                DrawVisibleByState(_thresholds.Vectors, chunks, scratch);
            else
                Draw(_estimatedVisible, _toVisible, scratch.Hidden, chunks, _visibleSpins, scratch.Visible, scratch);
        }

        scratch.Visible.AsSpan(0, rows.Length).CopyTo(rows);
    }

    /// <inheritdoc/>
    public void HiddenMeans(ReadOnlySpan<byte> rows, int count, float weight, Span<float> means, int slot)
    {
        Require.InRange(count, 1, MostRows);
        int hidden = _machine.Hidden;
        Require.AtLeast(means.Length, count * hidden);
        Require.AtLeast(rows.Length, count * _rowBytes);
        Scratch scratch = _scratch[slot];
        rows[..(count * _rowBytes)].CopyTo(scratch.Visible);
        for (int mu = 0; mu < hidden; mu += PackedProduct.Lanes)
        {
            Vector256<float> fields = _toHidden.Fields[mu / PackedProduct.Lanes], factor = Vector256.Create(weight);
            Span<Vector256<float>> sums = scratch.Sum(_toHidden, scratch.Visible, count, mu / PackedProduct.Lanes);
            for (int r = 0; r < count; r++)
            {
                Vector256<float> input = sums[r] + fields;
                Vector256<float> mean = factor
                    * (_hiddenSpins ? LaneExponential.Tanh(input) : LaneExponential.Logistic(input));
                CopyStart(mean, means.Slice(r * hidden + mu, Math.Min(PackedProduct.Lanes, hidden - mu)));
            }
        }
    }

    /// <inheritdoc/>
    public void AddGradient(
        ReadOnlySpan<byte> rows, int count, float weight, ReadOnlySpan<float> means, Parameters gradient, int block)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (count > 0)
            _gradients[block].Add(rows[..(count * _rowBytes)], count, weight, means, gradient, block);
    }

    private void Read(
        PackedProduct product, FixedPointSide estimates, int innerStride, int columnStride, ReadOnlySpan<float> fields)
    {
        if (_thresholds is null)
            estimates.Read(_machine.Weights, innerStride, columnStride, fields);
        else
            product.Read(_machine.Weights, innerStride, columnStride, fields);
    }

    /// <summary>Every state of few units, a row each.</summary>
    private static ReadOnlySpan<byte> States => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private static bool HasTwoValues(IUnit unit) => unit is SpinUnit or BinaryUnit;

    private static void Draw(
        FixedPointSide estimates, PackedProduct product, ReadOnlySpan<byte> from, ReadOnlySpan<ChainChunk> chunks,
        bool spins, Span<byte> to, Scratch scratch)
    {
        if (estimates.Decides)
        {
            estimates.Draw(from, chunks, to, scratch.Estimates);
            return;
        }

        foreach (ChainChunk chunk in chunks)
        {
            Draw(product, from, chunk, spins, to, scratch);
            from = from[(chunk.Rows * product.RowBytes)..];
            to = to[(chunk.Rows * product.ColumnBytes)..];
        }
    }

    private static void Draw(
        PackedProduct product, ReadOnlySpan<byte> from, ChainChunk chunk, bool spins, Span<byte> to, Scratch scratch)
    {
        for (int b = 0; b < product.ColumnBytes; b++)
        {
            Span<Vector256<float>> sums = scratch.Sum(product, from, chunk.Rows, b);
            LaneBernoulli.Draw(sums, scratch.Scales.Vectors, product.Fields[b], spins, ref chunk.Random.Lanes, to[b..],
                product.ColumnBytes, product.MaskOf(b));
        }
    }

    /// <summary>The thresholds of the visible units given each state of few hidden ones.</summary>
    private void TabulateStates(Span<Vector256<float>> thresholds, Scratch scratch)
    {
        int states = 1 << _machine.Hidden;
        for (int b = 0; b < _rowBytes; b++)
        {
            Span<Vector256<float>> sums = scratch.Sum(_toVisible, States, states, b);
            LaneBernoulli.ToOdds(sums, scratch.Scales.Vectors, _toVisible.Fields[b], _visibleSpins);
            LaneBernoulli.ToThresholds(sums);
            sums.CopyTo(thresholds[(b * states)..]);
        }
    }

    private void DrawVisibleByState(
        ReadOnlySpan<Vector256<float>> thresholds, ReadOnlySpan<ChainChunk> chunks, Scratch scratch)
    {
        int states = 1 << _machine.Hidden, first = 0;
        foreach (ChainChunk chunk in chunks)
        {
            for (int b = 0; b < _rowBytes; b++)
            {
                LaneBernoulli.DrawByValue(
                    thresholds.Slice(b * states, states), scratch.Hidden.AsSpan(first, chunk.Rows),
                    ref chunk.Random.Lanes, scratch.Visible.AsSpan(first * _rowBytes + b), _rowBytes,
                    _toVisible.MaskOf(b));
            }

            first += chunk.Rows;
        }
    }

    private static void CopyStart(Vector256<float> from, Span<float> to)
    {
        if (to.Length >= PackedProduct.Lanes)
        {
            from.CopyTo(to);
            return;
        }

        for (int lane = 0; lane < to.Length; lane++)
            to[lane] = from[lane];
    }

    private sealed class Scratch(int visibleBytes, int hiddenBytes)
    {
        private readonly VectorBuffer _tables = new(NibbleTables.BytesPerPass * NibbleTables.VectorsPerByte);
        private readonly VectorBuffer _even = new(MostRows);
        private readonly VectorBuffer _odd = new(MostRows);

        /// <summary>A copy of the rows, padded: four rows are summed at a time, whatever their number.</summary>
        public readonly byte[] Visible = new byte[MostRows * visibleBytes + FixedPointSide.Slack];
        public readonly byte[] Hidden = new byte[MostRows * hiddenBytes + FixedPointSide.Slack];
        public readonly FixedPointSide.Scratch Estimates = new(8 * Math.Max(visibleBytes, hiddenBytes));
        public readonly VectorBuffer Scales = new(IKernel.ChunkRows);

        /// <summary>Sums of eight units for every row; to be called for eight after eight units in turn, as sixteen are
        /// summed at a time.</summary>
        public Span<Vector256<float>> Sum(PackedProduct product, ReadOnlySpan<byte> rows, int count, int eight)
        {
            if (eight % 2 == 0)
            {
                int padded = NibbleTables.Padded(count);
                product.Sum(rows, eight / 2, _tables.Vectors, _even.Vectors[..padded], _odd.Vectors[..padded]);
            }

            return (eight % 2 == 0 ? _even : _odd).Vectors[..count];
        }
    }
}
