using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests;

public class UltrametricTreeTests
{
    [Fact]
    public void Leaves_hang_from_their_ancestors()
    {
        Assert.Equal([1, 2, 6, 24], Enumerable.Range(0, 4).Select(UltrametricTree.ClassesAt));
        Assert.Equal((0, 1, 5, 23), (UltrametricTree.ClassOf(23, 0), UltrametricTree.ClassOf(23, 1),
            UltrametricTree.ClassOf(23, 2), UltrametricTree.ClassOf(23, 3)));
        Assert.Equal((0, 2, 11), (UltrametricTree.ClassOf(11, 1), UltrametricTree.ClassOf(11, 2), UltrametricTree.ClassOf(11, 3)));
        Assert.Throws<ArgumentException>(() => UltrametricTree.ClassOf(24, 1));
        Assert.Throws<ArgumentException>(() => UltrametricTree.ClassesAt(4));
    }

    [Fact]
    public void Samples_differ_as_often_as_the_flips_above_them_say()
    {
        // ½(1 − Π (1 − 2p)²) over the levels at which two samples have other ancestors, their own flips among them. Over
        // 40 trees: a pair of leaves shares its flips with others, at worst all 200 · 40 bits are flipped once, and the
        // fraction has a deviation of √(0.25/8000) = 0.0056; four of them.
        double[] factors = [.. UltrametricTree.Flips.Select(p => Math.Pow(1 - 2 * p, 2))];
        double own = Math.Pow(1 - 2 * UltrametricTree.SampleFlip, 2);
        double[] sums = new double[4];
        int[] counts = new int[4];
        for (ulong seed = 0; seed < 40; seed++)
        {
            LabelledSet set = UltrametricTree.SampleSet(60, seed);
            for (int s = 0; s < 60; s++)
            {
                for (int t = 0; t < s; t++)
                {
                    int shared = Enumerable.Range(1, 3).Count(level => UltrametricTree.ClassOf(set.Labels[s], level)
                        == UltrametricTree.ClassOf(set.Labels[t], level));
                    counts[shared]++;
                    sums[shared] += Enumerable.Range(0, 200).Count(i => set.Rows.Spin(s, i) != set.Rows.Spin(t, i)) / 200.0;
                }
            }
        }

        for (int shared = 0; shared < 4; shared++)
        {
            double expected = (1 - own * factors.Skip(shared).Aggregate(1.0, (all, f) => all * f)) / 2;
            Assert.Equal(expected, sums[shared] / counts[shared], 4 * 0.0056);
        }
    }

    [Fact]
    public void Larger_sets_begin_with_smaller_ones_and_held_out_data_share_the_tree()
    {
        LabelledSet all = UltrametricTree.SampleSet(50, 7), some = UltrametricTree.SampleSet(20, 7);
        LabelledSet others = UltrametricTree.SampleSet(200, 7, StreamPurpose.TestData);
        Assert.Equal(some.Labels, all.Labels[..20]);
        Assert.All(Enumerable.Range(0, 20), s => Assert.Equal(Bits(some, s), Bits(all, s)));
        Assert.NotEqual(Bits(others, 0), Bits(all, 0));
        // Samples of one leaf differ in 2 · 0.02 · 0.98 of 200 bits, 7.8 ± 2.7; of any others in 22 or more on average.
        int leaf = all.Labels[0], same = Array.IndexOf(others.Labels, (byte)leaf);
        Assert.InRange(Enumerable.Range(0, 200).Count(i => all.Rows.Spin(0, i) != others.Rows.Spin(same, i)), 0, 18);
    }

    private static int[] Bits(LabelledSet set, int sample)
        => [.. Enumerable.Range(0, UltrametricTree.Sites).Select(i => set.Rows.Spin(sample, i))];
}
