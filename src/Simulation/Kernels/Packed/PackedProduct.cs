using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// The exact sums Σ_j s_j a_jc that are the inputs of units c but for their fields, given rows of units s_j = ±1 or 0,
/// 1, a bit each, and weights a_jc; for sixteen columns c at a time. Exact means: in single precision and in the order
/// that <see cref="NibbleTables"/> states, which makes them part of the result.
/// </summary>
/// <remarks>
/// Tables are kept until the weights change where those of all columns take 256 KiB at most, and are computed again for
/// every chunk of rows where they take more: 16 stores for 32 look-ups.
/// </remarks>
internal sealed class PackedProduct
{
    /// <summary>Columns of a vector.</summary>
    public const int Lanes = 8;

    private const int LargestKept = 8192;
    private const int BytesPerPassOfKept = 14;

    /// <summary>Five bytes are whole bytes, and whole rounds of <see cref="FixedPointTables"/>.</summary>
    private const int BytesMultiple = 5;

    private readonly int _bytes;
    private readonly int _bytesOfBlock;
    private readonly VectorBuffer _numbers;
    private readonly VectorBuffer _fields;
    private readonly VectorBuffer? _tables;

    /// <summary>Zeros.</summary>
    /// <param name="inner">Number of units J of a row.</param>
    /// <param name="columns">Number of units that receive.</param>
    /// <param name="spins">Whether s = ±1; else 0, 1.</param>
    public PackedProduct(int inner, int columns, bool spins)
    {
        (Inner, Columns, Spins) = (inner, columns, spins);
        _bytes = BitRow.Bytes(inner);
        _bytesOfBlock = (_bytes + BytesMultiple - 1) / BytesMultiple * BytesMultiple;
        Blocks = (columns + NibbleTables.Columns - 1) / NibbleTables.Columns;
        _numbers = new(checked(Blocks * _bytesOfBlock * NibbleTables.NumbersPerByte));
        _fields = new(2 * Blocks);
        long tables = (long)Blocks * _bytesOfBlock * NibbleTables.VectorsPerByte;
        _tables = tables <= LargestKept ? new((int)tables) : null;
    }

    /// <summary>Number of units J of a row.</summary>
    public int Inner { get; }

    /// <summary>Number of units that receive.</summary>
    public int Columns { get; }

    /// <summary>Whether s = ±1; else 0, 1.</summary>
    public bool Spins { get; }

    /// <summary>Number of blocks of columns.</summary>
    public int Blocks { get; }

    /// <summary>Bytes of a row.</summary>
    public int RowBytes => _bytes;

    /// <summary>Bytes of a row of the units that receive.</summary>
    public int ColumnBytes => BitRow.Bytes(Columns);

    /// <summary>Fields of the columns, eight a vector.</summary>
    public ReadOnlySpan<Vector256<float>> Fields => _fields.Vectors;

    /// <summary>The weights of a block of columns: two vectors for each unit of a row, and zeros up to a multiple of 40
    /// units.</summary>
    public ReadOnlySpan<Vector256<float>> NumbersOf(int block)
    {
        int length = _bytesOfBlock * NibbleTables.NumbersPerByte;
        return _numbers.Vectors.Slice(block * length, length);
    }

    /// <summary>The bits of a byte of columns that stand for columns.</summary>
    public int MaskOf(int eight) => (1 << Math.Min(Lanes, Columns - Lanes * eight)) - 1;

    /// <summary>Copies the weights and the fields.</summary>
    /// <param name="weights">a_jc at [j × innerStride + c × columnStride].</param>
    /// <param name="innerStride">From one unit of the row to the next.</param>
    /// <param name="columnStride">From one column to the next.</param>
    /// <param name="fields">Of the columns, or empty for zeros.</param>
    public void Read(ReadOnlySpan<float> weights, int innerStride, int columnStride, ReadOnlySpan<float> fields)
    {
        ReadFields(fields);
        for (int block = 0; block < Blocks; block++)
            ReadBlock(weights, innerStride, columnStride, block);
    }

    /// <summary>Copies the fields.</summary>
    /// <param name="fields">Of the columns, or empty for zeros.</param>
    public void ReadFields(ReadOnlySpan<float> fields)
        => fields.CopyTo(MemoryMarshal.Cast<Vector256<float>, float>(_fields.Vectors));

