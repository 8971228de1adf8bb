using System.Text.Json;

namespace RbmTheory.Compare.Records;

/// <summary>
/// Records on disk. A run that has just been made is a file of its own, <c>FOLDER/experiment/run.json</c>; when all
/// runs of an experiment are finished, they are packed into <c>FOLDER/experiment.jsonl</c>, a line each. Where a run
/// has both, its own file is the newer one and counts. A packed file that someone has gzipped, <c>experiment.jsonl.gz</c>,
/// is read where there is none of the plain name. Every file is written to a temporary name and renamed, and a
/// single file is deleted only after the packed one is there, so that a program killed at any instant loses no
/// finished run. Several processes may use one folder.
/// </summary>
/// <param name="folder">Where the records stand.</param>
/// <param name="warn">Is told in one line of records that are lost; nobody where null.</param>
public sealed class RecordStore(string folder, Action<string>? warn = null)
{
    /// <summary>A finished run is worth more than the lock: after this time it is written without.</summary>
    private static readonly TimeSpan PatienceToSave = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, PackedFile> _packed = [];

    /// <summary>How long a process that packs waits for another; then it leaves it to the next command.</summary>
    internal TimeSpan PatienceToPack { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The file of a run that is not packed.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The run.</param>
    public string PathOf(string experiment, string run) => Path.Combine(folder, experiment, run + ".json");

    /// <summary>The file of the packed runs of an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    public string PathOf(string experiment) => Path.Combine(folder, experiment + ".jsonl");

    private string GzippedPathOf(string experiment) => PathOf(experiment) + ".gz";

    /// <summary>The packed file that is there.</summary>
    private string FoundPathOf(string experiment)
        => !File.Exists(PathOf(experiment)) && File.Exists(GzippedPathOf(experiment))
            ? GzippedPathOf(experiment) : PathOf(experiment);

    /// <summary>Writes a record to a file of its own, whole or not at all.</summary>
    /// <param name="record">The record.</param>
    public void Save(RunRecord record)
    {
        // Under the lock, so that a process that packs does not take this file for the older one it has just packed.
        using StoreLock? held = StoreLock.TryTake(LockOf(record.Experiment), PatienceToSave);
        AtomicFile.WriteBytes(PathOf(record.Experiment, record.Run), RecordLine.Write(record));
    }

    /// <summary>Reads a record back, bit for bit.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="run">The run.</param>
    /// <returns>The record, or null where the run has not been finished.</returns>
    /// <exception cref="InputException">Its own file is damaged.</exception>
    public RunRecord? Find(string experiment, string run)
        // In this order: whoever packs deletes the single file when the packed one is there.
        => Single(experiment, run) ?? Packed(experiment).Find(run);

    /// <summary>
    /// Packs an experiment all of whose runs are finished: writes them to one file, in their order and before what else
    /// is packed, and deletes their own. Nothing is done where a run is missing or where another process is at it.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="runs">All its runs, in the order of its plan.</param>
    /// <exception cref="InputException">A record's own file is damaged.</exception>
    public void Pack(string experiment, IReadOnlyList<string> runs)
    {
        if (runs.Count == 0 || (IsPacked(experiment, runs, Packed(experiment)) && !HasRemains(experiment)))
            return;
        using StoreLock? held = StoreLock.TryTake(LockOf(experiment), PatienceToPack);
        if (held is null)
            return;
        // Read anew: nothing changes any more now.
        PackedFile old = PackedFile.Read(FoundPathOf(experiment), experiment);
        if (!IsPacked(experiment, runs, old))
        {
            RunRecord[] finished = [.. runs.Select(r => Single(experiment, r) ?? old.Find(r)).OfType<RunRecord>()];
            if (finished.Length < runs.Count)
                return;
            HashSet<string> planned = [.. runs];
            PackedFile.Write(PathOf(experiment), finished.Concat(old.Records.Where(r => !planned.Contains(r.Run))));
            File.Delete(GzippedPathOf(experiment));
            foreach (string run in runs.Where(r => File.Exists(PathOf(experiment, r))))
                File.Delete(PathOf(experiment, run));
        }

        Clear(experiment);
    }

    private string LockOf(string experiment) => Path.Combine(folder, experiment + ".lock");

    private RunRecord? Single(string experiment, string run)
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
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // another process has packed it meanwhile
        }
        catch (JsonException error)
        {
            throw new InputException($"the record {path} is broken ({InputException.ReasonOf(error)}); delete it, or redo "
                + "the runs with --force");
        }
    }

    private PackedFile Packed(string experiment)
    {
        string path = FoundPathOf(experiment);
        lock (_packed)
        {
            if (_packed.TryGetValue(experiment, out PackedFile? packed) && packed.Stamp == PackedFile.StampOf(path))
                return packed;
            packed = PackedFile.Read(path, experiment);
            if (packed.Broken > 0)
                warn?.Invoke(packed.Broken == 1
                    ? $"a broken line of {path} is dropped, and its run made again where it is needed"
                    : $"{packed.Broken} broken lines of {path} are dropped, and their runs made again where needed");
            return _packed[experiment] = packed;
        }
    }

    private bool IsPacked(string experiment, IReadOnlyList<string> runs, PackedFile packed)
        => packed.Broken == 0 && packed.Records.Select(r => r.Run).Take(runs.Count).SequenceEqual(runs)
            && !(Directory.Exists(FolderOf(experiment)) && runs.Any(r => File.Exists(PathOf(experiment, r))));

    /// <summary>Whether there is more than the packed file: what other presets or a killed process left.</summary>
    private bool HasRemains(string experiment)
        => Directory.Exists(FolderOf(experiment)) || File.Exists(LockOf(experiment))
            || Directory.EnumerateFiles(folder, TemporaryOf(experiment)).Any();

    private static string TemporaryOf(string experiment) => experiment + ".jsonl.*.tmp";

    /// <summary>Deletes what killed processes left, and the folder of the single files where it is empty.</summary>
    private void Clear(string experiment)
    {
        Forsaken.Remove(folder, TemporaryOf(experiment));
        Forsaken.Remove(FolderOf(experiment), "*.tmp");
        try
        {
            Directory.Delete(FolderOf(experiment));
        }
        catch (IOException)
        {
            // It is not empty, or not there.
        }
    }

    private string FolderOf(string experiment) => Path.Combine(folder, experiment);
}
