using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// 16-bit fixed-point estimates of the arguments of tanh of units of two values, I for spins ±1 and I/2 for 0, 1, with
/// I the exact input of <see cref="PackedProduct"/>: half the loads, and tables half as large. Each comes with a bound
/// of its error, <see cref="Errors"/>.
/// </summary>
/// <remarks>
/// <para>Bits of a row stand for σ = ±1 here; a unit 0, 1 is ½ + ½ σ, and the halves are added to the field. The bits
/// are summed in passes of 60. The tables of pass p have, for each column c, a unit u_pc of their own, so small that
/// Σ|w| over the pass just fits 16 bits; the sum of a pass is then converted to the unit U of all estimates, 2^s times
/// that of <see cref="FixedPointTanh"/>, by a product with u_pc/U, which is a multiple of 2^−15.</para>
/// <para>The error of an estimate is at most ½ u_pc for every table, as a sum is rounded once when it is tabulated,
/// plus ½ U for every pass and for the field; and the exact sum, of floats, has itself a rounding error of at most
/// 2^−24 Σ|w| for every addition.</para>
/// <para>Errors grow with Σ|w|, but the share of doubtful units hardly does, as inputs grow too, and tanh is nearly
/// constant beyond a few.</para>
/// <para>Tables of 256 KiB at most are kept until the weights change; larger ones are computed again for every call.
/// Tables of five units instead of four save a fifth of the look-ups and no time: they are larger, and take longer to
/// compute.</para>
/// </remarks>
internal sealed class FixedPointProduct
{
    /// <summary>Room for the tables of one pass, where tables are not kept, in vectors: 15 KiB.</summary>
    public const int ScratchVectors = UnitsPerPass / FixedPointTables.Units * FixedPointTables.Vectors;

    /// <summary>Together with the up to 4 bits before them in their first byte they fit one load of 64 bits.</summary>
    private const int UnitsPerPass = 60;

    private const int LargestKept = 8192;
    private const int LargestSum = 32000;
    private const int HighestScale = 8;
    private const int One = 1 << 15;

    private readonly int _bytes;
    private readonly int _passes;
    private readonly int _vectors;
    private readonly int _numbersOfVector;
    private readonly int _tablesOfBlock;
    private readonly float _factor;
    private readonly float _fieldFactor;
    private readonly VectorBuffer _numbers;
    private readonly VectorBuffer _bounds;
    private readonly VectorBuffer _arguments;
    private readonly VectorBuffer _units;
    private readonly VectorBuffer _starts;
    private readonly VectorBuffer _errors;
    private readonly VectorBuffer? _tables;

    /// <summary>Zeros.</summary>
    /// <param name="inner">Number of units J of a row.</param>
    /// <param name="columns">Number of units that receive.</param>
    /// <param name="spins">Whether the units of a row are ±1; else 0, 1.</param>
    /// <param name="columnSpins">Whether those that receive are.</param>
    public FixedPointProduct(int inner, int columns, bool spins, bool columnSpins)
    {
        _bytes = BitRow.Bytes(inner);
        _fieldFactor = columnSpins ? 1f : 0.5f;
        _factor = spins ? _fieldFactor : 0.5f * _fieldFactor;
        _vectors = (columns + FixedPointTables.Lanes - 1) / FixedPointTables.Lanes;
        const int Multiple = FixedPointTables.Together * FixedPointTables.Units;
        int padded = (inner + Multiple - 1) / Multiple * Multiple;
        _passes = (padded + UnitsPerPass - 1) / UnitsPerPass;
        _numbersOfVector = 2 * padded;
        _tablesOfBlock = padded / FixedPointTables.Units * FixedPointTables.Vectors;
        _numbers = new(checked(_vectors * _numbersOfVector));
        _bounds = new(checked(2 * _vectors * _passes));
        _arguments = new(2 * _vectors);
        _units = new((_vectors + 1) * _passes);
        _starts = new(_vectors);
        _errors = new(_vectors);
        long tables = (_vectors + 1L) / 2 * _tablesOfBlock;
        _tables = tables <= LargestKept ? new((int)tables) : null;
    }

    /// <summary>The unit of the estimates is 2 to this power of that of <see cref="FixedPointTanh"/>.</summary>
    public int Scale { get; private set; }

