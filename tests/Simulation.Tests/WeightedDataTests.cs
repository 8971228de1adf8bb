using FsCheck.Xunit;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Tests;

/// <summary>Weights of samples: whole numbers are the same as rows repeated.</summary>
public class WeightedDataTests
{
    private static readonly double[] Whole = [3, 1, 4, 1, 5, 9, 2];

    [Property]
    public void Likelihoods_are_those_of_repeated_rows(AnyMachine any, Seed seed)
    {
        Rbm machine = any.Machine;
        PersistentChains rows = new(Whole.Length, machine.VisibleLayer, seed);
        ByteRows set = new(rows.Rows.ToArray(), machine.Sites, rows.RowBytes);
        WeightedSet weighted = new(set, Whole);
        byte[] repeated = [.. Enumerable.Range(0, Whole.Length)
            .SelectMany(r => Enumerable.Repeat(rows.Row(r).ToArray(), (int)Whole[r])).SelectMany(row => row)];
        ByteRows all = new(repeated, machine.Sites, rows.RowBytes);
        // Sums of 25 numbers of order 10, in another order.
        Chance.Near(ExactLikelihood.MeanLogLikelihood(machine, all), ExactLikelihood.MeanLogLikelihood(machine, weighted), 1e-12);
        Chance.Near(PseudoLikelihood.Mean(machine, all), PseudoLikelihood.Mean(machine, weighted), 1e-12);
        Assert.Equal(PseudoLikelihood.Mean(machine, set), PseudoLikelihood.Mean(machine, new WeightedSet(set, [.. Whole.Select(_ => 1.0)])));
    }

    [Fact]
    public void An_epoch_has_every_row_as_often_as_its_share_rounded_down_or_up()
    {
        ShuffledBatches batches = Batches(1, 5);
        double total = Whole.Sum();
        double[] sums = new double[Whole.Length];
        const int Epochs = 20_000;
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            batches.BeginEpoch(epoch);
            int[] counts = CountsOf(batches.Order);
            for (int i = 0; i < counts.Length; i++)
            {
                double share = Whole.Length * Whole[i] / total;
                Assert.InRange(counts[i], Math.Floor(share), Math.Ceiling(share));
                sums[i] += counts[i];
            }
        }

        // A count is a whole number plus a coin of variance at most 1/4.
        for (int i = 0; i < sums.Length; i++)
            Chance.Near(Whole.Length * Whole[i] / total, sums[i] / Epochs, Chance.Sigmas / Math.Sqrt(4 * Epochs));
    }

    [Fact]
    public void A_batch_holds_rows_in_proportion_to_their_weights_as_one_of_repeated_rows_does()
    {
        // Batches of 3 of 7 rows: the third one is left out, and still every place of every batch has the law w / Σw.
        ShuffledBatches batches = Batches(3, 6);
        int[][] counts = [.. Enumerable.Range(0, 6).Select(_ => new int[Whole.Length])];
        for (int epoch = 0; epoch < 20_000; epoch++)
        {
            batches.BeginEpoch(epoch);
            for (int place = 0; place < 6; place++)
                counts[place][batches.Order[place]]++;
        }

        // Epochs are independent, so that each place alone is.
        foreach (int[] place in counts)
            Chance.FollowsLaw(Array.ConvertAll(Whole, w => w / Whole.Sum()), place);
    }

    [Fact]
    public void Equal_weights_are_the_order_without_weights()
    {
        foreach (double weight in (double[])[1, 0.1, 1e-300, 7e300])
        {
            ShuffledBatches plain = new(new SpinSet(53, 3), 7, 9);
            ShuffledBatches equal = new(new WeightedSet(new SpinSet(53, 3), [.. Enumerable.Repeat(weight, 53)]), 7, 9);
            for (int epoch = 0; epoch < 3; epoch++)
            {
                plain.BeginEpoch(epoch);
                equal.BeginEpoch(epoch);
                Assert.Equal(plain.Order.ToArray(), equal.Order.ToArray());
            }
        }

        // The same but for one row nearly twice as heavy: whatever else is in the order was shuffled alike.
        ShuffledBatches order = new(new SpinSet(53, 3), 7, 9);
        ShuffledBatches other = new(new WeightedSet(new SpinSet(53, 3), [.. Enumerable.Repeat(1.0, 52), 1.9]), 7, 9);
        Assert.NotEqual(order.Order.ToArray(), other.Order.ToArray());
        Assert.All(CountsOf(other.Order, 53), count => Assert.InRange(count, 0, 2));
    }

    [Fact]
    public void An_epoch_is_the_same_whichever_came_before()
    {
        ShuffledBatches straight = Batches(2, 8), jumping = Batches(2, 8);
        for (int epoch = 0; epoch < 4; epoch++)
            straight.BeginEpoch(epoch);
        jumping.BeginEpoch(3);
        Assert.Equal(straight.Order.ToArray(), jumping.Order.ToArray());
    }

    [Fact]
    public void Weights_that_are_no_weights_are_refused()
    {
        SpinSet set = new(2, 3);
        Assert.Throws<ArgumentException>(() => new WeightedSet(set, [1]));
        foreach (double weight in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentException>(() => new WeightedSet(set, [1, weight]));
    }

    private static ShuffledBatches Batches(int batch, ulong seed)
        => new(new WeightedSet(new SpinSet(Whole.Length, 3), Whole), batch, seed);

    private static int[] CountsOf(ReadOnlySpan<int> order, int rows = 7)
    {
        int[] counts = new int[rows];
        foreach (int row in order)
            counts[row]++;
        return counts;
    }
}
