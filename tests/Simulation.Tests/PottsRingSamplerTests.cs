using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests;

public class PottsRingSamplerTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Samples_of_any_kernel_follow_the_enumerated_law(int sites)
        => Chance.FollowsLaw(
            PottsEnumeration.Law(sites, [1], PottsEnumeration.Uneven),
            PottsEnumeration.Counts(new PottsRingSampler(sites, PottsEnumeration.Uneven).SampleSet(300_000, 1)));

    [Theory]
    [InlineData(5, 5, 0.5)]
    [InlineData(3, 7, 1.0)]
    [InlineData(4, 4, 0.0)]
    public void Samples_of_the_xy_model_follow_the_enumerated_law(int sites, int colours, double beta)
    {
        double[,] kernel = new double[colours, colours];
        foreach ((int a, int b) in Pairs(colours))
            kernel[a, b] = Math.Cos(2 * Math.PI * (a - b) / colours);
        Chance.FollowsLaw(
            PottsEnumeration.Law(sites, [beta], kernel),
            PottsEnumeration.Counts(PottsRingSampler.Xy(sites, colours, beta).SampleSet(300_000, 2)));
    }

    [Fact]
    public void Samples_of_short_range_colours_follow_the_enumerated_law()
    {
        // Seven colours around a circle: 0 is next to 1 and to 6.
        double[,] kernel = new double[7, 7];
        foreach ((int a, int b) in Pairs(7))
            kernel[a, b] = (a - b + 7) % 7 is 0 or 1 or 6 ? 1 : 0;
        Chance.FollowsLaw(
            PottsEnumeration.Law(3, [1.3], kernel),
            PottsEnumeration.Counts(PottsRingSampler.ShortRange(3, 7, 1, 1.3).SampleSet(300_000, 3)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 13)]
    [InlineData(37, 50)]
    [InlineData(97, 7)]
    public void Pairs_on_a_long_ring_follow_the_transfer_matrix(int site, int distance)
    {
        // One pair of each sample, so that the counts are multinomial: P(a, b) = (T^d)_ab (T^{N−d})_ba / Tr T^N. The
        // largest entry of T is e^1.8 < 7, so that T^101 stays below (3 × 7)^101 = 1e134.
        const int Sites = 101, Samples = 40_000;
        double[,] kernel = ColourKernelTimes(2, PottsEnumeration.Uneven);
        double[,] forth = TransferPower(kernel, distance), back = TransferPower(kernel, Sites - distance);
        double[,] round = TransferPower(kernel, Sites);
        double trace = round[0, 0] + round[1, 1] + round[2, 2];
        PottsSet set = new PottsRingSampler(Sites, kernel).SampleSet(Samples, 5);
        Chance.FollowsLaw(
            [.. Pairs(3).Select(pair => forth[pair.A, pair.B] * back[pair.B, pair.A] / trace)],
            PottsEnumeration.PairCounts(set, site, (site + distance) % Sites));
    }

    [Theory]
    [InlineData(20.0)]
    [InlineData(400.0)]
    public void Cold_xy_rings_are_aligned_along_every_colour(double beta)
    {
        // Turning one unit costs 2β(1 − cos 2π/5) = 1.38 β: 3000 × 21 × 2 e^{−27.6} = 1.3e−7. At β = 400 e^{−1.38 β} is
        // 0 in double precision, and T is the unit matrix.
        PottsSet set = PottsRingSampler.Xy(21, 5, beta).SampleSet(3000, 7);
        int[] counts = new int[5];
        for (int sample = 0; sample < set.Samples; sample++)
        {
            byte first = set.Sample(sample)[0];
            Assert.Equal(-1, set.Sample(sample).IndexOfAnyExcept(first));
            counts[first]++;
        }

        Chance.FollowsLaw([0.2, 0.2, 0.2, 0.2, 0.2], counts);
    }

    [Fact]
    public void A_frustrated_ring_has_its_one_fault_anywhere()
    {
        // Neighbours should differ, which an odd ring cannot do: one like pair, three only with probability e^{−160}.
        const int Sites = 21;
        PottsSet set = new PottsRingSampler(Sites, ColourKernelTimes(-40, ColourKernel.Xy(2))).SampleSet(20_000, 11);
        int[] faults = new int[Sites];
        for (int sample = 0; sample < set.Samples; sample++)
        {
            byte[] row = set.Sample(sample).ToArray();
            faults[Assert.Single(Enumerable.Range(0, Sites), i => row[i] == row[(i + 1) % Sites])]++;
        }

        Chance.FollowsLaw(Enumerable.Repeat(1.0 / Sites, Sites).ToArray(), faults);
    }

    [Fact]
    public void Two_colours_are_the_ising_ring()
    {
        const int Sites = 7, Samples = 100_000;
        SpinCounts(new IsingRingSampler(Sites, 0.6), Samples, out int[] spins);
        int[] colours = PottsEnumeration.Counts(PottsRingSampler.Xy(Sites, 2, 0.6).SampleSet(Samples, 13));
        Chance.AssertBelowCritical(Chance.TwoSampleStatistic(spins, colours), spins.Length - 1);

        static void SpinCounts(IsingRingSampler sampler, int samples, out int[] counts)
        {
            counts = new int[1 << sampler.Sites];
            float[] spins = new float[sampler.Sites];
            var stream = new RandomStream(3, StreamPurpose.Data, 0);
            for (int sample = 0; sample < samples; sample++)
            {
                sampler.Sample<float>(ref stream, spins);
                counts[Enumeration.Index(spins)]++;
            }
        }
    }

    [Fact]
    public void A_larger_set_begins_with_the_smaller_one_and_test_data_are_others()
    {
        var sampler = PottsRingSampler.Xy(31, 10, 0.3);
        PottsSet small = sampler.SampleSet(7, 5), large = sampler.SampleSet(13, 5);
        PottsSet held = sampler.SampleSet(7, 5, StreamPurpose.TestData);
        for (int sample = 0; sample < 7; sample++)
        {
            Assert.True(small.Sample(sample).SequenceEqual(large.Sample(sample)));
            Assert.False(small.Sample(sample).SequenceEqual(held.Sample(sample)));
        }
    }

    private static IEnumerable<(int A, int B)> Pairs(int colours)
        => from a in Enumerable.Range(0, colours) from b in Enumerable.Range(0, colours) select (a, b);

    private static double[,] ColourKernelTimes(double factor, double[,] kernel)
    {
        double[,] product = (double[,])kernel.Clone();
        foreach ((int a, int b) in Pairs(kernel.GetLength(0)))
            product[a, b] *= factor;
        return product;
    }

    private static double[,] TransferPower(double[,] kernel, int power)
    {
        int colours = kernel.GetLength(0);
        double[,] result = new double[colours, colours];
        foreach ((int a, int b) in Pairs(colours))
            result[a, b] = a == b ? 1 : 0;
        for (int n = 0; n < power; n++)
        {
            double[,] next = new double[colours, colours];
            foreach ((int a, int b) in Pairs(colours))
                next[a, b] = Enumerable.Range(0, colours).Sum(c => result[a, c] * Math.Exp(kernel[c, b]));
            result = next;
        }

        return result;
    }
}
