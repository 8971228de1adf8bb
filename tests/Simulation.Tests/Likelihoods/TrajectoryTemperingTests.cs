using MathNet.Numerics.Distributions;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Likelihoods;

public class TrajectoryTemperingTests
{
    private const int Sites = 24;
    private const double Weight = 1, Field = 0.4;

    /// <summary>The error is from 32 ladders: Student's t with 31 degrees of freedom.</summary>
    private static readonly double Errors = StudentT.InvCDF(0, 1, 31, 1 - Chance.FalseAlarm / 2);

    public static TheoryData<string, string, bool> AllPairs => Pairs.All();

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void It_agrees_with_the_exact_sum_for_every_kind_of_unit(string visible, string hidden, bool fields)
    {
        Rbm machine = Pairs.Machine(visible, hidden, fields), half = machine.Clone();
        for (int i = 0; i < half.Weights.Length; i++)
            half.Weights[i] /= 2;
        var law = new JointLaw(machine);
        IndependentUnits start = IndependentUnits.OfMeans(machine, law.Data(Pairs.SomeStates(law)));
        TemperedEstimate estimate = TrajectoryTempering.Run(start, [half, machine], default, new() { Sweeps = 300 }, 5);
        Assert.InRange(estimate.StandardError, 1e-5, 0.05);
        Assert.InRange(estimate.LowestSwap, 0.2, 1);
        Assert.True(estimate.RoundTrips > 100);
        Chance.Near(ExactLikelihood.LogPartition(machine), estimate.LogPartition, Errors * estimate.StandardError);
    }

    [Fact]
    public void Between_two_modes_it_finds_log_Z_and_their_shares_where_plain_chains_stay_in_one()
    {
        // One hidden spin with the field b, weights w: log Z = log 2cosh b + N log 2cosh w, and the hidden spin is +1 with
        // probability p = e^b/2cosh b. Between v that mostly agree with h and those that do not lie N w tanh w = 18 twice.
        Rbm machine = TwoModes();
        double exact = Math.Log(2 * Math.Cosh(Field)) + Sites * Math.Log(2 * Math.Cosh(Weight));
        TemperedEstimate estimate = TrajectoryTempering.Run(
            IndependentUnits.OfFields(Rbm.OfSpins(Sites, 1)), [machine], default, new() { Sweeps = 2000 }, 3, 2);
        Chance.Near(exact, estimate.LogPartition, Errors * estimate.StandardError);
        Assert.InRange(estimate.StandardError, 1e-4, 0.05);
        Assert.InRange(estimate.StartsApart, 0, 5);

        // Each arrival is a fresh choice of the mode, and stays for a while; times of exponential law double the variance
        // of the share of time.
        double p = Math.Exp(Field) / (2 * Math.Cosh(Field)), share = ShareUp(estimate.Samples.Span);
        Assert.True(estimate.FreshSamples > 200, $"{estimate.FreshSamples} arrivals");
        Chance.Near(p, share, Chance.Sigmas * Math.Sqrt(2 * p * (1 - p) / estimate.FreshSamples));

        // Plain chains that start from v = +1 are all there after as many steps.
        var chains = new PersistentChains(32, machine.VisibleLayer, 3);
        for (int chain = 0; chain < chains.Count; chain++)
            chains.Row(chain).Fill(255);
        IKernel kernel = KernelFor.Machine(machine, 1);
        for (int part = 0; part < kernel.Schedule.PrepareParts; part++)
            kernel.Prepare(part);
        chains.Move(kernel, 2000);
        Assert.Equal(1, ShareUp(chains.Rows));
    }

    [Fact]
    public void A_mode_that_is_never_reached_is_noticed_by_the_ladders_that_begin_in_it()
    {
        // The start has fields of 1.5 up, the machine has none, but a hidden spin that is down e^10 times as often. Up to
        // β = 0.88 up is more likely, and there w = 1.3 holds v for good: the way ends in up, 10 nats below log Z.
        Rbm machine = TwoModes(1.5f, -5), fields = MachinePath.WithFields(Rbm.OfSpins(Sites, 1));
        fields.Parameters.VisibleFields.AsSpan().Fill(1.5f);
        IndependentUnits start = IndependentUnits.OfFields(fields);
        double exact = Math.Log(2 * Math.Cosh(5)) + Sites * Math.Log(2 * Math.Cosh(1.5));
        TemperedEstimate blind = TrajectoryTempering.Run(start, [machine], default, new() { Sweeps = 500 }, 1);
        Chance.Near(exact - 10, blind.LogPartition, 1);
        Assert.InRange(blind.StandardError, 0, 0.1);
        TemperedEstimate told = TrajectoryTempering.Run(
            start, [machine], new byte[Sites / 8], new() { Sweeps = 500 }, 1);
        Assert.True(told.StartsApart > 5, $"the ladders differ by {told.StartsApart} errors");
    }

