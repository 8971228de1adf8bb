using RbmTheory.Simulation.Kernels.Scalar;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Tests;

public class KernelTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(11, 2)]
    [InlineData(17, 5)]
    public void Inputs_are_the_sums_over_the_other_side(int sites, int hidden)
    {
        // Weights are multiples of 2^−10 below 1: every sum is exact in single precision and equality is strict.
        var machine = new SpinRbm(sites, hidden);
        var stream = new RandomStream(1, StreamPurpose.Other, 0);
        foreach (ref float weight in machine.Weights.AsSpan())
            weight = (stream.NextInt(2047) - 1023) / 1024f;
        float[] v = Spins(sites, ref stream), h = Spins(hidden, ref stream);
        float[] toHidden = new float[hidden], toVisible = new float[sites];
        Inputs.ToHidden(machine, v, toHidden);
        Inputs.ToVisible(machine, h, toVisible);
        for (int mu = 0; mu < hidden; mu++)
            Assert.Equal(Enumerable.Range(0, sites).Sum(i => machine.Weights[mu * sites + i] * v[i]), toHidden[mu]);
        for (int i = 0; i < sites; i++)
            Assert.Equal(Enumerable.Range(0, hidden).Sum(mu => machine.Weights[mu * sites + i] * h[mu]), toVisible[i]);
    }

    [Fact]
    public void A_spin_is_up_exactly_when_its_uniform_number_is_below_the_logistic()
    {
        const int Count = 100_003;
        var stream = new RandomStream(6, StreamPurpose.Other, 0);
        float[] inputs = new float[Count], spins = new float[Count];
        foreach (ref float input in inputs.AsSpan())
            input = (float)(3 * stream.NextGaussian());
        var copy = stream;
        GibbsStep.SampleSpins(inputs, ref stream, spins);
        for (int i = 0; i < Count; i += 2)
        {
            ulong bits = copy.NextUInt64();
            Check(i, (uint)(bits >> 32));
            if (i + 1 < Count)
                Check(i + 1, (uint)bits);
        }

        Assert.Equal(copy.State, stream.State);

        void Check(int i, uint bits)
        {
            // Rounding of e^x, of the sum and of the product: 4 × 2^−24 of the probability; nearer cases are left open.
            double uniform = ((bits >> 9) + 0.5) / (1 << 23), probability = 1 / (1 + Math.Exp(-2.0 * inputs[i]));
            if (Math.Abs(uniform - probability) > 4.0 / (1 << 24))
                Assert.Equal(uniform < probability ? 1f : -1f, spins[i]);
        }
    }

    [Fact]
    public void Conditional_probabilities_are_those_of_the_joint_law()
    {
        // p(h | v) and p(v | h) from the enumerated p(v, h), against the frequencies of the kernel.
        const int Sites = 5, Hidden = 2, Draws = 100_000;
        SpinRbm machine = SpinRbm.Random(Sites, Hidden, 0.4, 3);
        double[] joint = Enumeration.Joint(Enumeration.Doubles(machine), Sites);
        const int V = 0b10110;
        double[] given = Enumeration.States(Hidden).Select(h => joint[V + (h << Sites)]).ToArray();
        var stream = new RandomStream(4, StreamPurpose.Other, 0);
        var scratch = new GibbsScratch(Sites, Hidden);
        int[] hiddenCounts = new int[1 << Hidden], visibleCounts = new int[1 << Sites];
        for (int draw = 0; draw < Draws; draw++)
        {
            float[] v = FromIndex(V, Sites);
            GibbsStep.Step(machine, v, ref stream, scratch);
            int h = Enumeration.Index(scratch.Hidden);
            hiddenCounts[h]++;
            visibleCounts[Enumeration.Index(v)]++;
        }

        double[] conditional = Array.ConvertAll(given, p => p / given.Sum());
        Chance.FollowsLaw(conditional, hiddenCounts);
        double[] next = Enumeration.States(Sites).Select(v => Enumeration.States(Hidden).Sum(h =>
            conditional[h] * joint[v + (h << Sites)] / Enumeration.States(Sites).Sum(u => joint[u + (h << Sites)])))
            .ToArray();
        Chance.FollowsLaw(next, visibleCounts);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(5, 3)]
    [InlineData(7, 2)]
    public void The_model_is_stationary_under_gibbs_steps(int sites, int hidden)
    {
        // Chains start from exact draws of the enumerated p(v); after any number of steps they must follow it still.
        const int Chains = 200_000;
        SpinRbm machine = SpinRbm.Random(sites, hidden, 0.5, 7);
        double[] law = Enumeration.Visible(Enumeration.Doubles(machine), sites);
        var chains = new PersistentChains(Chains, sites, 5);
        var stream = new RandomStream(6, StreamPurpose.Other, 0);
        for (int chain = 0; chain < Chains; chain++)
            FromIndex(Draw(law, stream.NextDouble()), sites).CopyTo(chains.Chain(chain));
        foreach (int steps in new[] { 0, 1, 3 })
        {
            chains.Step(machine, steps);
            int[] counts = new int[law.Length];
            for (int chain = 0; chain < Chains; chain++)
                counts[Enumeration.Index(chains.Chain(chain))]++;
            Chance.FollowsLaw(law, counts);
        }
    }

    [Fact]
    public void One_step_and_twenty_give_the_same_law_of_the_gradient_for_one_hidden_unit_only()
    {
        // For M = 1 the spins given h are independent and v tanh I does not see the global sign: one step from anywhere
        // gives the law of v up to that sign, hence of v tanh I. For M = 2 it does not: the same statistic must be far
        // above.
        const int Sites = 5;
        double one = Difference(hidden: 1), two = Difference(hidden: 2);
        Chance.AssertBelowCritical(one, (1 << (Sites - 1)) - 1);
        Assert.True(two > 2 * Chance.Critical((1 << (Sites - 1)) - 1), $"M = 2 gives {two:F1}: the test has no power");

        static double Difference(int hidden)
        {
            SpinRbm machine = SpinRbm.Random(Sites, hidden, 0.7, 12);
            return Chance.TwoSampleStatistic(Counts(machine, 1, seed: 1), Counts(machine, 20, seed: 2));
        }

        static int[] Counts(SpinRbm machine, int steps, ulong seed)
        {
            var chains = new PersistentChains(50_000, Sites, seed);
            chains.Step(machine, steps);
            int[] counts = new int[1 << (Sites - 1)];
            for (int chain = 0; chain < chains.Count; chain++)
            {
                int state = Enumeration.Index(chains.Chain(chain));
                counts[Math.Min(state, state ^ ((1 << Sites) - 1))]++;
            }

            return counts;
        }
    }

    private static float[] Spins(int count, ref RandomStream stream)
    {
        float[] spins = new float[count];
        foreach (ref float spin in spins.AsSpan())
            spin = stream.NextInt(2) == 0 ? -1f : 1f;
        return spins;
    }

    private static float[] FromIndex(int state, int sites)
        => Enumerable.Range(0, sites).Select(i => (float)Enumeration.Spin(state, i)).ToArray();

    private static int Draw(double[] law, double uniform)
    {
        int state = 0;
        while (state < law.Length - 1 && (uniform -= law[state]) >= 0)
            state++;
        return state;
    }
}
