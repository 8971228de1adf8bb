using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;
using Figure = RbmTheory.Compare.Figures.Figure;

namespace RbmTheory.Compare.Tests.Figures;

public sealed class DrawingTests : IDisposable
{
    private static readonly string[] Formats = ["pdf", "png", "svg"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [GnuplotFact]
    public void Each_figure_becomes_a_PNG_a_PDF_and_an_SVG()
    {
        Publish(SampleFigures.Everything());
        Assert.Equal(
            ["everything.csv", "everything.gp", "everything.pdf", "everything.png", "everything.svg"],
            _folder.Files().Select(Path.GetFileName));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], Bytes("png")[..4]);
        Assert.Equal("%PDF-"u8.ToArray(), Bytes("pdf")[..5]);
        Assert.Contains("</svg>", Encoding.UTF8.GetString(Bytes("svg")), StringComparison.Ordinal);
        // 17 cm at 200 dots an inch; the width of a PNG stands in its bytes 16 to 19.
        byte[] png = Bytes("png");
        Assert.Equal((int)Math.Round(17 / 2.54 * 200), (png[16] << 24) + (png[17] << 16) + (png[18] << 8) + png[19]);
    }

    [GnuplotFact]
    public void A_reader_redraws_a_figure_by_hand_in_its_folder()
    {
        Publish(SampleFigures.Everything());
        byte[] svg = Bytes("svg");
        foreach (string format in Formats)
            File.Delete(_folder["figures", "everything." + format]);
        using Process gnuplot = Process.Start(new ProcessStartInfo("gnuplot", ["everything.gp"])
        {
            WorkingDirectory = _folder["figures"],
            RedirectStandardError = true,
        })!;
        string errors = gnuplot.StandardError.ReadToEnd();
        gnuplot.WaitForExit();
        Assert.Equal((0, ""), (gnuplot.ExitCode, errors));
        Assert.All(Formats, format => Assert.NotEmpty(Bytes(format)));
        Assert.Equal(svg, Bytes("svg"));
    }

    [GnuplotFact]
    public void A_reader_may_edit_the_data_and_redraw()
    {
        Publish(SampleFigures.Everything());
        byte[] svg = Bytes("svg");
        string table = _folder["figures", "everything.csv"];
        string[] lines = File.ReadAllLines(table);
        lines[1] = "3" + lines[1][lines[1].IndexOf(',', StringComparison.Ordinal)..]; // the first abscissa: 0 becomes 3
        File.WriteAllLines(table, lines);
        Gnuplot.Draw(_folder["figures"], "everything.gp");
        Assert.NotEqual(svg, Bytes("svg"));
    }

    [GnuplotFact]
    public void Quotes_markup_and_letters_outside_ASCII_survive()
    {
        Publish(SampleFigures.Everything());
        string svg = File.ReadAllText(_folder["figures", "everything.svg"]);
        string text = WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(svg, "<title>.*?</title>", ""), "<[^>]*>", ""));
        text = text.Replace('\u00A0', ' ');
        // The last is a number at the x axis, whose minus sign gnuplot sets in UTF-8 only.
        foreach (string label in (string[])["(a) Panel " + SampleFigures.Hard, SampleFigures.Hard, "Note " + SampleFigures.Hard, "xi", "y2", "−1"])
            Assert.Contains(label, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_string_literal_keeps_its_quotes()
    {
        Assert.Equal("'it''s \"so\"'", GnuplotScript.Quote("it's \"so\""));
        Assert.Equal("'a\\n_{i}^{2}'", GnuplotScript.Quote("a\\n_{i}^{2}"));
    }

    [GnuplotFact]
    public void A_script_that_gnuplot_refuses_is_named_with_gnuplots_words()
    {
        File.WriteAllText(_folder["bad.gp"], "plot 'missing.csv' using 1:2\n");
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Gnuplot.Draw(_folder.Path, "bad.gp"));
        Assert.Contains(_folder["bad.gp"], error.Message, StringComparison.Ordinal);
        Assert.Contains("missing.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_three_formats_are_known()
        => Assert.Throws<ArgumentException>(() => GnuplotScript.Terminal("gif", 1, 1));

    private void Publish(Figure figure)
    {
        using ReportWriter writer = new(_folder.Path);
        writer.Write(figure);
        writer.Publish();
    }

    private byte[] Bytes(string format) => File.ReadAllBytes(_folder["figures", "everything." + format]);
}
