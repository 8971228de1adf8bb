namespace RbmTheory.Theory.Errata;

/// <summary>
/// A misprint or slip of a source: the formula as printed, as it should be, and a check that tells them apart by exact
/// algebra, by enumeration, or by a seeded simulation with a derived bound.
/// Sources: 000 Harsh, Tubiana, Cocco, Monasson; 002 Fissore; 003 Decelle.
/// </summary>
/// <param name="source">The source and equation, as "000 (51)".</param>
/// <param name="printed">What the source prints.</param>
/// <param name="corrected">What it should be.</param>
/// <param name="howShown">How the check tells them apart.</param>
/// <param name="check">The check.</param>
public sealed class Erratum(
    string source, string printed, string corrected, string howShown, Func<ErratumResult> check)
{
    /// <summary>All errata, in the order of the sources; their checks take some seconds together.</summary>
    public static IReadOnlyList<Erratum> All { get; } =
    [
        .. LikelihoodErrata.All, .. BumpErrata.All, .. PottsErrata.All, .. MeanFieldErrata.All, .. TapErrata.All,
        .. SweepErrata.All, .. WeightSpectrumErrata.All, .. GrowthErrata.All, .. LearningErrata.All,
        .. SpectralErrata.All, .. ShortChainErrata.All, .. PhaseErrata.All,
    ];

    /// <summary>The source and equation, as "000 (51)".</summary>
    public string Source { get; } = source;

    /// <summary>What the source prints.</summary>
    public string Printed { get; } = printed;

    /// <summary>What it should be.</summary>
    public string Corrected { get; } = corrected;

    /// <summary>How the check tells them apart, and where its bound comes from.</summary>
    public string HowShown { get; } = howShown;

    /// <summary>Runs the check; the same numbers at every call.</summary>
    public ErratumResult Check() => check();
}
