using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Trees;
using RbmTheory.Simulation.Clusters;
using RbmTheory.Simulation.Trees;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>
/// The tree of modes (slides II): fixed points of the mean field of a training, followed back in time; its clusters
/// against known classes, beside those of k-means and of Ward's method at equal numbers of clusters.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Tree(Preset preset) : Experiment<TreeSettings>(TreeSettings.Presets, preset)
{
    /// <summary>Marks of transitions in a tree.</summary>
    private const int MostMarks = 5;

    private const double RowHeight = 7.4; // centimetres

    private const double Radius = 80; // points

    /// <summary>A tree that knows nothing of another one has this part of its triples.</summary>
    private const double Guessed = 1.0 / 3;

    /// <inheritdoc/>
    public override string Number => "tree";

    /// <inheritdoc/>
    public override string Name => "tree";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Trainings];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters
        => [.. base.Parameters, .. Settings.All.Select(kind => (Capital(kind.Words), kind.Parameters))];

    /// <summary>The settings, for the figure that uses the runs.</summary>
    public TreeSettings All => Settings;

    /// <summary>Whether it is less than the paper preset.</summary>
    public bool IsScaledDown => ScaledDown.Length > 0;

    /// <summary>The trainings, by kind of data.</summary>
    public KeyedRuns<TreeKind, TreeRun, TreeHistory> Trainings => new(TreesJson.Default)
    {
        Keys = [.. Settings.All.Select(kind => kind.Kind)],
        RepeatsOf = Settings.RunsOf,
        Name = (kind, number) => $"{Of(kind).Name}-{number}",
        Settings = (kind, _) => Of(kind),
        Cost = CostOf,
        IsRandom = true,
        Compute = (settings, run) => new TreeTraining(settings, run).Run(),
        Check = TreeData.Check,
    };

    private TreeRun Of(TreeKind kind) => Settings.All.Single(settings => settings.Kind == kind);

    /// <summary>Seconds: of the chains, and of the fixed points.</summary>
    private static double CostOf(TreeRun settings)
    {
        double sites = settings.Kind switch { TreeKind.Ultrametric => 200, TreeKind.Humans => 3796, _ => 784 };
        return (2e-8 * settings.Updates + 8e-8 * settings.Points) * sites * settings.Hidden;
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        ILookup<TreeKind, TreeHistory> trained = runs.Of(Trainings);
        return new(Name, "Trees of modes, and their clusters beside those of other methods",
            [.. Settings.All.SelectMany(
                kind => new[] { Circle(kind, trained[kind.Kind].First()), Curves(kind, trained) })],
            $"dashed rings: a frozen gain passes 1; grey rings: updates; {Note}", Columns: 2)
        {
            Height = RowHeight * Settings.All.Count + 0.5,
        };
    }

    private string Note => string.Join(", ", Settings.All.Select(kind
        => $"{Settings.RunsOf(kind.Kind)} runs on {kind.Words}"))
        + (IsScaledDown ? "; scaled down" : "");

    private static Panel Circle(TreeRun kind, TreeHistory history)
    {
        LeafLabels labels = new(Array.ConvertAll(history.ClassOf!, c => (int)c), TreeData.NamesOf(kind.Kind));
        return TreePanel.Of($"Tree of {kind.Words}", history.Tree(), (long)history.First[0], labels,
            GainAges.Marks(history.Transitions, MostMarks), Radius);
    }

    /// <summary>The adjusted mutual information with the finest classes by the number of clusters, of the first
    /// run.</summary>
    private static Panel Curves(TreeRun kind, ILookup<TreeKind, TreeHistory> trained)
    {
        int level = TreeData.ClassesOf(kind.Kind).Count - 1;
        var scores = trained[kind.Kind].First().ScoresAt(level);
        double[] clusters = [.. scores.Select(score => (double)score.Clusters)];
        return new($"AMI with {TreeData.ClassesOf(kind.Kind)[level]} classes, {kind.Words}",
            new("clusters K", Logarithmic: true), new("AMI", 0, 1.02),
        [
            new("tree", clusters, [.. scores.Select(s => s.Tree.AdjustedMutualInformation)], Mark.LinePoints,
                Palette.Blue),
            new("k-means", clusters, [.. scores.Select(s => s.KMeans.AdjustedMutualInformation)], Mark.LinePoints,
                Palette.Vermilion),
            new("Ward", clusters, [.. scores.Select(s => s.Ward.AdjustedMutualInformation)], Mark.LinePoints,
                Palette.Green),
        ], LegendPlace.BottomRight);
    }

    /// <inheritdoc/>
    public override Table Tabulate(Results runs)
    {
        ILookup<TreeKind, TreeHistory> trained = runs.Of(Trainings);
        return new(
            [
                new("Data", 1.4), new("Classes", 0.8), new("K", 0.7), new("Tree: purity, NMI", 1.4),
                new("Tree: AMI", 1.5),
                new("k-means: AMI", 1.5), new("Ward: AMI", 1.5), new("Tree: ARI", 1.5), new("k-means: ARI", 1.5),
                new("Ward: ARI", 1.5),
            ],
            [.. Levels.Select(at => (IReadOnlyList<Cell>)
            [
                new(at.Kind.Words), new($"{at.Classes}"),
                new($"{Mean(trained, at, s => s.Clusters).Value:F1}"),
                new($"{Mean(trained, at, s => s.Tree.Purity).Value:F3}, "
                    + $"{Mean(trained, at, s => s.Tree.MutualInformation).Value:F3}"),
                new(Mean(trained, at, s => s.Tree.AdjustedMutualInformation).ToString()),
                new(Mean(trained, at, s => s.KMeans.AdjustedMutualInformation).ToString()),
                new(Mean(trained, at, s => s.Ward.AdjustedMutualInformation).ToString()),
                new(Mean(trained, at, s => s.Tree.AdjustedRand).ToString()),
                new(Mean(trained, at, s => s.KMeans.AdjustedRand).ToString()),
                new(Mean(trained, at, s => s.Ward.AdjustedRand).ToString()),
            ])]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        ILookup<TreeKind, TreeHistory> trained = runs.Of(Trainings);
        return [.. Levels.SelectMany(at => AtLevel(trained, at)), .. Recovered(trained[TreeKind.Ultrametric])];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["distance"] = $"{ModeTree.MergeDistance:0}",
        ["guess"] = "⅓",
        ["sites"] = $"{Simulation.Data.UltrametricTree.Sites}",
        ["branching"] = string.Join(", ", Simulation.Data.UltrametricTree.Branching),
        ["flips"] = string.Join(", ", Simulation.Data.UltrametricTree.Flips),
        ["flip"] = $"{Simulation.Data.UltrametricTree.SampleFlip}",
        ["humans"] = Settings.HumanRuns > 0
            ? "People have the colour of the region of the world they live in; no label took "
            + "part in the training." : "Trees of people are in the paper preset.",
    };

    private IEnumerable<(TreeRun Kind, int Level, int Classes)> Levels
        => Settings.All.SelectMany(kind => TreeData.ClassesOf(kind.Kind).Select(
            (classes, level) => (kind, level, classes)));

    private static Estimate Mean(
        ILookup<TreeKind, TreeHistory> trained, (TreeRun Kind, int Level, int Classes) at,
        Func<(int Clusters, ClusterScores Tree, ClusterScores KMeans, ClusterScores Ward), double> of)
        => trained[at.Kind.Kind].Mean(history => of(history.ScoreFor(at.Level, at.Classes)));

    private static IEnumerable<Verdict> AtLevel(
        ILookup<TreeKind, TreeHistory> trained, (TreeRun Kind, int Level, int Classes) at)
    {
        string id = $"{at.Kind.Name}-{at.Classes}", of = $"{at.Classes} classes of {at.Kind.Words}";
        Estimate tree = Mean(trained, at, s => s.Tree.AdjustedMutualInformation);
        Estimate means = Mean(trained, at, s => s.Tree.AdjustedMutualInformation - s.KMeans.AdjustedMutualInformation);
        Estimate ward = Mean(trained, at, s => s.Tree.AdjustedMutualInformation - s.Ward.AdjustedMutualInformation);
        string clusters = $"{Mean(trained, at, s => s.Clusters).Value:F1} clusters on average";
        yield return Verdict.Holds($"classes-{id}", $"AMI of the tree with {of}",
            "the branches are classes of the data",
            tree.IsAbove(0), 0, tree, $"one-sided t; {clusters}; 0 for clusters that know nothing of them");
        yield return Verdict.Report($"k-means-{id}", $"AMI with {of}, tree less k-means", null, null, means, clusters);
        yield return Verdict.Report($"ward-{id}", $"AMI with {of}, tree less Ward", null, null, ward, clusters);
    }

    private static IEnumerable<Verdict> Recovered(IEnumerable<TreeHistory> trained)
    {
        TreeHistory[] runs = [.. trained];
        Estimate first = runs.Mean(h => h.Recovery![0]), second = runs.Mean(h => h.Recovery![1]);
        yield return Verdict.Holds("recovery", "triples of the known tree that the tree of order 1 has",
            "the tree of modes is that of the data", first.IsAbove(Guessed), 1, first, "one-sided t; ⅓ is a guess");
        yield return Verdict.Report("recovery-2", "the same, order 2", null, 1, second);
        yield return Verdict.Report("recovery-ward", "the same, Ward's tree", null, 1, runs.Mean(h => h.Recovery![2]));
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
