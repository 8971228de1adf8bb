using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Fissore;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Fissore;

public class GainsTests
{
    private static readonly double[] Frozen = [0.21, 0.42, 0.61, 0.77, 0.87, 0.98];

    private readonly Machines _machines = new(Preset.Quick);

    [Fact]
    public void Where_inputs_fluctuate_the_printed_gains_and_mean_field_differ_and_are_explained()
    {
        // Σ u² p(1 − p) = 0.2: s²/16 is 5/4 of g²; g_1² is made 4 % too large, and the runs scatter by a thousandth.
        Gains figure = new(_machines);
        IReadOnlyList<Verdict> verdicts = figure.Judge(MadeUp());
        foreach (int at in (int[])[20, 40, 60, 75, 85])
        {
            Assert.Equal(Standing.Refuted, verdicts.Of($"printed-{at}").StandingIn(verdicts));
            Assert.Equal(Standing.FinerTheoryAgrees, verdicts.Of($"mean-field-{at}").StandingIn(verdicts));
            Assert.Equal(Outcome.Agrees, verdicts.Of($"inputs-{at}").Outcome);
            Assert.Equal(0.96, verdicts.Of($"mean-field-{at}").Simulation!.Value, 0.003);
            Assert.Equal(0.96 * 0.8, verdicts.Of($"printed-{at}").Simulation!.Value, 0.003);
        }

        // g_1² of the last age is above the largest that is judged.
        Assert.DoesNotContain(verdicts, v => v.Id.EndsWith("-95", StringComparison.Ordinal));
    }

    [Fact]
    public void A_machine_that_the_finer_theory_misses_is_not_explained()
    {
        IReadOnlyList<RunRecord> runs = MadeUp();
        for (int i = 0; i < runs.Count; i++)
        {
            if (runs[i].Run.StartsWith("pcd-", StringComparison.Ordinal))
                runs = runs.With(i, "sweepTheory", 0, 1.05 * runs[i].Result.Series["sweepTheory"][0]);
        }

        IReadOnlyList<Verdict> verdicts = new Gains(_machines).Judge(runs);
        Assert.Equal(Standing.Unexplained, verdicts.Of("inputs-20").StandingIn(verdicts));
        Assert.Equal(Standing.Unexplained, verdicts.Of("mean-field-20").StandingIn(verdicts));
        Assert.Equal(Outcome.Agrees, verdicts.Of("inputs-40").Outcome);
    }

    [Fact]
    public void The_transition_is_where_the_frozen_gain_passes_1()
    {
        // Between looks of gains 0.8 and 1.2, s_1 = 4 and 4.8: half-way, 4.4, up to the scatter of a thousandth.
        IReadOnlyList<Verdict> verdicts = new Gains(_machines).Judge(MadeUp());
        Assert.Equal(4.4, verdicts.Of("transition").Simulation!.Value, 0.01);
        Assert.Equal(Outcome.Differs, verdicts.Of("transition-printed").Outcome);
        Assert.Equal(4, verdicts.Of("transition-printed").Theory!.Value);
        Assert.Equal(4.3, verdicts.Of("transition").Theory!.Value);
        // 2/√0.2 = 4.472 of the first mode itself.
        Assert.Equal(4.4 / (2 / Math.Sqrt(0.2)), verdicts.Of("transition-own").Simulation!.Value, 0.003);
    }

    [Fact]
    public void It_draws_all_ages_of_all_runs_and_tabulates_each_once()
    {
        Gains figure = new(_machines);
        IReadOnlyList<RunRecord> runs = MadeUp();
        Figure drawn = figure.Draw(runs)!;
        Assert.Equal(3, drawn.Panels.Count);
        Assert.Equal(Frozen.Length * _machines.All.Runs, drawn.Panels[0].Series[^1].X.Length);
        Assert.All(drawn.Panels.SelectMany(p => p.Series), s => Assert.Equal(s.X.Length, s.Y.Length));
        Assert.Equal(Frozen.Length, figure.Tabulate(runs)!.Rows.Count);
    }

    private IReadOnlyList<RunRecord> MadeUp() => MadeUpMachines.Records(
        _machines, MadeUpMachines.Digits(_ => 0.2), (kind, number, history) => kind != MachineKind.Pcd ? history
            : history with
            {
                Values = [.. Values(1 + 0.001 * number)],
                FrozenGains = [.. new[] { 0.1, 0.1, 0.8, 1.2 }.SelectMany(
                    g => Enumerable.Range(0, SpectralHistory.Gains).Select(a => g / (1 + a)))],
                Sweeps = [.. Frozen.SelectMany(g => Sweep(g, 1 + 0.001 * (number - 2)))],
                SweepTheory = [.. Frozen.SelectMany(g => new[] { 0.96 * g * g, 0.2 })],
            });

    private static IEnumerable<double> Values(double scale)
        => new[] { 0.4, 0.4, 4 * scale, 4.8 * scale }.SelectMany(
            s => Enumerable.Range(0, MadeUpMachines.Modes).Select(a => s / (1 + a)));

    /// <summary>Frozen gain, s_1 of gains 0.2 and ¼, g_1, ρ(1) and its error.</summary>
    private static double[] Sweep(double gain, double scale)
        => [gain, gain / Math.Sqrt(0.2 * 0.25), gain, 0.96 * gain * gain * scale, 0.002];
}
