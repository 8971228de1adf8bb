using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Records;

/// <summary>
/// Records on disk: <c>FOLDER/experiment/run.json</c>. Each is written to a temporary name and renamed, so that a
/// program killed at any instant leaves whole records only.
/// </summary>
/// <param name="folder">Where the records stand.</param>
public sealed partial class RecordStore(string folder)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The file of a run.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The run.</param>
    public string PathOf(string experiment, string run) => Path.Combine(folder, experiment, run + ".json");

    /// <summary>Writes a record whole or not at all.</summary>
    /// <param name="record">The record.</param>
    public void Save(RunRecord record)
        => AtomicFile.WriteText(PathOf(record.Experiment, record.Run),
            BetweenNumbers().Replace(JsonSerializer.Serialize(record, Json), "") + "\n");

    /// <summary>Reads a record back, bit for bit.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The run.</param>
    /// <returns>The record, or null where the run has not been finished.</returns>
    /// <exception cref="InputException">The file is damaged.</exception>
    public RunRecord? Find(string experiment, string run)
    {
        string path = PathOf(experiment, run);
        if (!File.Exists(path))
            return null;
        try
        {
            RunRecord record = JsonSerializer.Deserialize<RunRecord>(File.ReadAllText(path), Json)
                ?? throw new JsonException("it holds null");
            if (record.Format != RunRecord.CurrentFormat)
                throw new JsonException($"format = {record.Format}, but it should be {RunRecord.CurrentFormat}");
            if (record.Experiment != experiment || record.Run != run)
                throw new JsonException($"it holds the run {record.Experiment}/{record.Run}");
            // Null for an array is not a wrong annotation to the reader of JSON: it does not look inside a dictionary.
            if (record.Result.Series.FirstOrDefault(s => s.Value is null).Key is string name)
                throw new JsonException($"the series {name} is null");
            return record;
        }
        catch (JsonException error)
        {
            throw new InputException(
                $"the record {path} is broken ({FirstLine(error.Message)}); delete it, or redo the runs with --force");
        }
    }

    /// <summary>Indentation within arrays of numbers, which is a third of a record with a line a number.</summary>
    [GeneratedRegex(@"(?<=[\[,])\r?\n\s*(?=-?\d)|(?<=\d)\r?\n\s*(?=\])")]
    private static partial Regex BetweenNumbers();

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r', '.');
}
