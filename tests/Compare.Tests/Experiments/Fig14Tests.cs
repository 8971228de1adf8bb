using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Experiments;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Experiments;

public class Fig14Tests
{
    [Fact]
    public void Fig14c_agrees_with_the_paper()
    {
        Verdict[] verdicts = Judge(new Fig14c(), out _);
        Assert.Equal(4, verdicts.Count(v => v.Outcome == Outcome.Agrees));
        Assert.DoesNotContain(verdicts, v => v.Outcome == Outcome.Differs);
    }

    [Fact]
    public void Fig14a_agrees_with_Newtons_method_and_every_run_got_steady()
    {
        Verdict[] verdicts = Judge(new Fig14a(), out IReadOnlyList<RunRecord> runs);
        Assert.Equal(2, verdicts.Count(v => v.Outcome == Outcome.Agrees));
        Assert.DoesNotContain(verdicts, v => v.Outcome == Outcome.Differs);
        Assert.All(runs.Skip(1), r => Assert.Equal(1, r.Result.Numbers["steady"]));
        // The bump may stand anywhere: were every run to start from the same noise, it would not move.
        Assert.True(runs.Skip(1).Select(r => Array.IndexOf(r.Result.Series["weights"], r.Result.Series["weights"].MaxBy(Math.Abs))).Distinct().Count() > 1);
    }

    [Fact]
    public void Fig14a_energy_falls_along_every_run()
    {
        Judge(new Fig14a(), out IReadOnlyList<RunRecord> runs);
        foreach (RunRecord run in runs.Skip(1))
        {
            double[] energies = run.Result.Series["energies"];
            for (int i = 1; i < energies.Length; i++)
                Assert.True(energies[i] <= energies[i - 1] + 1e-9); // the dense output is as accurate as the steps: 1e-9
        }
    }

    [Fact]
    public void Fig14a_verdict_turns_when_a_run_ends_elsewhere()
    {
        Judge(new Fig14a(), out IReadOnlyList<RunRecord> runs);
        double[] weights = [.. runs[3].Result.Series["weights"]];
        weights[0] += 1e-4;
        RunRecord moved = runs[3] with
        {
            Result = new(runs[3].Result.Numbers, new Dictionary<string, double[]>(runs[3].Result.Series) { ["weights"] = weights }),
        };
        Assert.Equal(Outcome.Differs, new Fig14a().Judge([.. runs.Take(3), moved, .. runs.Skip(4)])[0].Outcome);
    }

    private static Verdict[] Judge(Experiment experiment, out IReadOnlyList<RunRecord> runs)
    {
        runs = Scheduled.Runs(experiment);
        return [.. experiment.Judge(runs)];
    }
}
