using System.Globalization;

namespace RbmTheory.Compare.Training;

/// <summary>Samples of a ring.</summary>
/// <param name="Sites">Number of sites N.</param>
/// <param name="Colours">Colours P of the XY ring; 0 for the Ising ring.</param>
/// <param name="Beta">Inverse temperature β.</param>
/// <param name="Samples">Number of samples S, of an epoch where they are fresh.</param>
/// <param name="Fresh">Whether every batch is drawn anew: infinitely many data.</param>
/// <param name="IsGibbs">Whether they are drawn from Gibbs chains, as the paper drew them; exact samples else.</param>
/// <param name="Couplings">J_1/J_2/… at distance 1, 2, …, in units of 1/β, in their one spelling; several only for Gibbs
/// chains.</param>
public sealed record RingSpec(
    int Sites, int Colours, double Beta, int Samples, bool Fresh, bool IsGibbs = false, string Couplings = "1")
    : DataSpec
{
    private static readonly Dictionary<string, Setting> Parts = new Setting[]
    {
        Setting.Whole("sites", "", 100, 3, 100_000), Setting.Whole("colours", "", 10, 2, 256),
        Setting.Real("beta", "", 1, 0, 10), Setting.Whole("samples", "", 10_000, 1, 10_000_000),
        Setting.Flag("fresh", ""),
        Setting.Word("couplings", "", "1", "numbers in [-10, 10] with / between them", Spell),
        Setting.Word("sampler", "", null, "exact or gibbs", text => text is "exact" or "gibbs" ? text : null),
    }.ToDictionary(part => part.Name);

    /// <summary>βJ_1, βJ_2, …</summary>
    public IReadOnlyList<double> Strengths => [.. Couplings.Split('/').Select(j => Beta * Number(j))];

    /// <inheritdoc/>
    public override string ToString()
    {
        string kind = Colours == 0 ? $"ising:sites={Sites}" : $"xy:sites={Sites},colours={Colours}";
        string beta = Beta.ToString("R", CultureInfo.InvariantCulture);
        return $"{kind},beta={beta},samples={Samples}{(Fresh ? ",fresh=true" : "")}"
            + (Couplings == "1" ? "" : $",couplings={Couplings}") + (IsGibbs ? ",sampler=gibbs" : "");
    }

    /// <summary>Reads what stands behind the colon.</summary>
    internal static RingSpec Parse(string kind, string parts)
    {
        string[] names = kind == "ising"
            ? ["sites", "beta", "samples", "fresh", "couplings", "sampler"]
            : ["sites", "colours", "beta", "samples", "couplings", "sampler"];
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
        bool isLong = Of("couplings").Contains('/', StringComparison.Ordinal);
        RingSpec ring = new(int.Parse(Of("sites"), CultureInfo.InvariantCulture),
            kind == "ising" ? 0 : int.Parse(Of("colours"), CultureInfo.InvariantCulture),
            double.Parse(Of("beta"), CultureInfo.InvariantCulture),
            int.Parse(Of("samples"), CultureInfo.InvariantCulture), Of("fresh") == "true",
            given.GetValueOrDefault("sampler", isLong ? "gibbs" : "exact") == "gibbs", Of("couplings"));
        ring.Check();
        return ring;
    }

    /// <summary>Refuses parts that do not go together.</summary>
    private void Check()
    {
        IReadOnlyList<double> strengths = Strengths;
        if (strengths.Count > Sites / 2)
            throw new FormatException($"couplings = {Shown(Couplings)}, but it should be at most {Sites / 2} numbers, "
                + "half the number of sites");
        if (!IsGibbs && strengths.Count > 1)
            throw new FormatException("sampler = exact, but it should be gibbs where there are several couplings");
        if (!IsGibbs && strengths[0] <= 0)
            throw new FormatException(
                $"couplings = {Shown(Couplings)}, but it should be above 0 where the sampler is exact");
        if (strengths.All(strength => strength == 0))
            throw new FormatException($"couplings = {Shown(Couplings)}, but it should not be 0 throughout");
        if (IsGibbs && Fresh)
            throw new FormatException("fresh = true, but it should be left out where the sampler is gibbs");
    }

    private static string? Spell(string text)
    {
        double[] numbers = [.. text.Split('/').Select(Number)];

        // Zero has one spelling: −0 + 0 = 0.
        return numbers.All(j => j is >= -10 and <= 10)
            ? string.Join('/', numbers.Select(j => (j + 0.0).ToString("R", CultureInfo.InvariantCulture)))
            : null;
    }

    private static double Number(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value : double.NaN;

    private static string Value(string name, string text)
        => Parts[name].Spell(text)
            ?? throw new FormatException($"{name} = {Shown(text)}, but it should be {Parts[name].Allowed}");

    private static string Shown(string text) => text.Length > 30 ? text[..30] + "…" : text;
}
