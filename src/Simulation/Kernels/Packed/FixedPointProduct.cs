using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// 16-bit fixed-point estimates of the arguments of tanh of units of two values, I for spins ±1 and I/2 for 0, 1, with
/// I the exact input of <see cref="PackedProduct"/>: half the loads, and tables half as large. A bound of their errors
/// comes with <see cref="AreFew"/>.
/// </summary>
/// <remarks>
/// <para>Bits of a row stand for σ = ±1 here; a unit 0, 1 is ½ + ½ σ, and the halves are added to the field. The bits
/// are summed in passes of 60. The tables of pass p have, for each column c, a unit u_pc of their own, so small that
/// Σ|w| over the pass just fits 16 bits; the sum of a pass is then converted to the unit U of all estimates, 2^s times
/// that of <see cref="FixedPointTanh"/>, by a product with u_pc/U, which is a multiple of 2^−15.</para>
/// <para>The error of an estimate is at most ½ u_pc for every table, as a sum is rounded once when it is tabulated,
/// plus ½ U for every pass and for the field; and the exact sum, of floats, has itself a rounding error of at most
/// 2^−24 Σ|w| for every addition.</para>
/// <para>Where less than a fifth of the units 0, 1 of the rows are 1, their weights are added one by one in place of
/// tables, <see cref="FixedPointWeights"/>: ½ u_pc is then the error of every weight that is added, and of the sum that
/// is started from.</para>
/// <para>Errors grow with Σ|w|, but the share of doubtful units hardly does, as inputs grow too, and tanh is nearly
/// constant beyond a few.</para>
/// <para>Tables of 256 KiB at most are kept until the weights change; larger ones are computed again for every call.
/// Tables of five units instead of four save a fifth of the look-ups and no time: they are larger, and take longer to
/// compute.</para>
/// </remarks>
internal sealed class FixedPointProduct
{
    /// <summary>Vectors of the tables of one pass, 15 KiB; the last pass may have fewer.</summary>
    public const int ScratchVectors = UnitsPerPass / FixedPointTables.Units * FixedPointTables.Vectors;

    /// <summary>Vectors of sixteen columns that are summed together.</summary>
    public const int Vectors = FixedPointWeights.Vectors;

    /// <summary>Together with the up to 4 bits before them in their first byte they fit one load of 64 bits.</summary>
    private const int UnitsPerPass = 60;

    /// <summary>Below one in so many of the units that are 1, their weights are added one by one.</summary>
    private const int FewUnits = 5;

    private const int MostPassesOfFew = 1024;
    private const int LargestKept = 8192;
    private const int LargestSum = 32000;
    private const int HighestScale = 8;
    private const int One = 1 << 15;

    private readonly PackedProduct _product;
    private readonly int _inner;
    private readonly int _bytes;
    private readonly int _passes;
    private readonly int _vectors;
    private readonly int _padded;
    private readonly int _tablesOfBlock;
    private readonly float _factor;
    private readonly float _fieldFactor;
    private readonly VectorBuffer _bounds;
    private readonly VectorBuffer _scales;
    private readonly VectorBuffer _arguments;
    private readonly VectorBuffer _units;
    private readonly VectorBuffer _starts;
    private readonly VectorBuffer _errors;
    private readonly VectorBuffer _errorsOfPasses;
    private readonly VectorBuffer _roundings;
    private readonly VectorBuffer? _tables;

    /// <summary>Weights, where units are 0, 1, and what the sum of each pass starts from, in the order of the
    /// units.</summary>
    private readonly VectorBuffer? _weights;
    private readonly VectorBuffer? _passStarts;

    /// <summary>The largest magnitudes of arguments, and whether all errors are small, of the columns read so far.</summary>
    private Vector256<float> _highest;
    private bool _areGood;

