using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Training;

/// <summary>A run goes on with its data file, or that of its weights, at another place, where the content is that
/// which its checkpoints name.</summary>
internal static class MovedData
{
    private const int Shown = 12;

    /// <summary>The plan of a run with its files where settings name them, if their content is the same.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="there">The plan of the run.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <returns>The plan as it is where the files are the same, or no two files, or no checkpoint tells the
    /// digests.</returns>
    /// <exception cref="InputException">The content is another; both digests are named.</exception>
    public static TrainingSettings Follow(TrainingSettings settings, TrainingSettings there, RunFolder folder)
    {
        if (IsSame("data", settings.Data as FileSpec, there.Data as FileSpec, folder, RunIdentity.DigestIn,
            file => DataFile.Open(file, settings).Digest))
            there = there with { Data = settings.Data };
        if (IsSame("weights", settings.Weights, there.Weights, folder, RunIdentity.WeightsDigestIn,
            file => SampleWeights.Read(file).Digest))
            there = there with { Weights = settings.Weights };
        return there;
    }

    private static bool IsSame(string option, FileSpec? file, FileSpec? before, RunFolder folder,
        Func<string, string?> digestIn, Func<FileSpec, string> digestOf)
    {
        if (file is null || before is null || file == before || file.Array != before.Array
            || IdentityOf(folder) is not string identity || digestIn(identity) is not { Length: >= Shown } trained)
            return false;
        string found = digestOf(file);
        return found == trained ? true : throw new InputException($"--{option} = {file}, whose content has the digest "
            + $"{found[..Shown]}…, but the run in {folder.Path} was trained on {trained[..Shown]}…");
    }

    private static string? IdentityOf(RunFolder folder)
    {
        foreach (string name in (string[])[RunFolder.CheckpointName, RunFolder.PreviousName])
        {
            try
            {
                if (File.Exists(folder.PathOf(name)))
                    return Checkpoint.Read(File.ReadAllBytes(folder.PathOf(name))).Run;
            }
            catch (FormatException)
            {
                // A damaged checkpoint is named where it is needed; the one before it may tell.
            }
        }

        return null;
    }
}