    /// <summary>Largest errors of the estimates, in units of 2^−15, at [column / 16].</summary>
    public ReadOnlySpan<Vector256<short>> Errors => Shorts(_errors);

    /// <summary>Reads the weights and the fields, and says whether every error is small enough for
    /// <see cref="FixedPointBernoulli"/>.</summary>
    /// <param name="numbers"><see cref="PackedProduct.Numbers"/>.</param>
    /// <param name="fields"><see cref="PackedProduct.Fields"/>.</param>
    public bool Read(ReadOnlySpan<Vector256<float>> numbers, ReadOnlySpan<Vector256<float>> fields)
    {
        Vector256<float> highest = default;
        for (int eight = 0; eight < 2 * _vectors; eight++)
            highest = Vector256.Max(highest, Bound(Of(numbers, eight), fields[eight], eight));
        const float Largest = LargestSum * FixedPointTanh.Range / One;
        for (Scale = 0; !Vector256.LessThanOrEqualAll(highest, Vector256.Create(Largest * (1 << Scale))); Scale++)
        {
            if (Scale == HighestScale)
                return false;
        }

        for (int vector = 0; vector < _vectors; vector++)
        {
            Vector256<float> first = Round(Of(numbers, 2 * vector), vector, 0);
            Vector256<float> second = Round(Of(numbers, 2 * vector + 1), vector, 1);
            Shorts(_starts)[vector] = Join(Nearest(_arguments.Vectors[2 * vector] / Unit),
                Nearest(_arguments.Vectors[2 * vector + 1] / Unit));

            // Rounded up, by up to 3/2 units.
            Shorts(_errors)[vector] = Join(Nearest(first * One) + Vector256<int>.One,
                Nearest(second * One) + Vector256<int>.One);
            if (!Vector256.LessThanAll(Vector256.Max(first, second), Vector256.Create(FixedPointTanh.HighestShift)))
                return false;
        }

        for (int block = 0; _tables is not null && 2 * block < _vectors; block++)
            Fill(block, 0, _numbersOfVector / 2, Shorts(_tables).Slice(block * _tablesOfBlock, _tablesOfBlock));
        return true;
    }

    /// <summary>The estimates of every row for 32 columns.</summary>
    /// <param name="rows">Rows of ⌈J/8⌉ bytes, and eight bytes more that can be read.</param>
    /// <param name="block">Column / 32.</param>
    /// <param name="scratch">Room for <see cref="ScratchVectors"/>.</param>
    /// <param name="first">Receives those of the first sixteen columns; a multiple of
    /// <see cref="NibbleTables.RowGroup"/>.</param>
    /// <param name="second">Those of the other sixteen; not changed where there are none.</param>
    public void Sum(
        ReadOnlySpan<byte> rows, int block, Span<Vector256<short>> scratch, Span<Vector256<short>> first,
        Span<Vector256<short>> second)
    {
        first.Fill(Shorts(_starts)[2 * block]);
        if (2 * block + 1 < _vectors)
            second.Fill(Shorts(_starts)[2 * block + 1]);
        else
            second = [];
        for (int pass = 0, bit = 0; pass < _passes; pass++, bit += UnitsPerPass)
        {
            int bits = Math.Min(UnitsPerPass, _numbersOfVector / 2 - bit);
            FixedPointTables.Add(Tables(block, bit, bits, scratch), rows[(bit / 8)..], _bytes, bit % 8,
                Shorts(_units).Slice((block * _passes + pass) * 2, 2), first, second);
        }
    }

    private static Span<Vector256<short>> Shorts(VectorBuffer buffer)
        => MemoryMarshal.Cast<Vector256<float>, Vector256<short>>(buffer.Vectors);

    private static Vector256<int> Nearest(Vector256<float> number) => Avx.ConvertToVector256Int32(number);

    private static Vector256<short> Join(Vector256<int> first, Vector256<int> second)
        => FixedPointTables.Interleave(first, second << 16);

    /// <summary>U.</summary>
    private float Unit => FixedPointTanh.Range / One * (1 << Scale);

    /// <summary>The weights of eight columns, every other vector.</summary>
    private ReadOnlySpan<Vector256<float>> Of(ReadOnlySpan<Vector256<float>> numbers, int eight)
    {
        int length = _bytes * NibbleTables.NumbersPerByte;
        return numbers.Slice(eight / 2 * length, length)[(eight % 2)..];
    }

