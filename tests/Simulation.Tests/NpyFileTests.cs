using System.Text;
using FsCheck.Xunit;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Simulation.Tests;

public class NpyFileTests
{
    // The text of the file that numpy.save writes for an array of three doubles: 10 + 118 bytes, then the numbers.
    private const string HeaderOfThree = "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }";

    [Property]
    public void Any_doubles_in_one_or_two_dimensions_come_back_bit_for_bit(DoubleArray array)
    {
        (double[] values, int[] shape) = NpyFile.Read(Write(array.Values, array.Shape));
        Assert.Equal(array.Shape, shape);
        Assert.Equal(Bits(array.Values), Bits(values));
    }

    [Fact]
    public void The_file_of_a_vector_is_that_of_NumPy()
    {
        byte[] expected =
        [
            0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(HeaderOfThree.PadRight(117) + "\n"),
            0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0x04, 0xC0,
        ];
        Assert.Equal(expected, Write([1, -0.0, -2.5], 3));
    }

    [Theory]
    [InlineData("()")]
    [InlineData("(1,)", 1)]
    [InlineData("(3, 5)", 3, 5)]
    [InlineData("(0, 7)", 0, 7)]
    [InlineData("(2, 3, 5)", 2, 3, 5)]
    public void Shapes_are_printed_as_Python_prints_a_tuple(string tuple, params int[] shape)
    {
        byte[] file = Write(new double[shape.Aggregate(1, (x, y) => x * y)], shape);
        Assert.StartsWith($"{{'descr': '<f8', 'fortran_order': False, 'shape': {tuple}, }} ", Header(file),
            StringComparison.Ordinal);
        Assert.Equal(shape, NpyFile.Read(file).Shape);
    }

