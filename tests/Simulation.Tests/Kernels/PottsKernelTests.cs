using System.Runtime.InteropServices;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Kernels.Potts;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Tests.Kernels.Twins;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels;

public class PottsKernelTests
{
    private const int Rows = IKernel.ChunkRows;

    [Theory]
    [InlineData("spin", 0.3)]
    [InlineData("binary", 0.3)]
    [InlineData("gaussian", 0.3)]
    [InlineData("double-well", 0.3)]
    [InlineData("spin", 40)] // Every bound is above LargestBound; inputs differ by more than a float's exponent holds.
    [InlineData("gaussian", 2.5)] // Bounds lie on both sides of LargestBound, in the lanes of one vector.
    public void The_kernel_and_its_scalar_twin_agree_bit_for_bit(string unit, double deviation)
    {
        const int Sites = 13;
        foreach (int colours in new[] { 2, 3, 7, 10, 17 })
        {
            foreach (int hidden in new[] { 1, 3, 11 })
            {
                foreach (bool fields in new[] { false, true })
                {
                    Rbm machine = Machine(Sites, colours, hidden, unit, fields, deviation);
                    foreach (int count in new[] { 1, 5, 19, 31, 32 })
                        AssertTwinsAgree(machine, count);
                }
            }
        }
    }

    [Fact]
    public void Two_hundred_and_fifty_six_colours_fit_a_byte()
    {
        // Fields that grow with the colour put half of the weight on the upper colours.
        const int Sites = 3, Colours = 256;
        Rbm machine = Machine(Sites, Colours, 1, "spin", true, 0.3);
        for (int x = 0; x < machine.Parameters.VisibleFields.Length; x++)
            machine.Parameters.VisibleFields[x] = x % Colours / 64f;
        AssertTwinsAgree(machine, 31);
    }

    [Fact]
    public void The_colours_are_the_recorded_ones()
    {
        // Another order of sums or of random numbers, or arithmetic that depends on the machine, would move some of
        // them.
        const int Sites = 101, Colours = 10;
        Rbm machine = Machine(Sites, Colours, 2, "spin", true, 0.3);
        byte[] rows = RandomRows(Sites, Colours, 4);
        Prepared(machine).Move(rows, 29, 11, new ChunkRandom(3, 2), 0);
        uint hash = 0;
        foreach (byte colour in rows.AsSpan(0, 29 * Sites))
            hash = hash * 31 + colour;
        Assert.Equal(0x2e5fce24u, hash);
    }

    [Theory]
    [InlineData("spin", 2)]
    [InlineData("binary", 3)]
    [InlineData("gaussian", 1)]
    [InlineData("gaussian", 2)]
    [InlineData("double-well", 1)]
    [InlineData("double-well", 2)]
    public void Chains_stay_in_the_law_of_the_machine_and_find_it(string unit, int hidden)
    {
        // 27 states, 32,000 chains. From exact draws every step keeps the law. From one state the distance to the law
        // falls in each step by the second eigenvalue of the transfer matrix: for one Gaussian unit the squared
        // correlation of h and I_μ, V/(1 + V) with V = Var I_μ = 3 × 0.4² × 2/3 about 0.3; the other cases are alike.
        // Even 0.7^30 = 2e−5 would be far below the 1/√32,000 that a chi-square sees.
        const int Sites = 3, Colours = 3, Chunks = 1000;
        Rbm machine = Machine(Sites, Colours, hidden, unit, true, 0.4);
        double[] law = PottsLaw.Visible(machine);
        PottsKernel kernel = Prepared(machine);
        var start = new RandomStream(8, StreamPurpose.Other, 0);
        foreach ((bool exact, int steps) in new[] { (true, 1), (true, 3), (false, 30) })
        {
            int[] counts = new int[law.Length];
            byte[] rows = new byte[Rows * Sites];
            for (int chunk = 0; chunk < Chunks; chunk++)
            {
                Array.Clear(rows);
                for (int row = 0; exact && row < Rows; row++)
                    PottsLaw.State(PottsLaw.Draw(law, start.NextDouble()), Colours, rows.AsSpan(row * Sites, Sites));
                kernel.Move(rows, Rows, steps, new ChunkRandom(9, chunk), 0);
                for (int row = 0; row < Rows; row++)
                    counts[PottsLaw.Index(rows.AsSpan(row * Sites, Sites), Colours)]++;
            }

            Chance.FollowsLaw(law, counts);
        }
    }

