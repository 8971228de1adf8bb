using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Tests.Likelihoods;

public class AnnealedImportanceSamplingTests
{
    [Theory]
    [InlineData("spin", "spin", false)]
    [InlineData("spin", "binary", true)]
    [InlineData("binary", "gaussian", true)]
    [InlineData("binary", "double-well", false)]
    [InlineData("potts:5", "spin", true)]
    [InlineData("potts:5", "double-well", true)]
    public void Both_directions_hold_the_exact_value_between_them(string visible, string hidden, bool fields)
    {
        // The weights have a relative spread below 1, so the mean of 500 is Gaussian to well within the error. Errors
        // by the bounds of the false-alarm rate; the direct estimates agree with log Z, the bounds lie on their sides
        // of it.
        Rbm machine = Pairs.Machine(visible, hidden, fields);
        var plan = new AnnealingPlan { Chains = 500, Steps = 20 };
        double exact = ExactLikelihood.LogPartition(machine);
        LogPartitionEstimate below = AnnealedImportanceSampling.Forward(machine, Start(machine), plan, 3);
        LogPartitionEstimate above = AnnealedImportanceSampling.Reverse(machine, Start(machine), plan, 3);
        Assert.All([below, above], estimate =>
        {
            Assert.InRange(estimate.StandardError, 1e-4, 0.05);
            Assert.InRange(estimate.EffectiveChains, 250, 500);
            Chance.Near(exact, estimate.LogPartition, Chance.Sigmas * estimate.StandardError);
        });
        Assert.InRange(
            exact, below.Bound - Chance.Sigmas * below.BoundError, above.Bound + Chance.Sigmas * above.BoundError);
        Assert.True(below.Bound < below.LogPartition && above.LogPartition < above.Bound);
    }

    [Theory]
    [InlineData("spin", "binary", true)]
    [InlineData("binary", "double-well", false)]
    [InlineData("potts:5", "spin", true)]
    public void From_the_means_of_data_the_mean_weight_is_the_ratio_too(string visible, string hidden, bool fields)
    {
        // Data far from the machine, so that the fields of the start differ from its own; the rest is as above.
        Rbm machine = Pairs.Machine(visible, hidden, fields);
        var law = new JointLaw(machine);
        IndependentUnits start = IndependentUnits.OfMeans(machine, law.Data(Pairs.SomeStates(law)));
        var plan = new AnnealingPlan { Chains = 2000, Steps = 30 };
        double exact = ExactLikelihood.LogPartition(machine);
        LogPartitionEstimate forward = AnnealedImportanceSampling.Forward(machine, start, plan, 3);
        LogPartitionEstimate reverse = AnnealedImportanceSampling.Reverse(machine, start, plan, 3);
        Assert.All([forward, reverse], estimate =>
        {
            Assert.InRange(estimate.EffectiveChains, 500, 2000);
            Chance.Near(exact, estimate.LogPartition, Chance.Sigmas * estimate.StandardError);
        });
    }

    [Fact]
    public void The_bounds_close_as_the_steps_grow()
    {
        // Their distance falls as 1/K when K is large, by 8 from 4 to 32 steps: twice the second is far below the
        // first. Strong weights make it large.
        Rbm machine = Pairs.Machine("spin", "spin", true);
        machine.Randomize(1, 7);
        (double Gap, double Error)[] gaps = [.. new[] { 4, 32 }.Select(steps =>
        {
            var plan = new AnnealingPlan { Chains = 1000, Steps = steps };
            LogPartitionEstimate below = AnnealedImportanceSampling.Forward(machine, Start(machine), plan, 5);
            LogPartitionEstimate above = AnnealedImportanceSampling.Reverse(machine, Start(machine), plan, 5);
            return (above.Bound - below.Bound, double.Hypot(above.BoundError, below.BoundError));
        })];
        Assert.True(gaps[1].Gap > Chance.Sigmas * gaps[1].Error, $"{gaps[1]} is not a distance");
        double error = double.Hypot(gaps[0].Error, 2 * gaps[1].Error);
        Assert.True(gaps[0].Gap - 2 * gaps[1].Gap > Chance.Sigmas * error, $"{gaps[0]} has not shrunk to {gaps[1]}");
    }

    [Fact]
    public void Without_weights_the_value_is_known()
    {
        Rbm machine = Pairs.Machine("potts:5", "double-well", true);
        Array.Clear(machine.Weights);
        var plan = new AnnealingPlan { Chains = 3, Steps = 2 };
        LogPartitionEstimate estimate = AnnealedImportanceSampling.Forward(machine, Start(machine), plan, 1);
        Chance.Near(ExactLikelihood.LogPartition(machine), estimate.LogPartition, 1e-12);
        Chance.Near(0, estimate.StandardError, 1e-12);
        Chance.Near(3, estimate.EffectiveChains, 1e-12);
    }