    /// <summary>Estimates of zeros.</summary>
    /// <param name="product">Where the weights and the fields are, and the rows are summed exactly.</param>
    /// <param name="columnSpins">Whether the units that receive are ±1; else 0, 1.</param>
    public FixedPointProduct(PackedProduct product, bool columnSpins)
    {
        (_product, _inner, _bytes, _vectors) = (product, product.Inner, product.RowBytes, product.Blocks);
        _fieldFactor = columnSpins ? 1f : 0.5f;
        _factor = product.Spins ? _fieldFactor : 0.5f * _fieldFactor;
        int blocks = (_vectors + Vectors - 1) / Vectors;
        const int Multiple = FixedPointTables.Together * FixedPointTables.Units;
        _padded = (_inner + Multiple - 1) / Multiple * Multiple;
        _passes = (_padded + UnitsPerPass - 1) / UnitsPerPass;
        _tablesOfBlock = _padded / FixedPointTables.Units * FixedPointTables.Vectors;
        _bounds = new(checked(2 * _vectors * _passes));
        _scales = new(2 * _vectors * _passes);
        _arguments = new(2 * _vectors);
        _units = new(blocks * Vectors * _passes);
        _starts = new(blocks * Vectors);
        (_errors, _errorsOfPasses, _roundings) = (new(_vectors), new(_vectors), new(2 * _vectors));
        long tables = (_vectors + 1L) / 2 * _tablesOfBlock;
        _tables = tables <= LargestKept ? new((int)tables) : null;
        if (!product.Spins && _passes <= MostPassesOfFew)
            (_weights, _passStarts) = (new(checked(blocks * Vectors * _inner)), new(blocks * Vectors * _passes));
    }

    /// <summary>The unit of the estimates is 2 to this power of that of <see cref="FixedPointTanh"/>.</summary>
    public int Scale { get; private set; }

    /// <summary>Largest errors of the estimates by tables, in units of 2^−15: those of column c at [c / 16].</summary>
    public ReadOnlySpan<Vector256<short>> ErrorsOfTables => Shorts(_errors);

    /// <summary>For each column the largest error of a sum of floats that has all weights of a row and the field for
    /// its terms, each with no more roundings than the exact sum.</summary>
    public ReadOnlySpan<float> Roundings => MemoryMarshal.Cast<Vector256<float>, float>(_roundings.Vectors);

    /// <summary>To be called before the weights are read.</summary>
    public void Begin() => (_highest, _areGood) = (default, true);

    /// <summary>Reads the weights and the fields of sixteen columns; to be called for all.</summary>
    /// <param name="vector">Column / 16.</param>
    public void Read(int vector)
    {
        ReadOnlySpan<Vector256<float>> weights = _product.NumbersOf(vector);
        Bound(weights, _product.Fields.Slice(2 * vector, 2), vector);
        var (first, ofFirstTables) = Round(vector, 0);
        var (second, ofSecondTables) = Round(vector, 1);
        Shorts(_starts)[vector] = Join(Nearest(_arguments.Vectors[2 * vector] / Unit),
            Nearest(_arguments.Vectors[2 * vector + 1] / Unit));
        Shorts(_errorsOfPasses)[vector] = RoundedUp(first, second);
        (first, second) = (first + ofFirstTables, second + ofSecondTables);
        Shorts(_errors)[vector] = RoundedUp(first, second);
        _areGood &= Vector256.LessThanAll(Vector256.Max(first, second), Vector256.Create(FixedPointTanh.HighestShift));
        if (_weights is not null)
            FillWeights(weights, vector);
    }

    /// <summary>To be called after the weights of all columns have been read. Where the scale of the estimates has
    /// changed since, they are read again.</summary>
    /// <returns>Whether every error is small enough for <see cref="FixedPointBernoulli"/>.</returns>
    public bool End()
    {
        const float Largest = LargestSum * FixedPointTanh.Range / One;
        int scale = 0;
        for (; !Vector256.LessThanOrEqualAll(_highest, Vector256.Create(Largest * (1 << scale))); scale++)
        {
            if (scale == HighestScale)
                return false;
        }

        if (scale != Scale)
        {
            Scale = scale;
            Begin();
            for (int vector = 0; vector < _vectors; vector++)
                Read(vector);
        }

        for (int block = 0; _tables is not null && 2 * block < _vectors; block++)
        {
            Span<Vector256<short>> tables = Shorts(_tables).Slice(block * _tablesOfBlock, _tablesOfBlock);
            for (int pass = 0; pass < _passes; pass++)
                Fill(block, pass, tables[(pass * ScratchVectors)..]);
        }

        return _areGood;
    }

