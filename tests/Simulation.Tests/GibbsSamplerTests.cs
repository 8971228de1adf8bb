using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

public class GibbsSamplerTests
{
    private static readonly double[,] Spins = { { 1, -1 }, { -1, 1 } };

    public static TheoryData<int, double[], int> Rings => new()
    {
        // An odd ring of spins, an even one whose farthest unit counts once, and three uneven colours.
        { 7, [0.4, -0.2, 0.15], 2 },
        { 6, [0.3, 0, 0.5], 2 },
        { 5, [0.7, -0.4], 3 },
    };

    [Theory]
    [MemberData(nameof(Rings))]
    public void Chains_follow_the_law_of_each_sweep_and_reach_the_enumerated_one(
        int sites, double[] couplings, int colours)
    {
        // The law after a number of sweeps is known: the uniform one, of which each visit redistributes what the states
        // that differ at one site have together. After 40 sweeps it is that of the ring, to a small part of what is
        // resolved: the statistic shifts by samples × Σ (Δp)²/p < 4e4 × 1e−10.
        double[,] kernel = colours == 2 ? Spins : PottsEnumeration.Uneven;
        var sampler = new GibbsSampler(sites, couplings, kernel);
        double[] law = PottsEnumeration.Law(sites, couplings, kernel);
        double[] now = Enumerable.Repeat(1.0 / law.Length, law.Length).ToArray();
        int done = 0;
        foreach ((int sweeps, int samples) in new[] { (0, 100_000), (1, 100_000), (2, 100_000), (40, 40_000) })
        {
            for (; done < sweeps; done++)
                now = Swept(now, law, colours);
            PottsSet set = sampler.SampleSet(samples, 17, new GibbsPlan { BurnIn = sweeps });
            Chance.FollowsLaw(now, PottsEnumeration.Counts(set));
        }

        Assert.True(now.Zip(law, (p, q) => (p - q) * (p - q) / q).Sum() < 1e-10);
    }

    [Fact]
    public void Thinned_chains_agree_with_exact_samples()
    {
        // On the ring of spins a sweep shrinks the magnetisation, which is slowest, to about (γ/2)/(1 − γ/2) of
        // itself, γ = tanh 2β: 0.71 at β = 0.6, so that samples 40 sweeps apart are correlated by 1e−6, and the start
        // is forgotten.
        const int Sites = 7, Samples = 50_000;
        var plan = new GibbsPlan { BurnIn = 40, Thinning = 40, SamplesPerChain = 211 };
        int[] gibbs = PottsEnumeration.Counts(GibbsSampler.Ising(Sites, [0.6]).SampleSet(Samples, 19, plan));
        int[] exact = PottsEnumeration.Counts(PottsRingSampler.Xy(Sites, 2, 0.6).SampleSet(Samples, 23));
        Chance.AssertBelowCritical(Chance.TwoSampleStatistic(gibbs, exact), exact.Length - 1);
    }

    [Fact]
    public void The_xy_model_agrees_with_exact_samples()
    {
        // The law after 40 sweeps is shown to be the stationary one above, for stronger couplings than these.
        const int Sites = 4, Colours = 5, Samples = 50_000;
        var sampler = new GibbsSampler(Sites, [0.5], ColourKernel.Xy(Colours));
        int[] gibbs = PottsEnumeration.Counts(sampler.SampleSet(Samples, 29, new GibbsPlan { BurnIn = 40 }));
        int[] exact = PottsEnumeration.Counts(PottsRingSampler.Xy(Sites, Colours, 0.5).SampleSet(Samples, 31));
        Chance.AssertBelowCritical(Chance.TwoSampleStatistic(gibbs, exact), exact.Length - 1);
    }