    [Fact]
    public void One_chain_far_above_all_others_is_seen_in_the_effective_number()
    {
        // Log-weights 0 … 0, 700: the mean weight is e^700/5, and its relative error √(Σ(r − 1)²/(5·4)) with r = 5, 0,
        // 0, 0, 0 is 1. The bounds are the plain mean 140, whose error is √(Σ(w − 140)²/20) = 140.
        LogPartitionEstimate forward = LogPartitionOf([0, 0, 0, 0, 700], 1);
        Chance.Near(10 + 700 - Math.Log(5), forward.LogPartition, 1e-10);
        Chance.Near(1, forward.StandardError, 1e-12);
        Chance.Near(1, forward.EffectiveChains, 1e-12);
        Chance.Near(150, forward.Bound, 1e-10);
        Chance.Near(140, forward.BoundError, 1e-10);

        // Backwards e^−w counts: four weights of 1 out of five, mean 4/5.
        LogPartitionEstimate reverse = LogPartitionOf([0, 0, 0, 0, 700], -1);
        Chance.Near(10 - Math.Log(0.8), reverse.LogPartition, 1e-12);
        Chance.Near(4, reverse.EffectiveChains, 1e-12);
    }

    [Fact]
    public void Threads_do_not_change_the_estimate_and_progress_reaches_one()
    {
        Rbm machine = Pairs.Machine("binary", "double-well", true);
        var plan = new AnnealingPlan { Chains = 37, Steps = 5 };
        var progress = new Record();
        LogPartitionEstimate one = AnnealedImportanceSampling.Forward(machine, Start(machine), plan, 9, 1, progress);
        Assert.Equal(Enumerable.Range(1, 37).Select(chain => chain / 37.0), progress.Shares);
        Assert.Equal(one, AnnealedImportanceSampling.Forward(machine, Start(machine), plan, 9, 3));
        LogPartitionEstimate reverse = AnnealedImportanceSampling.Reverse(machine, Start(machine), plan, 9);
        Assert.Equal(reverse, AnnealedImportanceSampling.Reverse(machine, Start(machine), plan, 9, 3));
        Assert.NotEqual(one, AnnealedImportanceSampling.Forward(machine, Start(machine), plan, 10));
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        Rbm machine = Rbm.OfSpins(3, 2);
        var plan = new AnnealingPlan { Chains = 2, Steps = 1_000_000_000 };
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => AnnealedImportanceSampling.Forward(machine, Start(machine), plan, 1, ct: source.Token));
        using var later = new CancellationTokenSource();
        later.CancelAfter(30);
        Assert.ThrowsAny<OperationCanceledException>(
            () => AnnealedImportanceSampling.Reverse(machine, Start(machine), plan, 1, 2, ct: later.Token));
    }

    [Fact]
    public void Rows_and_plans_that_do_not_fit_are_named_in_one_line()
    {
        Rbm machine = Rbm.OfSpins(11, 2);
        var plan = new AnnealingPlan { Chains = 2, Steps = 1 };
        ExactLikelihoodTests.Says("Chains = 1", () => plan with { Chains = 1 });
        ExactLikelihoodTests.Says("Steps = 0", () => plan with { Steps = 0 });
        ExactLikelihoodTests.Says("threads = 0", () => AnnealedImportanceSampling.Forward(machine, Start(machine), plan, 1, 0));
        ExactLikelihoodTests.Says(
            "rows.Length = 3", () => AnnealedImportanceSampling.Reverse(machine, Start(machine), new byte[3], plan, 1));
        ExactLikelihoodTests.Says(
            "27 spin x 29 spin",
            () => AnnealedImportanceSampling.Reverse(Rbm.OfSpins(27, 29), Start(Rbm.OfSpins(27, 29)), plan, 1));
        ExactLikelihoodTests.Says(
            "Width = 5", () => AnnealedImportanceSampling.Forward(machine, Start(Rbm.OfSpins(5, 2)), plan, 1));
        var potts = Pairs.Machine("potts:5", "spin", false);
        ExactLikelihoodTests.Says(
            "colour = 5",
            () => AnnealedImportanceSampling.Reverse(potts, Start(potts), new byte[] { 0, 5, 1 }, plan, 1, 2));
    }

    private static IndependentUnits Start(Rbm machine) => IndependentUnits.OfFields(machine);

    private static LogPartitionEstimate LogPartitionOf(double[] logWeights, int direction)
        => LogPartitionEstimate.Of(10, logWeights, direction);

    private sealed class Record : IProgress<double>
    {
        public List<double> Shares { get; } = [];

        public void Report(double value) => Shares.Add(value);
    }
}
