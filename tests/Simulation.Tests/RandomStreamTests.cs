using FsCheck.Xunit;
using MathNet.Numerics.Distributions;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests;

public class RandomStreamTests
{
    [Fact]
    public void Xoshiro_gives_its_published_outputs()
    {
        // The reference C code (prng.di.unimi.it) from the state 1, 2, 3, 4, as also tested by the crate rand_xoshiro.
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625,
            8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        var stream = RandomStream.FromState(1, 2, 3, 4);
        Assert.Equal(expected, expected.Select(_ => stream.NextUInt64()));
    }

    [Fact]
    public void Split_mix_gives_its_published_outputs()
    {
        // Seed 1234567, from the reference C code.
        ulong[] expected =
        [
            6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
        ];
        ulong state = 1234567;
        Assert.Equal(expected, expected.Select(_ => SplitMix64.Next(ref state)));
    }

    [Fact]
    public void A_key_opens_its_own_stream()
    {
        var firsts = new HashSet<ulong>();
        foreach (StreamPurpose purpose in Enum.GetValues<StreamPurpose>())
        {
            for (ulong seed = 0; seed < 10; seed++)
            {
                for (ulong index = 0; index < 1000; index++)
                    firsts.Add(First(seed, purpose, index));
            }
        }

        // Among 60 000 words of 64 bits two are equal with probability 1e−10.
        Assert.Equal(Enum.GetValues<StreamPurpose>().Length * 10_000, firsts.Count);
        Assert.Equal(First(7, StreamPurpose.Chains, 11), First(7, StreamPurpose.Chains, 11));
    }

    [Fact]
    public void The_numbers_of_a_key_never_change()
    {
        // Recorded once: a change here breaks the reproducibility of every published seed.
        Assert.Equal(9305624689064505694UL, First(1, StreamPurpose.Data, 2));
    }

    [Fact]
    public void A_stream_resumes_from_its_state()
    {
        var stream = new RandomStream(3, StreamPurpose.Other, 5);
        stream.NextGaussian();
        var (s0, s1, s2, s3) = stream.State;
        var resumed = RandomStream.FromState(s0, s1, s2, s3);
        Assert.Equal(stream.NextUInt64(), resumed.NextUInt64());
    }

    [Fact]
    public void Numbers_fill_the_unit_square_evenly_within_and_across_streams()
    {
        const int Bins = 17;
        int[] successive = new int[Bins * Bins], neighbours = new int[Bins * Bins], singles = new int[Bins * Bins];
        for (ulong index = 0; index < 100_000; index++)
        {
            var stream = new RandomStream(5, StreamPurpose.Chains, index);
            var neighbour = new RandomStream(5, StreamPurpose.Chains, index + 1);
            double first = stream.NextDouble();
            successive[Cell(first, stream.NextDouble())]++;
            neighbours[Cell(first, neighbour.NextDouble())]++;
            singles[Cell(stream.NextSingle(), neighbour.NextSingle())]++;
        }

        double[] even = Enumerable.Repeat(1.0 / (Bins * Bins), Bins * Bins).ToArray();
        Chance.FollowsLaw(even, successive);
        Chance.FollowsLaw(even, neighbours);
        Chance.FollowsLaw(even, singles);

        static int Cell(double x, double y) => (int)(x * Bins) * Bins + (int)(y * Bins);
    }

    [Fact]
    public void Numbers_stay_on_their_grids_below_one()
    {
        var stream = new RandomStream(9, StreamPurpose.Other, 0);
        for (int draw = 0; draw < 10_000; draw++)
        {
            float single = stream.NextSingle();
            double real = stream.NextDouble();
            Assert.InRange(single, 0, 1 - 1f / (1 << 24));
            Assert.InRange(real, 0, 1 - 1.0 / (1UL << 53));
            Assert.Equal(0, single * (1 << 24) % 1);
            Assert.Equal(0, real * (1UL << 53) % 1);
        }
    }

    [Fact]
    public void Gaussian_numbers_follow_the_normal_law()
    {
        const int Cells = 101, Draws = 200_000;
        int[] counts = new int[Cells];
        var stream = new RandomStream(2, StreamPurpose.Other, 0);
        for (int draw = 0; draw < Draws; draw++)
            counts[(int)(Normal.CDF(0, 1, stream.NextGaussian()) * Cells)]++;
        Chance.FollowsLaw(Enumerable.Repeat(1.0 / Cells, Cells).ToArray(), counts);
    }

    [Fact]
    public void Gaussian_numbers_are_those_of_the_polar_method()
    {
        // ln x is off by 2e−16 |ln x| and a few roundings, the value by half of that relative error: 1e−15 covers both.
        var stream = new RandomStream(8, StreamPurpose.Other, 0);
        for (int draw = 0; draw < 10_000; draw++)
        {
            var copy = stream;
            double x, square;
            do
            {
                x = 2 * copy.NextDouble() - 1;
                double y = 2 * copy.NextDouble() - 1;
                square = x * x + y * y;
            }
            while (square >= 1);
            double expected = x * Math.Sqrt(-2 * Math.Log(square) / square);
            Chance.Near(expected, stream.NextGaussian(), Math.Abs(expected) * 1e-15);
        }
    }

    [Fact]
    public void Integers_are_uniform_where_a_plain_remainder_is_not()
    {
        // 2^32 words over 3 × 2^29 values are 8/3 a value: without rejection the residues mod 3 come 3 : 3 : 2.
        const int Max = 3 << 29;
        int[] counts = new int[3];
        var stream = new RandomStream(4, StreamPurpose.Other, 0);
        int[] residues = new int[3];
        for (int draw = 0; draw < 100_000; draw++)
        {
            int value = stream.NextInt(Max);
            counts[value / (1 << 29)]++;
            residues[value % 3]++;
        }

        Chance.FollowsLaw([1 / 3.0, 1 / 3.0, 1 / 3.0], counts);
        Chance.FollowsLaw([1 / 3.0, 1 / 3.0, 1 / 3.0], residues);
    }

    [Property]
    public void Integers_stay_in_range(Bound bound, Seed seed)
    {
        var stream = new RandomStream(seed, StreamPurpose.Other, 0);
        for (int draw = 0; draw < 50; draw++)
            Assert.InRange(stream.NextInt(bound.Value), 0, bound.Value - 1);
    }

    private static ulong First(ulong seed, StreamPurpose purpose, ulong index)
        => new RandomStream(seed, purpose, index).NextUInt64();
}
