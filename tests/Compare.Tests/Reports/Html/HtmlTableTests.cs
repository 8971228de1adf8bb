using System.Net;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Reports.Html;

namespace RbmTheory.Compare.Tests.Reports.Html;

public class HtmlTableTests
{
    private static readonly Column[] Columns =
        [new("Figure", 1), new("Quantity", 3), new("Theory", 1, IsNumeric: true), new("Verdict", 1)];

    private static readonly Table Verdicts = new(Columns,
    [
        Row("3b", "width", "1.5 ± 0.2", Outcome.Differs, "fig03b"), Row("3a", "peak", "2", Outcome.Agrees, "fig03a"),
        Row("3b", "slope", "–", Outcome.Agrees, "fig03b"),
    ], HasFilter: true);

    [Fact]
    public void Numbers_are_flush_right_and_nothing_else_is()
    {
        string html = Set(Verdicts);
        Assert.Equal(["Theory"], Texts(html, "<th [^>]*class=\"numeric\"[^>]*>(.*?)</th>"));
        Assert.Equal(["1.5 ± 0.2", "2", "–"], Texts(html, "<td class=\"[^\"]*numeric[^\"]*\">(.*?)</td>"));
        Assert.Matches("\\.numeric \\{ text-align: right;", html);
    }

    [Fact]
    public void A_number_stays_on_one_line_with_its_error()
        => Assert.Contains(">1.5&#160;&#177;&#160;0.2<", Set(Verdicts), StringComparison.Ordinal);

    [Fact]
    public void Verdicts_have_their_colours()
    {
        string html = Set(Verdicts);
        Assert.Equal(["differs"], Texts(html, "<td class=\"differs\">(.*?)</td>"));
        Assert.Equal(["agrees", "agrees"], Texts(html, "<td class=\"agrees\">(.*?)</td>"));
    }

    [Fact]
    public void A_row_that_leads_to_one_section_has_one_link()
    {
        string html = Set(Verdicts);
        Assert.Equal(3, Regex.Count(html, "<tr class=\"link\""));
        Assert.Equal(["3b", "3a", "3b"], Texts(html, "<td><a href=\"#fig03[ab]\">(.*?)</a></td>"));
        Assert.Equal(3, Regex.Count(html, "<a href=\"#fig"));
    }

    [Fact]
    public void Cells_that_lead_to_different_places_have_a_link_each()
    {
        string html = Set(new(
            [new("A", 1), new("B", 1), new("C", 1)],
            [[new("one", null, "fig03a"), new("two"), new("three", null, "fig03b")]]));
        Assert.DoesNotContain("<tr class=\"link\"", html, StringComparison.Ordinal);
        Assert.Equal(["one", "two", "three"], Texts(html, "<td>(?:<a href=\"#fig03[ab]\">)?(\\w+)(?:</a>)?</td>"));
        Assert.Equal(["one", "three"], Texts(html, "<a href=\"#fig03[ab]\">(.*?)</a>"));
    }

    [Fact]
    public void Rows_are_chosen_by_figure_in_order_of_the_sections_and_by_outcome()
    {
        string html = Set(Verdicts);
        Match form = Regex.Match(html, "<form class=\"filter\" hidden>(.*?)</form>", RegexOptions.Singleline);
        Assert.Equal(
            ["all (3)", "3a (1)", "3b (2)", "all (3)", "differs (1)", "agrees (2)"],
            Texts(form.Value, "<option[^>]*>(.*?)</option>"));
        Assert.Equal(["Figure", "Verdict"], Texts(form.Value, "<label>(.*?) <select"));
        Assert.Equal(["3b differs", "3a agrees", "3b agrees"],
            Pairs(html, "data-first=\"(.*?)\" data-outcome=\"(.*?)\""));
    }

    [Fact]
    public void A_table_without_a_filter_has_none()
    {
        string html = Set(Verdicts with { HasFilter = false });
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" data-first", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_have_their_shares_of_the_width()
        => Assert.Equal(["16.67%", "50%", "16.67%", "16.67%"], Texts(Set(Verdicts), "<col style=\"width:(.*?)\">"));

    [Fact]
    public void Columns_without_headings_have_no_head()
        => Assert.DoesNotContain(
            "<thead>", Set(new([new("", 1), new("", 3)], [[new("a"), new("b")]])), StringComparison.Ordinal);

    [Fact]
    public void The_facts_of_a_wide_table_carry_their_headings()
    {
        Cell[] row = [new("3b"), new("width"), new("1"), new("2"), new("agrees", Outcome.Agrees), new("remark")];
        Column[] columns = [.. Columns[..2], new("Paper", 1), .. Columns[2..], new("Remark", 1)];
        string html = Set(new(columns, [row], HasFilter: true));
        Assert.Equal(["3b", "width"], Texts(html, "<td class=\"lead\">(.*?)</td>"));
        Assert.Equal(["agrees"], Texts(html, "<td class=\"verdict agrees\">(.*?)</td>"));
        Assert.Equal(["Paper 1", "Theory 2", "Remark remark"],
            Pairs(html, "<td class=\"fact[^\"]*\" data-heading=\"(.*?)\">(.*?)</td>"));
        Assert.Equal(["3b"], Texts(Set(new(columns, [row])), "<td class=\"lead\">(.*?)</td>"));
    }

    private static Cell[] Row(string figure, string quantity, string theory, Outcome outcome, string link)
    {
        string word = outcome == Outcome.Agrees ? "agrees" : "differs";
        return [new(figure, null, link), new(quantity, null, link), new(theory, null, link), new(word, outcome, link)];
    }

    /// <summary>The page of a table, with the sections that its rows lead to.</summary>
    private static string Set(Table table)
        => HtmlReport.Of(new("T", "S", "F", [new("Table", [table]), new("A", [], "fig03a"), new("B", [], "fig03b")]));

    private static IEnumerable<string> Pairs(string html, string pattern)
        => Regex.Matches(html, pattern).Select(m => $"{m.Groups[1]} {m.Groups[2]}");

    private static IEnumerable<string> Texts(string html, string pattern)
        => Regex.Matches(html, pattern).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value).Replace('\u00A0', ' '));
}