    /// <summary>Whether the rows have so few units set that their weights are to be added one by one; and the largest
    /// errors of the estimates, in units of 2^−15.</summary>
    /// <param name="rows">Rows of ⌈J/8⌉ bytes, and eight bytes more that can be read.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="errors">Receives those of column c at [c / 16].</param>
    public bool AreFew(ReadOnlySpan<byte> rows, int count, Span<Vector256<short>> errors)
    {
        ErrorsOfTables.CopyTo(errors);
        if (_weights is null)
            return false;
        int all = 0;
        Span<int> most = stackalloc int[_passes];
        for (int pass = 0; pass < _passes; pass++)
        {
            for (int r = 0; r < count; r++)
            {
                int set = BitOperations.PopCount(Bits(rows[(r * _bytes)..], pass));
                all += set;
                most[pass] = Math.Max(most[pass], set);
            }
        }

        // Of one rounding, ½ u_pc and a hundredth of it, if u_pc were U.
        float error = 0.51f * FixedPointTanh.Range * (1 << Scale);
        if ((long)FewUnits * all >= (long)count * _inner || error * (UnitsPerPass + 2) > short.MaxValue)
            return false;
        for (int vector = 0; vector < _vectors; vector++)
        {
            Vector256<short> sum = Shorts(_errorsOfPasses)[vector];
            for (int pass = 0; pass < _passes; pass++)
            {
                Vector256<short> own = Vector256.Create((short)(error * (most[pass] + 1) + 1));
                Vector256<short> unit = Shorts(_units)[PlaceOf(vector, pass)];
                sum = Avx2.AddSaturate(sum, Avx2.MultiplyHighRoundScale(unit, own) + Vector256<short>.One);
            }

            if (!Vector256.LessThanAll(sum, Vector256.Create((short)(FixedPointTanh.HighestShift * One))))
                return false;
            errors[vector] = sum;
        }

        return true;
    }

    /// <summary>The estimates of every row for 64 columns.</summary>
    /// <param name="rows">Rows of ⌈J/8⌉ bytes, and eight bytes more that can be read.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="block">Column / 64.</param>
    /// <param name="few">What <see cref="AreFew"/> says of these rows.</param>
    /// <param name="scratch">Room for <see cref="ScratchVectors"/>.</param>
    /// <param name="estimates">Receives those of the first sixteen columns, one vector a row; those of the next sixteen
    /// begin at a quarter of its length, and so on. There is room for a multiple of
    /// <see cref="NibbleTables.RowGroup"/> rows.</param>
    public void Sum(
        ReadOnlySpan<byte> rows, int count, int block, bool few, Span<Vector256<short>> scratch,
        Span<Vector256<short>> estimates)
    {
        int room = estimates.Length / Vectors, padded = NibbleTables.Padded(count);
        for (int vector = 0; vector < Vectors; vector++)
            estimates.Slice(vector * room, padded).Fill(Shorts(_starts)[block * Vectors + vector]);
        for (int pass = 0, bit = 0; pass < _passes; pass++, bit += UnitsPerPass)
        {
            ReadOnlySpan<byte> own = rows[(bit / 8)..];
            Span<Vector256<short>> units = Shorts(_units).Slice(PlaceOf(block * Vectors, pass), Vectors);
            if (few)
            {
                Span<Vector256<short>> starts = Shorts(_passStarts!).Slice(PlaceOf(block * Vectors, pass), Vectors);
                FixedPointWeights.Add(
                    WeightsOf(block, pass), starts, own, _bytes, bit % 8, units, estimates, room, count);
                continue;
            }

            for (int half = 0; half < Vectors && block * Vectors + half < _vectors; half += 2)
            {
                Span<Vector256<short>> first = estimates.Slice(half * room, padded);
                Span<Vector256<short>> second = block * Vectors + half + 1 < _vectors
                    ? estimates.Slice((half + 1) * room, padded) : [];
                FixedPointTables.Add(Tables((block * Vectors + half) / 2, pass, scratch), own, _bytes, bit % 8,
                    units.Slice(half, 2), first, second);
            }
        }
    }