    [Fact]
    public void The_trace_tells_energy_and_magnetisation_of_the_states()
    {
        double[] couplings = [0.3, -0.2, 0.1, 0, 0.05, 0.4];
        var potts = new GibbsSampler(13, couplings, PottsEnumeration.Uneven);
        GibbsTrace trace = potts.Trace(11, 5, 37);
        GibbsChain chain = potts.Start(37, StreamPurpose.Other, 0);
        chain.Sweep(5);
        for (int sweep = 0; sweep < 11; sweep++)
        {
            chain.Sweep();
            int[] row = [.. chain.State.ToArray().Select(colour => (int)colour)];

            // 6 × 13 terms below 1, each rounded a few times at 1e−16 of their sum.
            double expected = PottsEnumeration.LogWeight(row, couplings, PottsEnumeration.Uneven);
            Chance.Near(expected, trace.LogWeights[sweep], 1e-12);
            Chance.Near(row.Average(v => Math.Cos(2 * Math.PI * v / 3)), trace.Magnetisations[sweep], 1e-14);
        }

        GibbsChain spins = GibbsSampler.Ising(13, couplings).Start(1, StreamPurpose.Data, 0);
        int up = spins.State.Count((byte)1);
        Chance.Near((2.0 * up - 13) / 13, spins.Magnetisation(), 1e-14);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Couplings_too_weak_to_count_change_no_bit(int colours)
    {
        // With twenty neighbours there are too many laws for a table; the fields are the same sums of two terms.
        double[,] kernel = colours == 3 ? PottsEnumeration.Uneven : ColourKernel.Xy(colours);
        double[] many = [0.7, .. Enumerable.Repeat(1e-300, 9)];
        var plan = new GibbsPlan { BurnIn = 3, Thinning = 2, SamplesPerChain = 7 };
        PottsSet few = new GibbsSampler(23, [0.7], kernel).SampleSet(53, 59, plan);
        PottsSet summed = new GibbsSampler(23, many, kernel).SampleSet(53, 59, plan);
        for (int sample = 0; sample < few.Samples; sample++)
            Assert.True(few.Sample(sample).SequenceEqual(summed.Sample(sample)));
    }

    [Fact]
    public void Bits_are_the_colours_of_spins()
    {
        const int Sites = 13, Samples = 31;
        GibbsSampler sampler = GibbsSampler.Ising(Sites, [0.5, 0.1]);
        var plan = new GibbsPlan { BurnIn = 3, Thinning = 2, SamplesPerChain = 5 };
        byte[] row = new byte[2];
        PottsSet set = sampler.SampleSet(Samples, 41, plan);
        SpinSet spins = sampler.SampleSpins(Samples, 41, plan);
        for (int sample = 0; sample < Samples; sample++)
        {
            for (int i = 0; i < Sites; i++)
                Assert.Equal(2 * set.Sample(sample)[i] - 1, spins.Spin(sample, i));
            spins.CopyRow(sample, row);
            for (int i = 0; i < 16; i++)
                Assert.Equal(i < Sites && set.Sample(sample)[i] == 1, BitRow.Get(row, i));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void A_larger_set_begins_with_the_smaller_one_and_chains_go_on(int samplesPerChain)
    {
        var plan = new GibbsPlan { BurnIn = 2, Thinning = 1, SamplesPerChain = samplesPerChain };
        GibbsSampler sampler = new(31, [0.2], ColourKernel.Xy(5));
        PottsSet small = sampler.SampleSet(7, 43, plan), large = sampler.SampleSet(11, 43, plan);
        for (int sample = 0; sample < 7; sample++)
        {
            Assert.True(small.Sample(sample).SequenceEqual(large.Sample(sample)));
            GibbsChain chain = sampler.Start(43, StreamPurpose.Data, sample / samplesPerChain);
            chain.Sweep(2 + sample % samplesPerChain);
            Assert.True(chain.State.SequenceEqual(small.Sample(sample)));
        }
    }

    [Theory]
    [InlineData(new[] { 0.9 })]
    [InlineData(new[] { 0.3, 0.2 })]
    public void The_trace_has_the_autocorrelation_times_of_the_enumerated_chain(double[] couplings)
    {
        // ρ(t) = Σ_v δ(v) (S^t p δ)(v) / Σ_v p(v) δ(v)², δ = f − ⟨f⟩, S a sweep of all 2⁷ states. It is summed up to the
        // window that was used; the common mean lowers each of the 2M + 1 correlations by 2τ/n.
        const int Sites = 7, Sweeps = 50_000;
        double[] law = PottsEnumeration.Law(Sites, couplings, Spins);
        GibbsTrace trace = GibbsSampler.Ising(Sites, couplings).Trace(Sweeps, 1000, 47);
        double[] magnetisations = [.. Enumerable.Range(0, law.Length)
            .Select(state => Math.Abs(2 * int.PopCount(state) - Sites) / (double)Sites)];
        Check(trace.OfLogWeights(), Array.ConvertAll(law, Math.Log));
        Check(trace.OfMagnetisations(), magnetisations);

        void Check(Autocorrelation measured, double[] values)
        {
            double mean = values.Zip(law, (f, p) => f * p).Sum();
            double[] deviations = Array.ConvertAll(values, f => f - mean);
            double[] now = [.. law.Zip(deviations, (p, f) => p * f)];
            double variance = now.Zip(deviations, (a, b) => a * b).Sum(), time = 0.5;
            for (int sweep = 1; sweep <= measured.Window; sweep++)
            {
                now = Swept(now, law, 2);
                time += now.Zip(deviations, (a, b) => a * b).Sum() / variance;
            }

            double common = (2 * measured.Window + 1) * 2 * time / Sweeps;
            Chance.Near(time, measured.Time, Chance.Sigmas * measured.TimeError + common);
            Assert.True(time > 0.6, "the chain forgets at once: the test could not fail");
            Assert.True(measured.TimeError < time / 20);
        }
    }

    // One sweep of heat-bath visits, site after site, applied to a law.
    private static double[] Swept(double[] now, double[] law, int colours)
    {
        for (int stride = 1; stride < now.Length; stride *= colours)
        {
            double[] next = new double[now.Length];
            for (int state = 0; state < now.Length; state++)
            {
                int others = state - state / stride % colours * stride;
                int[] alike = [.. Enumerable.Range(0, colours).Select(colour => others + colour * stride)];
                next[state] = alike.Sum(s => now[s]) * law[state] / alike.Sum(s => law[s]);
            }

            now = next;
        }

        return now;
    }
}
