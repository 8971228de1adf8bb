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
                .Select(s => s.IdentityOf(settings)).OfType<string>(),
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
        string first = there.Except(here).FirstOrDefault() ?? here.Except(there).FirstOrDefault() ?? "";
        string name = first.Split(" = ")[0];
        string Line(string[] lines)
            => lines.FirstOrDefault(line => line.StartsWith(name + " = ", StringComparison.Ordinal))
                ?? name + " = nothing";
        throw new FormatException($"it is of a run with {Line(there)}, but this run has {Line(here)}");
    }
}