    private static Span<Vector256<short>> Shorts(VectorBuffer buffer)
        => MemoryMarshal.Cast<Vector256<float>, Vector256<short>>(buffer.Vectors);

    private static Vector256<int> Nearest(Vector256<float> number) => Avx.ConvertToVector256Int32(number);

    private static Vector256<short> Join(Vector256<int> first, Vector256<int> second)
        => FixedPointTables.Interleave(first, second << 16);

    private static Vector256<short> RoundedUp(Vector256<float> first, Vector256<float> second)
        => Join(Nearest(first * One) + Vector256<int>.One, Nearest(second * One) + Vector256<int>.One);

    /// <summary>The bits of a row that belong to a pass.</summary>
    private ulong Bits(ReadOnlySpan<byte> row, int pass)
    {
        int first = pass * UnitsPerPass;
        ulong bits = MemoryMarshal.Read<ulong>(row[(first / 8)..]) >> (first % 8);
        return bits & (ulong.MaxValue >> (8 * sizeof(ulong) - UnitsOf(pass)));
    }

    /// <summary>Where the numbers of a pass and a vector of columns lie: those of the vectors of a block side by
    /// side.</summary>
    private int PlaceOf(int vector, int pass) => (vector / Vectors * _passes + pass) * Vectors + vector % Vectors;

    /// <summary>U.</summary>
    private float Unit => FixedPointTanh.Range / One * (1 << Scale);

    /// <summary>Σ|w| of every pass, and the arguments without spins.</summary>
    private void Bound(
        ReadOnlySpan<Vector256<float>> weights, ReadOnlySpan<Vector256<float>> fields, int vector)
    {
        Vector256<float> bound0 = default, bound1 = default, sum0 = default, sum1 = default;
        Span<Vector256<float>> bounds = _bounds.Vectors.Slice(2 * vector * _passes, 2 * _passes);
        for (int pass = 0; pass < _passes; pass++)
        {
            Vector256<float> own0 = default, own1 = default;
            for (int j = pass * UnitsPerPass, end = Math.Min(j + UnitsPerPass, 8 * _bytes); j < end; j++)
            {
                Vector256<float> first = weights[2 * j], second = weights[2 * j + 1];
                (own0, own1) = (own0 + Vector256.Abs(first), own1 + Vector256.Abs(second));
                (sum0, sum1) = (sum0 + first, sum1 + second);
            }

            (bounds[pass], bounds[_passes + pass]) = (own0 * _factor, own1 * _factor);
            (bound0, bound1) = (bound0 + bounds[pass], bound1 + bounds[_passes + pass]);
        }

        float half = _factor < _fieldFactor ? _factor : 0;
        Vector256<float> argument0 = fields[0] * _fieldFactor + sum0 * half;
        Vector256<float> argument1 = fields[1] * _fieldFactor + sum1 * half;
        (_arguments.Vectors[2 * vector], _arguments.Vectors[2 * vector + 1]) = (argument0, argument1);
        _highest = Vector256.Max(_highest, bound0 + Vector256.Abs(argument0));
        _highest = Vector256.Max(_highest, bound1 + Vector256.Abs(argument1));
    }

