using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

/// <summary>Algorithm 2 of Fissore as it is printed, and what Gibbs sampling of the same machine does.</summary>
public class MeanFieldIterationTests
{
    [Theory]
    [InlineData(7, 3)]
    [InlineData(67, 41)]
    public void Its_rounds_are_those_of_the_equations(int sites, int hidden)
    {
        // Logistic functions contract by ¼, and sums of N + 1 terms are off by (N + 1) 2^−24 of Σ|w| < N: with weights
        // of 0.1 a round adds an error below N (N + 1) 2^−26 + 2^−23 to that of the one before times Σ|w|/4, which the
        // bound takes as 1.
        const int Rounds = 5;
        Rbm machine = Machine(sites, hidden, 0.1);
        MeanFieldIteration iteration = new(machine);
        byte[] row = Row(sites, 5);
        double change = iteration.Run(row, Rounds);
        double[] v = [.. Enumerable.Range(0, sites).Select(i => (double)(row[i >> 3] >> (i & 7) & 1))], before = [];
        for (int round = 0; round < Rounds; round++)
        {
            before = v;
            double[] h = [.. Enumerable.Range(0, hidden).Select(mu => Sigmoid(machine.Parameters.HiddenFields[mu]
                + Enumerable.Range(0, sites).Sum(i => machine.FieldOf(mu)[i] * before[i])))];
            v = [.. Enumerable.Range(0, sites).Select(i => Sigmoid(machine.Parameters.VisibleFields[i]
                + Enumerable.Range(0, hidden).Sum(mu => machine.FieldOf(mu)[i] * h[mu])))];
        }

        double tolerance = Rounds * (sites * (sites + 1) / 4.0 + 2) / (1 << 24);
        for (int i = 0; i < sites; i++)
            Chance.Near(v[i], iteration.Visible[i], tolerance);
        Chance.Near(v.Zip(before, (a, b) => Math.Abs(a - b)).Max(), change, 2 * tolerance);
    }

    [Fact]
    public void From_every_start_it_ends_in_one_point_where_Gibbs_chains_keep_the_variance_of_the_machine()
    {
        // A sweep contracts means by at most (Σ_μ|w|/4)(Σ_i|w|/4) < 1, so that there is one fixed point: the variance
        // over runs is 0 after the iteration. That of v_i over C = 10,000 Gibbs chains, p(1 − p), is the machine's, within
        // Sigmas of √((1 − 2p)² p(1 − p)/C) ≤ √(1/(16 C)), of which the next order is a twentieth.
        const int Sites = 7, Chains = 10_000;
        Rbm machine = Machine(Sites, 3, 0.5);
        MeanFieldIteration iteration = new(machine);
        float[][] ends = [.. Enumerable.Range(0, 1 << Sites).Select(start =>
        {
            iteration.Run([(byte)start], 200);
            return iteration.Visible.ToArray();
        })];
        PersistentChains chains = new(Chains, machine.VisibleLayer, 3);
        new ChainMover(machine, chains, 1).Move(50);
        for (int i = 0; i < Sites; i++)
        {
            Assert.True(ends.Max(end => end[i]) - ends.Min(end => end[i]) < 1e-6);
            double on = chains.Rows.ToArray().Count(row => (row >> i & 1) == 1) / (double)Chains, mean = Mean(machine, i);
            Chance.Near(mean * (1 - mean), on * (1 - on), Chance.Sigmas * Math.Sqrt(1.0 / 16 / Chains));
        }
    }

    [Fact]
    public void Strong_weights_have_several_ends_and_each_is_a_fixed_point()
    {
        // One hidden unit that couples as a ferromagnet, without a mean field at v = ½: two ends.
        Rbm machine = new(new(BinaryUnit.Instance, 8, fields: true), new(BinaryUnit.Instance, 1, fields: true));
        Array.Fill(machine.Weights, 3);
        Array.Fill(machine.Parameters.VisibleFields, -1.5f);
        machine.Parameters.HiddenFields[0] = -12;
        MeanFieldIteration iteration = new(machine);
        Assert.Equal(0, iteration.Run([0], 1000));
        float low = iteration.Visible[0];
        Assert.Equal(0, iteration.Run([255], 1000));
        float high = iteration.Visible[0];
        Assert.True(low < 0.25 && high > 0.75);
    }

