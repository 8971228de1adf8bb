namespace RbmTheory.Compare.Training;

/// <summary>A run read from its folder without writing to it, also while it is trained: its result, or the newest
/// checkpoint that can be read.</summary>
/// <param name="Settings">The settings of the run.</param>
/// <param name="Source">The file that was read.</param>
/// <param name="Machine">The machine.</param>
public sealed record RunView(TrainingSettings Settings, string Source, TrainedMachine Machine)
{
    /// <summary>How the training diverged, in one line; null where it did not.</summary>
    public string? Divergence { get; private init; }

    /// <summary>Reads the furthest state in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="warn">Told of a file that cannot be used, and why, and of a training that diverged.</param>
    /// <exception cref="InputException">There is no run, or nothing of it can be read.</exception>
    public static RunView Open(string folder, Action<string> warn)
    {
        string plan = Path.Combine(folder, RunFolder.PlanName);
        if (!File.Exists(plan))
        {
            string what = File.Exists(folder) ? "that is a file; " : Directory.Exists(folder) ? ""
                : "there is no such file or folder; ";
            throw new InputException(
                $"folder = {folder}, but {what}it should be the folder of a run, with {RunFolder.PlanName}");
        }

        TrainingSettings settings = PlanFile.Read(plan);
        List<string> refused = [];
        RunView? found = null;
        foreach (string name in (string[])[RunFolder.ArraysName, RunFolder.CheckpointName, RunFolder.PreviousName])
        {
            string path = Path.Combine(folder, name);
            if (!File.Exists(path) || (found is not null && found.Machine.Epoch == settings.Epochs)
                || (found is not null && name == RunFolder.PreviousName))
                continue;
            try
            {
                TrainedMachine machine = TrainedMachine.Read(File.ReadAllBytes(path), settings);
                if (found is null || machine.Epoch > found.Machine.Epoch)
                    found = new(settings, path, machine);
            }
            catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
            {
                refused.Add($"{path} cannot be used: {error.Message}");
            }
        }

        if (found is not null)
            refused.ForEach(warn);
        if (RunFolder.FindDivergence(folder) is string divergence && found is not null)
        {
            warn(divergence);
            return found with { Divergence = divergence };
        }

        return found ?? throw new InputException(refused.Count > 0
            ? string.Join("; ", refused)
            : $"the run in {folder} has neither checkpoint nor result yet");
    }
}
