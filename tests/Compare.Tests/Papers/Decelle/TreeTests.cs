using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Decelle;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Trees;

namespace RbmTheory.Compare.Tests.Papers.Decelle;

/// <summary>The tree of modes and its fixed points: once with the tiny preset, and on made-up records.</summary>
public sealed class TreeTests : IClassFixture<TreeTests.Made>
{
    private readonly Made _made;

    public TreeTests(Made made) => _made = made;

    [Fact]
    public void The_tiny_preset_is_drawn_and_judged()
    {
        Figure tree = _made.Tree.Draw(_made.Runs)!, points = _made.Points.Draw(_made.Runs)!;
        Assert.Equal((4, 6), (tree.Panels.Count, points.Panels.Count));
        Assert.All(tree.Panels.Where((_, p) => p % 2 == 0), panel => Assert.True(panel.Equal && panel.Bare));
        // All data of a tree stand on its rim.
        int[] leaves = [.. tree.Panels.Where((_, p) => p % 2 == 0).Select(
            panel => panel.Series.Where(s => s.Style == Mark.Points).Sum(s => s.X.Length))];
        Assert.Equal([24, 30], leaves);
        Assert.NotEmpty(_made.Tree.Finding(_made.Runs).Text);
        IReadOnlyList<Verdict> verdicts = [.. _made.Tree.Judge(_made.Runs), .. _made.Points.Judge(_made.Runs)];
        Assert.Equal(verdicts.Count, verdicts.Select(v => v.Id).Distinct().Count());
        Assert.Equal(Outcome.Agrees, verdicts.Of("contraction-digits").Outcome);
        Assert.Equal(Outcome.Agrees, verdicts.Of("contraction-ultrametric").Outcome);
        Assert.Equal(Outcome.Agrees, verdicts.Of("recovery").Outcome);
        Assert.Equal(2, _made.Points.Tabulate(_made.Runs)!.Rows.Count / 2);
        Assert.Equal(4, _made.Tree.Tabulate(_made.Runs)!.Rows.Count);
    }

    [Fact]
    public void The_tree_of_a_record_is_a_tree_of_its_data()
    {
        TreeHistory history = new Results(_made.Runs).Of(_made.Tree.Trainings)[TreeKind.Ultrametric].First();
        ModeNode root = history.Tree();
        Assert.Equal(Enumerable.Range(0, 30), root.Members);
        Assert.Equal(history.AgesOf(1)[0].Clusters, root.All.Count(node => node.Children.Count == 0));
        Assert.All(root.All.Where(node => node.Children.Count > 0), node =>
        {
            Assert.Equal(node.Members, node.Children.SelectMany(child => child.Members).Order());
            Assert.All(node.Children, child => Assert.True(child.Parting > node.Parting));
        });
    }

    [Fact]
    public void Verdicts_fail_on_records_that_are_wrong()
    {
        int last = _made.Runs.Count - 1;
        // A fixed point that parts where a sweep is a contraction.
        Assert.Equal(Outcome.Differs, _made.Points.Judge(_made.Runs.With(last, "branchingValue", 3.9)).Of("contraction-ultrametric").Outcome);
        // A first branching before the first transition.
        IReadOnlyList<RunRecord> early = Changed("first", (row, k, length) => k == length - TreeAge.Columns ? 1 : k == length - 2 * TreeAge.Columns ? 2 : row[k]);
        Assert.Equal(Outcome.Differs, _made.Points.Judge(early).Of("later-ultrametric").Outcome);
        // Fixed points that are more stable than others where they become one: a number with an error over runs, not judged.
        IReadOnlyList<RunRecord> stable = Changed("branchings", (row, k, _) => k % 4 == 2 ? 0.1 : k % 4 == 3 ? 0.9 : row[k]);
        Assert.Equal(-0.8, _made.Points.Judge(stable).Of("unstable-ultrametric").Simulation!.Value, 1e-12);
        // Clusters that know nothing of the classes, and a tree that knows nothing of the data's.
        IReadOnlyList<RunRecord> chance = Changed("scores", (row, k, _) => k % 14 == 4 ? 0 : row[k]);
        Assert.Equal(Outcome.Differs, _made.Tree.Judge(chance).Of("classes-ultrametric-2").Outcome);
        Assert.Equal(Outcome.Differs, _made.Tree.Judge(Changed("recovery", (_, _, _) => 0.3)).Of("recovery").Outcome);
    }

    /// <summary>The runs with a series of all trainings on ultrametric data changed, number by number.</summary>
    private IReadOnlyList<RunRecord> Changed(string series, Func<double[], int, int, double> of)
        => [.. _made.Runs.Select(run =>
        {
            if (!run.Run.StartsWith("ultrametric", StringComparison.Ordinal))
                return run;
            double[] row = run.Result.Series[series];
            Dictionary<string, double[]> all = new(run.Result.Series)
            {
                [series] = [.. row.Select((_, k) => of(row, k, row.Length))],
            };
            return run with { Result = run.Result with { Series = all } };
        })];

    public sealed class Made
    {
        public Made()
        {
            Tree = new(Preset.Tiny);
            Points = new(Tree);
            Runs = Scheduled.Runs(Tree);
        }

        internal Tree Tree { get; }

        internal FixedPointTrajectory Points { get; }

        internal IReadOnlyList<RunRecord> Runs { get; }
    }
}
