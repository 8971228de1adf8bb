using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Decelle;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Papers.Harsh;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.MeanField;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Tests.Papers.Decelle;

public class PhaseDiagramTests
{
    private static readonly string[] Quantities = ["m", "m-bar", "q", "q-bar", "visible", "hidden", "product", "outlier"];

    private readonly PhaseDiagram _figure = new(Preset.Tiny);

    [Fact]
    public void The_smallest_machines_are_sampled_judged_and_drawn()
    {
        IReadOnlyList<RunRecord> runs = Scheduled.Runs(_figure);
        VerdictsOfExperimentsTests.Draws(_figure, runs, panels: 9);
        IReadOnlyList<Verdict> verdicts = _figure.Judge(runs);
        Assert.Equal(6 + Quantities.Length * 4, verdicts.Count);
        Assert.Equal(3 * 8, _figure.Tabulate(runs)!.Rows.Count);
        // Far inside P and F even 80 units know their phase.
        Assert.All(verdicts.Where(v => v.Simulation is not null), v => Assert.True(double.IsFinite(v.Simulation!.Value) || v.Id == "lost"));
        Assert.InRange(verdicts.Of("m-1").Simulation!.Value, 0.8, 1.2);
        Assert.InRange(verdicts.Of("outlier-0.25").Simulation!.Value, 0.8, 1.2);
        // The map: 0 in P, at its first point, and largest where the mode is strong and noise is not.
        double[] map = runs[0].Result.Series["magnetisation"];
        Assert.Equal(0, map[0]);
        Assert.Equal(map.Max(), map[^_figure.Settings.Points]);
    }

    [Fact]
    public void Machines_that_are_as_theory_says_agree_with_it()
    {
        IReadOnlyList<Verdict> verdicts = _figure.Judge(MadeUp((_, _, dot) => dot));
        Assert.All(verdicts.Where(v => v.Outcome != Outcome.Reported), v => Assert.Equal(Outcome.Agrees, v.Outcome));
        Assert.Equal(2, verdicts.Count(v => v.Outcome == Outcome.Reported));
    }

    [Fact]
    public void What_falls_with_the_number_of_units_is_explained_and_what_stays_is_not()
    {
        int length = _figure.Settings.Length;
        IReadOnlyList<Verdict> finite = _figure.Judge(MadeUp((sites, hidden, dot) => Scaled(dot, 1 - 0.05 * length / Math.Sqrt(sites * hidden))));
        IReadOnlyList<Verdict> wrong = _figure.Judge(MadeUp((_, _, dot) => Scaled(dot, 0.95)));
        foreach (string quantity in Quantities)
        {
            Assert.Equal(Standing.FinerTheoryAgrees, finite.Of($"{quantity}-0.64").StandingIn(finite));
            Assert.Equal(Outcome.Agrees, finite.Of($"{quantity}-limit").Outcome);
            Assert.Equal(Standing.Unexplained, wrong.Of($"{quantity}-0.64").StandingIn(wrong));
            Assert.Equal(Outcome.Differs, wrong.Of($"{quantity}-limit").Outcome);
        }
    }

    [Fact]
    public void A_dot_of_another_phase_a_small_value_and_a_machine_that_does_not_turn_are_noticed()
    {
        IReadOnlyList<RunRecord> runs = MadeUp((_, _, dot) => dot);
        int f = Index(runs, "dot-1-80-5-1"), other = Index(runs, "dot-1-80-5-2");
        Assert.Equal(Outcome.Differs, _figure.Judge(runs.With(f, "m", 0).With(other, "m", 0)).Of("phases").Outcome);
        int p = Index(runs, "dot-1-80-4-1"), second = Index(runs, "dot-1-80-4-2");
        Assert.Equal(Outcome.Differs,
            _figure.Judge(runs.With(p, "singularValue", 0.9).With(second, "singularValue", 0.901)).Of("singular-value").Outcome);
        IReadOnlyList<RunRecord> turned = runs;
        foreach (string name in (string[])["turning-1", "turning-2"])
        {
            for (int k = 0; k < _figure.Settings.Fields; k++)
                turned = turned.With(Index(runs, name), "m", k, name == "turning-1" ? 0.1 : 0.1001);
        }

        Assert.Equal(Outcome.Differs, _figure.Judge(turned).Of("metastable").Outcome);
        Assert.Equal(Outcome.Differs, _figure.Judge(turned).Of("turned").Outcome);
    }

    private static Dot Scaled(Dot dot, double factor) => new(dot.M * factor, dot.MBar * factor, dot.Q * factor, dot.QBar * factor,
        dot.VisibleSquare * factor, dot.HiddenSquare * factor, dot.Product * factor, dot.Frozen, dot.SingularValue * factor);

    private static int Index(IReadOnlyList<RunRecord> runs, string name) => runs.Index().Single(r => r.Item.Run == name).Index;

    /// <summary>Records of what theory says, a thousandth apart from machine to machine.</summary>
    private IReadOnlyList<RunRecord> MadeUp(Func<double, double, Dot, Dot> change) => Scheduled.RunsWith(_figure, (plan, _) =>
    {
        if (plan.Run.StartsWith("diagram", StringComparison.Ordinal))
            return null;
        double scatter = 1 + (plan.Run.EndsWith("-1", StringComparison.Ordinal) ? 0.0005 : -0.0005);
        double sites = plan.Parameters["sites"], hidden = plan.Parameters["hidden"], sigma = plan.Parameters["sigma"], spike = plan.Parameters["spike"];
        ReplicaEquations equations = new(sigma, spike, hidden / sites);
        if (plan.Run.StartsWith("turning", StringComparison.Ordinal))
        {
            return FlatJson.Result(new TurningCourse([.. Enumerable.Range(0, _figure.Settings.Fields).Select(
                k => scatter * (equations with { VisibleField = plan.Parameters[$"fields{k}"] }).Solve().Visible)]), PhaseDiagramJson.Default);
        }

        ReplicaState state = equations.Solve();
        bool isP = equations.Phase == Phase.Paramagnet;
        double square = isP ? ParamagnetMoments.Square(spike) : 9, product = isP ? ParamagnetMoments.Product(spike) : 9;
        Dot dot = Scaled(new(state.Visible, state.Hidden, state.VisibleOverlap, state.HiddenOverlap, square, square, product,
            state.VisibleOverlap,
            new SpikedNoise((int)sites, (int)hidden, sigma / Math.Pow(sites * hidden, 0.25)).SingularValue(spike)), scatter);
        return FlatJson.Result(change(sites, hidden, dot), PhaseDiagramJson.Default);
    });
}
