using FsCheck.Xunit;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Tests;

public class CheckpointTests
{
    private static readonly TrainingPlan Plan =
        new() { LearningRate = 0.02, BatchSize = 11, Chains = 37, GibbsSteps = 2, Epochs = 5, FinalLearningRate = 0.01 };

    private static readonly byte[] Good = Saved(New());

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(19)]
    public void A_training_stopped_anywhere_and_restored_ends_bit_for_bit_the_same(int updates)
    {
        // 53 samples in batches of 11: four updates an epoch, so that the stop falls within an epoch and between two.
        Trainer whole = New();
        whole.Run();

        Trainer stopped = New();
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => stopped.Run(new StopAfter(updates, stop), stop.Token));
        Assert.Equal(updates, stopped.Updates);
        Checkpoint saved = Checkpoint.Read(Saved(stopped));
        Assert.Equal("a run", saved.Run);
        Assert.Equal([0.1, double.NaN, -3], saved.Curves["of something"]);

        Trainer resumed = New();
        saved.Restore(resumed);
        Assert.Equal(updates, resumed.Updates);
        resumed.Run();
        Assert.Equal(whole.Machine.Weights, resumed.Machine.Weights);
        Assert.Equal(whole.Chains.Rows.ToArray(), resumed.Chains.Rows.ToArray());
        Assert.NotEqual(New().Machine.Weights, resumed.Machine.Weights);
    }

    [Theory]
    [InlineData(NegativePhase.Tap2, false, 1)]
    [InlineData(NegativePhase.Tap2, true, 1)]
    [InlineData(NegativePhase.Tap3, true, 8)]
    [InlineData(NegativePhase.Tap1, true, 19)]
    public void A_training_by_magnetisations_ends_the_same_too(NegativePhase negative, bool persistent, int updates)
    {
        TrainingPlan plan = Plan with { NegativePhase = negative, TapPersistent = persistent, TapIterations = 3 };
        Trainer whole = New(plan: plan);
        whole.Run();

        Trainer stopped = New(plan: plan);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => stopped.Run(new StopAfter(updates, stop), stop.Token));
        byte[] saved = Saved(stopped);
        Assert.Equal(persistent, NpzFile.Names(saved).Contains("visibleMagnetisations"));
        Trainer resumed = New(plan: plan);
        Checkpoint.Read(saved).Restore(resumed);
        resumed.Run();
        Assert.Equal(whole.Machine.Weights, resumed.Machine.Weights);
        Assert.Equal(whole.MeanField!.Hidden.Means, resumed.MeanField!.Hidden.Means);

        // They do depend on where the magnetisations are.
        Assert.NotEqual(whole.Machine.Weights, RunOf(plan with { TapPersistent = !persistent }));

        static float[] RunOf(TrainingPlan plan)
        {
            Trainer trainer = New(plan: plan);
            trainer.Run();
            return trainer.Machine.Weights;
        }
    }

    [Fact]
    public void Magnetisations_before_the_first_update_are_saved_as_none()
    {
        TrainingPlan plan = Plan with { NegativePhase = NegativePhase.Tap2, TapPersistent = true };
        Trainer whole = New(plan: plan), resumed = New(plan: plan);
        byte[] saved = Saved(whole);
        Assert.Equal(0, NpzFile.Read(saved, "hiddenMagnetisations").Count);
        whole.Run();
        Checkpoint.Read(saved).Restore(resumed);
        resumed.Run();
        Assert.Equal(whole.Machine.Weights, resumed.Machine.Weights);
    }

    [Fact]
    public void Magnetisations_that_are_none_of_the_machine_are_refused_and_leave_the_trainer_alone()
    {
        TrainingPlan plan = Plan with { NegativePhase = NegativePhase.Tap2, TapPersistent = true };
        Trainer saved = New(plan: plan);
        saved.Run();
        saved.MeanField!.Visible.Means[7] = 1.5f;
        Assert.Equal("its array visibleMagnetisations has numbers beyond the values of the units", Refused(saved));
        saved.MeanField.Visible.Means[7] = float.NaN;
        Assert.Equal("its array visibleMagnetisations has numbers beyond the values of the units", Refused(saved));
        Trainer other = New(plan: Plan with { NegativePhase = NegativePhase.Tap2 });
        other.Run();
        Assert.StartsWith("it holds no array named 'visibleMagnet", Refused(other), StringComparison.Ordinal);

        string Refused(Trainer trainer)
        {
            Trainer restored = New(plan: plan);
            float[] before = [.. restored.Machine.Weights];
            string message = Assert.Throws<FormatException>(
                () => Checkpoint.Read(Saved(trainer)).Restore(restored)).Message;
            Assert.Equal((0, false), (restored.Updates, restored.MeanField!.HasStarted));
            Assert.Equal(before, restored.Machine.Weights);
            return message;
        }
    }

    [Property(MaxTest = 200)]
    public void A_damaged_checkpoint_is_refused_in_one_line_or_is_as_good_as_new(Damage damage)
    {
        Trainer trainer = New();
        float[] weights = [.. trainer.Machine.Weights];
        byte[] rows = trainer.Chains.Rows.ToArray();
        try
        {
            Checkpoint.Read(damage.Of(Good)).Restore(trainer);
        }
        catch (FormatException error)
        {
            Assert.DoesNotContain('\n', error.Message);
        }

        Assert.Equal(0, trainer.Updates);
        Assert.Equal(weights, trainer.Machine.Weights);
        Assert.Equal(rows, trainer.Chains.Rows.ToArray());
    }

    [Property]
    public void Every_number_of_a_machine_and_every_unit_of_its_chains_comes_back(AnyMachine any, Seed seed)
    {
        Rbm machine = any.Machine, empty = new(machine.VisibleLayer, machine.HiddenLayer);
        Trainer saved = Of(machine, seed), restored = Of(empty, seed + 1);
        Checkpoint.Read(Saved(saved)).Restore(restored);
        foreach ((var before, var after) in machine.Parameters.All.Zip(empty.Parameters.All))
            Assert.Equal(before.Values, after.Values);
        Assert.Equal(saved.Chains.Rows.ToArray(), restored.Chains.Rows.ToArray());

        // The random numbers too: the next epoch is the same.
        saved.Run();
        restored.Run();
        Assert.Equal(machine.Weights, empty.Weights);
        Assert.Equal(saved.Chains.Rows.ToArray(), restored.Chains.Rows.ToArray());

        static Trainer Of(Rbm machine, ulong seed)
        {
            int colours = machine.VisibleLayer.Unit.Components;
            IDataSet data = colours == 1 ? new SpinSet(11, machine.Sites) : new PottsSet(11, machine.Sites, colours);
            TrainingPlan plan = Plan with { Epochs = 1, FinalLearningRate = null };
            return new(machine, new ShuffledBatches(data, plan.BatchSize, 5), plan, seed);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_shape_is_refused_and_leaves_the_trainer_alone()
    {
        Trainer other = New(sites: 29);
        float[] before = [.. other.Machine.Weights];
        var error = Assert.Throws<FormatException>(() => Checkpoint.Read(Saved(New())).Restore(other));
        Assert.Equal("its array chains has 111 entries, but this training has 148", error.Message);
        Assert.Equal(before, other.Machine.Weights);
        Assert.Equal(0, other.Updates);
    }

    private static byte[] Saved(Trainer trainer)
    {
        using var stream = new MemoryStream();
        Checkpoint.Write(stream, trainer, "a run", ("of something", [0.1, double.NaN, -3]));
        return stream.ToArray();
    }

    private static Trainer New(int sites = 23, TrainingPlan? plan = null)
    {
        SpinSet data = new IsingRingSampler(sites, 0.7).SampleSet(53, 2);
        return new(Rbm.OfSpins(sites, 3, 0.1, 1), new ShuffledBatches(data, Plan.BatchSize, 5), plan ?? Plan, seed: 3);
    }

    private sealed class StopAfter(int updates, CancellationTokenSource stop) : ITrainingObserver
    {
        public void AfterUpdate(long update, Rbm machine)
        {
            if (update == updates)
                stop.Cancel();
        }
    }
}