    /// <summary>Largest magnitude of an argument, Σ|w| of every pass, and the argument without spins.</summary>
    private Vector256<float> Bound(ReadOnlySpan<Vector256<float>> weights, Vector256<float> fields, int eight)
    {
        Vector256<float> bound = default, sum = default;
        for (int pass = 0; pass < _passes; pass++)
        {
            Vector256<float> own = default;
            for (int j = pass * UnitsPerPass, end = Math.Min(j + UnitsPerPass, 8 * _bytes); j < end; j++)
            {
                own += Vector256.Abs(weights[2 * j]);
                sum += weights[2 * j];
            }

            _bounds.Vectors[eight * _passes + pass] = own * _factor;
            bound += own * _factor;
        }

        Vector256<float> argument = fields * _fieldFactor;
        if (_factor < _fieldFactor)
            argument += sum * _factor;
        _arguments.Vectors[eight] = argument;
        return bound + Vector256.Abs(argument);
    }

    /// <summary>Rounds the weights of eight columns, and returns the largest errors of their estimates.</summary>
    private Vector256<float> Round(ReadOnlySpan<Vector256<float>> weights, int vector, int half)
    {
        int eight = 2 * vector + half;
        Vector256<float> error = Vector256.Create(0.5f * (_passes + 1) * Unit);
        Vector256<float> all = Vector256.Abs(_arguments.Vectors[eight]);
        Span<Vector256<int>> numbers = MemoryMarshal.Cast<Vector256<float>, Vector256<int>>(_numbers.Vectors)
            .Slice(vector * _numbersOfVector, _numbersOfVector)[half..];
        for (int pass = 0; pass < _passes; pass++)
        {
            // Σ|w| is at most 2^15/1.001 of these units, and the roundings of 15 tables at most 7½: all sums fit 16
            // bits.
            Vector256<float> bound = _bounds.Vectors[eight * _passes + pass];
            Vector256<int> units = Vector256.ConvertToInt32Native(bound * (1.001f / Unit)) + Vector256<int>.One;
            Vector256<float> inUnits = Vector256.ConvertToSingle(units);
            ref Vector256<short> joined = ref Shorts(_units)[(vector / 2 * _passes + pass) * 2 + vector % 2];
            joined = half == 0 ? units.AsInt16() : Join(joined.AsInt32(), units);

            // The numbers have 16 more binary digits: their rounding adds less than a hundredth of the unit to the
            // error.
            Vector256<float> scale = Vector256.Create(_factor * 65536f * One / Unit) / inUnits;
            int first = pass * UnitsPerPass, end = Math.Min(first + UnitsPerPass, 8 * _bytes);
            for (int j = first; j < Math.Min(end, _numbersOfVector / 2); j++)
                numbers[2 * j] = Nearest(weights[2 * j] * scale);
            int tables = (end - first + FixedPointTables.Units - 1) / FixedPointTables.Units;
            error += inUnits * (0.51f * Unit / One * tables);
            all += bound;
        }

        // 2^−24 for each of the six roundings on the way to the sum of a byte, and for each of the bytes and the field.
        return error + all * (6e-8f * (_bytes + 8));
    }

    private ReadOnlySpan<Vector256<short>> Tables(int block, int bit, int bits, Span<Vector256<short>> scratch)
    {
        int length = bits / FixedPointTables.Units * FixedPointTables.Vectors;
        int start = block * _tablesOfBlock + bit / FixedPointTables.Units * FixedPointTables.Vectors;
        if (_tables is not null)
            return Shorts(_tables).Slice(start, length);
        Fill(block, bit, bits, scratch[..length]);
        return scratch[..length];
    }

    private void Fill(int block, int bit, int bits, Span<Vector256<short>> tables)
    {
        ReadOnlySpan<Vector256<int>> numbers = MemoryMarshal.Cast<Vector256<float>, Vector256<int>>(_numbers.Vectors);
        for (int vector = 2 * block; vector < Math.Min(2 * block + 2, _vectors); vector++)
            FixedPointTables.Fill(numbers.Slice(vector * _numbersOfVector + 2 * bit, 2 * bits), tables[(vector % 2)..]);
    }
}
