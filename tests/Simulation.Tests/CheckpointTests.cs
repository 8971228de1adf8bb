using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Tests;

public class CheckpointTests
{
    private static readonly TrainingPlan Plan =
        new() { LearningRate = 0.02, BatchSize = 11, Chains = 37, GibbsSteps = 2, Epochs = 5, FinalLearningRate = 0.01 };

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

    [Fact]
    public void A_damaged_checkpoint_is_refused_in_one_line_or_is_as_good_as_new()
    {
        byte[] good = Saved(New());
        Prop.ForAll<ushort, byte>((place, flip) =>
        {
            byte[] content = [.. good];
            content[place % content.Length] ^= flip;
            return RefusedOrSame(content);
        }).QuickCheckThrowOnFailure();
        Prop.ForAll<ushort>(length => RefusedOrSame(good[..(length % good.Length)])).QuickCheckThrowOnFailure();
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

    private static bool RefusedOrSame(byte[] content)
    {
        Trainer trainer = New();
        float[] weights = [.. trainer.Machine.Weights];
        byte[] rows = trainer.Chains.Rows.ToArray();
        try
        {
            Checkpoint.Read(content).Restore(trainer);
        }
        catch (FormatException error)
        {
            Assert.DoesNotContain('\n', error.Message);
        }

        return trainer.Updates == 0 && weights.SequenceEqual(trainer.Machine.Weights)
            && rows.SequenceEqual(trainer.Chains.Rows.ToArray());
    }

    private static byte[] Saved(Trainer trainer)
    {
        using var stream = new MemoryStream();
        Checkpoint.Write(stream, trainer, "a run", ("of something", [0.1, double.NaN, -3]));
        return stream.ToArray();
    }

    private static Trainer New(int sites = 23)
    {
        SpinSet data = new IsingRingSampler(sites, 0.7).SampleSet(53, 2);
        return new(Rbm.OfSpins(sites, 3, 0.1, 1), new ShuffledBatches(data, Plan.BatchSize, 5), Plan, seed: 3);
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
