using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels.SingleSpin;

/// <summary>The scratch of one thread of <see cref="SingleSpinKernel"/> and what it does with a chunk of
/// rows.</summary>
internal sealed class SingleSpinChunk
{
    private const int Together = IKernel.ChunkRows;

    private readonly BernoulliColumns _visible;
    private readonly RowInputs _tables;
    private readonly FixedPointInputs _estimates;
    private readonly int _rowBytes;
    private readonly byte[] _rows;
    private readonly float[] _inputs = new float[2 * Together];
    private readonly Vector256<ulong>[] _words = new Vector256<ulong>[Together / Vector256<float>.Count];
    private readonly Vector256<byte>[] _shared = new Vector256<byte>[BernoulliColumns.Sharing];
    private Vector256<byte>[] _older, _newer;

    /// <summary>Scratch for rows of that many bytes.</summary>
    public SingleSpinChunk(BernoulliColumns visible, RowInputs tables, FixedPointInputs estimates, int rowBytes)
    {
        _visible = visible;
        _tables = tables;
        _estimates = estimates;
        _rowBytes = rowBytes;
        _rows = new byte[2 * Together * rowBytes + ByteColumns.Slack];
        _older = new Vector256<byte>[ByteColumns.Count(rowBytes)];
        _newer = new Vector256<byte>[ByteColumns.Count(rowBytes)];
    }

    /// <summary>Moves chains by k Gibbs steps.</summary>
    /// <param name="rows">The chains' rows and no more.</param>
    /// <param name="count">Number of chains.</param>
    /// <param name="gibbsSteps">k, at least 1.</param>
    /// <param name="random">For each 32 moves, four draws of the lanes for the hidden spins, then those of the visible
    /// ones.</param>
    public void Move(Span<byte> rows, int count, int gibbsSteps, ChunkRandom random)
    {
        // Moves are numbered step by step, chain by chain in a step, and drawn 32 at once. A move does not need the one
        // before of the same chain: the signs h, one bit a chain, are multiplied in at the end.
        ReadInputs(rows);
        long moves = (long)count * gibbsSteps;
        uint negative = 0;
        int chain = 0;
        for (long done = 0; done < moves; done += Together)
        {
            (_older, _newer) = (_newer, _older);
            uint flips = DrawMoves(count, done == 0 ? 0 : Together - count, random);
            Flip(ref negative, ref chain, flips, count, (int)Math.Min(Together, moves - done));
        }

        // The moves of the last step are among the last 64 that were drawn, number 32 being the first of the newer
        // ones.
        int first = 2 * Together - count - (int)(-moves & (Together - 1));
        ulong signs = (ulong)negative << first;
        if (first < Together)
            WriteRows(_older, (uint)signs, _rows);
        WriteRows(_newer, (uint)(signs >> Together), _rows.AsSpan(Together * _rowBytes));
        _rows.AsSpan(first * _rowBytes, rows.Length).CopyTo(rows);
    }

    /// <summary>weight × tanh I of each row.</summary>
    public void Means(ReadOnlySpan<byte> rows, float weight, Span<float> means)
    {
        ReadInputs(rows);
        for (int row = 0; row < means.Length; row += Vector256<float>.Count)
        {
            Span<float> lanes = _inputs.AsSpan(row, Vector256<float>.Count);
            (LaneExponential.Tanh(Vector256.Create((ReadOnlySpan<float>)lanes)) * weight).CopyTo(lanes);
        }

        _inputs.AsSpan(0, means.Length).CopyTo(means);
    }

    /// <summary>Inputs of given rows, into the first 32.</summary>
    private void ReadInputs(ReadOnlySpan<byte> rows)
    {
        rows.CopyTo(_rows);
        ByteColumns.FromRows(_rows, _rowBytes, _newer);
        _tables.Sum(_newer, _inputs);
    }

    /// <summary>
    /// Draws 32 moves: x into the newer columns, and for each whether the hidden spin differs from the last one of its
    /// chain, as a bit.
    /// </summary>
    /// <param name="count">Number of chains.</param>
    /// <param name="first">Where the moves of the last step begin in the older columns.</param>
    /// <param name="random">Random numbers of the chunk.</param>
    /// <remarks>The inputs are those of the moves of the last step, then those of the new ones: input number j decides
    /// the hidden spin of move j.</remarks>
    private uint DrawMoves(int count, int first, ChunkRandom random)
    {
        Span<float> inputs = _inputs;
        DrawWords(ref random.Lanes, _words);
        _visible.Draw(ref random.Lanes, ref random.MoreLanes, _newer, _shared);
        _estimates.Sum(_newer, inputs[count..]);
        bool certain = Keeps(inputs, out uint keeps);
        inputs[Together..].CopyTo(inputs);
        return certain ? ~keeps : ExactFlips(count, first);
    }

    /// <summary>The same bits from the exact sums, where the estimates leave a decision doubtful.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint ExactFlips(int count, int first)
    {
        Span<float> inputs = stackalloc float[2 * Together];
        _tables.Sum(_older, inputs);
        inputs[first..(first + count)].CopyTo(inputs);
        _tables.Sum(_newer, inputs[count..]);
        uint keeps = 0;
        for (int eight = 0; eight < _words.Length; eight++)
            keeps |= Keeps(Uniform(_words[eight]), inputs[(8 * eight)..]) << (8 * eight);
        return ~keeps;
    }

