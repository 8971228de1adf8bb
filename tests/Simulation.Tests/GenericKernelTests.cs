using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Kernels.Generic;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Tests.Kernels;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Tests;

public class GenericKernelTests
{
    [Fact]
    public void Conditional_probabilities_are_those_of_the_joint_law()
    {
        // One step from one state: Σ_h p(h | v) p(v' | h) from the enumerated p(v, h), against the frequencies.
        const int Sites = 5, Hidden = 2, Draws = 100_000, V = 0b10110;
        Rbm machine = Rbm.OfSpins(Sites, Hidden, 0.4, 3);
        double[] joint = Enumeration.Joint(Enumeration.Doubles(machine), Sites);
        double[] given = Enumeration.States(Hidden).Select(h => joint[V + (h << Sites)]).ToArray();
        var kernel = new GenericKernel(machine, 1);
        var random = new ChunkRandom(4, 0);
        int[] counts = new int[1 << Sites];
        byte[] row = new byte[IKernel.ChunkRows];
        for (int draw = 0; draw < Draws; draw++)
        {
            row[0] = V;
            kernel.Move(row, 1, 1, random, 0);
            counts[row[0]]++;
        }

        double[] next = Enumeration.States(Sites).Select(v => Enumeration.States(Hidden).Sum(h => given[h] / given.Sum()
            * joint[v + (h << Sites)] / Enumeration.States(Sites).Sum(u => joint[u + (h << Sites)]))).ToArray();
        Chance.FollowsLaw(next, counts);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(5, 3)]
    [InlineData(7, 2)]
    public void The_model_is_stationary_under_gibbs_steps(int sites, int hidden)
    {
        // Chains start from exact draws of the enumerated p(v); after any number of steps they must follow it still.
        const int Chains = 200_000;
        Rbm machine = Rbm.OfSpins(sites, hidden, 0.5, 7);
        double[] law = Enumeration.Visible(Enumeration.Doubles(machine), sites);
        var chains = new PersistentChains(Chains, machine.VisibleLayer, 5);
        var stream = new RandomStream(6, StreamPurpose.Other, 0);
        for (int chain = 0; chain < Chains; chain++)
            chains.Row(chain)[0] = (byte)Draw(law, stream.NextDouble());
        var kernel = new GenericKernel(machine, 1);
        foreach (int steps in new[] { 0, 1, 3 })
        {
            chains.Move(kernel, steps);
            int[] counts = new int[law.Length];
            for (int chain = 0; chain < Chains; chain++)
                counts[chains.Row(chain)[0]]++;
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
            Rbm machine = Rbm.OfSpins(Sites, hidden, 0.7, 12);
            return Chance.TwoSampleStatistic(Counts(machine, 1, seed: 1), Counts(machine, 20, seed: 2));
        }

        static int[] Counts(Rbm machine, int steps, ulong seed)
        {
            var chains = new PersistentChains(50_000, machine.VisibleLayer, seed);
            chains.Move(new GenericKernel(machine, 1), steps);
            int[] counts = new int[1 << (Sites - 1)];
            for (int chain = 0; chain < chains.Count; chain++)
            {
                int state = chains.Row(chain)[0];
                counts[Math.Min(state, state ^ ((1 << Sites) - 1))]++;
            }

            return counts;
        }
    }

    private static int Draw(double[] law, double uniform)
    {
        int state = 0;
        while (state < law.Length - 1 && (uniform -= law[state]) >= 0)
            state++;
        return state;
    }
}
