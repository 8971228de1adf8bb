using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Simulation.Tests;

public class BatchSourceTests
{
    [Fact]
    public void Every_epoch_visits_the_data_in_a_permutation()
        => Prop.ForAll<byte, ulong>((size, seed) =>
        {
            int samples = size + 1;
            var batches = new ShuffledBatches(new SpinSet(samples, 3), 1, seed);
            return Enumerable.Range(0, 5).All(epoch =>
            {
                batches.BeginEpoch(epoch);
                return batches.Order.ToArray().Order().SequenceEqual(Enumerable.Range(0, samples));
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void All_orders_are_equally_likely()
    {
        // The first order of each of many seeds: successive ones of a seed would hide a biased shuffle by compounding
        // it.
        var counts = new Dictionary<string, int>();
        for (ulong seed = 0; seed < 48_000; seed++)
        {
            var batches = new ShuffledBatches(new SpinSet(4, 3), 1, seed);
            batches.BeginEpoch(0);
            string order = string.Join(' ', batches.Order.ToArray());
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Chance.FollowsLaw(Enumerable.Repeat(1 / 24.0, 24).ToArray(), counts.Values.ToArray());
    }

    [Fact]
    public void Batches_hold_the_samples_of_the_order_and_leave_out_the_rest()
    {
        SpinSet data = new IsingRingSampler(19, 0.1).SampleSet(23, 2);
        var batches = new ShuffledBatches(data, 5, 3);
        Assert.Equal(4, batches.BatchesPerEpoch);
        batches.BeginEpoch(3);
        byte[] row = new byte[3], expected = new byte[3];
        for (int batch = 0; batch < 4; batch++)
        {
            for (int r = 0; r < 5; r++)
            {
                batches.CopyRows(batch, r, 1, row);
                data.CopyRow(batches.Order[batch * 5 + r], expected);
                Assert.Equal(expected, row);
            }
        }
    }

    [Fact]
    public void An_epoch_has_the_same_order_whichever_came_before()
    {
        var straight = new ShuffledBatches(new SpinSet(53, 3), 7, 9);
        var jumping = new ShuffledBatches(new SpinSet(53, 3), 7, 9);
        for (int epoch = 0; epoch < 4; epoch++)
            straight.BeginEpoch(epoch);
        jumping.BeginEpoch(3);
        Assert.Equal(straight.Order.ToArray(), jumping.Order.ToArray());
        jumping.BeginEpoch(2);
        Assert.NotEqual(straight.Order.ToArray(), jumping.Order.ToArray());
    }

    [Fact]
    public void The_same_seed_gives_the_same_orders_and_another_seed_others()
    {
        var data = new SpinSet(101, 3);
        int[] first = OrderOf(1), again = OrderOf(1), other = OrderOf(2);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);

        int[] OrderOf(ulong seed)
        {
            var batches = new ShuffledBatches(data, 7, seed);
            batches.BeginEpoch(1);
            return batches.Order.ToArray();
        }
    }

    [Fact]
    public void Fresh_batches_are_successive_samples_and_never_repeat()
    {
        var sampler = new IsingRingSampler(41, 0.2);
        SpinSet expected = sampler.SampleSet(2 * 3 * 5, 11);
        var batches = new FreshIsingBatches(sampler, 5, 3, 11);
        byte[] row = new byte[6], drawn = new byte[6];
        int sample = 0;
        for (int epoch = 0; epoch < 2; epoch++)
        {
            batches.BeginEpoch(epoch);
            for (int batch = 0; batch < 3; batch++)
            {
                for (int r = 0; r < 5; r++)
                {
                    batches.CopyRows(batch, r, 1, row);
                    expected.CopyRow(sample++, drawn);
                    Assert.Equal(drawn, row);
                }
            }
        }
    }
}
