using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Kernels.Generic;
using RbmTheory.Simulation.Kernels.Packed;
using RbmTheory.Simulation.Kernels.Potts;
using RbmTheory.Simulation.Kernels.SingleSpin;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Tests.Kernels.Twins;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels;

public class ChunksTogetherTests
{
    /// <summary>Sums by estimates, by themselves where weights are too large for estimates, with and without kept
    /// tables, and of few units.</summary>
    [Theory]
    [InlineData(61, 17, 1f)]
    [InlineData(61, 17, 1e4f)]
    [InlineData(307, 211, 0.1f)]
    [InlineData(37, 4, 1f)]
    public void Packed_units_move_as_if_chunk_by_chunk(int sites, int hidden, float factor)
    {
        Rbm machine = PackedMachines.Random(true, false, true, sites, hidden, 2);
        foreach (ref float weight in machine.Weights.AsSpan())
            weight *= factor;
        var kernel = new PackedKernel(machine, 1);
        Compare(machine, kernel, PackedMachines.Rows(sites, 68, 3), [1, 32, 7, 28]);
        Compare(machine, kernel, PackedMachines.Rows(sites, 29, 4), [24, 5]);
    }

    [Theory]
    [InlineData(61, 17)]
    [InlineData(307, 211)]
    public void Means_of_more_rows_than_a_chunk_are_those_of_each_row(int sites, int hidden)
    {
        const int Count = 4 * IKernel.ChunkRows;
        Rbm machine = PackedMachines.Random(true, true, true, sites, hidden, 2);
        var kernel = new PackedKernel(machine, 1);
        kernel.Prepare();
        byte[] rows = PackedMachines.Rows(sites, Count, 3);
        foreach (int count in new[] { 41, Count })
        {
            float[] together = new float[count * hidden], apart = new float[count * hidden];
            kernel.HiddenMeans(rows, count, 0.1f, together, 0);
            for (int r = 0; r < count; r++)
                kernel.HiddenMeans(rows.AsSpan(r * BitRow.Bytes(sites)), 1, 0.1f, apart.AsSpan(r * hidden), 0);
            Assert.Equal(PackedMachines.Bits(apart), PackedMachines.Bits(together));
        }

        float[] means = new float[(Count + 1) * hidden];
        Assert.Throws<ArgumentException>(() => kernel.HiddenMeans(rows, Count + 1, 1, means, 0));
    }

    [Fact]
    public void More_chunks_than_announced_and_other_sizes_are_refused()
    {
        Rbm spins = Rbm.OfSpins(11, 1), packed = Rbm.OfSpins(11, 7);
        Rbm potts = new(new(new PottsUnit(3), 11), new(SpinUnit.Instance, 2));
        IKernel[] kernels = [new SingleSpinKernel(spins, 1), new PackedKernel(packed, 1), new PottsKernel(potts, 1),
            new GenericKernel(spins, 1), new PackedTwin(packed)];
        foreach (IKernel kernel in kernels)
        {
            byte[] rows = new byte[1000];
            kernel.Prepare();
            Move(kernel.Schedule.ChunksTogether, 2);
            Assert.Throws<ArgumentException>(() => Move(kernel.Schedule.ChunksTogether + 1, 2));
            Assert.Throws<ArgumentException>(() => Move(0, 2));
            Assert.Throws<ArgumentException>(() => Move(1, 0));
            Assert.Throws<ArgumentException>(() => Move(1, 33));
            Assert.Throws<ArgumentNullException>(() => kernel.Move(rows, [default], 1, 0));

            void Move(int chunks, int size)
            {
                ChainChunk chunk = new(size, new ChunkRandom(1, 0));
                kernel.Move(rows, [.. Enumerable.Repeat(chunk, chunks)], 1, 0);
            }
        }
    }

    private static void Compare(Rbm machine, IKernel kernel, byte[] rows, int[] sizes)
    {
        kernel.Prepare();
        ChainChunk[] together = Chunks(sizes), apart = Chunks(sizes);
        byte[] expected = [.. rows];
        int rowBytes = machine.VisibleLayer.Unit.RowBytes(machine.Sites);
        for (int steps = 0; steps < 4; steps++)
        {
            kernel.Move(rows, together, steps, 0);
            int first = 0;
            foreach (ChainChunk chunk in apart)
            {
                kernel.Move(expected.AsSpan(first * rowBytes, chunk.Rows * rowBytes), chunk.Rows, steps, chunk.Random, 0);
                first += chunk.Rows;
            }

            Assert.Equal(expected, rows);
        }

        for (int chunk = 0; chunk < sizes.Length; chunk++)
        {
            Assert.Equal(apart[chunk].Random.Lanes.Next(), together[chunk].Random.Lanes.Next());
            Assert.Equal(apart[chunk].Random.Scalar.NextUInt64(), together[chunk].Random.Scalar.NextUInt64());
        }
    }

    private static ChainChunk[] Chunks(int[] sizes)
        => [.. sizes.Select((rows, chunk) => new ChainChunk(rows, new ChunkRandom(7, chunk)))];
}