    [Fact]
    public void Numbers_begin_at_a_multiple_of_64_bytes_after_a_line_break()
    {
        // d > 1 lengths of one digit take a dictionary of 53 + 3d characters; with 20 blanks for growth, a line break
        // and the 10 bytes before it that is 192 at d = 36, where NumPy pads with 64 more.
        for (int dimensions = 1; dimensions <= 40; dimensions++)
        {
            byte[] file = Write([1], [.. Enumerable.Repeat(1, dimensions)]);
            Assert.Equal(0, (file.Length - 8) % 64);
            Assert.EndsWith("}\n", Header(file).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal(dimensions, NpyFile.Read(file).Shape.Length);
            int tight = 10 + Header(file).TrimEnd().Length + 20 + 1;
            Assert.Equal((tight / 64 * 64) + 64, file.Length - 8);
        }
    }

    [Fact]
    public void Every_truncation_and_every_addition_is_refused()
    {
        foreach (byte[] file in (byte[][])[Write([1, 2, 3], 3), Write([1, 2, 3, 4, 5, 6], 2, 3), Write([], 0)])
        {
            for (int length = 0; length < file.Length; length++)
                IsRefused(file[..length]);
            IsRefused([.. file, 0]);
            IsRefused([.. file, 0, 0, 0, 0, 0, 0, 0, 0]);
        }
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'descr': '<f2', 'fortran_order': False, 'shape': (13,), }")]
    [InlineData("{'descr': '|f2', 'fortran_order': False, 'shape': (12,), }")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'descr': '|f8', 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': (3,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': [3], }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (03,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), 'shape': (3,), }")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', 'shape': (3,), }")]
    [InlineData("{'descr': '<f8', 'shape': (3,), }")]
    [InlineData("{'descr': '<f8' 'fortran_order': False 'shape': (3,)}")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,),, }")]
    [InlineData("{'descr': '<f8\", 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (,3), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,,1), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1 3,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-3,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2147483648,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536, 3), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), } x")]
    [InlineData("")]
    public void Another_type_or_shape_is_refused(string header)
    {
        Assert.Equal([1, 2, 3], NpyFile.Read(WithHeader(HeaderOfThree)).Values);
        IsRefused(WithHeader(header));
    }

    [Theory]
    [InlineData("{'shape': (3,), 'descr': '<f8', 'fortran_order': False}")]
    [InlineData("{'fortran_order':True,'shape':(3,),'descr':'<f8'}")]
    [InlineData(" { \"descr\" : \"<f8\" ,\n 'fortran_order'\t: False ,\r\n 'shape' : ( 3 , ) , } ")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3L,), }")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 3,), }")]
    public void What_Python_reads_as_the_same_dictionary_is_read(string header)
        => Assert.Equal([1, 2, 3], NpyFile.Read(WithHeader(header)).Values);

    [Theory]
    [InlineData("<", 0x00, 0xBC, 0x00, 0x38, 0x00, 0x7C)]
    [InlineData(">", 0xBC, 0x00, 0x38, 0x00, 0x7C, 0x00)]
    public void Halves_are_read_of_either_byte_order(string order, params int[] bytes)
    {
        byte[] file = WithHeader($"{{'descr': '{order}f2', 'fortran_order': False, 'shape': (3,), }}");
        StoredArray array = NpyFile.ReadArray((byte[])[.. file[..128], .. bytes.Select(b => (byte)b)]);
        Assert.Equal("float16", array.ElementType);
        Assert.Equal([-1, 0.5, double.PositiveInfinity], array.ToDoubles());
    }

    [Theory]
    [InlineData("{'descr': [('a', '<f4'), ('b', '<f4')], 'fortran_order': False, 'shape': (3,), }")]
    [InlineData("{'shape': (3,), \"descr\": [('a', '<f4', (2,))], 'fortran_order': False, }")]
    public void Records_are_named_as_what_they_are(string header)
        => Assert.Equal("its entries are records of several fields, but they should be numbers; save "
            + "numpy.lib.recfunctions.structured_to_unstructured(array)",
            Assert.Throws<FormatException>(() => NpyFile.Read(WithHeader(header))).Message);

    [Fact]
    public void A_header_of_blanks_is_refused_in_a_time_linear_in_its_length()
    {
        // 65535 bytes, the most that is looked at; a match that tries every pair of places would take 2 × 10^9 steps.
        const string Whole = "{'descr': '<f8', 'fortran_order': True, 'shape': (3,),";
        foreach (string start in (string[])["{", "{'descr'", "{'shape': (3,", Whole])
        {
            byte[] header = Encoding.ASCII.GetBytes(start.PadRight(65534) + "x");
            IsRefused([.. Write([], 0)[..8], 0xFF, 0xFF, .. header]);
        }
    }

    [Fact]
    public void More_dimensions_than_NumPy_has_are_refused_both_ways()
    {
        int[] shape = [.. Enumerable.Repeat(1, 65)];
        Assert.Equal("shape.Length = 65, but it should be in [0, 64]",
            Assert.Throws<ArgumentException>(() => Write([1], shape)).Message);
        string header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({string.Join(',', shape)}), }}";
        byte[] file = [.. Write([], 0)[..8], (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), 7];
        Assert.Equal("it has 65 dimensions, but it should have at most 64",
            Assert.Throws<FormatException>(() => NpyFile.Read(file)).Message);
    }

    [Theory]
    [InlineData(0, 0x92)]
    [InlineData(1, (byte)'n')]
    [InlineData(5, (byte)' ')]
    [InlineData(6, 2)]
    [InlineData(7, 1)]
    [InlineData(9, 0xFF)]
    public void Another_magic_version_or_length_of_the_header_is_refused(int place, byte value)
    {
        byte[] file = Write([1, 2, 3], 3);
        file[place] = value;
        IsRefused(file);
    }

    [Property(MaxTest = 3000)]
    public void Headers_with_noise_in_their_midst_are_read_or_refused(byte[] noise)
    {
        // The rest of a damaged file: FileFormatFuzzTests. Here the lengths stay as they are.
        byte[] valid = Write([1, 2, 3, 4, 5, 6], 2, 3);
        byte[] bytes = [.. noise.Take(valid.Length - 10)];
        IsReadOrRefused([.. valid[..10], .. bytes, .. valid[(10 + bytes.Length)..]]);
    }

    [Fact]
    public void A_shape_that_does_not_fit_the_numbers_cannot_be_written()
    {
        foreach (int[] shape in (int[][])[[2], [4], [3, 3], [-1, -3], [-3], [], [65536, 65536]])
        {
            using MemoryStream stream = new();
            Assert.Throws<ArgumentException>(() => NpyFile.Write(stream, [1, 2, 3], shape));
            Assert.Equal(0, stream.Length);
        }

        // The product of the lengths is 0 in 32 bits, as is the number of entries.
        Assert.Throws<ArgumentException>(() => NpyFile.Write(Stream.Null, [], 65536, 65536));
    }

    private static void IsReadOrRefused(byte[] file)
    {
        try
        {
            (double[] values, int[] shape) = NpyFile.Read(file);
            Assert.Equal(shape.Aggregate(1, (x, y) => x * y), values.Length);
        }
        catch (FormatException error)
        {
            IsOneLine(error);
        }
    }

    private static void IsRefused(byte[] file) => IsOneLine(Assert.Throws<FormatException>(() => NpyFile.Read(file)));

    private static void IsOneLine(FormatException error)
    {
        Assert.InRange(error.Message.Length, 1, 200);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static byte[] Write(double[] values, params int[] shape)
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, values, shape);
        return stream.ToArray();
    }

    private static byte[] WithHeader(string header)
    {
        byte[] file = Write([1, 2, 3], 3);
        return [.. file[..10], .. Encoding.ASCII.GetBytes(header.PadRight(117) + "\n"), .. file[128..]];
    }

    private static string Header(byte[] file) => Encoding.ASCII.GetString(file, 10, file[8] + (256 * file[9]));

    private static IEnumerable<long> Bits(double[] values) => values.Select(BitConverter.DoubleToInt64Bits);
}
