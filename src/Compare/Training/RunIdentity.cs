namespace RbmTheory.Compare.Training;

/// <summary>
/// Everything that the bits of a training depend on, a line each: the version of the program, the settings but for
/// epochs and threads, and the content of a data file. A checkpoint carries it. Where a data file lies is in it for the
/// eye, and is not compared.
/// </summary>
public static class RunIdentity
{
    private const string DataLine = "data = ", DigestLine = "content of the data file = ";
    private const string StartLine = "content of the machine at the start = ";

    /// <summary>The identity of a run.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="data">Its data.</param>
    /// <param name="start">The machine it starts from; null for random weights.</param>
    public static string Of(TrainingSettings settings, TrainingData data, StartMachine? start = null)
        => string.Join('\n',
        [
            $"version = {Product.Version}",
            .. SettingList.All.Where(s => !SettingList.Extensible.Contains(s.Name))
                .Select(s => s.IdentityOf(settings)).OfType<string>(),
            DigestLine + (data.Digest.Length > 0 ? data.Digest : "nothing"),
            .. start is null ? Array.Empty<string>() : [StartLine + start.Digest],
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
        string[] gone = [.. there.Except(here)], come = [.. here.Except(there)];
        if (gone.FirstOrDefault(line => come.Any(other => IsSameFileMoved(line, other))) is string moved)
        {
            gone = [.. gone.Where(line => line != moved)];
            come = [.. come.Where(line => !line.StartsWith(DataLine, StringComparison.Ordinal))];
        }

        if (gone.Length == 0 && come.Length == 0)
            return;
        string name = (gone.FirstOrDefault() ?? come[0]).Split(" = ")[0];
        string Line(string[] lines)
            => lines.FirstOrDefault(line => line.StartsWith(name + " = ", StringComparison.Ordinal))
                ?? name + " = nothing";
        throw new FormatException($"it is of a run with {Line(there)}, but this run has {Line(here)}");
    }

    /// <summary>The digest of the data file that an identity names; null where the data are no file.</summary>
    /// <param name="identity">The identity that a file carries.</param>
    public static string? DigestIn(string identity)
        => identity.Split('\n').FirstOrDefault(l => l.StartsWith(DigestLine, StringComparison.Ordinal)) is string line
            && line[DigestLine.Length..] is not "nothing" and string digest ? digest : null;

    /// <summary>Whether two lines name files that may be one, moved; whether it is one, the digests tell.</summary>
    private static bool IsSameFileMoved(string one, string other)
        => FileOf(one) is FileSpec first && FileOf(other) is FileSpec second && first.Array == second.Array;

    private static FileSpec? FileOf(string line)
    {
        if (!line.StartsWith(DataLine, StringComparison.Ordinal))
            return null;
        try
        {
            return DataSpec.Parse(line[DataLine.Length..]) as FileSpec;
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
