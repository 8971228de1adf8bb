using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Training;

/// <summary>
/// The folder of one training: <c>plan.json</c>, the newest checkpoint and the one before, machines on the way, and in
/// the end <c>result.json</c> and <c>result.npz</c>, or <c>diverged.txt</c> where it stopped for that. Every file is
/// written whole or not at all, the result last of all. One process at a time may write.
/// </summary>
public sealed class RunFolder : IDisposable
{
    /// <summary>The plan.</summary>
    public const string PlanName = "plan.json";

    /// <summary>The newest checkpoint.</summary>
    public const string CheckpointName = "checkpoint.npz";

    /// <summary>The checkpoint before.</summary>
    public const string PreviousName = "checkpoint.previous.npz";

    /// <summary>The result as NumPy arrays.</summary>
    public const string ArraysName = "result.npz";

    /// <summary>The result as JSON.</summary>
    public const string ResultName = "result.json";

    /// <summary>Machines on the way of the training.</summary>
    public const string SnapshotsName = "snapshots.npz";

    /// <summary>One line on how the training diverged; there only if it did.</summary>
    public const string DivergedName = "diverged.txt";

    private const string LockName = ".lock";

    private readonly FileStream? _lock;
    private bool _newestIsGood;

    private RunFolder(string path, FileStream? held) => (Path, _lock) = (path, held);

    /// <summary>Where it is, as the user named it.</summary>
    public string Path { get; }

