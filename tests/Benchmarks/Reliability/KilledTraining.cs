using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary><c>rbm train</c> with a checkpoint after every update; no kill may set it back by more than one.</summary>
/// <param name="home">A folder for it alone.</param>
internal sealed class KilledTraining(string home) : KilledProcess("train", home)
{
    private string _folder = "";
    private long _reached;

    /// <inheritdoc/>
    protected override string[] Words(string folder) => File.Exists(Path.Combine(folder, RunFolder.PlanName))
        ? ["train", "--resume", folder, "--save-every", "0"]
        : ["train", "--data", "ising:sites=23,beta=1,samples=500", "--hidden", "3", "--fields", "--epochs", "20", "--out", folder,
            "--save-every", "0", "--threads", "1"];

    /// <inheritdoc/>
    protected override IEnumerable<string> LostOf(string folder)
    {
        if (folder != _folder)
            (_folder, _reached) = (folder, -1);
        long reached = -1;
        string newest = Path.Combine(folder, RunFolder.CheckpointName), previous = Path.Combine(folder, RunFolder.PreviousName);
        if (File.Exists(newest))
            reached = UpdateOf(newest);
        // While the newest is written, the one before is the newest.
        else if (File.Exists(previous))
            reached = UpdateOf(previous);
        if (reached < _reached)
            yield return $"the checkpoint is of update {reached}, and was of {_reached} before";
        _reached = reached;
    }

    private static long UpdateOf(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        _ = Checkpoint.Read(content);
        double[] position = NpzFile.Read(content, "position").ToDoubles();
        return ((long)position[0] * 1_000_000) + (long)position[1];
    }
}