    [Theory]
    [InlineData("spin")]
    [InlineData("gaussian")]
    public void The_gradient_is_the_sum_over_the_rows(string unit)
    {
        const int Sites = 37, Colours = 5, Hidden = 3, Count = 31;
        const double Weight = 0.125;
        Rbm machine = Machine(Sites, Colours, Hidden, unit, true, 0.3);
        PottsKernel kernel = Prepared(machine);
        byte[] rows = RandomRows(Sites, Colours, 5);
        float[] means = new float[Rows * kernel.MeanWidth];
        Parameters gradient = machine.Parameters.ZerosLike(), expected = machine.Parameters.ZerosLike();
        kernel.HiddenMeans(rows, Count, (float)Weight, means, 0);
        for (int block = 0; block < kernel.Schedule.GradientBlocks; block++)
            kernel.AddGradient(rows, Count, (float)Weight, means, gradient, block);

        double[] weights = new double[gradient.Weights.Length], hidden = new double[Hidden];
        double[] visible = new double[Sites * Colours];
        for (int row = 0; row < Count; row++)
        {
            ReadOnlySpan<byte> v = rows.AsSpan(row * Sites, Sites);
            for (int mu = 0; mu < Hidden; mu++)
            {
                double input = PottsLaw.Input(machine, v, mu);
                double mean = Weight * (unit == "spin" ? Math.Tanh(input) : input);
                hidden[mu] += mean;
                for (int i = 0; i < Sites; i++)
                    weights[(mu * Sites + i) * Colours + v[i]] += mean;
            }

            for (int i = 0; i < Sites; i++)
                visible[i * Colours + v[i]] += Weight;
        }

        // Inputs: 37 sums of numbers below 1.5, each sum below 16 and rounded to 2^−21 at worst, 37 × 2^−21 together;
        // means differ by no more, times the weight. 31 rows below 16 × 31 × 0.125 = 62 add 31 roundings of 2^−19.
        const double Tolerance = 31 * (0.125 * 37 / (1 << 21) + 1.0 / (1 << 19));
        Near(weights, gradient.Weights);
        Near(hidden, gradient.HiddenFields);
        Near(visible, gradient.VisibleFields);

        static void Near(double[] exact, float[] computed)
        {
            for (int x = 0; x < exact.Length; x++)
                Chance.Near(exact[x], computed[x], Tolerance);
        }
    }

    [Fact]
    public void Nothing_is_allocated_after_the_construction()
    {
        const int Sites = 17, Colours = 5;
        Rbm machine = Machine(Sites, Colours, 3, "double-well", true, 0.3);
        PottsKernel kernel = Prepared(machine);
        byte[] rows = RandomRows(Sites, Colours, 5);
        float[] means = new float[Rows * kernel.MeanWidth];
        var random = new ChunkRandom(1, 0);
        Parameters gradient = machine.Parameters.ZerosLike();
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Work()
        {
            kernel.Prepare();
            kernel.Move(rows, 31, 2, random, 0);
            kernel.HiddenMeans(rows, 31, 1f, means, 0);
            for (int block = 0; block < kernel.Schedule.GradientBlocks; block++)
                kernel.AddGradient(rows, 31, 1f, means, gradient, block);
        }
    }

    [Fact]
    public void Only_machines_with_visible_potts_units_fit()
    {
        Rbm spins = Rbm.OfSpins(5, 2), potts = Machine(5, 3, 2, "spin", false, 0.1);
        Assert.False(PottsKernel.Fits(spins));
        Assert.True(PottsKernel.Fits(potts));
        Assert.StartsWith(
            "visible unit = spin, but it should be",
            Assert.Throws<ArgumentException>(() => new PottsKernel(spins, 1)).Message);
        Assert.StartsWith("slots = 0", Assert.Throws<ArgumentException>(() => new PottsKernel(potts, 0)).Message);
        Assert.Throws<ArgumentException>(() => Prepared(potts).Move(new byte[5 * 33], 33, 1, new ChunkRandom(1, 0), 0));
    }