    /// <summary>Locks a folder that exists and can be written.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InputException">Another process trains in it.</exception>
    public static RunFolder Open(string path)
    {
        try
        {
            FileStream held = new(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            RunFolder folder = new(path, held);
            folder.RemoveUnfinished();
            return folder;
        }
        catch (IOException error) when (StoreLock.IsHeld(error))
        {
            throw new InputException($"--out = {path}, but another process is training there");
        }
    }

    /// <summary>Opens a folder that no other process writes to, since none else has claimed it; it needs no
    /// lock.</summary>
    /// <param name="path">The folder.</param>
    public static RunFolder OpenClaimed(string path)
    {
        RunFolder folder = new(path, null);
        folder.RemoveUnfinished();
        return folder;
    }

    /// <summary>A file of the folder.</summary>
    /// <param name="name">Its name.</param>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// Compares settings with the plan in the folder, which may have fewer epochs. What the settings leave to the data is
    /// taken from the plan. A data file may have moved, if its content is what the run was trained on.
    /// </summary>
    /// <param name="settings">The settings of the run to be made.</param>
    /// <returns>The settings to be used.</returns>
    /// <exception cref="InputException">The folder is of another run; the first parameter that differs is
    /// named.</exception>
    public TrainingSettings Settle(TrainingSettings settings)
    {
        if (!File.Exists(PathOf(PlanName)))
            return settings;
        TrainingSettings there = PlanFile.Read(PathOf(PlanName));
        there = MovedData.Follow(settings, there, this);
        settings = settings with
        {
            VisibleUnit = settings.VisibleUnit ?? there.VisibleUnit,
            Columns = settings.Columns ?? there.Columns,
            Shape = settings.Shape ?? there.Shape,
            Mnist = settings.Mnist ?? there.Mnist,
        };
        bool goesFurther = settings.Epochs > there.Epochs && settings.FinalLearningRate is null;
        Setting? differs = SettingList.FirstDifference(settings, there)
            ?? (settings.Epochs == there.Epochs || goesFurther ? null : SettingList.Find("epochs"));
        if (differs is not null)
            throw new InputException($"--{differs.Name} = {differs.TextOf(settings) ?? "nothing"}, but the run in {Path} "
                + $"has {differs.Name} = {differs.TextOf(there) ?? "nothing"}; choose another --out, or delete the folder");
        return settings;
    }

    /// <summary>Writes the plan, where it is new or goes further.</summary>
    /// <param name="settings">The settings, none left to the data.</param>
    public void WritePlan(TrainingSettings settings)
    {
        string path = PathOf(PlanName), text = PlanFile.ToJson(settings) + "\n";
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            AtomicFile.WriteText(path, text);
    }

    /// <summary>The result, where the run is finished and both its files can be read.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="warn">Told of arrays that cannot be used, and why; the last checkpoint makes them anew.</param>
    /// <exception cref="InputException">The file is broken.</exception>
    public TrainingRecord? FindResult(TrainingSettings settings, Action<string> warn)
    {
        if (!File.Exists(PathOf(ArraysName)) || ReadResult() is not TrainingRecord record
            || record.Epochs != settings.Epochs)
            return null;
        try
        {
            _ = TrainedMachine.Read(File.ReadAllBytes(PathOf(ArraysName)), settings);
            return record;
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            warn($"{PathOf(ArraysName)} cannot be used: {error.Message}; it is made anew from the last checkpoint");
            return null;
        }
    }

    /// <summary>How the run diverged, in one line; null where it did not.</summary>
    /// <param name="path">The folder of a run.</param>
    public static string? FindDivergence(string path)
    {
        string plan = System.IO.Path.Combine(path, PlanName), file = System.IO.Path.Combine(path, DivergedName);
        return File.Exists(plan) && File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault() ?? "training diverged"
            : null;
    }

    /// <summary>How the run diverged, what is kept of it and what to do, in one line.</summary>
    /// <param name="path">The folder of a run that diverged.</param>
    public static string DescribeDivergence(string path)
    {
        string kept;
        try
        {
            RunView view = RunView.Open(path, _ => { });
            string update = view.Machine.Update > 0 ? $", update {view.Machine.Update}" : "";
            kept = $"the last finite checkpoint, of epoch {view.Machine.Epoch}{update}, is {view.Source}";
        }
        catch (InputException)
        {
            kept = "no checkpoint is left";
        }

        return $"{FindDivergence(path)}; {kept}; a smaller --rate with another --out may do";
    }

    /// <summary>Notes that the run has diverged, or that a run begins where one of another plan had.</summary>
    /// <param name="line">One line; null for none.</param>
    public void WriteDivergence(string? line)
    {
        if (line is null)
            File.Delete(PathOf(DivergedName));
        else
            AtomicFile.WriteText(PathOf(DivergedName), line + "\n");
    }

    /// <summary>Puts a trainer where the newest checkpoint that can be used left it.</summary>
    /// <param name="trainer">A new trainer of the run.</param>
    /// <param name="identity">Tells the run from others.</param>
    /// <param name="warn">Told of a checkpoint that is refused, and why.</param>
    /// <returns>The checkpoint; null where there is none.</returns>
    /// <exception cref="InputException">There are checkpoints, but none can be used.</exception>
    public Checkpoint? Restore(Trainer trainer, string identity, Action<string> warn)
    {
        List<string> refused = [];
        foreach (string name in (string[])[CheckpointName, PreviousName])
        {
            if (!File.Exists(PathOf(name)))
                continue;
            try
            {
                Checkpoint checkpoint = Checkpoint.Read(File.ReadAllBytes(PathOf(name)));
                RunIdentity.Check(checkpoint.Run, identity);
                _ = new TrainingCurves(checkpoint.Curves);
                checkpoint.Restore(trainer);
                _newestIsGood = name == CheckpointName;
                if (refused.Count > 0)
                    warn($"{refused[0]}; going on from {PathOf(name)}");
                return checkpoint;
            }
            catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
            {
                refused.Add($"the checkpoint {PathOf(name)} cannot be used: {error.Message}");
            }
        }

        return refused.Count == 0 ? null
            : throw new InputException($"{string.Join("; ", refused)}; delete {Path} to begin anew");
    }

    /// <summary>Writes a checkpoint; the newest becomes the previous one, unless it was found damaged.</summary>
    /// <param name="content">The file.</param>
    public void Save(byte[] content)
    {
        if (_newestIsGood)
            File.Move(PathOf(CheckpointName), PathOf(PreviousName), overwrite: true);
        _newestIsGood = false;
        AtomicFile.WriteBytes(PathOf(CheckpointName), content);
        _newestIsGood = true;
    }

    /// <summary>The snapshots of a run that goes on, as they stood at its checkpoint; none of a run that begins, or
    /// where the file cannot be used.</summary>
    /// <param name="machine">The machine of the run.</param>
    /// <param name="identity">Tells the run from others.</param>
    /// <param name="updates">Updates made until the checkpoint; 0 where the run begins.</param>
    /// <param name="schedule">When one is kept; null for powers of the fourth root of 2.</param>
    /// <param name="warn">Told of a file that is refused, and why.</param>
    public Snapshots RestoreSnapshots(
        Rbm machine, string identity, long updates, SnapshotSchedule? schedule, Action<string> warn)
    {
        string path = PathOf(SnapshotsName);
        if (updates == 0)
            File.Delete(path);
        try
        {
            if (File.Exists(path))
                return Snapshots.Read(File.ReadAllBytes(path), machine, identity, updates, schedule);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            warn($"{path} cannot be used: {error.Message}; the machines on the way until now are lost");
        }

        return new(machine, schedule);
    }

    /// <summary>Writes the snapshots, before the checkpoint that they belong to.</summary>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="identity">Tells the run from others.</param>
    public void SaveSnapshots(Snapshots snapshots, string identity)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        AtomicFile.Write(PathOf(SnapshotsName), file => snapshots.Write(file, identity));
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _lock?.Dispose();

    private TrainingRecord? ReadResult()
    {
        try
        {
            return TrainingRecord.Read(PathOf(ResultName));
        }
        catch (InputException error)
        {
            throw new InputException(
                $"{error.Message}; delete it, and the same command makes it anew from the last checkpoint");
        }
    }

    /// <summary>Deletes the unfinished files of a process that was killed.</summary>
    private void RemoveUnfinished()
    {
        string[] names =
            [PlanName, CheckpointName, SnapshotsName, ArraysName, ResultName, DivergedName, StartMachine.Name];
        foreach (string file in names.SelectMany(name => Directory.GetFiles(Path, $"{name}.*.tmp")))
            File.Delete(file);
    }
}
