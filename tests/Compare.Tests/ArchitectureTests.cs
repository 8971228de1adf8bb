using System.Reflection;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests;

/// <summary>Theory and Simulation never see each other, nor the world outside: no console, files, clock or chance.</summary>
public class ArchitectureTests
{
    private static readonly Assembly TheoryHalf = typeof(Theory.ReceptiveFields.LatticeBump).Assembly;
    private static readonly Assembly SimulationHalf = typeof(Simulation.Machines.Rbm).Assembly;

    /// <summary>What a half may not name, and why not.</summary>
    private static readonly (string Pattern, string Why)[] Forbidden =
    [
        (@"\bConsole\b", "the console belongs to Compare"),
        (@"\b(File|Directory|FileInfo|DirectoryInfo|FileStream|StreamWriter|StreamReader|Path)\s*[.(]|\bSystem\.IO\b(?!\.(Compression|Hashing)\b)", "files belong to Compare"),
        (@"\b(DateTime|DateTimeOffset\s*\.\s*(Now|UtcNow)|Stopwatch|TimeProvider)\b|\bEnvironment\.TickCount", "no clock"),
        (@"\bRandom\.Shared\b|\bnew\s+(System\.)?Random\s*\(|\bGuid\.NewGuid\b|\bRandomNumberGenerator\b|\bMathNet\.Numerics\.Random\b", "chance comes from a seed"),
        (@"\bProcess\.Start\b|\bSystem\.Diagnostics\.Process\b|\bHttpClient\b|\bSystem\.Net\b", "no processes and no network"),
        (@"\bSpectre\b|\bSystem\.CommandLine\b", "the command line belongs to Compare"),
        (@"\bRbmTheory\.Compare\b", "Compare sees the halves, not they it"),
    ];

    [Fact]
    public void The_halves_do_not_reference_each_other()
    {
        Assert.DoesNotContain(SimulationHalf.GetName().Name, References(TheoryHalf));
        Assert.DoesNotContain(TheoryHalf.GetName().Name, References(SimulationHalf));
        // The same question has an answer where there is a reference.
        Assert.Contains(TheoryHalf.GetName().Name, References(typeof(Product).Assembly));
        Assert.Contains(SimulationHalf.GetName().Name, References(typeof(Product).Assembly));
    }

    [Fact]
    public void The_halves_reference_no_console_no_command_line_and_no_file_system()
    {
        foreach (Assembly half in (Assembly[])[TheoryHalf, SimulationHalf])
        {
            Assert.DoesNotContain(References(half), name =>
                name.StartsWith("Spectre", StringComparison.Ordinal) || name.StartsWith("System.CommandLine", StringComparison.Ordinal)
                || name is "System.Console" or "System.Diagnostics.Process" or "System.Net.Http" or "rbm");
        }
        Assert.Contains(References(typeof(Product).Assembly), name => name.StartsWith("Spectre", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Theory")]
    [InlineData("Simulation")]
    public void The_project_file_of_a_half_refers_to_packages_of_mathematics_checksums_and_formats_alone(string half)
    {
        string project = File.ReadAllText(Path.Combine(Repository.Root, "src", half, half + ".csproj"));
        Assert.DoesNotContain("ProjectReference", project, StringComparison.Ordinal);
        string[] packages = [.. Regex.Matches(project, "PackageReference Include=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];
        Assert.Subset(new HashSet<string> { "MathNet.Numerics", "System.Numerics.Tensors", "System.IO.Hashing", "PureHDF" }, packages.ToHashSet());
    }

    [Theory]
    [InlineData("Theory", @"\bRbmTheory\.Simulation\b|\bSimulation\.[A-Z]")]
    [InlineData("Simulation", @"\bRbmTheory\.Theory\b|\bTheory\.[A-Z]")]
    public void The_sources_of_a_half_do_not_name_the_other(string half, string other)
        => IsNowhere(half, other, "the halves do not see each other");

    [Theory]
    [InlineData("Theory")]
    [InlineData("Simulation")]
    public void The_sources_of_a_half_name_nothing_of_the_world_outside(string half)
    {
        foreach ((string pattern, string why) in Forbidden)
            IsNowhere(half, pattern, why);
    }

    [Fact]
    public void The_sources_of_Theory_name_no_random_numbers()
        => IsNowhere("Theory", @"\bRandom\b|\bRandomSource\b", "theory has no chance in it");

    [Fact]
    public void Papers_do_not_reference_each_other()
    {
        string papers = Path.Combine(Repository.Root, "src", "Compare", "Papers");
        string[] folders = [.. Directory.GetDirectories(papers).Select(f => Path.GetFileName(f)!)];
        Assert.Equal(Catalogue.Papers.Select(p => p.Name).Order(), folders.Select(f => f.ToLowerInvariant()).Order());
        string[] found =
        [
            .. from file in Repository.Sources("Compare")
               let place = Path.GetRelativePath(papers, file).Split(Path.DirectorySeparatorChar)
               where place.Length > 1 && place[0] != ".."
               from other in folders
               where other != place[0] && Regex.IsMatch(Code(file), $@"\bPapers\.{other}\b|\b{other}\.[A-Z]")
               select $"{file} names {other}",
        ];
        Assert.Empty(found);
    }

    [Fact]
    public void The_search_finds_what_it_forbids()
    {
        // Compare does all of it, so that a pattern that no longer matches anything is noticed.
        string compare = string.Join('\n', Repository.Sources("Compare").Select(Code));
        Assert.Matches(Forbidden[0].Pattern, compare);
        Assert.Matches(Forbidden[1].Pattern, compare);
        Assert.Matches(Forbidden[2].Pattern, compare);
        Assert.Matches(Forbidden[4].Pattern, compare);
        Assert.Matches(Forbidden[5].Pattern, compare);
        Assert.Matches(Forbidden[3].Pattern, "double u = Random.Shared.NextDouble();");
        Assert.Matches(Forbidden[3].Pattern, "var r = new Random(1);");
    }

    private static void IsNowhere(string half, string pattern, string why)
    {
        IReadOnlyList<string> sources = Repository.Sources(half);
        Assert.NotEmpty(sources);
        string[] found =
        [
            .. from file in sources
               let match = Regex.Match(Code(file), pattern)
               where match.Success
               select $"{Path.GetRelativePath(Repository.Root, file)} has '{match.Value}', but {why}",
        ];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    /// <summary>A source without comments and string literals.</summary>
    private static string Code(string file)
        => Regex.Replace(File.ReadAllText(file), "\"(?:[^\"\\\\\n]|\\\\.)*\"|//[^\n]*|/\\*.*?\\*/", " ", RegexOptions.Singleline);

    private static string[] References(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(a => a.Name!)];
}
