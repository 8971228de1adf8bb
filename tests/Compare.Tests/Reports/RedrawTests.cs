using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Commands;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Reports;

/// <summary>A report of two exact figures, made once and then again from its records alone.</summary>
public sealed class RedrawTests : IDisposable
{
    private static readonly Experiment[] Experiments = [new Fig14c(Preset.Quick), new TuringDiagram(Preset.Quick)];

    private readonly TempFolder _folder = new();

    public RedrawTests() => Assert.Equal(0, Make().Code);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Figures_and_report_come_back_from_the_records_alone()
    {
        IReadOnlyList<string> files = _folder.Files();
        Dictionary<string, string> digests = Digests();
        Dictionary<string, (string Text, DateTime Time)> records = Records();
        Assert.Equal(4, records.Values.Sum(r => r.Text.Count(c => c == '\n'))); // the profiles; the diagram and two runs
        Assert.Superset(
            new HashSet<string> { "report.html", "report.pdf", "verdicts.json", "figures/turing.csv", "figures/turing.svg", "figures/fig14c.png", "figures/fig14c.pdf" },
            digests.Keys.ToHashSet());

        Directory.Delete(_folder["figures"], recursive: true);
        foreach (string file in Directory.GetFiles(_folder.Path))
            File.Delete(file);
        Reply again = Make();

        Assert.StartsWith("4 finished runs found and kept", again.Output, StringComparison.Ordinal);
        Assert.Equal(records, Records());
        Assert.Equal(files, _folder.Files());
        Assert.Equal(digests, Digests());
    }

