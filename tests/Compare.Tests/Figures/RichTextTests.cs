using RbmTheory.Compare.Figures.Drawing;

namespace RbmTheory.Compare.Tests.Figures;

public class RichTextTests
{
    private const double Size = 10;

    [Fact]
    public void Scripts_are_smaller_and_hang_on_what_they_follow()
    {
        TextRun[] runs = [.. Lay("w_{iμ} t").Runs];
        Assert.Equal(["w", "iμ", " t"], runs.Select(r => r.Text));
        Assert.Equal([10, 7, 10], runs.Select(r => Math.Round(r.Size, 9)));
        Assert.Equal([0, -1.8, 0], runs.Select(r => Math.Round(r.Rise, 9)));
        Assert.Equal(runs[0].Width, runs[1].X, 1e-9);
        Assert.Equal(runs[1].X + runs[1].Width, runs[2].X, 1e-9);
        Assert.Equal(3.6, Lay("x^{2}").Runs[1].Rise, 1e-9);
    }

    [Fact]
    public void A_script_above_another_begins_where_it_does_and_what_follows_clears_both()
    {
        TextRun[] runs = [.. Lay("N_{eff}^{2}+").Runs];
        Assert.Equal(runs[1].X, runs[2].X, 1e-9);
        Assert.Equal(runs[1].X + runs[1].Width, runs[3].X, 1e-9);
    }

    [Fact]
    public void Braces_without_a_mark_are_letters_of_a_page_and_scripts_of_a_figure()
    {
        Assert.Equal(["a_b^c {d}"], RichText.Lay("a_b^c {d}", Size).Runs.Select(r => r.Text));
        Assert.Equal("wi2", RichText.Plain("w_{i}^{2}"));
    }

    [Fact]
    public void Pairs_of_letters_are_kerned()
        => Assert.True(RichText.Lay("AV", Size).Width < RichText.Lay("A", Size).Width + RichText.Lay("V", Size).Width - 0.1);

    [Fact]
    public void Widths_grow_with_the_size_and_bold_is_wider()
    {
        Assert.Equal(2 * RichText.Lay("Λ leaves the noise", Size).Width, RichText.Lay("Λ leaves the noise", 2 * Size).Width, 1e-3);
        Assert.True(RichText.Lay("Λ leaves", Size, bold: true).Width > RichText.Lay("Λ leaves", Size).Width);
    }

    [Fact]
    public void Every_line_of_a_size_is_equally_high()
    {
        Assert.Equal(Lay("x").Ascent, Lay("Å^{2}").Ascent);
        Assert.Equal(Lay("x").Descent, Lay("g_{q}").Descent);
        Assert.Equal(0, Lay("").Width);
    }

    private static RichText Lay(string text) => RichText.Lay(RichText.Marked(text), Size);
}
