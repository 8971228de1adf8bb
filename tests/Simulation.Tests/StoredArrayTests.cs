using System.Text;
using FsCheck.Xunit;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Simulation.Tests;

public class StoredArrayTests
{
    private const double Limit = 9007199254740992; // 2^53

    // Files of numpy.save (NumPy 1.24). The numbers are -7..7 in C order, 3 x 5, and 0..29, 2 x 3 x 5; both are stored
    // in Fortran order. The other two hold 1, -1, 1 as int8, in versions 2.0 and 3.0.
    private const string Fortran35 =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPmkyJywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMywgNSksIH0gICAgICAg" +
        "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAr/+f/+AAP/+v//AAT/+wAAAAX//AAB" +
        "AAb//QACAAc=";
    private const string Fortran235 =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMywgNSksIH0gICAg" +
        "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoADwUUChkBEAYVCxoCEQcWDBsDEggX" +
        "DRwEEwkYDh0=";
    private const string Version2 =
        "k05VTVBZAgB0AAAAeydkZXNjcic6ICd8aTEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywpLCB9ICAgICAg" +
        "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoB/wE=";
    private const string Version3 =
        "k05VTVBZAwB0AAAAeydkZXNjcic6ICd8aTEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywpLCB9ICAgICAg" +
        "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoB/wE=";

    [Theory]
    [InlineData("|b1", "bool", "000101", 0.0, 1.0, 1.0)]
    [InlineData("|i1", "int8", "807f02", -128.0, 127.0, 2.0)]
    [InlineData("|u1", "uint8", "07ff02", 7.0, 255.0, 2.0)]
    [InlineData("<i2", "int16", "0080ff7f0200", -32768.0, 32767.0, 2.0)]
    [InlineData("<i4", "int32", "00000080ffffff7f02000000", -2147483648.0, 2147483647.0, 2.0)]
    [InlineData("<i8", "int64", "000000000000e0ff03000000000100000700000000000000", -Limit, 1099511627779.0, 7.0)]
    [InlineData("<u2", "uint16", "0700ffff0200", 7.0, 65535.0, 2.0)]
    [InlineData("<u4", "uint32", "07000000ffffffff02000000", 7.0, 4294967295.0, 2.0)]
    [InlineData("<u8", "uint64", "000000000000200003000000000100000700000000000000", Limit, 1099511627779.0, 7.0)]
    [InlineData("<f4", "float32", "0000c0bfcdcccc3de6b1617f", -1.5, 0.10000000149011612, 3.0000000054977558e+38)]
    [InlineData("<f8", "float64", "000000000000f8bf9a9999999999b93f8af221bf3c36ec47", -1.5, 0.1, 3e+38)]
    [InlineData(">i2", "int16", "80007fff0002", -32768.0, 32767.0, 2.0)]
    [InlineData(">i4", "int32", "800000007fffffff00000002", -2147483648.0, 2147483647.0, 2.0)]
    [InlineData(">i8", "int64", "ffe000000000000000000100000000030000000000000007", -Limit, 1099511627779.0, 7.0)]
    [InlineData(">u2", "uint16", "0007ffff0002", 7.0, 65535.0, 2.0)]
    [InlineData(">u4", "uint32", "00000007ffffffff00000002", 7.0, 4294967295.0, 2.0)]
    [InlineData(">u8", "uint64", "002000000000000000000100000000030000000000000007", Limit, 1099511627779.0, 7.0)]
    [InlineData(">f4", "float32", "bfc000003dcccccd7f61b1e6", -1.5, 0.10000000149011612, 3.0000000054977558e+38)]
    [InlineData(">f8", "float64", "bff80000000000003fb999999999999a47ec363cbf21f28a", -1.5, 0.1, 3e+38)]
    public void Bytes_that_NumPy_makes_are_the_numbers_it_made_them_of(
        string type, string name, string hex, params double[] values)
    {
        byte[] file = File(type, "(3,)", Convert.FromHexString(hex));
        Assert.Equal(values, NpyFile.Read(file).Values);
        StoredArray array = NpyFile.ReadArray(file);
        Assert.Equal(name, array.ElementType);
        Assert.Equal((3, 3, 1), (array.Count, array.Rows, array.RowLength));
        Assert.Throws<FormatException>(() => NpyFile.ReadArray(file.AsMemory(0, file.Length - 1)));
    }

