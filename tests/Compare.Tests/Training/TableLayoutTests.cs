using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Tables that hold more than data: what is left out, what is refused with the two options that settle it, and
/// what is said of the rest.</summary>
public sealed class TableLayoutTests : TableTests
{
    private const string Names = "a,b,c,d,e";

    private static readonly int[] Labels = [3, 1, 4, 1, 5, 9, 2];

    [Theory]
    [InlineData(",a,b,c,d,e", ",")]
    [InlineData("\"\",\"a\",\"b\",\"c\",\"d\",\"e\"", ",")]
    [InlineData("Unnamed: 0,a,b,c,d,e", ",")]
    [InlineData(",0,1,2,3,4", ",")]
    [InlineData("\t0\t1\t2\t3\t4", "\t")]
    public void A_first_column_with_an_empty_head_is_an_index(string head, string separator)
    {
        Write(Table((r, row) => $"{r}{separator}{string.Join(separator, row)}", head));
        IsData(Load());
        Assert.Equal("1-", Load().Columns!.Text);
        Assert.EndsWith("first row 0 1 1 0 1; its first column is an index and left out", Load().Reading, StringComparison.Ordinal);
        Assert.Equal(6, Load(("columns", "0-"), ("threshold", "0.5")).Sites);
    }

    [Fact]
    public void Names_of_rows_are_an_index_under_an_empty_head_and_left_out_where_that_is_asked()
    {
        Write(Table((r, row) => $"row {r},{string.Join(',', row)}", ",a,b,c,d,e"));
        IsData(Load());
        Write(Table((r, row) => $"{string.Join(',', row)},\"cat, {r}\"", Names + ",kind"));
        IsData(Load(("labels-column", "kind")));
        IsData(Load(("labels-column", "5")));
        IsData(Load(("columns", "0-4")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void A_rising_first_column_is_refused_with_the_options_that_settle_it(int start)
    {
        Write(Table((r, row) => $"{start + 3 * r},{string.Join(',', row)}"));
        Refuses($"its first column, {start} to {start + 18}, rises as an index does; give --columns 1- to leave it out, or --columns 0- "
            + "to train on it");
        IsData(Load(("columns", "1-")));
        Assert.Equal(6, Load(("columns", "0-"), ("threshold", "1.5")).Sites);
        Write(Table((r, row) => $"5,{string.Join(',', row)}", "id," + Names));
        Refuses("its first column, 5 to 5, is named 'id' as an index is; give --columns 1- ");
    }

    [Fact]
    public void A_first_column_of_times_is_refused_with_the_options_that_settle_it()
    {
        const string Settled = "; give --columns 1- to leave it out, or --columns 0- to train on it";
        void Refused(string named)
            => Assert.Contains(named + Settled, Assert.Throws<InputException>(() => Load(("threshold", "0.04"))).Message, StringComparison.Ordinal);
        Write(Table((r, row) => $"{r + 1}e-2,{string.Join(',', row)}"));
        Refused("its first column, 0.01 to 0.07, rises as times do");
        IsData(Load(("columns", "1-")));
        Assert.Equal(6, Load(("columns", "0-"), ("threshold", "0.04")).Sites);
        Write(Table((r, row) => $"0.5,{string.Join(',', row)}", "Time," + Names));
        Refused("its first column, 0.5 to 0.5, is named 'Time' as an index is");

        // Five numbers rise by chance once in 120 files.
        Write(string.Concat(Enumerable.Range(1, 5).Select(r => $"0.{r},{r % 2}\n")));
        Assert.Equal((5, 2), (Load(("threshold", "0.3")).Samples, Load(("threshold", "0.3")).Sites));
    }

    [Fact]
    public void Names_in_the_first_column_are_refused_with_the_option_that_leaves_them_out()
    {
        Write(Table((r, row) => $"s{r},{string.Join(',', row)}", "sample," + Names));
        Refuses("line 2, column 1 holds 's0', but it should hold a number; give --columns 1- to leave out a column of names");
        IsData(Load(("columns", "1-")));
    }

    [Fact]
    public void An_array_is_doubted_as_a_table_is()
    {
        double[] table = [.. Bits.SelectMany((row, r) => row.Select(b => (double)b).Prepend(r))];
        using (FileStream file = File.Create(Folder["data.npy"]))
            NpyFile.Write(file, table, 7, 6);
        Refuses("rises as an index does", "data.npy");
        IsData(Load("data.npy", ("columns", "1-")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_first_row_that_counts_the_columns_is_refused_with_the_options_that_settle_it(int start)
    {
        Write(Table((_, row) => string.Join(',', row), string.Join(',', Enumerable.Range(start, 5))));
        Refuses($"its first row is {start}, {start + 1}, …, {start + 4}, as numbers of columns are; give --skip-rows 1 to leave it out, "
            + "or --skip-rows 0 to train on it");
        IsData(Load(("skip-rows", "1")));
        TrainingData kept = Load(("skip-rows", "0"));
        Assert.Equal((8, 5), (kept.Samples, kept.Sites));
    }

    [Theory]
    [InlineData(true, true, "is named 'label'")]
    [InlineData(false, true, "is named 'label'")]
    [InlineData(true, false, "holds 9, unlike the others,")]
    [InlineData(false, false, "holds 9, unlike the others,")]
    public void Labels_are_refused_with_the_options_that_settle_it(bool isFirst, bool isNamed, string sign)
    {
        int place = isFirst ? 0 : 5;
        string? head = !isNamed ? null : isFirst ? "label," + Names : Names + ",label";
        Write(Table((r, row) => string.Join(',', isFirst ? row.Prepend(Labels[r]) : row.Append(Labels[r])), head));
        string named = $"its column {place}, counted from 0, {sign} as labels are; give --labels-column {place} to leave it out, or "
            + "--columns 0- to train on it";
        Refuses(named);
        IsData(Load(("labels-column", $"{place}")));
        Assert.Equal("potts:10", Load(("columns", "0-")).Unit.Name);
        Write(Table((r, row) => string.Join(',', (isFirst ? row.Prepend(Labels[r]) : row.Append(Labels[r])).Select((v, i) => i == place ? v
            : 200 * v)), head));
        Assert.Contains(named, Assert.Throws<InputException>(() => Load(("threshold", "127"))).Message, StringComparison.Ordinal);
        IsData(Load(("threshold", "127"), ("labels-column", $"{place}")));
    }

    [Fact]
    public void Tables_of_data_alone_are_not_doubted()
    {
        Write(Table((_, row) => string.Join(',', row)));
        IsData(Load());
        Assert.Null(Load().Columns);
        Assert.Equal($"7 samples × 5 units, binary (0, 1), from {Folder["data.csv"]}; first row 0 1 1 0 1", Load().Reading);
        Assert.Contains(", spin (-1, 1), from ", Load(("visible", "spin")).Reading, StringComparison.Ordinal);
        Write("0,1\n1,0\n");
        Assert.Equal((2, 2), (Load().Samples, Load().Sites));
        Write(string.Join(',', Enumerable.Range(0, 14).Select(i => i % 2)) + "\n");
        Assert.EndsWith("first row 0 1 0 1 0 1 0 1 0 1 0 1 …", Load().Reading, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_numbers_alone_is_refused()
    {
        Write("1\n0\n1\n");
        Refuses("its rows hold one number each");
        Assert.Equal(1, Load(("columns", "0-")).Sites);
        Assert.Equal((1, 3), (Load(("columns", "0-"), ("transpose", "true")).Samples, Load(("columns", "0-"), ("transpose", "true")).Sites));
    }

    [Theory]
    [InlineData("columns", "0-5", "--columns = 0-5, but it should be within 0-4")]
    [InlineData("columns", "7-", "--columns = 7-, but it should be within 0-4")]
    [InlineData("labels-column", "5", "--labels-column = 5, but it should be in [0, 4]")]
    [InlineData("labels-column", "x", "--labels-column = x, but it should be in [0, 4]")]
    [InlineData("skip-rows", "7", "it holds no numbers")]
    public void Columns_and_rows_that_there_are_not_are_refused(string name, string value, string named)
    {
        Write(Table((_, row) => string.Join(',', row)));
        Assert.Contains(named, Assert.Throws<InputException>(() => Load((name, value))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-3")]
    [InlineData("3-1")]
    [InlineData("1,,2")]
    [InlineData("a")]
    [InlineData("1-2-3")]
    [InlineData("99999999")]
    public void Columns_that_are_none_are_refused(string text) => Assert.Null(ColumnRanges.Parse(text));

    [Theory]
    [InlineData("01-02,3", "1-2,3", "0111")]
    [InlineData("2-2,0", "2,0", "1010")]
    [InlineData("1-", "1-", "0111")]
    public void Columns_have_one_spelling(string text, string spelling, string chosen)
    {
        ColumnRanges columns = ColumnRanges.Parse(text)!;
        Assert.Equal(spelling, columns.Text);
        Assert.Equal(chosen, string.Concat(columns.Of(4).Select(c => c ? '1' : '0')));
    }
}
