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
    private static readonly WholeRange SitesRange = new(3, 100_000), ColoursRange = new(2, 256),
        SamplesRange = new(1, 10_000_000);

    private static readonly RealRange BetaRange = new(0, 10);

    /// <summary>What may stand behind a name and =, and the ring that has it; null where it is not allowed.</summary>
    private static readonly Dictionary<string, (string Allowed, Func<RingSpec, string, RingSpec?> With)> Parts = new()
    {
        ["sites"] = (SitesRange.Allowed,
            (ring, text) => SitesRange.Read(text) is ulong n ? ring with { Sites = (int)n } : null),
        ["colours"] = (ColoursRange.Allowed,
            (ring, text) => ColoursRange.Read(text) is ulong p ? ring with { Colours = (int)p } : null),
        ["beta"] = (BetaRange.Allowed,
            (ring, text) => BetaRange.Read(text) is double beta ? ring with { Beta = beta } : null),
        ["samples"] = (SamplesRange.Allowed,
            (ring, text) => SamplesRange.Read(text) is ulong s ? ring with { Samples = (int)s } : null),
        ["fresh"] = ("true or false",
            (ring, text) => text is "true" or "false" ? ring with { Fresh = text == "true" } : null),
        ["couplings"] = ("numbers in [-10, 10] with / between them",
            (ring, text) => Spell(text) is string couplings ? ring with { Couplings = couplings } : null),
        ["sampler"] = ("exact or gibbs",
            (ring, text) => text is "exact" or "gibbs" ? ring with { IsGibbs = text == "gibbs" } : null),
    };

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
        RingSpec ring = new(Sites: 100, kind == "ising" ? 0 : 10, Beta: 1, Samples: 10_000, Fresh: false);
        HashSet<string> given = [];
        foreach (string part in parts.Split(',').Where(p => parts.Length > 0))
        {
            string[] sides = part.Split('=', 2);
            if (sides.Length != 2 || !names.Contains(sides[0]))
                throw new FormatException(
                    $"'{Shown(part)}', but it should be one of {string.Join(", ", names)}, = and a value");
            ring = ring.With(sides[0], sides[1]);
            if (!given.Add(sides[0]))
                throw new FormatException($"{sides[0]} is given twice, but it should be given once");
        }

        if (!given.Contains("sampler"))
            ring = ring with { IsGibbs = ring.Couplings.Contains('/', StringComparison.Ordinal) };
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

    private RingSpec With(string name, string text)
        => Parts[name].With(this, text)
            ?? throw new FormatException($"{name} = {Shown(text)}, but it should be {Parts[name].Allowed}");

    private static string Shown(string text) => text.Length > 30 ? text[..30] + "…" : text;
}
