using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

/// <summary>Theory and machines judged from records that are made up where a machine would be trained.</summary>
public class SmallBetaLimitTests
{
    private static readonly double[] Betas = [0.1, 0.2, 0.3];

    [Fact]
    public void Machines_as_noisy_as_theory_says_agree_with_it_and_not_with_the_exact_flow()
    {
        SmallBetaLimit halves = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = Scheduled.RunsWith(halves, (plan, done)
            => plan.Seed == 0 ? null : Trained(plan, done[$"noise-beta-{plan.Parameters["beta"]}"]));
        Verdict[] verdicts = [.. halves.Judge(runs)];
        Verdict[] noisy = [.. verdicts.Where(v => v.Id.StartsWith("noisy-", StringComparison.Ordinal))];
        Assert.Equal([Outcome.Agrees, Outcome.Agrees, Outcome.Agrees], noisy.Select(v => v.Outcome));

        // The shift is tenths of a percent, and the made-up runs scatter by one in ten thousand.
        Verdict[] exact =
            [.. verdicts.Where(v => v.Id.StartsWith("exact-sum-squares-", StringComparison.Ordinal))];
        Assert.Equal(3, exact.Length);
        Assert.All(exact, v => Assert.Equal(Outcome.Differs, v.Outcome));
        Assert.All(noisy.Zip(exact),
            pair => Assert.InRange(pair.First.Theory!.Value / pair.Second.Theory!.Value, 0.99, 0.999));

        int first = runs.Select((run, i) => (run.Run, i)).First(x => x.Run == "noise-beta-0.1").i;
        Verdict[] moved = [.. halves.Judge(runs.With(first, "sumSquares", 1.005 * noisy[0].Theory!.Value))];
        Assert.Equal(Outcome.Differs, moved.Of(noisy[0].Id).Outcome);
        Assert.Equal(Betas.Length, runs.Count(run => run.Run.StartsWith("noise", StringComparison.Ordinal)));

        // The exact flow and (37) are explained by the flow with its noise, where that agrees.
        Assert.All(exact, v => Assert.Equal(Standing.FinerTheoryAgrees, v.StandingIn(verdicts)));
        Assert.All(Betas, beta => Assert.Equal(
            Standing.FinerTheoryAgrees, verdicts.Of($"lattice-sum-squares-{beta}").StandingIn(verdicts)));
        Assert.Equal(Standing.Unexplained, moved.Of("exact-sum-squares-0.1").StandingIn(moved));
    }

    private static RunResult Trained(RunPlan plan, RunResult noise)
    {
        double scale = 1 + (plan.Run[^1] % 2 == 0 ? 1e-4 : -1e-4);
        return new(
            new Dictionary<string, double>
            {
                ["amplitude"] = 0.9 * scale,
                ["fwhm"] = 4 * scale,
                ["sumSquares"] = noise.Numbers["sumSquares"] * scale,
                ["spinUpdates"] = 1,
            },
            new Dictionary<string, double[]> { ["weights"] = [] });
    }
}