    [Fact]
    public void What_the_records_say_is_what_the_report_shows()
    {
        RecordStore store = new(_folder["records"]);
        RunRecord record = store.Find("fig14c", "profiles")!;
        Dictionary<string, double> numbers = new(record.Result.Numbers) { ["bMinus"] = 2.75, ["curvaturePlus"] = 1 };
        store.Save(record with { Result = record.Result with { Numbers = numbers } });
        Make();
        Assert.Equal(
            ["b− of the sech profile", "b+ is unstable: curvature of the energy along the family"],
            VerdictsOnDisk().Where(v => v.Figure == "14c" && v.Outcome == Outcome.Differs).Select(v => v.Quantity));
        Assert.Contains("2.75", File.ReadAllText(_folder["report.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a record of fig14c lacks 'bMinus'; redo the runs with --force", "number")]
    [InlineData("a record of fig14c lacks 'minus'; redo the runs with --force", "series")]
    [InlineData("a record of fig14c holds a series of another length; redo the runs with --force", "length")]
    public void A_record_that_lacks_what_the_figure_needs_is_refused_and_nothing_changes(string expected, string missing)
    {
        RecordStore store = new(_folder["records"]);
        RunRecord record = store.Find("fig14c", "profiles")!;
        RunResult result = record.Result;
        store.Save(record with
        {
            Result = new(
                result.Numbers.Where(n => n.Key != "bMinus" || missing != "number").ToDictionary(),
                result.Series.Where(s => s.Key != "minus" || missing != "series")
                    .ToDictionary(s => s.Key, s => missing == "length" && s.Key == "latticeRing" ? [] : s.Value)),
        });
        Dictionary<string, string> before = Digests();
        Assert.Equal(expected, Assert.Throws<InputException>(() => Make()).Message);
        Assert.Equal(before, Digests());
    }

    [Fact]
    public void The_verdicts_on_the_disk_are_those_of_the_judges()
    {
        RecordStore store = new(_folder["records"]);
        Verdict[] judged = [.. Experiments.SelectMany(
            e => e.Finding([.. e.Plan(1).Select(p => store.Find(e.Name, p.Run)!)]).Verdicts)];
        Assert.Equal(judged, VerdictsOnDisk());
        Assert.Equal(7, judged.Count(v => v.Outcome == Outcome.Agrees));
    }

    [Fact]
    public void The_page_needs_nothing_but_itself()
    {
        string html = Regex.Replace(File.ReadAllText(_folder["report.html"]), "base64,[^\")]*", "");
        Assert.All(
            Regex.Matches(html, "<[a-z][^>]*?\\s(?:src|href|srcset|action|data|poster)\\s*=\\s*[\"']([^\"']*)"),
            m => Assert.Matches("^(data:|#)", m.Groups[1].Value));
        Assert.All(Regex.Matches(html, "url\\(([^)]*)"), m => Assert.Matches("^[\"']?(data:|#)", m.Groups[1].Value));
        string named = html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal); // a name, not an address
        foreach (string outside in (string[])["http://", "https://", "file://", "//cdn", "@import", _folder.Path])
            Assert.DoesNotContain(outside, named, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_page_holds_every_figure_and_the_PDF_a_page_for_each()
    {
        string html = File.ReadAllText(_folder["report.html"]);
        Assert.Equal(Experiments.Length, Regex.Count(html, "<figure "));
        // Summary, verdicts, one section a figure, and how it was made: each fits its page.
        Assert.Equal(Experiments.Length + 3, PdfText.Pages(File.ReadAllBytes(_folder["report.pdf"])));
    }

    [Fact]
    public void Every_link_leads_to_a_section_and_every_figure_is_linked()
    {
        string html = File.ReadAllText(_folder["report.html"]);
        string[] targets = [.. Regex.Matches(html, "<a [^>]*href=\"#([^\"]*)\"").Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["fig14c", "made", "table-of-contents", "turing", "verdicts"], targets);
        Assert.All(targets, t => Assert.Single(Regex.Matches(html, $" id=\"{t}\"")));
    }

    [Fact]
    public void The_time_of_each_figure_and_of_all_is_printed()
    {
        string output = Make().Output;
        Assert.Contains("hours, paper's code", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\s*turing\s+3\s+[0-9.]+\s+–\s+–\s+–\s+–\s*$", output);
        Assert.Matches(@"(?m)^\s*all\s+4\s", output);
    }

    [Fact]
    public void A_draft_that_a_killed_program_left_is_not_published()
    {
        string draft = _folder[$".draft-{Environment.ProcessId}"];
        Directory.CreateDirectory(draft);
        File.WriteAllText(Path.Combine(draft, "stale.txt"), "stale");
        Make();
        Assert.DoesNotContain(_folder.Files(), f => f.Contains("stale", StringComparison.Ordinal));
        Assert.False(Directory.Exists(draft));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void The_files_of_the_report_are_listed(string ending)
    {
        string output = Make(ending).Output;
        Assert.Contains(_folder["report.html"], output, StringComparison.Ordinal);
        Assert.Contains(_folder["verdicts.json"], output, StringComparison.Ordinal);
    }

    private Reply Make(string ending = "")
    {
        using StringWriter output = new(), errors = new();
        int code = ReportCommand.Run(
            new Terminal(output, errors, IsInteractive: false, CancellationToken.None), HarshPaper.Paper, Experiments, _folder.Path + ending, seed: 1,
            threads: 2, forced: [], json: false, asReport: true);
        return new(code, output.ToString(), errors.ToString());
    }

    private Verdict[] VerdictsOnDisk()
        => JsonSerializer.Deserialize<Verdict[]>(File.ReadAllText(_folder["verdicts.json"]), ReportCommand.Json)!;

    private Dictionary<string, string> Digests()
        => _folder.Files().Where(f => !IsRecord(f))
            .ToDictionary(f => f.Replace('\\', '/'), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_folder[f]))));

    private Dictionary<string, (string Text, DateTime Time)> Records()
        => _folder.Files().Where(IsRecord).ToDictionary(f => f, f => (File.ReadAllText(_folder[f]), File.GetLastWriteTimeUtc(_folder[f])));

    private static bool IsRecord(string file) => file.StartsWith("records", StringComparison.Ordinal);
}
