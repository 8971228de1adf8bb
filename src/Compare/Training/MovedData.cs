using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Training;

/// <summary>A run goes on with its data file at another place, where the content is that which its checkpoints
/// name.</summary>
internal static class MovedData
{
    private const int Shown = 12;

    /// <summary>Whether settings name the data file of a run at another place.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="there">The plan of the run.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <returns>False where the data are the same, or no two files, or no checkpoint tells the digest.</returns>
    /// <exception cref="InputException">The content is another; both digests are named.</exception>
    public static bool IsAccepted(TrainingSettings settings, TrainingSettings there, RunFolder folder)
    {
        if (settings.Data == there.Data || settings.Data is not FileSpec file || there.Data is not FileSpec before
            || file.Array != before.Array || DigestOf(folder) is not { Length: >= Shown } trained)
            return false;
        string found = DataFile.Open(file, settings).Digest;
        return found == trained ? true : throw new InputException($"--data = {file}, whose content has the digest "
            + $"{found[..Shown]}…, but the run in {folder.Path} was trained on {trained[..Shown]}…");
    }

    private static string? DigestOf(RunFolder folder)
    {
        foreach (string name in (string[])[RunFolder.CheckpointName, RunFolder.PreviousName])
        {
            try
            {
                if (File.Exists(folder.PathOf(name)))
                    return RunIdentity.DigestIn(Checkpoint.Read(File.ReadAllBytes(folder.PathOf(name))).Run);
            }
            catch (FormatException)
            {
                // A damaged checkpoint is named where it is needed; the one before it may tell.
            }
        }

        return null;
    }
}
