using System.Text.RegularExpressions;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Examples;

/// <summary>What every example owes to its reader.</summary>
[Collection(nameof(ExampleRuns))]
public sealed class ExampleTests(ExampleRuns runs)
{
    private const string Ellipsis = " ...";

    public static TheoryData<string> Names => [.. ExampleRuns.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_prints_what_its_header_says(string name)
    {
        string[] expected = [.. File.ReadLines(ExampleRuns.Source(name)).SkipWhile(line => line != "// Prints:").Skip(1)
            .TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)).Select(line => line[2..].TrimStart())];
        string[] printed = [.. runs.Lines(name).Select(line => line.Trim())];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Length, printed.Length);
        foreach ((string line, string actual) in expected.Zip(printed))
        {
            if (line.EndsWith(Ellipsis, StringComparison.Ordinal))
                Assert.StartsWith(line[..^Ellipsis.Length], actual, StringComparison.Ordinal);
            else
                Assert.Equal(line, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_is_short(string name)
    {
        string[] lines = File.ReadAllLines(ExampleRuns.Source(name));
        Assert.True(lines.Length < 60, $"{name} has {lines.Length} lines");
        Assert.All(lines, line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public void The_README_lists_every_example_once_and_no_other()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string[] listed = [.. Regex.Matches(readme, @"^\| \[`([a-z-]+)\.cs`\]\(examples/\1\.cs\) \|", RegexOptions.Multiline).Select(m => m.Groups[1].Value)];
        Assert.Equal(ExampleRuns.Names, listed.Order());
    }
}
