using System.Globalization;
using FsCheck.Xunit;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Tests.Support;
using Figure = RbmTheory.Compare.Figures.Figure;

namespace RbmTheory.Compare.Tests.Figures;

public class FigureDataTests
{
    [Property]
    public void No_two_columns_share_a_name_and_none_needs_quoting(Figure figure)
    {
        string[] columns = Header(figure);
        Assert.Equal(columns.Length, columns.Distinct().Count());
        Assert.All(columns, c => Assert.Matches("^[a-z][0-9]+(_[a-z0-9]+)*_(x|y|error|value)$", c));
    }

    [Property]
    public void Numbers_come_back_bit_for_bit_and_what_is_not_finite_is_left_out(Figure figure)
    {
        string[][] rows = [.. FigureData.ToCsv(figure).TrimEnd('\n').Split('\n').Select(r => r.Split(','))];
        int column = 0;
        foreach (Series series in figure.Panels.SelectMany(p => p.Series))
        {
            foreach (double[]? values in (double[]?[])[series.X, series.Y, series.Error, series.Value])
            {
                if (values is null)
                    continue;
                string[] cells = [.. rows.Skip(1).Select(r => r[column])];
                Assert.Equal(values.Select(Bits), cells.Take(values.Length).Select(BitsOf));
                Assert.All(cells.Skip(values.Length), c => Assert.Equal("", c));
                column++;
            }
        }
        Assert.All(rows, r => Assert.Equal(column, r.Length));
    }

    [Fact]
    public void Names_say_panel_series_and_quantity()
    {
        Assert.Equal("a1_trained_at_0_1_y", FigureData.Column(0, 0, "trained at β = 0.1", "y"));
        Assert.Equal("b3_x", FigureData.Column(1, 2, "", "x"));
        Assert.Equal("a2_sech_profile_b_8_4_2_stable_error", FigureData.Column(0, 1, "sech profile b_{−} = 8 − 4√2, stable", "error"));
    }

    private static string[] Header(Figure figure) => FigureData.ToCsv(figure).Split('\n')[0].Split(',');

    private static ulong? Bits(double value) => double.IsFinite(value) ? BitConverter.DoubleToUInt64Bits(value) : null;

    private static ulong? BitsOf(string cell)
        => cell.Length == 0 ? null : BitConverter.DoubleToUInt64Bits(double.Parse(cell, CultureInfo.InvariantCulture));
}