    [Fact]
    public void Fortran_order_is_turned_into_C_order()
    {
        StoredArray matrix = NpyFile.ReadArray(Convert.FromBase64String(Fortran35));
        Assert.Equal([3, 5], matrix.Shape);
        Assert.Equal(Enumerable.Range(-7, 15).Select(n => (double)n), matrix.ToDoubles());
        sbyte[] row = new sbyte[5];
        matrix.CopyRow<sbyte>(1, row);
        Assert.Equal([-2, -1, 0, 1, 2], row);

        StoredArray cube = NpyFile.ReadArray(Convert.FromBase64String(Fortran235));
        Assert.Equal([2, 3, 5], cube.Shape);
        Assert.Equal(Enumerable.Range(0, 30).Select(n => (double)n), cube.ToDoubles());
        byte[] half = new byte[15];
        cube.CopyRow<byte>(1, half);
        Assert.Equal(Enumerable.Range(15, 15).Select(n => (byte)n), half);
    }

    [Property]
    public void Fortran_order_of_any_shape_is_C_order_of_the_transpose(ArrayShape shape)
    {
        // Entry (i, j, k, ...) holds its own index in C order; the file runs through the first index fastest.
        int[] lengths = shape.Lengths;
        int count = lengths.Aggregate(1, (x, y) => x * y);
        short[] stored = new short[count];
        for (int place = 0; place < count; place++)
        {
            int rest = place, index = 0;
            foreach (int length in lengths)
            {
                index = index * length + rest % length;
                rest /= length;
            }

            stored[place] = (short)index;
        }

        string tuple = lengths.Length == 0 ? "()" : $"({string.Join(',', lengths)},)";
        byte[] data = [.. stored.SelectMany(n => (byte[])[(byte)n, (byte)(n >> 8)])];
        (double[] values, int[] read) = NpyFile.Read(File("<i2", tuple, data, order: "True"));
        Assert.Equal(lengths, read);
        Assert.Equal(Enumerable.Range(0, count).Select(n => (double)n), values);
    }

    [Theory]
    [InlineData(Version2)]
    [InlineData(Version3)]
    public void Later_versions_are_read(string base64)
        => Assert.Equal([1, -1, 1], NpyFile.Read(Convert.FromBase64String(base64)).Values);

    [Fact]
    public void A_later_version_cut_anywhere_or_with_a_huge_header_is_refused()
    {
        byte[] file = Convert.FromBase64String(Version2);
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<FormatException>(() => NpyFile.Read(file.AsSpan(0, length)));
        file[11] = 0xFF;
        Assert.Equal("its header takes 4278190196 bytes, but it should take at most 65535",
            Assert.Throws<FormatException>(() => NpyFile.Read(file)).Message);
    }

    [Property]
    public void Every_writer_is_read_back(long[] longs, float[] singles)
    {
        sbyte[] signed = [.. longs.Select(n => (sbyte)n)];
        byte[] bytes = [.. longs.Select(n => (byte)n)];
        StoredArray array = Written(stream => NpyFile.WriteInt64s(stream, longs, longs.Length), "int64");
        Assert.Equal(longs, Rows<long>(array));
        array = Written(stream => NpyFile.WriteSBytes(stream, signed, signed.Length), "int8");
        Assert.Equal(signed, Rows<sbyte>(array));
        array = Written(stream => NpyFile.WriteBytes(stream, bytes, bytes.Length), "uint8");
        Assert.Equal(bytes, Rows<byte>(array));
        array = Written(stream => NpyFile.WriteSingles(stream, singles, singles.Length), "float32");
        double[] read = array.ToDoubles();
        Assert.Equal(singles.Select(BitConverter.SingleToUInt32Bits),
            read.Select(x => BitConverter.SingleToUInt32Bits((float)x)));
    }

    [Fact]
    public void Arrays_longer_than_a_buffer_are_written_whole()
    {
        // 8209 and 16411 are primes just above one and two buffers of 8192 entries.
        foreach (int count in (int[])[8191, 8192, 8209, 16411])
        {
            long[] values = [.. Enumerable.Range(0, count).Select(n => n * 1_000_003L)];
            Assert.Equal(values, Rows<long>(Written(stream => NpyFile.WriteInt64s(stream, values, count), "int64")));
        }
    }