    /// <summary>Bits where u (1 + e^{−2I}) &lt; 1 for estimates of I, and whether the errors of the estimates leave
    /// none of them doubtful.</summary>
    /// <remarks>With o = e^{−2I}, an error δ of I moves u (1 + o) by u o (e^{2δ} − 1) at most, which is less than 4δ u
    /// o where δ &lt; ½; where it is not, nothing is certain. Rounding moves an argument of 2^x by less than 10^−5,
    /// which changes o by the same relative amount, and everything else by less than 2 × 10^−6.</remarks>
    private bool Keeps(ReadOnlySpan<float> inputs, out uint keeps)
    {
        Vector256<float> o0 = Argument(inputs), o1 = Argument(inputs[8..]), o2 = Argument(inputs[16..]);
        Vector256<float> o3 = Argument(inputs[24..]);
        LanePowerOfTwo.Exp2(ref o0, ref o1, ref o2, ref o3);
        Vector256<float> error = Vector256.Create(
            _estimates.Error < 0.5f ? 4 * _estimates.Error + 2e-5f : float.PositiveInfinity);
        ReadOnlySpan<Vector256<ulong>> words = _words;
        uint certain0 = Decide(Uniform(words[0]), o0, error, out uint keeps0);
        uint certain1 = Decide(Uniform(words[1]), o1, error, out uint keeps1);
        uint certain2 = Decide(Uniform(words[2]), o2, error, out uint keeps2);
        uint certain3 = Decide(Uniform(words[3]), o3, error, out uint keeps3);
        keeps = keeps0 | keeps1 << 8 | keeps2 << 16 | keeps3 << 24;
        return (certain0 & certain1 & certain2 & certain3) == 0xff;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Argument(ReadOnlySpan<float> inputs)
    {
        Vector256<float> x = Vector256.Create(inputs) * Vector256.Create(-2 * PowerOfTwo.BinaryE);
        x = Vector256.MaxNative(x, Vector256.Create(-PowerOfTwo.HighestArgument));
        return Vector256.MinNative(x, Vector256.Create(PowerOfTwo.HighestArgument));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Decide(Vector256<float> uniform, Vector256<float> odds, Vector256<float> error, out uint keeps)
    {
        Vector256<float> share = uniform * odds, excess = share + (uniform - Vector256<float>.One);
        keeps = excess.ExtractMostSignificantBits();
        return Vector256.GreaterThan(Vector256.Abs(excess), share * error + Vector256.Create(2e-6f))
            .ExtractMostSignificantBits();
    }

    private static void DrawWords(ref LaneStream stream, Span<Vector256<ulong>> words)
    {
        LaneStream lanes = stream;
        foreach (ref Vector256<ulong> word in words)
            word = lanes.Next();
        stream = lanes;
    }

    /// <summary>Eight centres of 2^23 equal cells of [0, 1]: both signs are treated alike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Uniform(Vector256<ulong> word)
    {
        Vector256<int> cells = (word.AsInt32() >>> 8) | Vector256<int>.One;
        return Vector256.ConvertToSingle(cells) * Vector256.Create(1f / (1 << 24));
    }

    /// <summary>Bits where u (1 + e^{−2I}) &lt; 1: with probability 1/(1 + e^{−2I}).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Keeps(Vector256<float> uniform, ReadOnlySpan<float> inputs)
    {
        Vector256<float> odds = LaneExponential.Exp(Vector256.Create(-2f) * Vector256.Create(inputs));
        return Vector256.LessThan(uniform * (Vector256<float>.One + odds), Vector256<float>.One)
            .ExtractMostSignificantBits();
    }

    /// <summary>Changes the signs of chains whose bits are set, in turn from a given chain on.</summary>
    private static void Flip(ref uint negative, ref int chain, uint flips, int count, int moves)
    {
        while (moves > 0)
        {
            int taken = Math.Min(count - chain, moves);
            negative ^= (flips & (uint)((1UL << taken) - 1)) << chain;
            flips = (uint)((ulong)flips >> taken);
            moves -= taken;
            chain = (chain + taken) % count;
        }
    }

    /// <summary>The rows h x, h = −1 where the bit of a row is set.</summary>
    private void WriteRows(Span<Vector256<byte>> columns, uint negative, Span<byte> rows)
    {
        // Four bytes of a column belong to four rows, whose signs are the low or the high half of one byte of the mask.
        uint s0 = Spread(negative), s1 = Spread(negative >> 8);
        uint s2 = Spread(negative >> 16), s3 = Spread(negative >> 24);
        Vector256<byte> bits = Vector256.Create(
            Vector128.Create(0x08040201u).AsByte(), Vector128.Create(0x80402010u).AsByte());
        Vector256<byte> isNegative = Vector256.Equals(
            Vector256.Create(s0, s1, s2, s3, s0, s1, s2, s3).AsByte() & bits, bits);
        ReadOnlySpan<Vector256<byte>> sites = _visible.Sites;
        for (int b = 0; b < sites.Length && b < columns.Length; b++)
            columns[b] ^= isNegative & sites[b];
        ByteColumns.ToRows(columns, _rowBytes, rows);
    }

    /// <summary>Four copies of the lowest byte.</summary>
    private static uint Spread(uint bits) => (bits & 0xff) * 0x01010101;
}
