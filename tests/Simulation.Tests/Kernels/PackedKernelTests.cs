using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Kernels.Packed;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Tests.Kernels.Twins;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels;

public class PackedKernelTests
{
    /// <summary>Visible spins, hidden spins, fields, N, M: primes that differ, and sizes of more than one pass of
    /// tables.</summary>
    public static TheoryData<bool, bool, bool, int, int> Machines()
    {
        var data = new TheoryData<bool, bool, bool, int, int>();
        foreach (bool visible in new[] { true, false })
        {
            foreach (bool hidden in new[] { true, false })
            {
                data.Add(visible, hidden, false, 5, 3);
                data.Add(visible, hidden, true, 23, 7);
                data.Add(visible, hidden, false, 101, 13);
                data.Add(visible, hidden, true, 37, 67);
                data.Add(visible, hidden, true, 37, 4);
            }
        }

        // Beyond 128 units a sum takes two passes, and the larger ones have no kept tables.
        data.Add(true, true, true, 11, 131);
        data.Add(false, false, true, 307, 211);
        return data;
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Steps_have_the_bits_of_the_twin(bool visible, bool hidden, bool fields, int sites, int units)
    {
        Rbm machine = PackedMachines.Random(visible, hidden, fields, sites, units, 2);
        var kernel = new PackedKernel(machine, 1);
        kernel.Prepare();
        var twin = new PackedTwin(machine);
        foreach (int count in new[] { 1, 5, 31, 32 })
        {
            var (own, reference) = (new ChunkRandom(7, count), new ChunkRandom(7, count));
            byte[] rows = PackedMachines.Rows(sites, IKernel.ChunkRows, 3), expected = [.. rows];
            int used = count * BitRow.Bytes(sites);
            foreach (int steps in sites > 200 ? [1] : new[] { 0, 1, 3 })
            {
                kernel.Move(rows, count, steps, own, 0);
                twin.Move(expected, count, steps, reference, 0);
                Assert.Equal(expected[..used], rows[..used]);
            }

            Assert.Equal(reference.Lanes.Next(), own.Lanes.Next());
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Means_and_gradients_have_the_bits_of_the_twin(
        bool visible, bool hidden, bool fields, int sites, int units)
    {
        Rbm machine = PackedMachines.Random(visible, hidden, fields, sites, units, 4);
        var kernel = new PackedKernel(machine, 1);
        kernel.Prepare();
        var twin = new PackedTwin(machine);
        int bytes = BitRow.Bytes(sites);

        // 137 rows: two passes of the gradient, the second one with a part of a byte.
        foreach (int count in sites > 200 ? [32] : new[] { 1, 5, 31, 32, 137 })
        {
            byte[] rows = PackedMachines.Rows(sites, count + IKernel.ChunkRows, 5);
            float[] means = new float[count * units], expected = new float[count * units];
            for (int first = 0; first < count; first += IKernel.ChunkRows)
            {
                int taken = Math.Min(IKernel.ChunkRows, count - first);
                kernel.HiddenMeans(rows.AsSpan(first * bytes), taken, -0.3f, means.AsSpan(first * units), 0);
                twin.HiddenMeans(rows.AsSpan(first * bytes), taken, -0.3f, expected.AsSpan(first * units), 0);
            }

            Assert.Equal(PackedMachines.Bits(expected), PackedMachines.Bits(means));
            Parameters gradient = PackedMachines.Noise(machine), reference = PackedMachines.Noise(machine);
            for (int block = 0; block < kernel.Schedule.GradientBlocks; block++)
                kernel.AddGradient(rows.AsSpan(0, count * bytes), count, -0.3f, means, gradient, block);
            twin.AddGradient(rows, count, -0.3f, means, reference, 0);
            foreach (var (own, other) in gradient.All.Zip(reference.All))
                Assert.Equal(PackedMachines.Bits(other.Values), PackedMachines.Bits(own.Values));
        }
    }

    [Theory]
    [InlineData(60f)]
    [InlineData(1e4f)]
    [InlineData(float.PositiveInfinity)]
    public void Strong_fields_decide(float field)
    {
        // Against 2^86 and more (y = −2 × 60 log₂ e is beyond the clamp) none of the 2^23 cells of u is on the other
        // side.
        Rbm machine = PackedMachines.Random(true, true, true, 5, 3, 2);
        for (int i = 0; i < 5; i++)
            machine.Parameters.VisibleFields[i] = i % 2 == 0 ? field : -field;
        var kernel = new PackedKernel(machine, 1);
        kernel.Prepare();
        byte[] rows = PackedMachines.Rows(5, IKernel.ChunkRows, 3);
        for (int step = 0; step < 5; step++)
        {
            kernel.Move(rows, IKernel.ChunkRows, 1, new ChunkRandom(1, step), 0);
            Assert.All(rows, row => Assert.Equal(0b10101, row));
        }
    }

    [Fact]
    public void Chunks_depend_neither_on_their_slot_nor_on_their_order()
    {
        const int Sites = 37, Hidden = 19, Chunks = 3;
        Rbm machine = PackedMachines.Random(true, true, true, Sites, Hidden, 2);
        var kernel = new PackedKernel(machine, Chunks);
        kernel.Prepare();
        byte[][] forward = Run([0, 1, 2], [0, 0, 0]), backward = Run([2, 0, 1], [1, 0, 2]);
        for (int chunk = 0; chunk < Chunks; chunk++)
            Assert.Equal(forward[chunk], backward[chunk]);

        byte[][] Run(int[] order, int[] slots)
        {
            byte[][] rows = [.. Enumerable.Range(0, Chunks)
                .Select(chunk => PackedMachines.Rows(Sites, IKernel.ChunkRows, (ulong)chunk))];
            ChunkRandom[] random = [.. Enumerable.Range(0, Chunks).Select(chunk => new ChunkRandom(11, chunk))];
            for (int step = 0; step < 3; step++)
            {
                foreach (int chunk in order)
                    kernel.Move(rows[chunk], IKernel.ChunkRows, 2, random[chunk], slots[chunk]);
            }

            return rows;
        }
    }

    [Fact]
    public void Nothing_is_allocated_after_construction()
    {
        foreach (int hidden in new[] { 13, 509 })
        {
            Rbm machine = PackedMachines.Random(true, false, true, 103, hidden, 2);
            var kernel = new PackedKernel(machine, 1);
            var random = new ChunkRandom(1, 0);
            byte[] rows = PackedMachines.Rows(103, IKernel.ChunkRows, 3);
            float[] means = new float[IKernel.ChunkRows * hidden];
            Parameters gradient = machine.Parameters.ZerosLike();
            Update();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Update();
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

            void Update()
            {
                kernel.Prepare();
                kernel.Move(rows, 31, 2, random, 0);
                kernel.HiddenMeans(rows, 31, 1, means, 0);
                for (int block = 0; block < kernel.Schedule.GradientBlocks; block++)
                    kernel.AddGradient(rows, 31, 1, means, gradient, block);
            }
        }
    }

    [Fact]
    public void Other_units_and_too_short_rows_are_refused()
    {
        Assert.True(PackedKernel.Fits(PackedMachines.Random(true, false, true, 5, 3, 1)));
        Rbm machine = Rbm.OfSpins(11, 3);
        Assert.Throws<ArgumentException>(() => new PackedKernel(machine, 0));
        var kernel = new PackedKernel(machine, 1);
        Assert.Throws<ArgumentException>(() => kernel.Move(new byte[63], 32, 1, new ChunkRandom(1, 0), 0));
        Assert.Throws<ArgumentException>(() => kernel.Move(new byte[66], 33, 1, new ChunkRandom(1, 0), 0));
    }
}
