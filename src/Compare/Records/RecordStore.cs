using System.Text.Json;

namespace RbmTheory.Compare.Records;

/// <summary>
/// Records on disk: <c>FOLDER/experiment/run.json</c>. Each is written to a temporary name and renamed, so that a
/// program killed at any instant leaves whole records only.
/// </summary>
/// <param name="folder">Where the records stand.</param>
public sealed class RecordStore(string folder)
{
    /// <summary>The file of a run.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The run.</param>
    public string PathOf(string experiment, string run) => Path.Combine(folder, experiment, run + ".json");

    /// <summary>Writes a record whole or not at all.</summary>
    /// <param name="record">The record.</param>
    public void Save(RunRecord record)
        => AtomicFile.WriteBytes(PathOf(record.Experiment, record.Run), RecordLine.Write(record));

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
            RunRecord record = RecordLine.Read(File.ReadAllBytes(path), experiment);
            return record.Run == run
                ? record
                : throw new JsonException($"it holds the run {record.Experiment}/{record.Run}");
        }
        catch (JsonException error)
        {
            throw new InputException(
                $"the record {path} is broken ({FirstLine(error.Message)}); delete it, or redo the runs with --force");
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r', '.');
}
