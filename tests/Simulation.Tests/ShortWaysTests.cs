using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

/// <summary>What a program of a few lines uses does the same as the longer way.</summary>
public class ShortWaysTests
{
    private static readonly TrainingPlan Plan =
        new() { LearningRate = 0.1, BatchSize = 5, Chains = 3, GibbsSteps = 2, Epochs = 3 };

    [Fact]
    public void A_set_has_the_rows_it_was_made_of()
    {
        int[][] rows = [[1, -1, 1, 1, 0, 1, -1, 1, 7, -7, 1], [-1, -1, -1, 1, 1, 1, -1, 0, 1, 1, 1], new int[11]];
        SpinSet set = SpinSet.Of(rows);
        Assert.Equal((3, 11), (set.Samples, set.Sites));
        for (int s = 0; s < 3; s++)
        {
            for (int i = 0; i < 11; i++)
                Assert.Equal(rows[s][i] > 0 ? 1 : -1, set.Spin(s, i));
        }
    }

    [Fact]
    public void Rows_of_different_lengths_and_no_rows_are_refused()
    {
        Assert.Equal("rows.Count = 0, but it should be at least 1",
            Assert.Throws<ArgumentException>(() => SpinSet.Of([])).Message);
        Assert.Equal("rows[sample].Length = 2, but it should be exactly 3",
            Assert.Throws<ArgumentException>(() => SpinSet.Of([[1, 1, 1], [1, 1]])).Message);
    }

    [Fact]
    public void A_set_is_trained_on_like_its_shuffled_batches()
    {
        SpinSet data = new IsingRingSampler(11, 0.7).SampleSet(23, seed: 5);
        Rbm first = Rbm.OfSpins(11, 2, 0.1, seed: 7), second = first.Clone();
        Trainer.Run(first, data, Plan, seed: 13);
        Trainer.Run(second, new ShuffledBatches(data, Plan.BatchSize, seed: 13), Plan, seed: 13);
        Assert.Equal(second.Weights, first.Weights);
    }

    [Fact]
    public void The_covariance_of_a_set_is_that_of_its_rows()
    {
        SpinSet data = new IsingRingSampler(7, 0.7).SampleSet(101, seed: 5);
        double[,] covariance = SpinCovariance.Of(data);
        for (int i = 0; i < 7; i++)
        {
            for (int j = 0; j < 7; j++)
            {
                int sum = Enumerable.Range(0, 101).Sum(s => data.Spin(s, i) * data.Spin(s, j));
                Assert.Equal(sum / 101.0, covariance[i, j]);
            }
        }
    }

    [Fact]
    public void Functions_observe_every_update_and_every_epoch()
    {
        List<string> seen = [];
        SpinSet data = new IsingRingSampler(11, 0.7).SampleSet(11, seed: 5);
        Trainer.Run(Rbm.OfSpins(11, 1), data, Plan, seed: 1, observer: new TrainingObserver(
            (epoch, machine) => seen.Add($"epoch {epoch} of {machine.Sites}"), (update, _) => seen.Add($"{update}")));
        Assert.Equal(
            ["1", "2", "epoch 1 of 11", "3", "4", "epoch 2 of 11", "5", "6", "epoch 3 of 11"], seen);
        Trainer.Run(Rbm.OfSpins(11, 1), data, Plan, seed: 1, observer: new TrainingObserver());
    }

    [Fact]
    public void A_unit_of_five_members_is_one_real_number_without_parameters()
    {
        IUnit unit = new FiveMembers();
        Assert.Equal((1, 0, null), (unit.Components, unit.Parameters, unit.Values));
        unit.ParameterMean([1], [], []);

        // It trains as the unit does that writes out all of them.
        SpinSet data = new IsingRingSampler(11, 0.7).SampleSet(11, seed: 5);
        Rbm own = new(new(SpinUnit.Instance, 11), new(unit, 2)), known = new(new(SpinUnit.Instance, 11), new(GaussianUnit.Instance, 2));
        Trainer.Run(own, data, Plan, seed: 1);
        Trainer.Run(known, data, Plan, seed: 1);
        Assert.Equal(known.Weights, own.Weights);
    }

    private sealed class FiveMembers : IUnit
    {
        public string Name => "five";

        public double LogPartition(ReadOnlySpan<double> input, ReadOnlySpan<float> parameters)
            => GaussianUnit.Instance.LogPartition(input, parameters);

        public double Energy(ReadOnlySpan<float> value, ReadOnlySpan<float> parameters)
            => GaussianUnit.Instance.Energy(value, parameters);

        public void Mean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
            => GaussianUnit.Instance.Mean(input, parameters, mean);

        public void Sample(
            ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, ref RandomStream stream, Span<float> value)
            => GaussianUnit.Instance.Sample(input, parameters, ref stream, value);
    }
}
