using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>
/// TAP fixed points in the course of a training: how many data lead to, of order 1 and 2, how many starts do not
/// converge, and the ages at which they part against the theory of when.
/// </summary>
/// <param name="tree">The trainings.</param>
internal sealed class FixedPointTrajectory(Tree tree) : Experiment
{
    /// <summary>Below this s_1 one fixed point of order 1 is all there can be.</summary>
    private const double Contraction = 4;

    private static readonly int[] Orders = [1, 2];

    /// <inheritdoc/>
    public override string Number => "branchings";

    /// <inheritdoc/>
    public override string Name => "branchings";

    /// <inheritdoc/>
    public override IReadOnlyList<Experiment> Uses => [tree];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters => tree.Parameters;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, object> SettingsByName => ParameterTable.Values(tree.All);

    private IReadOnlyList<TreeRun> Kinds => tree.All.All;

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        ILookup<TreeKind, TreeHistory> trained = runs.Of(tree.Trainings);
        return new(Name, "Fixed points of the mean field in the course of trainings",
            [.. Kinds.Select(kind => Numbers(kind, trained[kind.Kind].First())), .. Kinds.Select(
                kind => Gains(kind, trained[kind.Kind])), .. Kinds.Select(
                kind => Scores(kind, trained[kind.Kind].First()))],
            "gains: all runs, order 1; else first runs" + (tree.IsScaledDown ? "; scaled down" : ""),
            Columns: Kinds.Count);
    }

    private static Panel Numbers(TreeRun kind, TreeHistory history)
    {
        double[] transitions = history.Transitions;
        double last = history.First[0];
        double first = Math.Min(history.FirstBranching(1), transitions.FirstOrDefault(last)) / 2;
        if (!(first > 0))
            first = 1;
        // A step up at each transition.
        double[] ages = [first, .. transitions.SelectMany(age => new[] { age, age }), last];
        double[] passed =
            [1, .. transitions.SelectMany((_, k) => new double[] { k + 1, k + 2 }), transitions.Length + 1];
        return new($"fixed points, {kind.Name}", new("update", first, Logarithmic: true),
            new("number", 0.9, Logarithmic: true),
        [
            new("1 + gains above 1", ages, passed, Mark.Line, Palette.Black),
            Course(history, 1, Mark.Points, Palette.Blue, first),
            Course(history, 2, Mark.OpenPoints, Palette.Vermilion, first),
        ], LegendPlace.TopLeft);
    }

    /// <summary>Followed down to one, and one at all younger ages.</summary>
    private static Series Course(TreeHistory history, int order, Mark mark, int colour, double first)
    {
        var ages = history.AgesOf(order).Where(age => age.Update >= first).ToArray();
        return new($"order {order}", [.. ages.Select(age => age.Update)], [.. ages.Select(age => age.Clusters)], mark,
            colour);
    }

    private static Panel Gains(TreeRun kind, IEnumerable<TreeHistory> trained)
    {
        var branchings = trained.SelectMany(history => history.AllBranchings).ToArray();
        var others = branchings.Where(b => double.IsFinite(b.Others)).ToArray();
        double[] ages = [.. branchings.Select(b => b.Apart)];
        double low = ages.DefaultIfEmpty(1).Min(), high = ages.DefaultIfEmpty(10).Max();
        return new($"gains there, {kind.Name}", new("update", Logarithmic: true),
            new("g_{1} at fixed points", 0),
        [
            new("", [low, high], [1, 1], Mark.Dashed, Palette.Grey),
            new("about to merge", ages, [.. branchings.Select(b => b.Gain)], Mark.Points, Palette.Blue),
            new("others of that age", [.. others.Select(b => b.Apart)], [.. others.Select(b => b.Others)],
                Mark.OpenPoints,
                Palette.Vermilion),
        ], LegendPlace.BottomRight);
    }

    /// <summary>Purity and NMI, which grow with the number of clusters whatever these are.</summary>
    private static Panel Scores(TreeRun kind, TreeHistory history)
    {
        Series Course(string label, int order, Func<TreeAge, double> of, Mark mark, int colour) => new(label,
            [.. history.AgesOf(order).Select(age => age.Update)], [.. history.AgesOf(order).Select(of)], mark, colour);
        return new($"{TreeData.ClassesOf(kind.Kind)[^1]} classes, {kind.Name}",
            new("update", Logarithmic: true), new("purity, NMI", 0, 1.02),
        [
            Course("purity, order 1", 1, age => age.Purity, Mark.LinePoints, Palette.Blue),
            Course("purity, order 2", 2, age => age.Purity, Mark.Dashed, Palette.Blue),
            Course("NMI, order 1", 1, age => age.MutualInformation, Mark.LinePoints, Palette.Green),
            Course("NMI, order 2", 2, age => age.MutualInformation, Mark.Dashed, Palette.Green),
        ], LegendPlace.TopLeft);
    }

    /// <inheritdoc/>
    public override Table Tabulate(Results runs)
    {
        ILookup<TreeKind, TreeHistory> trained = runs.Of(tree.Trainings);
        return new(
            [
                new("Data", 1.4), new("Order", 0.7), new("Fixed points, oldest age", 1.6),
                new("Not converged, all ages", 1.6),
                new("First branching, update", 1.6), new("g_1 passes 1, update", 1.6), new("g_2 passes 1, update", 1.6),
            ],
            [.. Kinds.SelectMany(kind => Orders.Select(order => (IReadOnlyList<Cell>)
            [
                new(kind.Words), new($"{order}"), new(Mean(trained, kind, h => h.AgesOf(order)[0].Clusters)),
                new(Mean(trained, kind, h => NotConverged(h, order), "P2")),
                new(Mean(trained, kind, h => h.FirstBranching(order))), new(Mean(trained, kind, h => Transition(h, 0))),
                new(Mean(trained, kind, h => Transition(h, 1))),
            ]))]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        ILookup<TreeKind, TreeHistory> trained = runs.Of(tree.Trainings);
        return [.. Kinds.SelectMany(kind => OfKind(kind, [.. trained[kind.Kind]]))];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["contraction"] = $"{Contraction}",
    };

    private static IEnumerable<Verdict> OfKind(TreeRun kind, IReadOnlyList<TreeHistory> trained)
    {
        string id = kind.Name, on = $"on {kind.Words}";
        Estimate values = trained.Mean(h => h.BranchingValue), ratio = trained.Mean(Ratio);
        yield return Verdict.Holds($"contraction-{id}", $"s_1 where fixed points of order 1 first part, {on}", null,
            trained.All(h => !(h.BranchingValue < Contraction)), Contraction, values,
            "not below 4 in any run: there a sweep of means is a contraction, with a single fixed point");
        Verdict symmetric = Verdict.Compare($"first-{id}", $"first branching / update at which g_1 passes 1, {on}",
            "1: the first transition parts the data", 1, ratio, "frozen gain, means of the data") with
        { Judges = Claim.Paper };
        yield return symmetric with { ExplainedBy = $"later-{id}" };
        yield return Verdict.Holds($"later-{id}", $"first branching / update at which g_1 passes 1, {on}", null,
            trained.All(h => !(Ratio(h) < 1 - Resolution(kind))), 1, ratio,
            "not earlier in any run, to half the distance of ages; fields make the second fixed point come later")
            with
        { Judges = Claim.FirstOrder };
        double[] leads = [.. trained.Select(Lead).Where(double.IsFinite)];
        if (leads.Length > 1)
        {
            yield return Verdict.Report($"unstable-{id}",
                $"g_1 at fixed points about to become one less that at others, {on}", null, 0, Estimate.FromRuns(leads),
                $"mean of a run; at the former g_1 is {trained.SelectMany(h => h.AllBranchings).Average(b => b.Gain):F3} "
                    + "on average: they lose their stability where it reaches 1");
        }

        yield return Verdict.Report($"number-{id}", $"fixed points of order 1 / (gains above 1, plus 1), {on}", null, 1,
            trained.Mean(Followed), "geometric mean over the ages from the first transition on with up to "
                + $"{TreeTraining.MostPoints} fixed points");
        yield return Verdict.Report($"order-{id}", $"fixed points of order 2 / of order 1 at the oldest age, {on}",
            null, null,
            trained.Mean(h => h.AgesOf(2)[0].Clusters / h.AgesOf(1)[0].Clusters),
            $"not converged: {trained.Average(h => NotConverged(h, 1)):P2} of the starts at order 1, "
                + $"{trained.Average(h => NotConverged(h, 2)):P2} at order 2");
    }

    /// <summary>Half the distance of two ages, as a part of an age.</summary>
    private static double Resolution(TreeRun kind) => Math.Pow(2, 0.5 / kind.PerOctave) - 1;

    private static double Ratio(TreeHistory history) => history.FirstBranching(1) / Transition(history, 0);

    /// <summary>By how much the fixed points that become one are less stable, over the branchings beside which there are
    /// others; NaN where there is none.</summary>
    private static double Lead(TreeHistory history)
        => history.AllBranchings.Where(b => double.IsFinite(b.Others)).Select(b => b.Gain - b.Others)
            .DefaultIfEmpty(double.NaN).Average();

    private static double Followed(TreeHistory history)
        => Math.Exp(history.AgesOf(1).Where(age => age.Clusters <= TreeTraining.MostPoints
            && age.Update >= Transition(history, 0)).Select(age => Math.Log(
                age.Clusters / (1 + history.Transitions.Count(t => t <= age.Update))))
            .DefaultIfEmpty(double.NaN).Average());

    private static double Transition(TreeHistory history, int mode)
        => mode < history.Transitions.Length ? history.Transitions[mode] : double.NaN;

    /// <summary>The part of all starts of all ages that came to no fixed point.</summary>
    private static double NotConverged(TreeHistory history, int order)
        => history.AgesOf(order).Sum(age => age.NotConverged) / history.AgesOf(order).Sum(age => age.Starts);

    private static string Mean(
        ILookup<TreeKind, TreeHistory> trained, TreeRun kind, Func<TreeHistory, double> of, string? format = null)
        => format is null ? trained[kind.Kind].Mean(of).ToString() : trained[kind.Kind].Average(of).ToString(format);
}
