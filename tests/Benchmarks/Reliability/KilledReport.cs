using System.Text.Json;
using System.Text.Json.Serialization;
using RbmTheory.Compare.Records;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>
/// <c>rbm report</c>: a record that a process finished is there after every kill, and in the end all are those of an
/// undisturbed report. The report itself tells the seconds of its records, so it is compared with one that is drawn
/// undisturbed of the same records.
/// </summary>
/// <param name="home">A folder for it alone.</param>
internal sealed class KilledReport(string home) : KilledProcess("report", home)
{
    private const string Records = "records", Experiment = "fig13";

    private static readonly JsonSerializerOptions Json =
        new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private string[]? _runs;
    private string _folder = "";
    private Dictionary<string, string> _before = [];

    private string[] Runs => _runs ??= [.. File.ReadLines(Path.Combine(Reference, Records, Experiment + ".jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("run").GetString()!)];

    /// <inheritdoc/>
    protected override string[] Words(string folder)
        => ["report", "--paper", "harsh", "--preset", "tiny", "--figures", "13", "--out", folder, "--threads", "2"];

    /// <inheritdoc/>
    protected override bool IsCompared(string name) => !Path.GetFileName(name).StartsWith("report.", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override IEnumerable<string> DifferencesOf(string folder)
    {
        string drawn = Path.Combine(Home, "drawn");
        Directory.CreateDirectory(Path.Combine(drawn, Records));
        File.Copy(Path.Combine(folder, Records, Experiment + ".jsonl"), Path.Combine(drawn, Records, Experiment + ".jsonl"));
        MakeUndisturbed(drawn);
        string[] differences = [.. FolderContent.Of(folder).DifferencesFrom(FolderContent.Of(drawn))];
        Directory.Delete(drawn, recursive: true);
        return differences;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> LostOf(string folder)
    {
        if (folder != _folder)
            (_folder, _before) = (folder, []);
        List<string> lost = [];
        RecordStore store = new(Path.Combine(folder, Records), lost.Add);
        Dictionary<string, string> after = [];
        foreach (string run in Runs)
        {
            if (store.Find(Experiment, run) is RunRecord record)
                after[run] = JsonSerializer.Serialize(record, Json);
        }

        lost.AddRange(_before.Where(old => after.GetValueOrDefault(old.Key) != old.Value)
            .Select(old => $"the record {old.Key} is not what it was before"));
        _before = after;
        return lost;
    }
}
