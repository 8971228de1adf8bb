using System.Diagnostics;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests;

/// <summary>
/// Every command the README shows is run as a reader would, and has to succeed and to say something; reports and figures
/// with the tiny preset. All write to one folder, so that a figure finds the runs of the report, or the report those of
/// the figure.
/// </summary>
/// <param name="folder">The folder.</param>
public sealed class ReadmeTests(TempFolder folder) : IClassFixture<TempFolder>
{
    /// <summary>Lines that are not run: they test, measure or fetch the repository, which is what is going on here.</summary>
    private static readonly string[] Excluded = ["./rbm test", "./rbm bench", "dotnet test", "git clone", "cd "];

    /// <summary>Verbs that write, which here have to write elsewhere.</summary>
    private static readonly string[] Writing = ["report", "figure"];

    /// <summary>This only ends a command that hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private static readonly string Readme = Path.Combine(Repository.Root, "README.md");

    public static TheoryData<string> Commands() => [.. Lines().Where(IsRun).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_of_the_README_works(string command)
    {
        string line = string.Join(" && ", Before(command).Append(command).Select(Redirected));
        string log = folder["log"];
        ProcessStartInfo start = new("bash", ["-c", $"{line} >\"$RBM_TEST_LOG\" 2>&1"]) { WorkingDirectory = Repository.Root };
        start.Environment["RBM_TEST_LOG"] = log;
        // A build server that stays would hold on to what it inherited from this process.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            Assert.Fail($"'{line}' took more than {Limit.TotalMinutes} minutes");
        }
        Assert.True(process.ExitCode == 0, $"'{line}' exits with {process.ExitCode}:\n{File.ReadAllText(log)}");
        Assert.NotEqual("", File.ReadAllText(log).Trim());
    }

    [Fact]
    public void The_README_shows_commands_and_every_line_of_them_is_run_or_excluded()
    {
        string[] lines = [.. Lines()];
        Assert.Contains(lines, IsRun);
        Assert.Contains(lines, l => l.StartsWith("./rbm report", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.True(IsRun(l) || IsExcluded(l), $"'{l}' is neither run nor excluded"));
    }

    private string Redirected(string command)
    {
        if (Regex.IsMatch(command, @"\s(train|sweep|inspect|likelihood|compare|export|sample|quality|mixing|(?<!/)tree|(?<!theory )spectrum)\s"))
            return Regex.Replace(command, @"(--out|--resume|--csv|status|collect|plot|inspect|likelihood|compare|export|rbms|sample|quality|mixing|(?<!/)tree|spectrum)[ =](\S+)", m => $"{m.Groups[1]} '{folder[m.Groups[2].Value]}'");
        Match verb = Regex.Match(command, @"(?:^\./rbm|\s--)\s+([a-z]+)");
        if (!verb.Success || !Writing.Contains(verb.Groups[1].Value))
            return command;
        string without = Regex.Replace(command, @"\s--(out|preset)[ =]\S+", "");
        return $"{without} --preset tiny --out '{folder["out"]}'";
    }

    /// <summary>A run has to be made before one can go on with it or look at it, samples before they are compared, and
    /// theories have no order.</summary>
    private static IEnumerable<string> Before(string command)
        => Regex.Match(command, @"(--resume|status|collect|plot|inspect|likelihood|compare|export|sample|quality|mixing|(?<!/)tree|(?<!theory )spectrum)[ =](\S+)") is { Success: true } run
            ? Lines().Where(l => Regex.IsMatch(l, $@"\s(train|sample|sweep)\s.*--out[ =]{Regex.Escape(run.Groups[2].Value)}(\s|$)"))
                .Take(1).SelectMany(l => Before(l).Append(l))
            : [];

    private static bool IsExcluded(string line) => Excluded.Any(e => line.StartsWith(e, StringComparison.Ordinal));

    private static bool IsRun(string line)
        => !IsExcluded(line)
            && (line.StartsWith("./rbm", StringComparison.Ordinal) || line.StartsWith("dotnet run", StringComparison.Ordinal));

    /// <summary>The command lines in the fenced code blocks, without prompt and comment, continued lines joined.</summary>
    private static IEnumerable<string> Lines()
    {
        string text = File.Exists(Readme) ? File.ReadAllText(Readme).ReplaceLineEndings("\n") : "";
        foreach (Match block in Regex.Matches(text, @"^ *```(?<kind>\w*)[^\n]*\n(?<body>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline))
        {
            foreach (string raw in block.Groups["body"].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            {
                string line = Regex.Replace(raw, @"\s+#.*$", "").Trim();
                line = line.StartsWith("$ ", StringComparison.Ordinal) ? line[2..] : line;
                if (Regex.IsMatch(line, @"^(\./rbm|dotnet (run|test)|git clone|cd )"))
                    yield return line;
            }
        }
    }
}