    /// <summary>Copies the weights of a block of columns.</summary>
    /// <param name="weights">a_jc at [j × innerStride + c × columnStride].</param>
    /// <param name="innerStride">From one unit of the row to the next.</param>
    /// <param name="columnStride">From one column to the next.</param>
    /// <param name="block">In [0, <see cref="Blocks"/>).</param>
    public void ReadBlock(ReadOnlySpan<float> weights, int innerStride, int columnStride, int block)
    {
        // Lanes beyond the last column stay 0.
        int first = block * _bytesOfBlock * NibbleTables.NumbersPerByte;
        Span<Vector256<float>> numbers = _numbers.Vectors.Slice(first, 2 * Inner);
        int end = Math.Min(Columns, (block + 1) * NibbleTables.Columns);
        for (int column = block * NibbleTables.Columns; column < end; column += Lanes)
        {
            int lanes = Math.Min(Lanes, Columns - column);
            Span<Vector256<float>> own = numbers[(column / Lanes % 2)..];
            ReadOnlySpan<float> from = weights[(column * columnStride)..];
            int j = 0;
            for (; lanes == Lanes && columnStride == 1 && j < Inner; j++)
                own[2 * j] = Vector256.Create(from[(j * innerStride)..]);
            for (; lanes == Lanes && innerStride == 1 && j <= Inner - Lanes; j += Lanes)
                ReadEight(from[j..], columnStride, own[(2 * j)..]);
            Span<float> single = MemoryMarshal.Cast<Vector256<float>, float>(own);
            for (; j < Inner; j++)
            {
                for (int lane = 0; lane < lanes; lane++)
                    single[2 * Lanes * j + lane] = from[j * innerStride + lane * columnStride];
            }
        }
    }

    /// <summary>Computes the tables that are kept; to be called after <see cref="Read"/> and before
    /// <see cref="Sum"/>.</summary>
    public void Tabulate()
    {
        if (_tables is not null)
            NibbleTables.Fill(_numbers.Vectors, Spins, _tables.Vectors);
    }

    /// <summary>The sums of every row for a block of columns, without the fields.</summary>
    /// <param name="rows">Rows of ⌈J/8⌉ bytes.</param>
    /// <param name="block">In [0, <see cref="Blocks"/>).</param>
    /// <param name="scratch">Room for the tables of one pass.</param>
    /// <param name="first">Receives the sums of the first eight columns; a multiple of
    /// <see cref="NibbleTables.RowGroup"/>.</param>
    /// <param name="second">Those of the other eight; not changed where there are none.</param>
    public void Sum(
        ReadOnlySpan<byte> rows, int block, Span<Vector256<float>> scratch, Span<Vector256<float>> first,
        Span<Vector256<float>> second)
    {
        first.Clear();
        if (Columns - block * NibbleTables.Columns <= Lanes)
            second = [];
        second.Clear();
        int pass = _tables is null ? NibbleTables.BytesPerPass : BytesPerPassOfKept;
        for (int start = 0; start < _bytes; start += pass)
        {
            int bytes = Math.Min(pass, _bytes - start);
            NibbleTables.Add(
                Tables(block * _bytesOfBlock + start, bytes, scratch), Spins, rows[start..], _bytes, first, second);
        }
    }

    /// <summary>Transposes the weights of eight units of the row and eight columns, where those of one column lie side
    /// by side; writes every other vector of the numbers.</summary>
    private static void ReadEight(ReadOnlySpan<float> weights, int columnStride, Span<Vector256<float>> numbers)
    {
        Vector256<float> v0 = Vector256.Create(weights), v1 = Vector256.Create(weights[columnStride..]);
        Vector256<float> v2 = Vector256.Create(weights[(2 * columnStride)..]);
        Vector256<float> v3 = Vector256.Create(weights[(3 * columnStride)..]);
        Vector256<float> v4 = Vector256.Create(weights[(4 * columnStride)..]);
        Vector256<float> v5 = Vector256.Create(weights[(5 * columnStride)..]);
        Vector256<float> v6 = Vector256.Create(weights[(6 * columnStride)..]);
        Vector256<float> v7 = Vector256.Create(weights[(7 * columnStride)..]);
        LaneTranspose.Eight(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        (numbers[0], numbers[2], numbers[4], numbers[6]) = (v0, v1, v2, v3);
        (numbers[8], numbers[10], numbers[12], numbers[14]) = (v4, v5, v6, v7);
    }

    private ReadOnlySpan<Vector256<float>> Tables(int firstByte, int bytes, Span<Vector256<float>> scratch)
    {
        if (_tables is not null)
            return _tables.Vectors.Slice(firstByte * NibbleTables.VectorsPerByte, bytes * NibbleTables.VectorsPerByte);
        Span<Vector256<float>> tables = scratch[..(bytes * NibbleTables.VectorsPerByte)];
        int first = firstByte * NibbleTables.NumbersPerByte, numbers = bytes * NibbleTables.NumbersPerByte;
        NibbleTables.Fill(_numbers.Vectors.Slice(first, numbers), Spins, tables);
        return tables;
    }
}
