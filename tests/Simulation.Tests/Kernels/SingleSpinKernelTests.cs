using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Kernels.SingleSpin;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Tests.Kernels.Twins;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels;

public class SingleSpinKernelTests
{
    private const int Rows = IKernel.ChunkRows;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(23)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(784)]
    public void Kernel_and_twin_give_the_same_bits(int sites)
    {
        Rbm machine = Rbm.OfSpins(sites, 1, 0.4, (ulong)sites);
        var kernel = new SingleSpinKernel(machine, 2);
        foreach (int count in new[] { 1, 5, 24, 31, 32 })
        {
            foreach (int steps in new[] { 0, 1, 3 })
            {
                byte[] rows = RandomRows(machine, Rows, seed: 3), twinRows = [.. rows];
                var random = new ChunkRandom(5, 2);
                var twinRandom = new ChunkRandom(5, 2);
                kernel.Move(rows, count, steps, random, 1);
                SingleSpinTwin.Move(machine, twinRows, count, steps, twinRandom);
                int used = count * BitRow.Bytes(sites);
                Assert.Equal(twinRows[..used], rows[..used]);
                if (steps > 0)
                {
                    Assert.Equal(twinRandom.Lanes.Next(), random.Lanes.Next());
                    Assert.Equal(twinRandom.MoreLanes.Next(), random.MoreLanes.Next());
                }

                float[] means = new float[count], twinMeans = new float[count];
                kernel.HiddenMeans(rows, count, -0.1f, means, 0);
                SingleSpinTwin.HiddenMeans(machine, rows, count, -0.1f, twinMeans);
                Assert.Equal(Bits(twinMeans), Bits(means));

                Parameters gradient = machine.Clone().Parameters, twinGradient = machine.Clone().Parameters;
                kernel.AddGradient(rows, count, -0.1f, means, gradient, 0);
                SingleSpinTwin.AddGradient(machine, rows, count, means, twinGradient);
                Assert.Equal(Bits(twinGradient.Weights), Bits(gradient.Weights));
            }
        }
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.3f)]
    public void Estimates_of_inputs_do_not_decide_where_they_may_be_wrong(float deviation)
    {
        // 25 nibbles of 100 weights, each rounded by up to half of Σ|w|/2^15, 2.4e−4 and 7e−4: inputs are off by 3.5e−4
        // and 1e−3 on the average over signs. Without the exact sums a hidden spin would be wrong with the probability
        // 2 p (1 − p) times that, p (1 − p) being some 0.15 and 0.07 for inputs of variance 1 and 9: 1e−4, or ten times
        // in 32 × 3200.
        Rbm machine = Rbm.OfSpins(100, 1, deviation, 11);
        var kernel = new SingleSpinKernel(machine, 1);
        byte[] rows = RandomRows(machine, Rows, seed: 6), twinRows = [.. rows];
        kernel.Move(rows, Rows, 3200, new ChunkRandom(13, 0), 0);
        SingleSpinTwin.Move(machine, twinRows, Rows, 3200, new ChunkRandom(13, 0));
        Assert.Equal(twinRows, rows);
    }

    [Fact]
    public void Kernel_and_twin_agree_where_sums_cancel_and_probabilities_end()
    {
        // Equal and opposite weights: inputs of exactly 0, of either sign on the way. Large ones: the rarest
        // probability.
        foreach (float weight in new[] { 0f, -0f, 0.5f, -200f, 200f })
        {
            Rbm machine = Rbm.OfSpins(18, 1);
            machine.Weights.AsSpan().Fill(weight);
            var kernel = new SingleSpinKernel(machine, 1);
            byte[] rows = RandomRows(machine, Rows, seed: 4), twinRows = [.. rows];
            float[] means = new float[Rows], twinMeans = new float[Rows];
            kernel.HiddenMeans(rows, Rows, 1f, means, 0);
            SingleSpinTwin.HiddenMeans(machine, rows, Rows, 1f, twinMeans);
            Assert.Equal(Bits(twinMeans), Bits(means));
            kernel.Move(rows, Rows, 2, new ChunkRandom(1, 0), 0);
            SingleSpinTwin.Move(machine, twinRows, Rows, 2, new ChunkRandom(1, 0));
            Assert.Equal(twinRows, rows);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(11)]
    public void The_model_is_stationary(int sites)
    {
        // Chains start from exact draws of the enumerated p(v), and must follow it after any number of steps.
        const int Chunks = 5000;
        Rbm machine = Rbm.OfSpins(sites, 1, 0.35, 7);
        double[] law = Law(machine);
        byte[] rows = new byte[Chunks * Rows * BitRow.Bytes(sites)];
        var stream = new RandomStream(6, StreamPurpose.Other, 0);
        for (int chain = 0; chain < Chunks * Rows; chain++)
        {
            int state = Draw(law, stream.NextDouble());
            float[] v = [.. Enumerable.Range(0, sites).Select(i => (float)Enumeration.Spin(state, i))];
            SpinUnit.Instance.Encode(v, Row(machine, rows, chain));
        }

        Chance.FollowsLaw(law, Counts(machine, rows));
        foreach (int steps in new[] { 1, 3 })
        {
            Move(machine, rows, steps, (ulong)steps);
            Chance.FollowsLaw(law, Counts(machine, rows));
        }
    }

    [Fact]
    public void One_step_and_twenty_give_the_same_law_up_to_the_global_sign()
    {
        const int Sites = 7, Chunks = 2000;
        Rbm machine = Rbm.OfSpins(Sites, 1, 0.7, 12);
        Chance.AssertBelowCritical(
            Chance.TwoSampleStatistic(Classes(1, 1), Classes(20, 2)), (1 << (Sites - 1)) - 1);

        // The sign itself is not forgotten in one step: the test would see a law that differs.
        byte[] up = RowsOfAllUp(machine, Chunks);
        Move(machine, up, 1, 3);
        int[] counts = Counts(machine, up);
        double[] law = Law(machine);
        double statistic = law.Zip(counts, (p, n) => Math.Pow(n - p * Rows * Chunks, 2) / (p * Rows * Chunks)).Sum();
        Assert.True(statistic > 2 * Chance.Critical(law.Length - 1));

        int[] Classes(int steps, ulong seed)
        {
            byte[] rows = RowsOfAllUp(machine, Chunks);
            Move(machine, rows, steps, seed);
            int[] all = Counts(machine, rows);
            return [.. Enumerable.Range(0, all.Length / 2).Select(state => all[state] + all[all.Length - 1 - state])];
        }
    }

    [Fact]
    public void Each_spin_follows_its_weight_and_no_two_share_their_chance()
    {
        // Large weights on the first spin hold h at its sign, so that v_i = h x_i and x_i = v_0 v_i.
        float[] weights = [12f, 0f, 0.001f, -0.03f, 0.3f, -1f, 2f, -3f, 4f, -5f, 9f, -12f, 200f, 0f, 0.4f, 0.4f, 0.4f, -0.4f];
        const int Chunks = 6000, Draws = Chunks * Rows;
        Rbm machine = Rbm.OfSpins(weights.Length, 1);
        weights.CopyTo(machine.Weights, 0);
        byte[] rows = RowsOfAllUp(machine, Chunks);
        Move(machine, rows, 2, 9);
        double[] means = new double[weights.Length];
        double[,] products = new double[weights.Length, weights.Length];
        for (int row = 0; row < Draws; row++)
        {
            float[] v = Spins(machine, rows, row);
            for (int i = 0; i < v.Length; i++)
            {
                means[i] += v[0] * v[i] / Draws;
                for (int j = 0; j < i; j++)
                    products[i, j] += v[i] * v[j] / (double)Draws;
            }
        }

        // E x_i = tanh w_i and E x_i x_j = tanh w_i tanh w_j; v_0 = h but with probability e^{−24}. The deviations are
        // binomial; one draw in all is allowed where a variance is next to nothing.
        for (int i = 1; i < weights.Length; i++)
        {
            Within(Math.Tanh(weights[i]), means[i]);
            for (int j = 1; j < i; j++)
                Within(Math.Tanh(weights[i]) * Math.Tanh(weights[j]), products[i, j]);
        }

        static void Within(double expected, double actual) => Chance.Near(
            expected, actual, Chance.Sigmas * Math.Sqrt((1 - expected * expected) / Draws) + 2.0 / Draws);
    }

    [Fact]
    public void Hidden_means_are_tanh_of_the_input()
    {
        // 101 products and sums of magnitude at most S = Σ |w_i|: 16 additions deep after those of a byte, hence
        // rounding below 20 × 2^−24 S in I and, as tanh has slope at most 1, in the mean; then tanh (7.93e−8) and the
        // weight (2^−24).
        Rbm machine = Rbm.OfSpins(101, 1, 0.2, 5);
        var kernel = new SingleSpinKernel(machine, 1);
        byte[] rows = RandomRows(machine, Rows, seed: 8);
        float[] means = new float[Rows];
        kernel.HiddenMeans(rows, Rows, 0.25f, means, 0);
        double bound = 0.25 * (20 * Math.Pow(2, -24) * machine.Weights.Sum(Math.Abs) + 7.93e-8 + Math.Pow(2, -24));
        for (int row = 0; row < Rows; row++)
        {
            float[] v = Spins(machine, rows, row);
            double input = v.Zip(machine.Weights, (spin, weight) => (double)spin * weight).Sum();
            Chance.Near(0.25 * Math.Tanh(input), means[row], bound);
        }
    }

    [Fact]
    public void Nothing_is_allocated_while_training()
    {
        Rbm machine = Rbm.OfSpins(100, 1, 0.3, 1);
        var kernel = new SingleSpinKernel(machine, 1);
        var random = new ChunkRandom(1, 0);
        byte[] rows = RandomRows(machine, Rows, seed: 1);
        float[] means = new float[Rows];
        Parameters gradient = machine.Parameters.ZerosLike();
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Work()
        {
            kernel.Prepare();
            kernel.Move(rows, Rows, 3, random, 0);
            kernel.Move(rows, 5, 3, random, 0);
            kernel.HiddenMeans(rows, Rows, 0.1f, means, 0);
            kernel.AddGradient(rows, Rows, 0.1f, means, gradient, 0);
        }
    }

    [Fact]
    public void Other_machines_do_not_fit()
    {
        Assert.True(SingleSpinKernel.Fits(Rbm.OfSpins(3, 1)));
        Rbm[] others =
        [
            Rbm.OfSpins(3, 2),
            new(new(SpinUnit.Instance, 3, fields: true), new(SpinUnit.Instance, 1)),
            new(new(SpinUnit.Instance, 3), new(SpinUnit.Instance, 1, fields: true)),
        ];
        Assert.All(others, other => Assert.False(SingleSpinKernel.Fits(other)));
        Assert.All(others, other => Assert.Throws<ArgumentException>(() => new SingleSpinKernel(other, 1)));
        Assert.Throws<ArgumentException>(() => new SingleSpinKernel(Rbm.OfSpins(3, 1), 0));
    }

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);

    private static Span<byte> Row(Rbm machine, byte[] rows, int row)
        => rows.AsSpan(row * BitRow.Bytes(machine.Sites), BitRow.Bytes(machine.Sites));

    private static float[] Spins(Rbm machine, byte[] rows, int row)
    {
        float[] spins = new float[machine.Sites];
        SpinUnit.Instance.Decode(Row(machine, rows, row), spins);
        return spins;
    }

    private static byte[] RandomRows(Rbm machine, int count, ulong seed)
    {
        var stream = new RandomStream(seed, StreamPurpose.Other, 0);
        byte[] rows = new byte[count * BitRow.Bytes(machine.Sites)];
        float[] spins = new float[machine.Sites];
        for (int row = 0; row < count; row++)
        {
            foreach (ref float spin in spins.AsSpan())
                spin = stream.NextInt(2) == 0 ? -1f : 1f;
            SpinUnit.Instance.Encode(spins, Row(machine, rows, row));
        }

        return rows;
    }

    private static byte[] RowsOfAllUp(Rbm machine, int chunks)
    {
        byte[] rows = new byte[chunks * Rows * BitRow.Bytes(machine.Sites)];
        float[] up = [.. Enumerable.Repeat(1f, machine.Sites)];
        for (int row = 0; row < chunks * Rows; row++)
            SpinUnit.Instance.Encode(up, Row(machine, rows, row));
        return rows;
    }

    private static void Move(Rbm machine, byte[] rows, int steps, ulong seed)
    {
        var kernel = new SingleSpinKernel(machine, 1);
        int bytes = Rows * BitRow.Bytes(machine.Sites);
        for (int chunk = 0; chunk * bytes < rows.Length; chunk++)
            kernel.Move(rows.AsSpan(chunk * bytes, bytes), Rows, steps, new ChunkRandom(seed, chunk), 0);
    }

    private static int[] Counts(Rbm machine, byte[] rows)
    {
        int[] counts = new int[1 << machine.Sites];
        for (int row = 0; row < rows.Length / BitRow.Bytes(machine.Sites); row++)
            counts[Enumeration.Index(Spins(machine, rows, row))]++;
        return counts;
    }

    private static double[] Law(Rbm machine)
        => Enumeration.Visible(Array.ConvertAll(machine.Weights, weight => (double)weight), machine.Sites);

    private static int Draw(double[] law, double uniform)
    {
        int state = 0;
        while (state < law.Length - 1 && (uniform -= law[state]) >= 0)
            state++;
        return state;
    }
}
