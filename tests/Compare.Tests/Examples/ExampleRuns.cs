using System.Globalization;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Examples;

/// <summary>The tests of examples and packages, after all that may run in parallel: they keep every processor busy.</summary>
[CollectionDefinition(nameof(ExampleRuns), DisableParallelization = true)]
public class ExampleTestsTogether : ICollectionFixture<ExampleRuns>;

/// <summary>
/// Runs every example once, as a reader would, two at a time, in a folder that is removed at the end. What they need is
/// built before, so that no two builds write to one place.
/// </summary>
public sealed class ExampleRuns : IDisposable
{
    private const int Together = 2;

    private static readonly Dictionary<string, string> Strict = new()
    {
        ["BuildProjectReferences"] = "false",
        ["TreatWarningsAsErrors"] = "true",
    };

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string[]> _lines = [];

    public ExampleRuns()
    {
        string project = Path.Combine(Repository.Root, "src", "Compare");
        DotNet.Run(_folder, "build", new Dictionary<string, string>(), "build", "-c", "Release", "-v", "quiet", "--nologo", project);
        Parallel.ForEach(Names, new ParallelOptions { MaxDegreeOfParallelism = Together }, name =>
        {
            string[] lines = DotNet.Run(_folder, name, Strict, "run", Source(name));
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
}
