using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// Draws one side of a machine: nearly all of its units by <see cref="FixedPointBernoulli"/> from 16-bit fixed-point
/// estimates of their inputs, and those that the error of the estimate leaves doubtful from the exact sums with the
/// same random words, so that no result depends on the estimates.
/// </summary>
/// <remarks>Of 100 × 100 spins trained on an Ising ring at β = 1 (Σ|w| = 10), 1.8 of 100 vectors of sixteen units have
/// a doubtful unit; of 784 × 500 binary units with weights of deviation 0.01, 0.05 and 0.2, 2, 6 and 7 do. To decide
/// the doubtful ones takes 8 of 100 parts of a step of digits, 784 × 500.</remarks>
/// <param name="product">The exact sums of the inputs.</param>
/// <param name="spins">Whether the units of this side are spins ±1; else 0, 1.</param>
internal sealed class FixedPointSide(PackedProduct product, bool spins)
{
    /// <summary>Chunks that are drawn at a time: they share tables that are not kept.</summary>
    public const int MostChunks = 4;

    /// <summary>Bytes behind the last row that may be read.</summary>
    public const int Slack = 8;

    private readonly int _bytes = product.ColumnBytes;
    private readonly int _innerBytes = product.RowBytes;
    private readonly FixedPointProduct _estimates = new(product, spins);
    private readonly ColumnSums _sums = new(product);
    private readonly float[] _fields = new float[product.Columns];

    /// <summary>Whether the estimates are good enough to be used.</summary>
    public bool Decides { get; private set; }

    /// <summary>Has the product read the weights and the fields, and reads them from there, sixteen columns at a time, as
    /// these fit the cache.</summary>
    /// <inheritdoc cref="PackedProduct.Read"/>
    public void Read(ReadOnlySpan<float> weights, int innerStride, int columnStride, ReadOnlySpan<float> fields)
    {
        product.ReadFields(fields);
        _estimates.Begin();
        for (int block = 0; block < product.Blocks; block++)
        {
            product.ReadBlock(weights, innerStride, columnStride, block);
            if (!Avx2.IsSupported)
                continue;
            _estimates.Read(block);
            _sums.Read(product, block);
        }

        Decides = Avx2.IsSupported && _estimates.End();
        fields.CopyTo(_fields);
    }

    /// <summary>Draws every unit of every row.</summary>
    /// <param name="from">Rows of the other side.</param>
    /// <param name="chunks">How the rows are divided into chunks; at most <see cref="MostChunks"/>.</param>
    /// <param name="to">Receives the rows.</param>
    /// <param name="scratch">The buffers of this thread.</param>
    public void Draw(ReadOnlySpan<byte> from, ReadOnlySpan<ChainChunk> chunks, Span<byte> to, Scratch scratch)
    {
        int count = ChainChunk.RowsOf(chunks, MostChunks);
        bool few = _estimates.AreFew(from, count, scratch.Errors);
        for (int b = 0; b < _bytes; b += 2)
        {
            int vector = b / 2 % FixedPointProduct.Vectors, first = vector * Scratch.Room;
            if (vector == 0)
                _estimates.Sum(from, count, b / 2 / FixedPointProduct.Vectors, few, scratch.Tables, scratch.Estimates);
            ReadOnlySpan<byte> rows = from;
            Span<byte> drawn = to;
            foreach (ChainChunk chunk in chunks)
            {
                Draw(rows, b, scratch.Estimates.Slice(first, chunk.Rows), ref chunk.Random.Lanes, drawn, scratch);
                first += chunk.Rows;
                rows = rows[(chunk.Rows * _innerBytes)..];
                drawn = drawn[(chunk.Rows * _bytes)..];
            }
        }
    }

    /// <summary>Draws sixteen units of every row of a chunk, from byte b on: one draw of the lanes for eight units of a
    /// row.</summary>
    private void Draw(
        ReadOnlySpan<byte> from, int b, ReadOnlySpan<Vector256<short>> estimates, ref LaneStream lanes, Span<byte> to,
        Scratch scratch)
    {
        int mask = (1 << Math.Min(16, product.Columns - 8 * b)) - 1;
        Span<Vector256<ulong>> words = scratch.Words;
        FixedPointBernoulli.Draw(ref lanes, words[..estimates.Length]);
        if (b + 1 < _bytes)
            FixedPointBernoulli.Draw(ref lanes, words.Slice(IKernel.ChunkRows, estimates.Length));
        uint doubtful = FixedPointBernoulli.Decide(
            estimates, _estimates.Scale, scratch.Errors[b / 2], words, to[b..], _bytes, mask, scratch.Sure);
        for (; doubtful != 0; doubtful &= doubtful - 1)
        {
            int r = BitOperations.TrailingZeroCount(doubtful);
            Decide(from[(r * _innerBytes)..], b, scratch.Sure[r], words[r..], to[(r * _bytes)..]);
        }
    }

    /// <summary>Decides the doubtful units of one row from the exact sums, of sixteen units from byte b on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Decide(
        ReadOnlySpan<byte> row, int b, uint sure, ReadOnlySpan<Vector256<ulong>> words, Span<byte> to)
    {
        for (uint doubts = ~sure; doubts != 0; doubts &= doubts - 1)
        {
            int place = BitOperations.TrailingZeroCount(doubts), c = place / 4, second = place / 2 % 2;
            int unit = 8 * (b + second) + c;
            if (unit >= product.Columns)
                continue;
            uint word = words[second * IKernel.ChunkRows].AsUInt32()[c];
            if (IsHigh(row, unit, word))
                to[b + second] |= (byte)(1 << c);
        }
    }

    /// <summary>Decides a unit from a sum in the fastest order, and from the exact one where its roundings matter.</summary>
    private bool IsHigh(ReadOnlySpan<byte> row, int unit, uint word)
        => FixedPointBernoulli.IsHigh(
                _sums.Near(row, unit) + _fields[unit], 2 * _estimates.Roundings[unit], spins, word)
            ?? FixedPointBernoulli.IsHigh(_sums.Of(row, unit) + _fields[unit], spins, word);

    /// <summary>The buffers of one thread.</summary>
    /// <param name="units">Those of the larger side.</param>
    public sealed class Scratch(int units)
    {
        /// <summary>Vectors from the estimates of sixteen units to those of the next: at a whole number of pages, all
        /// of a row would contend for the same places of the cache.</summary>
        public const int Room = MostChunks * IKernel.ChunkRows + 4;

        private readonly VectorBuffer _tables = new(FixedPointProduct.ScratchVectors);
        private readonly VectorBuffer _estimates = new(FixedPointProduct.Vectors * Room);
        private readonly VectorBuffer _errors = new((units + FixedPointTables.Lanes - 1) / FixedPointTables.Lanes);
        private readonly VectorBuffer _words = new(2 * IKernel.ChunkRows);

        public readonly uint[] Sure = new uint[IKernel.ChunkRows];

        public Span<Vector256<short>> Tables => As<short>(_tables);

        public Span<Vector256<short>> Estimates => As<short>(_estimates);

        public Span<Vector256<short>> Errors => As<short>(_errors);

        public Span<Vector256<ulong>> Words => As<ulong>(_words);

        private static Span<Vector256<T>> As<T>(VectorBuffer buffer)
            where T : struct
            => MemoryMarshal.Cast<Vector256<float>, Vector256<T>>(buffer.Vectors);
    }
}
