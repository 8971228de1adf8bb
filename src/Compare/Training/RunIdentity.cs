namespace RbmTheory.Compare.Training;

/// <summary>
/// Everything that the bits of a training depend on, a line each: the version of the program, the settings but for
/// epochs and threads, and the content of a data file. A checkpoint carries it.
/// </summary>
public static class RunIdentity
{
    /// <summary>The identity of a run.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="data">Its data.</param>
    public static string Of(TrainingSettings settings, TrainingData data)
        => string.Join('\n',
        [
            $"version = {Product.Version}",
            .. SettingList.All.Where(s => !SettingList.Extensible.Contains(s.Name))
                .Select(s => $"{s.Name} = {s.TextOf(settings) ?? "nothing"}"),
            $"content of the data file = {(data.Digest.Length > 0 ? data.Digest : "nothing")}",
        ]);

    /// <summary>Refuses another run.</summary>
    /// <param name="found">The identity that a file carries.</param>
    /// <param name="expected">The identity of the run.</param>
    /// <exception cref="FormatException">They differ; the first line that does is named.</exception>
    public static void Check(string found, string expected)
    {
        if (found == expected)
            return;
        string[] there = found.Split('\n'), here = expected.Split('\n');
        int line = Enumerable.Range(0, Math.Min(there.Length, here.Length)).FirstOrDefault(i => there[i] != here[i]);
        throw new FormatException($"it is of a run with {there[line]}, but this run has {here[line]}");
    }
}