    [Theory]
    [InlineData("<i8", "010000000000e0ff", false, true)] // -2^53 + 1
    [InlineData("<i8", "ffffffffffffdfff", false, false)] // -2^53 - 1
    [InlineData("<i8", "0100000000002000", false, false)] // 2^53 + 1
    [InlineData("<u8", "0100000000002000", false, false)]
    [InlineData("<u8", "ffffffffffffffff", false, false)]
    [InlineData("|b1", "02", false, false)]
    [InlineData("|i1", "7f", true, true)]
    [InlineData("|i1", "80", true, true)]
    [InlineData("|u1", "7f", true, true)]
    [InlineData("|u1", "80", true, false)]
    [InlineData("|b1", "02", true, false)]
    [InlineData("<u8", "ffffffffffffffff", true, false)]
    [InlineData("<i8", "00ffffffffffffff", true, false)] // -256
    [InlineData("<f8", "000000000000f0bf", true, true)] // -1
    [InlineData("<f8", "0000000000000080", true, true)] // -0
    [InlineData("<f8", "000000000000e03f", true, false)] // 0.5
    [InlineData("<f4", "0000c07f", true, false)] // NaN
    [InlineData("<f4", "000080ff", true, false)] // -infinity
    [InlineData("<f8", "0000000000006040", true, false)] // 128
    public void A_number_that_the_wanted_type_cannot_hold_is_refused(string type, string hex, bool spin, bool fits)
    {
        StoredArray array = NpyFile.ReadArray(File(type, "(1,)", Convert.FromHexString(hex)));
        Exception? error = Record.Exception(() =>
        {
            if (spin)
                array.CopyRow(0, new sbyte[1].AsSpan());
            else
                array.ToDoubles();
        });
        Assert.Equal(fits, error is null);
        Assert.True(fits || error is FormatException, error?.ToString());
    }

    [Fact]
    public void The_limits_of_64_bits_are_kept_exactly()
    {
        byte[] both = Convert.FromHexString("0000000000000080ffffffffffffff7f");
        StoredArray signed = NpyFile.ReadArray(File("<i8", "(2,)", both));
        Assert.Equal([long.MinValue, long.MaxValue], Rows<long>(signed));
        StoredArray unsigned = NpyFile.ReadArray(File("<u8", "(1,)", Convert.FromHexString("ffffffffffffffff")));
        Assert.Equal([ulong.MaxValue], Rows<ulong>(unsigned));
        Assert.Throws<FormatException>(() => Rows<long>(unsigned));
        Assert.Throws<FormatException>(() => Rows<ulong>(signed));

        // 2^63 is a double; the nearest long, 2^63 - 1, is not that number.
        StoredArray power = NpyFile.ReadArray(File("<f8", "(1,)", Convert.FromHexString("000000000000e043")));
        Assert.Equal([9223372036854775808.0], power.ToDoubles());
        Assert.Throws<FormatException>(() => Rows<long>(power));
    }

    [Fact]
    public void A_refused_number_is_named_with_its_place()
    {
        StoredArray array = NpyFile.ReadArray(File("<i2", "(2,3)", [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 0x2C, 1]));
        array.CopyRow(0, new byte[3].AsSpan());
        Assert.Equal("entry 2 of row 1 is 300, but it should be an integer in [-128, 127]",
            Assert.Throws<FormatException>(() => array.CopyRow(1, new sbyte[3].AsSpan())).Message);
        Assert.Equal("row = 2, but it should be in [0, 1]",
            Assert.Throws<ArgumentException>(() => array.CopyRow(2, new double[3])).Message);
        Assert.Equal("values.Length = 2, but it should be exactly 3",
            Assert.Throws<ArgumentException>(() => array.CopyRow(1, new double[2])).Message);
    }

    [Theory]
    [InlineData("()", 1, 1, 1)]
    [InlineData("(0,)", 0, 0, 0)]
    [InlineData("(0, 7)", 0, 0, 0)]
    [InlineData("(7, 0)", 0, 7, 0)]
    [InlineData("(2147483647, 0, 2147483647)", 0, 2147483647, 0)]
    [InlineData("(0, 2147483647, 2147483647)", 0, 0, 0)]
    public void Shapes_without_entries_have_rows_without_entries(string tuple, int count, int rows, int length)
    {
        foreach (string order in (string[])["True", "False"])
        {
            StoredArray array = NpyFile.ReadArray(File("<i4", tuple, new byte[4 * count], order));
            Assert.Equal((count, rows, length), (array.Count, array.Rows, array.RowLength));
            Assert.Equal(new double[count], array.ToDoubles());
        }
    }

    private static T[] Rows<T>(StoredArray array)
        where T : struct, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T>
    {
        T[] values = new T[array.Count];
        for (int row = 0; row < array.Rows; row++)
            array.CopyRow(row, values.AsSpan(row * array.RowLength, array.RowLength));
        return values;
    }

    private static StoredArray Written(Action<Stream> write, string type)
    {
        using MemoryStream stream = new();
        write(stream);
        StoredArray array = NpyFile.ReadArray(stream.ToArray());
        Assert.Equal(type, array.ElementType);
        return array;
    }

    private static byte[] File(string type, string tuple, byte[] data, string order = "False")
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {tuple}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data];
    }
}
