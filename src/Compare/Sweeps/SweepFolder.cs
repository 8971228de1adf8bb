using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RbmTheory.Compare.Commands;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Sweeps;

/// <summary>What has become of a run.</summary>
public enum RunState
{
    /// <summary>Nobody has begun it.</summary>
    Open,

    /// <summary>It is claimed.</summary>
    Claimed,

    /// <summary>It is finished.</summary>
    Finished,

    /// <summary>It ended without a result.</summary>
    Failed,
}

/// <summary>
/// The folder of a sweep, which is all that its processes share: <c>plan.json</c>, the plan; <c>sweep.json</c>, the
/// build that began it; and <c>runs/0012/001234</c>, the folder of run 1234 as <c>train</c> makes it. The state of a run
/// is the name of its folder, and changes by a renaming (see <see cref="SweepClaim"/>): there is none before it is begun,
/// <c>001234.K</c> while it is in its K-th claim, <c>001234</c> when it is finished, <c>001234.failed</c> when it
/// cannot be.
/// </summary>
public sealed class SweepFolder
{
    /// <summary>The plan.</summary>
    public const string PlanName = "plan.json";

    /// <summary>Why a run failed, in its folder.</summary>
    public const string FailureName = "failed.txt";

    /// <summary>Runs of a folder within <c>runs</c>, which is listed at every claim.</summary>
    public const int RunsInFolder = 100;

    private const string AboutName = "sweep.json", Runs = "runs", Claims = "claims", FailedEnding = "failed";
    private const int Format = 1, Digits = 6;

    private SweepFolder(string path, SweepPlan plan) => (Path, Plan) = (path, plan);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The plan.</summary>
    public SweepPlan Plan { get; }

    /// <summary>Whether a path is the folder of a sweep.</summary>
    /// <param name="path">The path.</param>
    public static bool IsOne(string path) => File.Exists(System.IO.Path.Combine(path, AboutName));

    /// <summary>Opens a sweep to look at it.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="InputException">It is none, or broken.</exception>
    public static SweepFolder Open(string path)
    {
        if (!IsOne(path))
            throw new InputException($"folder = {path}, but it should be the folder of a sweep, with {AboutName}");
        (string home, _, string plan) = About(path);
        string file = System.IO.Path.Combine(path, PlanName);
        if (DigestOf(Content(file)) != plan)
            throw new InputException($"{file} is another plan than the sweep was begun with; choose another folder for a new "
                + "plan, or put the old one back");
        return new(path, SweepPlan.Read(file, SweepPlan.LargestLimit, home, isChecked: true));
    }

    /// <summary>Opens a sweep to make runs of it.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="InputException">It is none, broken, or of another build of the program.</exception>
    public static SweepFolder GoOn(string path)
    {
        SweepFolder folder = Open(path);
        OutputFolder.Prepare(path);
        (_, IReadOnlyDictionary<string, Guid> modules, _) = About(path);
        string[] other = [.. Build.Modules.Where(m => modules.GetValueOrDefault(m.Key) != m.Value).Select(m => m.Key)];
        if (other.Length > 0)
            throw new InputException($"the sweep in {path} was begun by another build of {string.Join(", ", other)}, and "
                + "its numbers may be others; go on with that build, or choose another --out");
        // What killed processes left that were about to claim a run, or to begin the sweep.
        Forsaken.Remove(folder.ClaimsPath, "*");
        Forsaken.Remove(path, "*.tmp");
        return folder;
    }

