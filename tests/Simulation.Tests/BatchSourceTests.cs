using FsCheck.Xunit;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests;

public class BatchSourceTests
{
    [Property]
    public void Every_epoch_visits_the_data_in_a_permutation(SampleCount samples, Seed seed)
    {
        var batches = new ShuffledBatches(new SpinSet(samples.Value, 3), 1, seed);
        for (int epoch = 0; epoch < 5; epoch++)
        {
            batches.BeginEpoch(epoch);
            Assert.Equal(Enumerable.Range(0, samples.Value), batches.Order.ToArray().Order());
        }
    }

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

    [Theory]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(101)]
    [InlineData(131)]
    public void Many_rows_are_copied_like_one(int sites)
    {
        // 71 rows: more than are read at once, twice. What lies behind the last is left alone.
        SpinSet data = new IsingRingSampler(sites, 0.1).SampleSet(97, 2);
        int bytes = data.RowBytes;
        int[] samples = [.. Enumerable.Range(0, 71).Select(r => 61 * r % 97)];
        byte[] rows = new byte[71 * bytes + 1], row = new byte[bytes];
        rows[^1] = 0xa5;
        data.CopyRows(samples, rows);
        for (int r = 0; r < samples.Length; r++)
        {
            data.CopyRow(samples[r], row);
            Assert.Equal(row, rows[(r * bytes)..((r + 1) * bytes)]);
            for (int i = 0; i < sites; i++)
                Assert.Equal(data.Spin(samples[r], i) > 0, (row[i / 8] >> i % 8 & 1) != 0);
        }

        Assert.Equal(0xa5, rows[^1]);
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

    [Theory]
    [InlineData(1, 64)]
    [InlineData(3, 128)]
    [InlineData(5, 7)]
    [InlineData(64, 13)]
    public void Samples_of_a_set_may_be_announced_and_no_others(int samples, int sites)
    {
        SpinSet set = new(samples, sites);
        set.Prefetch([0, samples - 1]);
        Assert.Throws<ArgumentException>(() => set.Prefetch([0, samples]));
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
        // 2 × 3 × 101 rows run over three blocks of 256; they are asked for in pieces and out of order.
        var ring = new IsingRingSampler(41, 0.2);
        var blocks = new IsingBlockSampler(ring);
        byte[] expected = new byte[3 * IsingBlockSampler.Samples * 6];
        for (int block = 0; block < 3; block++)
        {
            int bytes = IsingBlockSampler.Samples * 6;
            blocks.SampleBlock(11, StreamPurpose.DataBlocks, block, expected.AsSpan(block * bytes, bytes));
        }

        using var batches = new FreshIsingBatches(ring, 101, 3, 11);
        byte[] rows = new byte[101 * 6];
        foreach (int epoch in new[] { 1, 0 })
        {
            batches.BeginEpoch(epoch);
            foreach (int batch in new[] { 2, 0, 1 })
            {
                batches.CopyRows(batch, 64, 37, rows.AsSpan(64 * 6));
                batches.CopyRows(batch, 0, 64, rows);
                Assert.Equal(expected.AsSpan((epoch * 3 + batch) * rows.Length, rows.Length).ToArray(), rows);
            }
        }

        Assert.Equal(606, Enumerable.Range(0, 606).Select(r => Convert.ToHexString(expected, r * 6, 6)).Distinct().Count());
    }
}