    [Fact]
    public void Rungs_are_put_where_machines_are_far_apart_and_left_out_where_they_are_near()
    {
        Rbm machine = TwoModes(2, 0.4f);
        IndependentUnits start = IndependentUnits.OfFields(Rbm.OfSpins(Sites, 1));
        TemperedEstimate far = TrajectoryTempering.Run(start, [machine], default, new() { Sweeps = 200 }, 1);
        Assert.True(far.Rungs > 3 && far.LowestSwap > 0.2, $"{far.Rungs} rungs, {far.LowestSwap}");
        Rbm[] near = [.. Enumerable.Range(1, 200).Select(k => TwoModes(2 * k / 200f, 0.4f * k / 200))];
        TemperedEstimate many = TrajectoryTempering.Run(start, near, default, new() { Sweeps = 200 }, 1);
        Assert.InRange(many.Rungs, far.Rungs - 3, far.Rungs + 6);
        TemperedEstimate few = TrajectoryTempering.Run(
            start, [machine], default, new() { Sweeps = 200, MostRungs = 2 }, 1);
        Assert.Equal(2, few.Rungs);
        Assert.True(few.LowestSwap < 0.2);
    }

    [Fact]
    public void Threads_do_not_change_the_estimate_the_seed_does_and_a_cancelled_run_stops()
    {
        Rbm machine = Pairs.Machine("binary", "gaussian", true);
        IndependentUnits start = IndependentUnits.OfFields(machine);
        TemperingPlan plan = new() { Sweeps = 40, Ladders = 8, Samples = 16 };
        TemperedEstimate one = TrajectoryTempering.Run(start, [machine], default, plan, 9);
        TemperedEstimate three = TrajectoryTempering.Run(start, [machine], default, plan, 9, 3);
        Assert.Equal(one with { Samples = default }, three with { Samples = default });
        Assert.Equal(one.Samples.ToArray(), three.Samples.ToArray());
        Assert.Equal(16, one.Samples.Length);
        Assert.NotEqual(one.LogPartition, TrajectoryTempering.Run(start, [machine], default, plan, 8).LogPartition);
        Assert.ThrowsAny<OperationCanceledException>(() => TrajectoryTempering.Run(
            start, [machine], default, plan, 1, ct: new CancellationToken(canceled: true)));
        ExactLikelihoodTests.Says("Ladders = 33", () => plan with { Ladders = 33 });
        ExactLikelihoodTests.Says("Sweeps = 15", () => plan with { Sweeps = 15 });
        ExactLikelihoodTests.Says(
            "threads = 0", () => TrajectoryTempering.Run(start, [machine], default, plan, 1, 0));
        ExactLikelihoodTests.Says(
            "Length = ", () => TrajectoryTempering.Run(start, [Rbm.OfSpins(3, 2)], default, plan, 1));
        Rbm wide = TwoModes();
        ExactLikelihoodTests.Says("known.Length = 4",
            () => TrajectoryTempering.Run(IndependentUnits.OfFields(wide), [wide], new byte[4], plan, 1));
    }

    private static Rbm TwoModes(float weight = (float)Weight, float field = (float)Field)
    {
        Rbm machine = new(new(SpinUnit.Instance, Sites, true), new(SpinUnit.Instance, 1, true));
        machine.Weights.AsSpan().Fill(weight);
        machine.Parameters.HiddenFields[0] = field;
        return machine;
    }

    /// <summary>The share of rows with more spins up than down, those of equal numbers counted half.</summary>
    private static double ShareUp(ReadOnlySpan<byte> rows)
    {
        double up = 0;
        for (int start = 0; start < rows.Length; start += Sites / 8)
        {
            int ones = 0;
            foreach (byte eight in rows.Slice(start, Sites / 8))
                ones += int.PopCount(eight);
            up += ones > Sites / 2 ? 1 : ones == Sites / 2 ? 0.5 : 0;
        }

        return up / (rows.Length / (Sites / 8));
    }
}
