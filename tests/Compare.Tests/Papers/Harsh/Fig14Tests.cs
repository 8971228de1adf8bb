using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class Fig14Tests
{
    [Fact]
    public void Fig14c_agrees_with_the_paper()
    {
        Verdict[] verdicts = Judge(new Fig14c(Preset.Quick), out _);
        Assert.Equal(4, verdicts.Count(v => v.Outcome == Outcome.Agrees));
        Assert.DoesNotContain(verdicts, v => v.Outcome == Outcome.Differs);
    }

    [Fact]
    public void Fig14a_agrees_with_Newtons_method_and_every_run_got_steady()
    {
        IReadOnlyList<RunRecord> runs = Fig14aRuns();
        Verdict[] verdicts = [.. new Fig14a(Preset.Quick).Judge(runs)];
        Assert.Equal(2 + 3, verdicts.Count(v => v.Outcome == Outcome.Agrees));
        Assert.DoesNotContain(verdicts, v => v.Outcome == Outcome.Differs);
        Assert.All(runs.Skip(1).Take(6), r => Assert.Equal(1, r.Result.Numbers["steady"]));
        // The bump may stand anywhere: were every run to start from the same noise, it would not move.
        Assert.True(runs.Skip(1).Take(6).Select(r => Array.IndexOf(r.Result.Series["weights"], r.Result.Series["weights"].MaxBy(Math.Abs))).Distinct().Count() > 1);
    }

    [Fact]
    public void Fig14a_energy_falls_along_every_run()
    {
        foreach (RunRecord run in Fig14aRuns().Skip(1).Take(6))
        {
            double[] energies = run.Result.Series["energies"];
            for (int i = 1; i < energies.Length; i++)
                Assert.True(energies[i] <= energies[i - 1] + 1e-9); // the dense output is as accurate as the steps: 1e-9
        }
    }

    [Fact]
    public void Fig14a_verdict_turns_when_a_run_ends_elsewhere()
    {
        IReadOnlyList<RunRecord> runs = Fig14aRuns();
        double[] weights = [.. runs[3].Result.Series["weights"]];
        weights[0] += 1e-4;
        RunRecord moved = runs[3] with
        {
            Result = new(runs[3].Result.Numbers, new Dictionary<string, double[]>(runs[3].Result.Series) { ["weights"] = weights }),
        };
        Assert.Equal(Outcome.Differs, new Fig14a(Preset.Quick).Judge([.. runs.Take(3), moved, .. runs.Skip(4)]).Of("one-bump").Outcome);
    }

    [Fact]
    public void Fig14a_holds_trained_fields_against_the_exact_flow()
    {
        Fig14a figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = Fig14aRuns();
        VerdictsOfExperimentsTests.Draws(figure, runs, panels: 4);
        int exact = runs.Select((run, i) => (run.Run, i)).Single(x => x.Run == "exact").i;
        // The made-up machines scatter by a thousandth about the exact flow, and three of them differ from ten standard
        // errors on: a twentieth at the peak is far off in max w, and, as a thirtieth, in Σ w².
        double[] weights = runs[exact].Result.Series["weights"];
        int peak = Array.IndexOf(weights, weights.Max());
        IReadOnlyList<Verdict> verdicts = figure.Judge(runs.With(exact, "weights", peak, 1.05 * weights[peak]));
        Assert.Equal(Outcome.Differs, verdicts.Of("trained-peak").Outcome);
        Assert.Equal(Outcome.Differs, verdicts.Of("trained-sum-squares").Outcome);
    }

    [Fact]
    public void Fig14b_two_units_stop_a_width_apart_and_machines_follow_the_exact_flow()
    {
        const Outcome Agrees = Outcome.Agrees, Differs = Outcome.Differs, Reported = Outcome.Reported;
        Outcome[] trained = [Agrees, Agrees, Agrees, Agrees];
        Fig14b figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = Scheduled.RunsWith(figure, (plan, done)
            => plan.Run.StartsWith("trained", StringComparison.Ordinal)
                ? Scattered(done["exact"], 1 + 0.001 * Math.Sin(done.Count)) : null);
        Assert.Equal([Agrees, Reported, Agrees, .. trained], figure.Judge(runs).Select(v => v.Outcome));
        Assert.Equal([Differs, Reported, Agrees, .. trained],
            figure.Judge(runs.With(0, "steady", 0)).Select(v => v.Outcome));
        foreach ((string number, string id) in ((string, string)[])
            [("amplitude", "peak"), ("sumSquares", "sum-squares"), ("distance", "distance"), ("angle", "angle")])
        {
            double off = 1.01 * runs[1].Result.Numbers[number];
            Assert.Equal(Differs, figure.Judge(runs.With(1, number, off)).Of(id).Outcome);
        }

        Dictionary<string, double[]> together = new(runs[0].Result.Series)
        {
            ["canonicalSecond"] = runs[0].Result.Series["canonicalFirst"],
        };
        RunRecord merged = runs[0] with { Result = runs[0].Result with { Series = together } };
        Assert.Equal([Agrees, Reported, Differs, .. trained],
            figure.Judge([merged, .. runs.Skip(1)]).Select(v => v.Outcome));
        VerdictsOfExperimentsTests.Draws(figure, runs, panels: 4);
    }

    [Fact]
    public void Fig14b_the_exact_flow_turns_the_units_apart_and_pushes_the_bumps_farther_than_small_beta()
    {
        RunPlan[] plans = [.. new Fig14b(Preset.Quick).Plan(1)];
        RunResult exact = plans[1].Compute(new(new Progress<double>(), new(), default));
        RunResult lattice = plans[2].Compute(new(new Progress<double>(), new(), default));
        // From 4 sites and 25 degrees on: both repel, and only finite beta chooses a frame.
        Assert.True(exact.Numbers["distance"] > lattice.Numbers["distance"] && lattice.Numbers["distance"] > 4);
        Assert.True(exact.Numbers["angle"] < 12.5);
        Assert.Equal(exact.Series["times"].Length, exact.Series["distances"].Length);
        Assert.Equal(170, exact.Series["times"].Length);
    }

    [Fact]
    public void The_paper_presets_train_a_hundred_sites_by_PCD_20()
    {
        IEnumerable<RunPlan> plans = ((Experiment[])[new Fig14a(Preset.Paper), new Fig14b(Preset.Paper), new SmallBetaLimit(Preset.Paper)])
            .SelectMany(e => e.Plan(1)).Where(p => p.Parameters.ContainsKey("gibbsSteps"));
        Assert.All(plans.Where(p => p.Seed != 0),
            p => Assert.Equal((100.0, 20.0), (p.Parameters["sites"], p.Parameters["gibbsSteps"])));
    }

    /// <summary>Every run but those of machines, which scatter about the exact flow.</summary>
    private static IReadOnlyList<RunRecord> Fig14aRuns()
        => Scheduled.RunsWith(new Fig14a(Preset.Quick), (plan, done)
            => plan.Run.StartsWith("trained", StringComparison.Ordinal)
                ? Scattered(done["exact"], 1 + 0.001 * Math.Sin(done.Count)) : null);

    private static RunResult Scattered(RunResult theory, double scale) => new(
        new Dictionary<string, double>(theory.Numbers.ToDictionary(x => x.Key, x => scale * x.Value))
        {
            ["spinUpdates"] = 1,
        },
        theory.Series.ToDictionary(x => x.Key, x => (double[])[.. x.Value.Select(y => scale * y)]));

    private static Verdict[] Judge(Experiment experiment, out IReadOnlyList<RunRecord> runs)
    {
        runs = Scheduled.Runs(experiment);
        return [.. experiment.Judge(runs)];
    }
}
