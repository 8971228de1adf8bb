using System.Numerics;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// An array of numbers as a file stores it, decoded when it is asked for: a million rows of a hundred spins of one byte
/// take 100 MB, where doubles would take 800. Entries come in C order, whatever the order of the file. Row r is all
/// that has the first index r.
/// </summary>
public sealed class StoredArray
{
    /// <summary>Up to 2^53 every integer is a double.</summary>
    private const long LargestExact = 1L << 53;

    private readonly ElementType _type;
    private readonly ReadOnlyMemory<byte> _data;
    private readonly int[] _lengths = [], _strides = [];

    /// <summary>Wraps the data of a file, which it keeps a reference to.</summary>
    /// <exception cref="FormatException">The data do not have the length that the shape needs.</exception>
    internal StoredArray(ElementType type, bool fortranOrder, int[] shape, ReadOnlyMemory<byte> data)
    {
        double bytes = shape.Aggregate((double)type.Size, (product, length) => product * length);
        if (data.Length != bytes)
            throw new FormatException($"it holds {data.Length} bytes of data, but its shape needs {bytes}");
        _type = type;
        _data = data;
        Shape = shape;
        Count = data.Length / type.Size;
        Rows = shape.Length == 0 ? 1 : shape[0];
        if (fortranOrder && Count > 0)
        {
            _lengths = [.. shape.Where(length => length > 1)];
            _strides = new int[_lengths.Length];
            for (int k = 0, stride = 1; k < _lengths.Length; stride *= _lengths[k++])
                _strides[k] = stride;
        }
    }

    /// <summary>The lengths; none for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>NumPy's name of the type of the entries: bool, int8..int64, uint8..uint64, float16,
    /// float32 or float64.</summary>
    public string ElementType => _type.Name;

    /// <summary>Number of entries, the product of the lengths.</summary>
    public int Count { get; }

    /// <summary>The first length; 1 for a single number.</summary>
    public int Rows { get; }

    /// <summary>Number of entries of a row, the product of the other lengths; 0 where there are no rows.</summary>
    public int RowLength => Rows == 0 ? 0 : Count / Rows;

    /// <summary>All entries as doubles, in C order.</summary>
    /// <exception cref="FormatException">An integer lies outside ±2^53, where not every one is a double, or a truth
    /// value is neither 0 nor 1.</exception>
    public double[] ToDoubles()
    {
        double[] values = new double[Count];
        for (int row = 0; row < Rows && Count > 0; row++)
            CopyRow(row, values.AsSpan(row * RowLength, RowLength));
        return values;
    }

    /// <summary>Decodes one row to doubles.</summary>
    /// <param name="row">In [0, <see cref="Rows"/>).</param>
    /// <param name="values">Length <see cref="RowLength"/>; receives the entries in C order.</param>
    /// <exception cref="ArgumentException">There is no such row, or the length differs.</exception>
    /// <exception cref="FormatException">As for <see cref="ToDoubles"/>.</exception>
    public void CopyRow(int row, Span<double> values)
    {
        int start = StartOf(row, values);
        for (int i = 0; i < values.Length; i++)
        {
            ulong bits = BitsOf(start + i);
            if (!TryDouble(bits, out values[i]))
                throw Refused(row, i, bits, -LargestExact, LargestExact);
        }
    }

    /// <summary>Decodes one row to integers; floats that hold integers, such as spins ±1.0, are taken as
    /// such.</summary>
    /// <typeparam name="T">The type of an entry, such as <see cref="sbyte"/> for spins or <see cref="byte"/> for grey
    /// values.</typeparam>
    /// <param name="row">In [0, <see cref="Rows"/>).</param>
    /// <param name="values">Length <see cref="RowLength"/>; receives the entries in C order.</param>
    /// <exception cref="ArgumentException">There is no such row, or the length differs.</exception>
    /// <exception cref="FormatException">An entry is not an integer, does not fit the type, is a float outside ±2^53,
    /// or is a truth value other than 0 and 1.</exception>
    public void CopyRow<T>(int row, Span<T> values)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        int start = StartOf(row, values);
        for (int i = 0; i < values.Length; i++)
        {
            ulong bits = BitsOf(start + i);
            if (!TryInteger(bits, out values[i]))
                throw Refused(row, i, bits, T.MinValue, T.MaxValue);
        }
    }

    /// <summary>Refuses a shape to be written that does not fit the number of entries.</summary>
    internal static void RequireShape(int count, ReadOnlySpan<int> shape)
    {
        Require.InRange(shape.Length, 0, NpyHeader.MostDimensions);
        double product = 1;
        foreach (int length in shape)
            product *= Require.AtLeast(length, 0);
        if (count != product)
            throw Require.Error("values.Length", count, $"exactly {product}");
    }

    private bool TryDouble(ulong bits, out double value)
    {
        value = _type.Kind switch
        {
            'f' => _type.Floating(bits),
            'i' => _type.Signed(bits),
            _ => bits,
        };
        return _type.Kind switch
        {
            'f' => true,
            'b' => bits <= 1,
            'i' => _type.Signed(bits) is >= -LargestExact and <= LargestExact,
            _ => bits <= LargestExact,
        };
    }

    /// <summary>An integer out of range becomes the nearest in range, which then is another number.</summary>
    private bool TryInteger<T>(ulong bits, out T value)
        where T : struct, IBinaryInteger<T>
    {
        if (_type.Kind is 'u' or 'b')
        {
            value = T.CreateSaturating(bits);
            return ulong.CreateSaturating(value) == bits && (_type.Kind == 'u' || bits <= 1);
        }

        long integer;
        if (_type.Kind == 'f')
        {
            double number = _type.Floating(bits);
            value = default;
            if (!(Math.Abs(number) <= LargestExact) || number != Math.Truncate(number))
                return false;
            integer = (long)number;
        }
        else
        {
            integer = _type.Signed(bits);
        }

        value = T.CreateSaturating(integer);
        return long.CreateSaturating(value) == integer;
    }

    private int StartOf<T>(int row, Span<T> values)
    {
        Require.InRange(row, 0, Rows - 1);
        Require.Length(values.Length, RowLength);
        return row * RowLength;
    }

    /// <summary>The bits of an entry, by its index in C order.</summary>
    private ulong BitsOf(int index)
    {
        if (_strides.Length > 1)
        {
            int rest = index;
            index = 0;
            for (int k = _lengths.Length - 1; k >= 0; k--)
            {
                (rest, int along) = Math.DivRem(rest, _lengths[k]);
                index += along * _strides[k];
            }
        }

        return _type.BitsOf(_data.Span.Slice(index * _type.Size, _type.Size));
    }

    private FormatException Refused<T>(int row, int place, ulong bits, T least, T largest)
    {
        string allowed = _type.Kind == 'b' ? "0 or 1" : $"an integer in [{least}, {largest}]";
        return new($"entry {place} of row {row} is {_type.Show(bits)}, but it should be {allowed}");
    }
}
