using System.Text;
using FsCheck.Xunit;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Simulation.Tests;

public class CsvFileTests
{
    [Theory]
    [InlineData("1,2,3\n4,5,6\n")]
    [InlineData("1;2;3\r\n4;5;6")]
    [InlineData("1\t2\t3\r4\t5\t6\r")]
    [InlineData("  1 2   3 \n\n \t \n4\t5 6  \n")]
    [InlineData("# made by hand\n1 , +2.0,3e0\n # more\n\r\n.4e1,5.,\t0.06E+2")]
    [InlineData("\uFEFF1,2,3\n4,5,6\n#")]
    [InlineData("% of MATLAB\n1,2,3,\n4,5,6,\n")]
    [InlineData("1\t2\t3\t\n4\t5\t6\n")]
    [InlineData("\"1\",\"2\", \"3\"\n4,\"5\",6\n")]
    [InlineData("\"1\" \"2\" 3\n4 5 6\n")]
    public void Two_rows_of_three_are_read_however_they_are_set(string text)
    {
        (double[] values, int rows, int columns, string[]? header) = Read(text);
        Assert.Equal([1, 2, 3, 4, 5, 6], values);
        Assert.Equal((2, 3), (rows, columns));
        Assert.Null(header);
    }

    [Theory]
    [InlineData("t,w 1,β\n1,2,3\n", "t", "w 1", "β")]
    [InlineData("#c\n\n\"t\";\"w,1\";\"\"\n1;2;3\n", "t", "w,1", "")]
    [InlineData("t w1 w2\n1 2 3\n", "t", "w1", "w2")]
    [InlineData("\"t,;\",\"w \"\"1\",w2,\n1,2,3,\n", "t,;", "w \"\"1", "w2")]
    [InlineData("t,w1,w2\n1,2,3,\n", "t", "w1", "w2")]
    [InlineData(",0,1\n1,2,3\n", "", "0", "1")]
    [InlineData("\t1\t2\n1\t2\t3\n", "", "1", "2")]
    [InlineData("\ta\tb\n1\t2\t3\n", "", "a", "b")]
    public void A_first_row_without_a_number_names_the_columns(string text, params string[] names)
    {
        (double[] values, int rows, int columns, string[]? header) = Read(text);
        Assert.Equal([1, 2, 3], values);
        Assert.Equal((1, 3), (rows, columns));
        Assert.Equal(names, header);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_read()
        => Assert.Equal(
            [double.NaN, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity],
            Read("nan,NaN,inf,-inf,Infinity").Values);

    [Theory]
    [InlineData("", "it holds no numbers")]
    [InlineData("# 1\n\n", "it holds no numbers")]
    [InlineData("a,b\n", "it holds no numbers")]
    [InlineData("1,2\n3\n", "line 2 ends after column 1, but the first row ends after column 2")]
    [InlineData("# c\n1 2\n\n3 4 5\n", "line 4 ends after column 3, but the first row ends after column 2")]
    [InlineData("a,b\r\n1,2,3\r\n", "line 2 ends after column 3, but the first row ends after column 2")]
    [InlineData("1,2\n3,x\n", "line 2, column 2 holds 'x', but it should hold a number")]
    [InlineData("1.O,2\n3,4\n", "line 1, column 1 holds '1.O', but it should hold a number")]
    [InlineData("a,b\nc,d\n", "line 2, column 1 holds 'c', but it should hold a number")]
    [InlineData("1,,2\n", "line 1, column 2 holds nothing, but it should hold a number")]
    [InlineData("1,2,,\n", "line 1, column 3 holds nothing, but it should hold a number")]
    [InlineData(",5,1\n1,2,3\n", "line 1, column 1 holds nothing, but it should hold a number")]
    [InlineData("1,2\n3,\n", "line 2 ends after column 1, but the first row ends after column 2")]
    [InlineData("1,\0\n", "it holds a byte 0, as no text does: it is binary, or it is UTF-16 without byte order mark; save it as UTF-8")]
    [InlineData("1,5;2,5\n", "line 2, column 1 holds '1,5', but it should hold a number; write a decimal comma as a point", "0;1\n")]
    [InlineData("1,True\n", "line 1, column 2 holds 'True', but it should hold a number; write 1 for true and 0 for false")]
    [InlineData("1,NA\n", "line 1, column 2 holds 'NA', but it should hold a number; fill what is missing, or leave its row out")]
    [InlineData("1,1e999\n", "line 1, column 2 holds '1e999', but it should hold a number")]
    [InlineData("1\n0x10\n", "line 2, column 1 holds '0x10', but it should hold a number")]
    [InlineData("1\n+-inf\n", "line 2, column 1 holds '+-inf', but it should hold a number")]
    [InlineData("1\n1234567890123456789a1234567890\n",
        "line 2, column 1 holds '1234567890123456789a…', but it should hold a number")]
    [InlineData("1\n\u0007\u2028\n", "line 2, column 1 holds '??', but it should hold a number")]
    public void What_is_wrong_is_said_with_its_place(string text, string message, string before = "")
        => Assert.Equal(message, Assert.Throws<FormatException>(() => Read(before + text)).Message);

    [Fact]
    public void Wide_text_is_read_by_its_mark()
    {
        foreach (Encoding wide in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            byte[] file = [.. wide.Preamble, .. wide.GetBytes("t\tβ\r\n1\t-2\r\n")];
            (double[] values, int rows, _, string[]? header) = CsvFile.Read(file);
            Assert.Equal([1, -2], values);
            Assert.Equal(1, rows);
            Assert.Equal("t β", string.Join(' ', header!));
        }
    }

    [Fact]
    public void Rows_are_skipped_and_columns_that_are_not_chosen_may_hold_anything()
    {
        List<double> read = [];
        byte[] text = "# c\n0,1,2\nname,a,b\ncat,1,2\ndog,3,4\n"u8.ToArray();
        string[]? named = null;
        CsvFile.ReadRows(text, row => read.AddRange(row), skip: 1, choose: (columns, header) =>
        {
            named = header;
            return [.. Enumerable.Range(0, columns).Select(i => i != 0)];
        });
        Assert.Equal("name a b", string.Join(' ', named!));
        Assert.Equal([double.NaN, 1, 2, double.NaN, 3, 4], read);
        Assert.Equal("it holds no numbers",
            Assert.Throws<FormatException>(() => CsvFile.ReadRows(text, _ => { }, skip: 9)).Message);
        Assert.Throws<ArgumentException>(() => CsvFile.ReadRows(text, _ => { }, skip: -1));
    }

    [Property]
    public void Any_matrix_comes_back_bit_for_bit(NumberTable matrix)
    {
        string[]? names = matrix.IsNamed ? [.. Enumerable.Range(1, matrix.Columns).Select(n => $"w{n}")] : null;
        byte[] file = Write(matrix.Values, matrix.Columns, names);
        (double[] values, int rows, int columns, string[]? header) = CsvFile.Read(file);
        Assert.Equal((matrix.Values.Length, matrix.Columns), (rows * columns, columns));
        Assert.Equal(names, header);
        Assert.Equal(matrix.Values.Select(Bits), values.Select(Bits));
    }

    [Fact]
    public void A_matrix_is_written_as_it_would_be_by_hand()
        => Assert.Equal("t,β\n0.1,-2\n1E-300,NaN\n-Infinity,3\n",
            Encoding.UTF8.GetString(Write([0.1, -2, 1e-300, double.NaN, double.NegativeInfinity, 3], 2, ["t", "β"])));

    [Theory]
    [InlineData("columns = 0, but it should be at least 1", 0)]
    [InlineData("values.Length = 6, but it should be a multiple of 5", 5)]
    [InlineData("header.Count = 1, but it should be exactly 2", 2, "a")]
    public void A_matrix_that_is_not_one_cannot_be_written(string message, int columns, params string[] header)
        => Assert.Equal(message, Assert.Throws<ArgumentException>(
            () => Write([1, 2, 3, 4, 5, 6], columns, header.Length == 0 ? null : header)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("#a")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a;b")]
    [InlineData("a\nb")]
    [InlineData("\"a\"")]
    [InlineData("-1e3")]
    [InlineData("nan")]
    [InlineData("inf")]
    public void A_name_that_would_not_come_back_cannot_be_written(string name)
    {
        using MemoryStream stream = new();
        Assert.Throws<ArgumentException>(() => CsvFile.Write(stream, [1, 2], 2, ["ok", name]));
        Assert.Equal(0, stream.Length);
    }

    private static (double[] Values, int Rows, int Columns, string[]? Header) Read(string text)
        => CsvFile.Read(Encoding.UTF8.GetBytes(text));

    private static byte[] Write(double[] values, int columns, IReadOnlyList<string>? header)
    {
        using MemoryStream stream = new();
        CsvFile.Write(stream, values, columns, header);
        return stream.ToArray();
    }

    private static long Bits(double value) => double.IsNaN(value) ? -1 : BitConverter.DoubleToInt64Bits(value);
}
