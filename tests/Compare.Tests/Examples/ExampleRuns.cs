using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Examples;

/// <summary>The tests of examples, after all that may run in parallel: they build and keep every processor busy.</summary>
[CollectionDefinition(nameof(ExampleRuns), DisableParallelization = true)]
public class ExampleTestsTogether : ICollectionFixture<ExampleRuns>;

/// <summary>
/// Runs every example once, as a reader would, two at a time, in a folder that is removed at the end. What they need is
/// built before, so that no two builds write to one place.
/// </summary>
public sealed class ExampleRuns : IDisposable
{
    private const int Together = 2;

    /// <summary>This only ends a program that hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string[]> _lines = [];

    public ExampleRuns()
    {
        string project = Path.Combine(Repository.Root, "src", "Compare");
        Run("build", "dotnet", "build", "-c", "Release", "-v", "quiet", "--nologo", project);
        Parallel.ForEach(Names, new ParallelOptions { MaxDegreeOfParallelism = Together }, name =>
        {
            string[] lines = Run(name, "dotnet", "run", Source(name));
            lock (_lines)
                _lines.Add(name, lines);
        });
    }

    /// <summary>The names of the examples, without the ending.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.cs").Select(Path.GetFileNameWithoutExtension).Order()!];

    /// <summary>The file of an example.</summary>
    public static string Source(string name) => Path.Combine(Repository.Root, "examples", name + ".cs");

    /// <summary>What an example printed.</summary>
    public string[] Lines(string name) => _lines[name];

    /// <summary>The numbers in a line that an example printed.</summary>
    public double[] Numbers(string name, int line)
        => [.. Regex.Matches(_lines[name][line], @"(?<![\w.])-?\d+(\.\d+)?").Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];

    /// <summary>A file that an example wrote.</summary>
    public string FileOf(string name) => _folder["runs", name];

    public void Dispose() => _folder.Dispose();

    private string[] Run(string name, params string[] command)
    {
        string output = _folder[name + ".out"], errors = _folder[name + ".err"];
        // Into files, not pipes: a compiler server that stays would hold on to what it inherited from this process.
        ProcessStartInfo start = new("bash", ["-c", "out=$1 err=$2; shift 2; exec \"$@\" >\"$out\" 2>\"$err\"", "run", output, errors, .. command])
        {
            WorkingDirectory = _folder.Path,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        if (command[1] == "run")
        {
            start.Environment["BuildProjectReferences"] = "false";
            start.Environment["TreatWarningsAsErrors"] = "true";
        }

        using Process process = Process.Start(start)!;
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            Assert.Fail($"{name} took more than {Limit.TotalMinutes} minutes");
        }

        string[] lines = File.ReadAllLines(output);
        Assert.True(process.ExitCode == 0, $"{name} exits with {process.ExitCode}:\n{string.Join('\n', lines)}\n{File.ReadAllText(errors)}");
        return lines;
    }
}