    [Fact]
    public void The_one_draw_has_the_means()
    {
        const int Draws = 20_000, Sites = 7;
        MeanFieldIteration iteration = new(Machine(Sites, 3, 0.5));
        iteration.Run([0b1010101], 30);
        RandomStream stream = new(1, StreamPurpose.Other, 2);
        int[] counts = new int[1 << Sites];
        byte[] row = new byte[1];
        for (int draw = 0; draw < Draws; draw++)
        {
            iteration.Draw(ref stream, row);
            counts[row[0]]++;
        }

        double[] means = [.. iteration.Visible.ToArray().Select(m => (double)m)];
        for (int i = 0; i < Sites; i++)
        {
            double on = Enumerable.Range(0, counts.Length).Where(v => (v >> i & 1) == 1).Sum(v => counts[v]);
            Chance.Near(means[i], on / Draws, Chance.Sigmas * Math.Sqrt(means[i] * (1 - means[i]) / Draws));
        }
    }

    [Fact]
    public void It_runs_on_colours_and_real_hidden_units_and_refuses_what_does_not_fit()
    {
        Rbm machine = new(new(new PottsUnit(3), 5), new(GaussianUnit.Instance, 2));
        machine.Randomize(0.1, 1);
        MeanFieldIteration iteration = new(machine);
        Assert.True(iteration.Run([0, 1, 2, 0, 1], 100) < 1e-6);
        for (int i = 0; i < 5; i++)
            Chance.Near(1, iteration.Visible[(3 * i)] + iteration.Visible[3 * i + 1] + iteration.Visible[3 * i + 2], 1e-6);
        Assert.Throws<ArgumentException>(() => iteration.Run([0, 1], 1));
        Assert.Throws<ArgumentException>(() => iteration.Run([0, 1, 2, 0, 1], 0));
        Assert.Throws<OperationCanceledException>(() => iteration.Run([0, 1, 2, 0, 1], 1, new CancellationToken(true)));
    }

    private static Rbm Machine(int sites, int hidden, double deviation)
    {
        Rbm machine = new(new(BinaryUnit.Instance, sites, fields: true), new(BinaryUnit.Instance, hidden, fields: true));
        machine.Randomize(deviation, 4);
        for (int i = 0; i < sites; i++)
            machine.Parameters.VisibleFields[i] = 0.3f * ((i % 5) - 2);
        for (int mu = 0; mu < hidden; mu++)
            machine.Parameters.HiddenFields[mu] = 0.4f * ((mu % 3) - 1);
        return machine;
    }

    private static byte[] Row(int sites, int seed)
    {
        PersistentChains chains = new(1, new(BinaryUnit.Instance, sites), (ulong)seed);
        return chains.Row(0).ToArray();
    }

    /// <summary>⟨v_i⟩ by enumeration.</summary>
    private static double Mean(Rbm machine, int i)
    {
        double all = 0, on = 0;
        for (int v = 0; v < 1 << machine.Sites; v++)
        {
            double log = Enumerable.Range(0, machine.Sites).Sum(x => (v >> x & 1) * machine.Parameters.VisibleFields[x]);
            for (int mu = 0; mu < machine.Hidden; mu++)
            {
                log += Math.Log(1 + Math.Exp(machine.Parameters.HiddenFields[mu]
                    + Enumerable.Range(0, machine.Sites).Sum(x => (v >> x & 1) * machine.FieldOf(mu)[x])));
            }

            all += Math.Exp(log);
            on += (v >> i & 1) * Math.Exp(log);
        }

        return on / all;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
