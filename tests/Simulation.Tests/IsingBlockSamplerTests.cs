using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

public class IsingBlockSamplerTests
{
    [Theory]
    [InlineData(3, 0.9)]
    [InlineData(8, 0.0)]
    [InlineData(8, 0.4)]
    [InlineData(13, 1.5)]
    [InlineData(64, 0.2)]
    [InlineData(100, 1.0)]
    [InlineData(101, 0.3)]
    [InlineData(101, 400.0)]
    public void Blocks_are_those_of_the_readable_twin_bit_for_bit(int sites, double beta)
    {
        var ring = new IsingRingSampler(sites, beta);
        var sampler = new IsingBlockSampler(ring);
        var lanes = new LaneStream(5, StreamPurpose.Data, 3);
        LaneStream twinLanes = lanes;
        byte[] rows = new byte[IsingBlockSampler.Samples * sampler.RowBytes];
        for (int repeat = 0; repeat < 3; repeat++)
        {
            Array.Fill(rows, (byte)0xff);
            sampler.Sample(ref lanes, rows);
            Assert.Equal(Twin(ring, ref twinLanes), rows);
        }

        Assert.Equal(State(lanes), State(twinLanes));
    }

    [Theory]
    [InlineData(3, 0.9)]
    [InlineData(5, 0.0)]
    [InlineData(5, 0.7)]
    [InlineData(8, 0.4)]
    public void Samples_follow_the_enumerated_law(int sites, double beta)
    {
        var sampler = new IsingBlockSampler(new IsingRingSampler(sites, beta));
        byte[] rows = new byte[IsingBlockSampler.Samples];
        int[] counts = new int[1 << sites];
        for (int block = 0; block < 1200; block++)
        {
            sampler.SampleBlock(1, StreamPurpose.Data, block, rows);
            foreach (byte row in rows)
                counts[row]++;
        }

        Chance.FollowsLaw(Enumeration.IsingRing(sites, beta), counts);
    }

    [Fact]
    public void Spins_of_a_long_ring_are_correlated_as_it_tells()
    {
        // (9) at finite N: ⟨s_i s_{i+d}⟩ = c = (t^d + t^{N−d}) / (1 + t^N); the product is ±1, of variance 1 − c².
        // Eight pairs, of which some span two words of the transposition: a false alarm with probability 8e−6.
        const int Sites = 101, Blocks = 200;
        var sampler = new IsingBlockSampler(new IsingRingSampler(Sites, 1.2));
        double t = Math.Tanh(1.2), samples = Blocks * IsingBlockSampler.Samples;
        byte[] rows = new byte[IsingBlockSampler.Samples * sampler.RowBytes];
        (int First, int Distance)[] pairs = [(0, 1), (63, 1), (100, 1), (60, 7), (97, 7), (0, 23), (3, 50), (64, 50)];
        double[] sums = new double[pairs.Length];
        for (int block = 0; block < Blocks; block++)
        {
            sampler.SampleBlock(2, StreamPurpose.Data, block, rows);
            foreach (byte[] row in rows.Chunk(sampler.RowBytes))
            {
                for (int p = 0; p < pairs.Length; p++)
                {
                    bool first = BitRow.Get(row, pairs[p].First);
                    sums[p] += first == BitRow.Get(row, (pairs[p].First + pairs[p].Distance) % Sites) ? 1 : -1;
                }
            }
        }

        for (int p = 0; p < pairs.Length; p++)
        {
            int d = pairs[p].Distance;
            double expected = (Math.Pow(t, d) + Math.Pow(t, Sites - d)) / (1 + Math.Pow(t, Sites));
            Chance.Near(expected, sums[p] / samples, Chance.Sigmas * Math.Sqrt((1 - expected * expected) / samples));
        }
    }

    [Fact]
    public void Every_row_of_every_block_is_another()
    {
        // 512 rows of 100 spins at β = 0.5: two alike have probability below (e^{1} / (e^{1} + e^{0}))^100 = 2e−14 a
        // pair.
        var sampler = new IsingBlockSampler(new IsingRingSampler(100, 0.5));
        byte[] rows = new byte[2 * IsingBlockSampler.Samples * sampler.RowBytes];
        sampler.SampleBlock(7, StreamPurpose.Data, 0, rows.AsSpan(0, rows.Length / 2));
        sampler.SampleBlock(7, StreamPurpose.Data, 1, rows.AsSpan(rows.Length / 2));
        Assert.Equal(512, rows.Chunk(sampler.RowBytes).Select(Convert.ToHexString).Distinct().Count());

        byte[] again = new byte[rows.Length / 2], direct = new byte[rows.Length / 2];
        var lanes = new LaneStream(7, StreamPurpose.Data, 1);
        sampler.SampleBlock(7, StreamPurpose.Data, 1, again);
        sampler.Sample(ref lanes, direct);
        Assert.Equal(rows[(rows.Length / 2)..], again);
        Assert.Equal(again, direct);
    }

    // The same random bits, one sample and one bit at a time.
    private static byte[] Twin(IsingRingSampler ring, ref LaneStream lanes)
    {
        int rowBytes = BitRow.Bytes(ring.Sites);
        byte[] rows = new byte[IsingBlockSampler.Samples * rowBytes];
        bool[] first = Bits(lanes.Next()), differs = new bool[IsingBlockSampler.Samples];
        for (int site = 0; site < ring.Sites; site++)
        {
            if (site > 0)
                Flip(ring.FlipProbabilities(site - 1), differs, ref lanes);
            for (int sample = 0; sample < differs.Length; sample++)
            {
                if (first[sample] != differs[sample])
                    rows[sample * rowBytes + site / 8] |= (byte)(1 << site % 8);
            }
        }

        return rows;
    }

    private static void Flip((uint WhenLike, uint WhenUnlike) threshold, bool[] differs, ref LaneStream lanes)
    {
        bool[] decided = new bool[differs.Length], below = new bool[differs.Length];
        for (int plane = 0; plane < 32; plane++)
        {
            uint rest = (uint)((1ul << (32 - plane)) - 1);
            bool nothingLeft = ((threshold.WhenLike | threshold.WhenUnlike) & rest) == 0;
            if (nothingLeft || (plane >= IsingBlockSampler.LeastPlanes && decided.All(yes => yes)))
                break;
            bool[] random = Bits(lanes.Next());
            for (int sample = 0; sample < differs.Length; sample++)
            {
                uint mine = differs[sample] ? threshold.WhenUnlike : threshold.WhenLike;
                bool bit = (mine >> (31 - plane) & 1) == 1;
                if (!decided[sample] && random[sample] != bit)
                    (decided[sample], below[sample]) = (true, bit);
            }
        }

        for (int sample = 0; sample < differs.Length; sample++)
            differs[sample] ^= below[sample];
    }

    private static bool[] Bits(Vector256<ulong> vector)
        => [.. Enumerable.Range(0, 256).Select(i => (vector.GetElement(i / 64) >> (i % 64) & 1) == 1)];

    private static ulong[] State(LaneStream lanes)
    {
        ulong[] state = new ulong[LaneStream.StateWords];
        lanes.CopyState(state);
        return state;
    }
}
