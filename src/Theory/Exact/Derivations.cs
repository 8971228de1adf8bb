namespace RbmTheory.Theory.Exact;

/// <summary>
/// The derivations, by name. Each is computed when it is asked for, in exact algebra, within a few seconds.
/// </summary>
public static class Derivations
{
    private static readonly (string Name, Func<Derivation> Derive)[] Catalogue =
    [
        ("33", LikelihoodDerivations.CubicGradient),
        ("36", LikelihoodDerivations.SmallBetaGradient),
        ("37", LikelihoodDerivations.ParameterFreeFlow),
        ("48", UnitsDerivations.TwoUnitModelTerm),
        ("50-51", UnitsDerivations.TwoUnits),
        ("three-units", UnitsDerivations.ThreeUnits),
        ("sech", BumpDerivations.Profile),
        ("47", BumpDerivations.PaperStability),
        ("stability", BumpDerivations.ExactStability),
        ("turing", TuringDerivation.Derive),
    ];

    /// <summary>The names, in the order of the paper.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Catalogue.Select(entry => entry.Name)];

    /// <summary>All derivations, in the order of the paper, each computed as it is reached.</summary>
    public static IEnumerable<Derivation> All => Catalogue.Select(entry => entry.Derive());

    /// <summary>The derivation of this name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static Derivation Find(string name)
        => Catalogue.FirstOrDefault(entry => entry.Name == name).Derive?.Invoke()
            ?? throw Require.Error(nameof(name), name, $"one of {string.Join(", ", Names)}");
}
