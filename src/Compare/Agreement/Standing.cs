namespace RbmTheory.Compare.Agreement;

/// <summary>What a verdict means once it is seen beside those that explain it.</summary>
public enum Standing
{
    /// <summary>It agrees.</summary>
    Agrees,

    /// <summary>The paper's statement does not hold, and what it should be does.</summary>
    Refuted,

    /// <summary>A theory that leaves something out differs, and a finer one agrees.</summary>
    FinerTheoryAgrees,

    /// <summary>It differs, and nothing here says why.</summary>
    Unexplained,

    /// <summary>There was nothing to hold it against.</summary>
    Reported,
}

/// <summary>Reads verdicts together.</summary>
public static class Standings
{
    /// <summary>
    /// What a verdict means: one that differs is explained only by a verdict that it names, that is there, and that
    /// agrees.
    /// </summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="all">All verdicts of the report.</param>
    public static Standing StandingIn(this Verdict verdict, IEnumerable<Verdict> all)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.Outcome != Outcome.Differs)
            return verdict.Outcome == Outcome.Agrees ? Standing.Agrees : Standing.Reported;
        bool isExplained = verdict.ExplainedBy is string finer
            && all.FirstOrDefault(v => v.Id == finer)?.Outcome == Outcome.Agrees;
        return !isExplained ? Standing.Unexplained
            : verdict.Judges == Claim.Paper ? Standing.Refuted : Standing.FinerTheoryAgrees;
    }

    /// <summary>What a table says of it.</summary>
    /// <param name="standing">What a verdict means.</param>
    public static string Word(this Standing standing) => standing switch
    {
        Standing.Agrees => "agrees",
        Standing.Refuted => "refuted",
        Standing.FinerTheoryAgrees => "first order",
        Standing.Unexplained => "unexplained",
        _ => "reported",
    };

    /// <summary>
    /// A number of a verdict by name: <c>peak.theory</c>, <c>peak.simulation</c>, <c>peak.sigmas</c> or
    /// <c>peak.outcome</c>, <c>peak</c> being the verdict.
    /// </summary>
    /// <param name="verdicts">The verdicts.</param>
    /// <param name="name">The name.</param>
    /// <returns>A number, an estimate or a word; null where there is none.</returns>
    public static object? Number(this IEnumerable<Verdict> verdicts, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int dot = name.LastIndexOf('.');
        Verdict? verdict = dot < 0 ? null : verdicts.FirstOrDefault(v => v.Id == name[..dot]);
        return verdict is null ? null : name[(dot + 1)..] switch
        {
            "theory" => verdict.TheoryError is double error
                ? new Estimate(verdict.Theory!.Value, error, 1) : verdict.Theory,
            "simulation" => verdict.Simulation,
            "sigmas" => verdict.Sigmas,
            "outcome" => verdict.Outcome.ToString().ToLowerInvariant(),
            _ => null,
        };
    }
}
