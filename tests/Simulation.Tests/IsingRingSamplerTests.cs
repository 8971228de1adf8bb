using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests;

public class IsingRingSamplerTests
{
    [Theory]
    [InlineData(3, 0.0)]
    [InlineData(3, 0.9)]
    [InlineData(4, 0.6)]
    [InlineData(5, 0.0)]
    [InlineData(5, 0.7)]
    [InlineData(8, 0.4)]
    public void Samples_follow_the_enumerated_law(int sites, double beta)
    {
        const int Samples = 300_000;
        SpinSet set = new IsingRingSampler(sites, beta).SampleSet(Samples, 1);
        int[] counts = Array.ConvertAll(Enumeration.Frequencies(set), f => (int)Math.Round(f * Samples));
        Chance.FollowsLaw(Enumeration.IsingRing(sites, beta), counts);
    }

    [Fact]
    public void The_covariance_is_that_of_the_finite_ring()
    {
        // (9) at finite N: ⟨s_i s_{i+d}⟩ = (t^d + t^{N−d}) / (1 + t^N). One sample estimates it by x = Σ_i s_i s_{i+d}
        // / N, whose exact variance comes from the enumerated law; the mean of S samples is normal to O(1/S).
        // 3 values of β × 5 distances: the whole test raises a false alarm with probability 1.5e−5.
        const int Sites = 11, Samples = 50_000;
        foreach (double beta in new[] { 0.2, 0.8, 1.5 })
        {
            double t = Math.Tanh(beta);
            SpinSet set = new IsingRingSampler(Sites, beta).SampleSet(Samples, 17);
            double[] measured = Enumeration.Frequencies(set), law = Enumeration.IsingRing(Sites, beta);
            for (int distance = 1; distance <= Sites / 2; distance++)
            {
                double expected = (Math.Pow(t, distance) + Math.Pow(t, Sites - distance)) / (1 + Math.Pow(t, Sites));
                double square = Enumeration.States(Sites).Sum(s => law[s] * Math.Pow(RingMean(s, distance), 2));
                double error = Math.Sqrt((square - expected * expected) / Samples);
                double mean = Enumeration.States(Sites).Sum(s => measured[s] * RingMean(s, distance));
                Chance.Near(expected, mean, Chance.Sigmas * error);
            }
        }

        static double RingMean(int state, int distance) => Enumerable.Range(0, Sites).Average(
            i => (double)Enumeration.Spin(state, i) * Enumeration.Spin(state, (i + distance) % Sites));
    }

    [Theory]
    [InlineData(15.0)]
    [InlineData(400.0)]
    public void Very_cold_rings_are_aligned(double beta)
    {
        // A domain costs e^{−4β}: 200 × 21²/2 × e^{−60} = 4e−22. At β = 400, t is 1 and e^{2β} is infinite in double
        // precision.
        SpinSet set = new IsingRingSampler(21, beta).SampleSet(200, 3);
        for (int sample = 0; sample < set.Samples; sample++)
            Assert.Equal(21, Math.Abs(Enumeration.Spins(set, sample).Sum()));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(13)]
    public void Bytes_and_floats_get_the_same_spins(int sites)
    {
        var sampler = new IsingRingSampler(sites, 0.5);
        var first = new RandomStream(1, StreamPurpose.Data, 0);
        var second = first;
        sbyte[] bytes = new sbyte[sites];
        float[] floats = new float[sites];
        for (int repeat = 0; repeat < 20; repeat++)
        {
            sampler.Sample<sbyte>(ref first, bytes);
            sampler.Sample<float>(ref second, floats);
            Assert.Equal(Enumeration.Floats(bytes), floats);
        }

        Assert.Equal(first.State, second.State);
    }

    [Fact]
    public void A_larger_set_begins_with_the_smaller_one_and_test_data_are_others()
    {
        var sampler = new IsingRingSampler(31, 0.3);
        SpinSet small = sampler.SampleSet(7, 5), large = sampler.SampleSet(13, 5);
        SpinSet held = sampler.SampleSet(7, 5, StreamPurpose.TestData);
        for (int sample = 0; sample < 7; sample++)
        {
            Assert.Equal(Enumeration.Spins(small, sample), Enumeration.Spins(large, sample));
            Assert.NotEqual(Enumeration.Spins(small, sample), Enumeration.Spins(held, sample));
        }
    }
}
