namespace RbmTheory.Compare.Training;

/// <summary>
/// Everything that the bits of a training depend on, a line each: the version of the program, the settings but for
/// epochs, threads and the shape of pictures, and the content of a data file and of its weights. A checkpoint carries
/// it. Where these files lie is in it for the eye, and is not compared.
/// </summary>
public static class RunIdentity
{
    private const string DigestLine = "content of the data file = ", WeightsLine = "content of the weights = ";
    private const string StartLine = "content of the machine at the start = ";

    /// <summary>What begins the lines that name files.</summary>
    private static readonly string[] Files = ["data = ", "weights = "];

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
            .. data.WeightsDigest.Length > 0 ? (string[])[WeightsLine + data.WeightsDigest] : [],
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
        foreach (string name in Files)
        {
            if (gone.FirstOrDefault(line => come.Any(other => IsSameFileMoved(name, line, other))) is not string moved)
                continue;
            gone = [.. gone.Where(line => line != moved)];
            come = [.. come.Where(line => !line.StartsWith(name, StringComparison.Ordinal))];
        }

        if (gone.Length == 0 && come.Length == 0)
            return;
        string key = (gone.FirstOrDefault() ?? come[0]).Split(" = ")[0];
        string Line(string[] lines)
            => lines.FirstOrDefault(line => line.StartsWith(key + " = ", StringComparison.Ordinal))
                ?? key + " = nothing";
        throw new FormatException($"it is of a run with {Line(there)}, but this run has {Line(here)}");
    }

    /// <summary>The digest of the data file that an identity names; null where the data are no file.</summary>
    /// <param name="identity">The identity that a file carries.</param>
    public static string? DigestIn(string identity)
        => ValueIn(identity, DigestLine) is not "nothing" and string digest ? digest : null;

    /// <summary>The digest of the file of weights that an identity names; null where there are none.</summary>
    /// <param name="identity">The identity that a file carries.</param>
    public static string? WeightsDigestIn(string identity) => ValueIn(identity, WeightsLine);

    private static string? ValueIn(string identity, string name)
        => identity.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    /// <summary>Whether two lines name files that may be one, moved; whether it is one, the digests tell.</summary>
    private static bool IsSameFileMoved(string name, string one, string other)
        => FileOf(name, one) is FileSpec first && FileOf(name, other) is FileSpec second && first.Array == second.Array;

    private static FileSpec? FileOf(string name, string line)
    {
        if (!line.StartsWith(name, StringComparison.Ordinal))
            return null;
        try
        {
            return DataSpec.Parse(line[name.Length..]) as FileSpec;
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