    [Fact]
    public void Inputs_beyond_the_range_of_floats_keep_the_law()
    {
        // Two colours of equal input among smaller ones, all far above or below what a power of two can hold: each
        // gets half, within the cells of 2^−23 of the uniform number.
        foreach (float level in new[] { 1e4f, -1e4f })
        {
            float[] inputs = [level - 200, level, level - 40, level];
            Assert.Equal(1, PottsTwin.DrawColour(inputs, 2e4f, uint.MaxValue / 2 - 512));
            Assert.Equal(3, PottsTwin.DrawColour(inputs, 2e4f, uint.MaxValue / 2 + 512));
            Assert.Equal(1, PottsTwin.DrawColour(inputs, 2e4f, 0));
            Assert.Equal(3, PottsTwin.DrawColour(inputs, 2e4f, uint.MaxValue));
        }
    }

    private static void AssertTwinsAgree(Rbm machine, int count)
    {
        PottsKernel kernel = Prepared(machine);
        int sites = machine.Sites;
        byte[] rows = RandomRows(sites, machine.VisibleLayer.Unit.Components, (ulong)count), twin = [.. rows];
        ChunkRandom random = new(11, count), twinRandom = new(11, count);
        foreach (int steps in new[] { 0, 1, 3 })
        {
            kernel.Move(rows, count, steps, random, 0);
            PottsTwin.Move(machine, twin, count, steps, twinRandom);
            Assert.True(rows.AsSpan(0, count * sites).SequenceEqual(twin.AsSpan(0, count * sites)));
        }

        Assert.Equal(twinRandom.Scalar.State, random.Scalar.State);
        Assert.Equal(twinRandom.Lanes.Next(), random.Lanes.Next());

        const float Weight = -0.01f;
        float[] means = new float[Rows * kernel.MeanWidth];
        Parameters gradient = machine.Parameters.ZerosLike(), twinGradient = machine.Parameters.ZerosLike();
        kernel.HiddenMeans(rows, count, Weight, means, 0);
        for (int block = 0; block < kernel.Schedule.GradientBlocks; block++)
            kernel.AddGradient(rows, count, Weight, means, gradient, block);
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<byte> v = twin.AsSpan(row * sites, sites);
            float[] twinMeans = PottsTwin.HiddenMeans(machine, v, Weight);
            AssertSameBits(twinMeans, means.AsSpan(row * kernel.MeanWidth, kernel.MeanWidth));
            PottsTwin.AddGradient(machine, v, Weight, twinMeans, twinGradient);
        }

        foreach (((string _, float[] values), (string _, float[] twins)) in gradient.All.Zip(twinGradient.All))
            AssertSameBits(twins, values);
    }

    private static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
        => Assert.True(MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)));

    private static PottsKernel Prepared(Rbm machine)
    {
        var kernel = new PottsKernel(machine, 1);
        kernel.Prepare();
        return kernel;
    }

    private static Rbm Machine(int sites, int colours, int hidden, string unit, bool fields, double deviation)
    {
        Rbm machine = new(
            new(new PottsUnit(colours), sites, fields), new(UnitTypes.Parse(unit), hidden, fields));
        machine.Randomize(deviation, 7);
        var stream = new RandomStream(2, StreamPurpose.Other, 0);
        foreach (ref float field in machine.Parameters.VisibleFields.AsSpan())
            field = (float)(0.3 * stream.NextGaussian());
        foreach (ref float field in machine.Parameters.HiddenFields.AsSpan())
            field = (float)(0.3 * stream.NextGaussian());
        foreach (ref float theta in machine.Parameters.HiddenParameters.AsSpan())
            theta = (float)(stream.NextDouble() - 0.8);
        machine.ToGauge();
        return machine;
    }

    private static byte[] RandomRows(int sites, int colours, ulong seed)
    {
        byte[] rows = new byte[Rows * sites];
        var stream = new RandomStream(seed, StreamPurpose.Other, 1);
        foreach (ref byte colour in rows.AsSpan())
            colour = (byte)stream.NextInt(colours);
        return rows;
    }
}
