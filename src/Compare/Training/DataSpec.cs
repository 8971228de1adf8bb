using System.Globalization;
using System.Text.RegularExpressions;

namespace RbmTheory.Compare.Training;

/// <summary>Where training data come from, as one text: a model that is sampled, or a file.</summary>
public abstract partial record DataSpec
{
    /// <summary>The data of Fig. 3(a) of the paper.</summary>
    public const string Standard = "ising:sites=100,beta=1,samples=10000";

    /// <summary>What a text may be, for error messages.</summary>
    public const string Allowed = "ising:sites=N,beta=B,samples=S, xy:sites=N,colours=P,beta=B,samples=S, or a file "
        + "named .npy, .npz, .npz:ARRAY, .csv, .idx or .idx.gz";

    /// <summary>Reads a text; <see cref="object.ToString"/> gives it back in one spelling, every part named, paths
    /// absolute.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none; one line says in what way.</exception>
    public static DataSpec Parse(string text)
    {
        if (IsModel(text))
            return RingSpec.Parse(HeadOf(text), text[HeadOf(text).Length..].TrimStart(':'));
        Match file = FileName().Match(text);
        if (!file.Success || text.Contains('\0', StringComparison.Ordinal))
            throw new FormatException($"it should be {Allowed}");
        string? array = file.Groups["array"].Success ? file.Groups["array"].Value : null;
        return new FileSpec(Path.GetFullPath(file.Groups["path"].Value), array);
    }

    /// <summary>Whether a text begins as that of a model does.</summary>
    /// <param name="text">The text.</param>
    public static bool IsModel(string text) => HeadOf(text) is "ising" or "xy";

    private static string HeadOf(string text) => text.Split(':', 2)[0];

    [GeneratedRegex(@"^(?:(?<path>.*\.npz):(?<array>[^/\\:]+)|(?<path>.*(?:\.npy|\.npz|\.csv|(?:\.idx|-ubyte)(?:\.gz)?)))\z",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex FileName();
}

/// <summary>A file of S rows of N numbers.</summary>
/// <param name="Place">Its path, absolute.</param>
/// <param name="Array">The array of an archive; null for the only one.</param>
public sealed record FileSpec(string Place, string? Array) : DataSpec
{
    /// <inheritdoc/>
    public override string ToString() => Array is null ? Place : $"{Place}:{Array}";
}

/// <summary>Samples of a ring.</summary>
/// <param name="Sites">Number of sites N.</param>
/// <param name="Colours">Colours P of the XY ring; 0 for the Ising ring.</param>
/// <param name="Beta">Inverse temperature β.</param>
/// <param name="Samples">Number of samples S, of an epoch where they are fresh.</param>
/// <param name="Fresh">Whether every batch is drawn anew: infinitely many data.</param>
public sealed record RingSpec(int Sites, int Colours, double Beta, int Samples, bool Fresh) : DataSpec
{
    private static readonly Dictionary<string, Setting> Parts = new Setting[]
    {
        Setting.Whole("sites", "", 100, 3, 100_000), Setting.Whole("colours", "", 10, 2, 256),
        Setting.Real("beta", "", 1, 0, 10), Setting.Whole("samples", "", 10_000, 1, 10_000_000),
        Setting.Flag("fresh", ""),
    }.ToDictionary(part => part.Name);

    /// <inheritdoc/>
    public override string ToString()
    {
        string kind = Colours == 0 ? $"ising:sites={Sites}" : $"xy:sites={Sites},colours={Colours}";
        string beta = Beta.ToString("R", CultureInfo.InvariantCulture);
        return $"{kind},beta={beta},samples={Samples}{(Fresh ? ",fresh=true" : "")}";
    }

    /// <summary>Reads what stands behind the colon.</summary>
    internal static RingSpec Parse(string kind, string parts)
    {
        string[] names = kind == "ising"
            ? ["sites", "beta", "samples", "fresh"]
            : ["sites", "colours", "beta", "samples"];
        Dictionary<string, string> given = [];
        foreach (string part in parts.Split(',').Where(p => parts.Length > 0))
        {
            string[] sides = part.Split('=', 2);
            if (sides.Length != 2 || !names.Contains(sides[0]))
                throw new FormatException(
                    $"'{Shown(part)}', but it should be one of {string.Join(", ", names)}, = and a value");
            if (!given.TryAdd(sides[0], Value(sides[0], sides[1])))
                throw new FormatException($"{sides[0]} is given twice, but it should be given once");
        }

        string Of(string name) => given.GetValueOrDefault(name, Parts[name].Standard!);
        return new(int.Parse(Of("sites"), CultureInfo.InvariantCulture),
            kind == "ising" ? 0 : int.Parse(Of("colours"), CultureInfo.InvariantCulture),
            double.Parse(Of("beta"), CultureInfo.InvariantCulture),
            int.Parse(Of("samples"), CultureInfo.InvariantCulture), Of("fresh") == "true");
    }

    private static string Value(string name, string text)
        => Parts[name].Spell(text)
            ?? throw new FormatException($"{name} = {Shown(text)}, but it should be {Parts[name].Allowed}");

    private static string Shown(string text) => text.Length > 30 ? text[..30] + "…" : text;
}
