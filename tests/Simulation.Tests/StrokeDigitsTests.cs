using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

public class StrokeDigitsTests
{
    private const int Side = StrokeDigits.Side;

    private static readonly LabelledSet Set = StrokeDigits.SampleSet(5000, 3);

    [Fact]
    public void A_larger_set_begins_with_the_smaller_one_on_any_thread()
    {
        LabelledSet[] sets = new LabelledSet[4];
        Parallel.For(0, sets.Length, s => sets[s] = StrokeDigits.SampleSet(60 + s, 3));
        foreach (LabelledSet set in sets)
        {
            Assert.Equal(set.Rows.Samples, set.Labels.Length);
            for (int s = 0; s < set.Rows.Samples; s++)
            {
                RandomStream stream = new(3, StreamPurpose.Data, (ulong)s);
                byte[] row = new byte[98];
                Assert.Equal(Set.Labels[s], StrokeDigits.Draw(ref stream, row));
                Assert.Equal(row, Row(Set, s));
                Assert.Equal(row, Row(set, s));
                Assert.Equal(Set.Labels[s], set.Labels[s]);
            }
        }
    }

    [Fact]
    public void Other_seeds_and_held_out_data_are_other_pictures()
    {
        LabelledSet seed = StrokeDigits.SampleSet(50, 4), test = StrokeDigits.SampleSet(50, 3, StreamPurpose.TestData);
        // Two independent pictures are hardly ever the same: four jitters of a pixel alone make some thousand of each.
        for (int s = 0; s < 50; s++)
        {
            Assert.NotEqual(Row(Set, s), Row(seed, s));
            Assert.NotEqual(Row(Set, s), Row(test, s));
        }
    }

    [Fact]
    public void Every_digit_is_equally_likely()
        => Chance.FollowsLaw([.. Enumerable.Repeat(0.1, 10)],
            [.. Enumerable.Range(0, 10).Select(d => Set.Labels.Count(label => label == d))]);

    [Fact]
    public void The_part_of_the_pixels_that_is_on_is_that_of_a_line_as_long_and_thick()
    {
        // The shortest skeleton, 1, is longer than its stem of 20; the longest, 8, is two ellipses of perimeters below
        // 2π√((a² + b²)/2), 63 in all. Scales are (0.9 + 0.875)/2 = 0.8875 on average, the line is 2.4 pixels wide, and
        // its ends add half a circle each, 2 to 8 pixels in all; what crosses or runs together only takes away, from
        // a 1 less than its flag of 6 pixels adds: 42 to 134 + 8 of 784 pixels.
        double[] means = MeansOf(Set).Select(mean => mean.Average()).ToArray();
        Assert.All(means, mean => Assert.InRange(mean, 42 / 784.0, 142 / 784.0));
        Assert.Equal(1, Array.IndexOf(means, means.Min()));
        Assert.Equal(8, Array.IndexOf(means, means.Max()));
    }

    [Fact]
    public void The_pen_never_leaves_the_paper()
    {
        // Every point of the line has the centre of a pixel within √½ < 0.8, so that the pixels that are on are
        // connected by edges and corners. A line that leaves the picture and comes back could fall apart; of the first
        // 500 none does.
        for (int s = 0; s < 500; s++)
        {
            HashSet<int> left = [.. Enumerable.Range(0, StrokeDigits.Sites).Where(i => Set.Rows.Spin(s, i) > 0)];
            Stack<int> open = new([left.First()]);
            left.Remove(open.Peek());
            while (open.TryPop(out int pixel))
            {
                foreach (int next in Neighbours(pixel).Where(left.Remove))
                    open.Push(next);
            }

            Assert.True(left.Count == 0, $"picture {s}, a {Set.Labels[s]}, is in pieces");
        }
    }

    [Fact]
    public void They_stand_upright()
    {
        double[][] means = MeansOf(Set);
        double Row(int digit, int first, int end)
            => Enumerable.Range(first * Side, (end - first) * Side).Sum(i => means[digit][i]);

        // The bar of a 7 is above, the foot of a 2 below, the loop of a 9 above, that of a 6 below.
        Assert.True(Row(7, 0, 14) > Row(7, 14, 28));
        Assert.True(Row(2, 18, 28) > Row(2, 0, 10));
        Assert.True(Row(9, 0, 14) > 1.2 * Row(9, 14, 28));
        Assert.True(Row(6, 14, 28) > 1.2 * Row(6, 0, 14));

        // The flag of a 1 is on its left, the bar of a 7 ends on its right, where the stroke goes on.
        double Columns(int digit, int row, int first, int end)
            => Enumerable.Range(first, end - first).Sum(c => means[digit][row * Side + c]);
        Assert.True(Columns(7, 12, 14, 28) > Columns(7, 12, 0, 14));
    }

    [Fact]
    public void The_nearest_mean_tells_most_of_them()
    {
        double[][] means = MeansOf(Set);
        LabelledSet test = StrokeDigits.SampleSet(1000, 3, StreamPurpose.TestData);
        int right = 0;
        for (int s = 0; s < 1000; s++)
        {
            double Distance(double[] mean)
                => mean.Select((m, i) => (test.Rows.Spin(s, i) > 0 ? 1 : 0) - m).Sum(difference => difference * difference);
            right += Enumerable.Range(0, 10).MinBy(d => Distance(means[d])) == test.Labels[s] ? 1 : 0;
        }

        // By chance 100 ± 10 would be right. On the handwriting of MNIST it is some 820; these are no harder, and not
        // so uniform that no mistake is left.
        Assert.InRange(right, 700, 990);
    }

    [Fact]
    public void A_row_of_another_length_is_refused()
        => Assert.Throws<ArgumentException>(() =>
        {
            RandomStream stream = new(1, StreamPurpose.Data, 0);
            StrokeDigits.Draw(ref stream, new byte[97]);
        });

    private static IEnumerable<int> Neighbours(int pixel)
        => from dr in (int[])[-1, 0, 1]
           from dc in (int[])[-1, 0, 1]
           where pixel / Side + dr is >= 0 and < Side && pixel % Side + dc is >= 0 and < Side
           select pixel + Side * dr + dc;

    private static byte[] Row(LabelledSet set, int sample)
    {
        byte[] row = new byte[set.Rows.RowBytes];
        set.Rows.CopyRow(sample, row);
        return row;
    }

    /// <summary>The mean picture of every digit.</summary>
    private static double[][] MeansOf(LabelledSet set)
    {
        double[][] means = [.. Enumerable.Range(0, 10).Select(_ => new double[StrokeDigits.Sites])];
        int[] counts = new int[10];
        for (int s = 0; s < set.Rows.Samples; s++)
        {
            byte[] row = Row(set, s);
            counts[set.Labels[s]]++;
            for (int i = 0; i < StrokeDigits.Sites; i++)
                means[set.Labels[s]][i] += BitRow.Get(row, i) ? 1 : 0;
        }

        for (int d = 0; d < 10; d++)
            means[d] = Array.ConvertAll(means[d], sum => sum / counts[d]);
        return means;
    }
}