    /// <summary>Chooses the units of eight columns, and returns the largest errors of their estimates: but for those
    /// of what is added in a pass, and those of tables.</summary>
    private (Vector256<float> Error, Vector256<float> OfTables) Round(int vector, int half)
    {
        int eight = 2 * vector + half;
        Vector256<float> ofTables = default;
        Vector256<float> error = Vector256.Create(0.5f * (_passes + 1) * Unit);
        Vector256<float> all = Vector256.Abs(_arguments.Vectors[eight]);
        for (int pass = 0; pass < _passes; pass++)
        {
            // Σ|w| is at most 2^15/1.001 of these units, and the roundings of 15 tables, or of 60 weights and the number
            // that they are added to, at most 30½: all sums fit 16 bits.
            Vector256<float> bound = _bounds.Vectors[eight * _passes + pass];
            Vector256<int> units = Vector256.ConvertToInt32Native(bound * (1.001f / Unit)) + Vector256<int>.One;
            Vector256<float> inUnits = Vector256.ConvertToSingle(units);
            ref Vector256<short> joined = ref Shorts(_units)[PlaceOf(vector, pass)];
            joined = half == 0 ? units.AsInt16() : Join(joined.AsInt32(), units);

            // The numbers have 16 more binary digits: their rounding adds less than a hundredth of the unit to the
            // error.
            _scales.Vectors[eight * _passes + pass] = Vector256.Create(_factor * 65536f * One / Unit) / inUnits;
            int tables = (UnitsOf(pass) + FixedPointTables.Units - 1) / FixedPointTables.Units;
            ofTables += inUnits * (0.51f * Unit / One * tables);
            all += 3 * bound;
        }

        // 2^−24 for each of the six roundings on the way to the sum of a byte, and for each of the bytes and the field,
        // of a sum whose magnitude is at most Σ|w| and that of the field, which the argument is off from by half of that
        // at most.
        all *= 6e-8f * (_bytes + 8);
        _roundings.Vectors[eight] = all / _fieldFactor;
        return (error + all, ofTables);
    }

    /// <summary>Units of a pass.</summary>
    private int UnitsOf(int pass) => Math.Min(UnitsPerPass, _inner - pass * UnitsPerPass);

    private ReadOnlySpan<Vector256<short>> Tables(int block, int pass, Span<Vector256<short>> scratch)
    {
        int units = Math.Min(UnitsPerPass, _padded - pass * UnitsPerPass);
        int length = units / FixedPointTables.Units * FixedPointTables.Vectors;
        if (_tables is not null)
            return Shorts(_tables).Slice(block * _tablesOfBlock + pass * ScratchVectors, length);
        Fill(block, pass, scratch);
        return scratch[..length];
    }

    private void Fill(int block, int pass, Span<Vector256<short>> tables)
    {
        int first = pass * UnitsPerPass, units = Math.Min(UnitsPerPass, _padded - first);
        for (int vector = 2 * block; vector < Math.Min(2 * block + 2, _vectors); vector++)
        {
            FixedPointTables.Fill(_product.NumbersOf(vector).Slice(2 * first, 2 * units), ScaleOf(vector, 0, pass),
                ScaleOf(vector, 1, pass), tables[(vector % 2)..]);
        }
    }

    private Vector256<float> ScaleOf(int vector, int half, int pass)
        => _scales.Vectors[(2 * vector + half) * _passes + pass];

    private Span<Vector256<short>> WeightsOf(int block, int pass)
        => Shorts(_weights!).Slice((block * _inner + pass * UnitsPerPass) * Vectors, UnitsOf(pass) * Vectors);

    private void FillWeights(ReadOnlySpan<Vector256<float>> weights, int vector)
    {
        for (int pass = 0; pass < _passes; pass++)
        {
            Shorts(_passStarts!)[PlaceOf(vector, pass)] = FixedPointWeights.Fill(
                weights.Slice(2 * pass * UnitsPerPass, 2 * UnitsOf(pass)), ScaleOf(vector, 0, pass),
                ScaleOf(vector, 1, pass), WeightsOf(vector / Vectors, pass)[(vector % Vectors)..]);
        }
    }
}