    /// <summary>Begins a sweep, or goes on with that which is there.</summary>
    /// <param name="path">Its folder, made where missing.</param>
    /// <param name="planPath">The file of the plan.</param>
    /// <param name="limit">How many runs it may have.</param>
    /// <exception cref="InputException">The plan or the folder cannot be used, or has another plan, or was begun by
    /// another build.</exception>
    public static SweepFolder Begin(string path, string planPath, int limit)
    {
        byte[] content = Content(planPath);
        if (!IsOne(path))
        {
            SweepPlan.Read(planPath, limit);
            OutputFolder.Prepare(path);
            Directory.CreateDirectory(System.IO.Path.Combine(path, Runs));
            Directory.CreateDirectory(System.IO.Path.Combine(path, Claims));
            WriteFirst(System.IO.Path.Combine(path, PlanName), content);
            string home = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(planPath))!;
            JsonObject modules = new(Build.Modules.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)$"{m.Value}")));
            JsonObject about = new()
            {
                ["format"] = Format,
                ["version"] = Product.Version,
                ["modules"] = modules,
                ["folder"] = home,
                ["plan"] = DigestOf(content),
            };
            // The last of all: with it the folder is a sweep.
            WriteFirst(System.IO.Path.Combine(path, AboutName),
                Encoding.UTF8.GetBytes(about.ToJsonString(ReportCommand.Json) + "\n"));
        }

        SweepFolder folder = GoOn(path);
        if (!content.AsSpan().SequenceEqual(Content(System.IO.Path.Combine(path, PlanName))))
            throw new InputException($"--out = {path}, but the sweep there has another plan than {planPath}; choose "
                + "another --out, or delete the folder");
        return folder;
    }

    /// <summary>What became of runs: their state, and which claim they are in or were left in, from 1; 0 for
    /// none.</summary>
    /// <param name="part">Which hundred of runs.</param>
    public Dictionary<int, (RunState State, int Claim)> List(int part)
    {
        Dictionary<int, (RunState State, int Claim)> found = [];
        string folder = PartOf(part * RunsInFolder);
        if (!Directory.Exists(folder))
            return found;
        foreach (string path in Directory.EnumerateDirectories(folder))
        {
            // Folders of other names, such as those that users put there, are no runs.
            string[] parts = System.IO.Path.GetFileName(path).Split('.');
            if (parts[0].Length != Digits || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int run)
                || run / RunsInFolder != part || run >= Plan.Count || parts.Length > 2
                || (parts is [_, not FailedEnding and string k] && (k.Length > 9 || !k.All(char.IsAsciiDigit))))
                continue;
            (RunState, int) state = parts is [_, string ending]
                ? ending == FailedEnding ? (RunState.Failed, 0)
                    : (RunState.Claimed, int.Parse(ending, NumberStyles.None, CultureInfo.InvariantCulture))
                : (RunState.Finished, 0);
            // A folder of an earlier claim may be left beside a later one, or beside a result.
            if (!found.TryGetValue(run, out (RunState, int) other) || state.CompareTo(other) > 0)
                found[run] = state;
        }

        return found;
    }

    /// <summary>The folder of a run as it is named while in a state.</summary>
    /// <param name="run">Its number.</param>
    /// <param name="state">The state.</param>
    /// <param name="claim">Which claim it is in.</param>
    public string PathOf(int run, RunState state, int claim = 0)
        => System.IO.Path.Combine(PartOf(run), $"{run:D6}" + state switch
        {
            RunState.Failed => $".{FailedEnding}",
            RunState.Finished => "",
            _ => $".{claim}",
        });

    /// <summary>Parts of hundred runs.</summary>
    public int Parts => (Plan.Count + RunsInFolder - 1) / RunsInFolder;

    /// <summary>Where claims are prepared.</summary>
    internal string ClaimsPath => System.IO.Path.Combine(Path, Claims);

    private string PartOf(int run) => System.IO.Path.Combine(Path, Runs, $"{run / RunsInFolder:D4}");

    private static string DigestOf(byte[] content) => Convert.ToHexString(XxHash128.Hash(content));

    private static (string Folder, IReadOnlyDictionary<string, Guid> Modules, string Plan) About(string path)
    {
        string file = System.IO.Path.Combine(path, AboutName);
        try
        {
            JsonNode about = JsonNode.Parse(File.ReadAllText(file))!;
            if (about["format"]!.GetValue<int>() != Format)
                throw new JsonException($"format = {about["format"]}, but it should be {Format}");
            return (about["folder"]!.GetValue<string>(), about["modules"]!.AsObject().ToDictionary(
                m => m.Key, m => Guid.Parse(m.Value!.GetValue<string>())), about["plan"]!.GetValue<string>());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NullReferenceException
            or FormatException)
        {
            throw new InputException($"{file} is broken ({InputException.ReasonOf(error)}); choose another "
                + "--out, or delete the folder");
        }
    }

    /// <summary>Writes a file whole, unless it is there: of several processes that begin a sweep the first
    /// counts.</summary>
    private static void WriteFirst(string path, byte[] content)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            AtomicFile.WriteBytes(temporary, content);
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // It is of another process, and compared with ours in what follows.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static byte[] Content(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"the plan {path} cannot be used: {error.Message}");
        }
    }
}
