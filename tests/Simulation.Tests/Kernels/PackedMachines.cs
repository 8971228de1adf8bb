using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels;

/// <summary>Machines of units with two values, and rows of bits, for the tests of their kernel.</summary>
internal static class PackedMachines
{
    /// <summary>Weights of deviation 0.5 and, where there are any, fields of deviation 0.3.</summary>
    public static Rbm Random(bool visibleSpins, bool hiddenSpins, bool fields, int sites, int hidden, ulong seed)
    {
        var machine = new Rbm(new(UnitOf(visibleSpins), sites, fields), new(UnitOf(hiddenSpins), hidden, fields));
        machine.Randomize(0.5, seed);
        var stream = new RandomStream(seed, StreamPurpose.Other, 1);
        Fill(machine.Parameters.VisibleFields, 0.3f, ref stream);
        Fill(machine.Parameters.HiddenFields, 0.3f, ref stream);
        return machine;
    }

    /// <summary>Rows of fair bits; those beyond the last unit are 0.</summary>
    public static byte[] Rows(int sites, int count, ulong seed)
    {
        var stream = new RandomStream(seed, StreamPurpose.Other, 2);
        byte[] rows = new byte[count * BitRow.Bytes(sites)];
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < sites; i++)
                rows[row * BitRow.Bytes(sites) + i / 8] |= (byte)(stream.NextInt(2) << (i % 8));
        }

        return rows;
    }

    /// <summary>A gradient that is not zero before anything is added.</summary>
    public static Parameters Noise(Rbm machine)
    {
        var stream = new RandomStream(5, StreamPurpose.Other, 3);
        Parameters noise = machine.Parameters.ZerosLike();
        foreach (var (_, values) in noise.All)
            Fill(values, 1, ref stream);
        return noise;
    }

    /// <summary>Equality of floats does not tell −0 from 0.</summary>
    public static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);

    private static IVisibleUnit UnitOf(bool spins) => spins ? SpinUnit.Instance : BinaryUnit.Instance;

    private static void Fill(float[] values, float deviation, ref RandomStream stream)
    {
        foreach (ref float value in values.AsSpan())
            value = deviation * (float)stream.NextGaussian();
    }
}
