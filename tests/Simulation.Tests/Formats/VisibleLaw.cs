using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Machines.Formats;
using RbmTheory.Simulation.Tests.Likelihoods;

namespace RbmTheory.Simulation.Tests.Formats;

/// <summary>log p(v) of every v of a small machine, and files of it.</summary>
internal static class VisibleLaw
{
    /// <summary>Every row of the visible units; digit i of a state is the value of unit i.</summary>
    public static byte[][] Rows(Rbm machine)
    {
        int colours = machine.VisibleLayer.Unit.Values!.Count, sites = machine.Sites;
        return [.. Enumerable.Range(0, (int)Math.Pow(colours, sites)).Select(state =>
        {
            int[] digits = PottsEnumeration.Colours(state, sites, colours);
            byte[] row = new byte[machine.VisibleLayer.Unit.RowBytes(sites)];
            for (int i = 0; i < sites; i++)
            {
                if (machine.VisibleLayer.Unit.Components == 1)
                    row[i / 8] |= (byte)(digits[i] << i % 8);
                else
                    row[i] = (byte)digits[i];
            }

            return row;
        })];
    }

    public static double[] Of(Rbm machine)
    {
        double logPartition = ExactLikelihood.LogPartition(machine);
        return Array.ConvertAll(Rows(machine), row =>
            ExactLikelihood.MeanLogWeight(machine, new RowSet(machine.Sites, row)) - logPartition);
    }

    /// <summary>log p(v) of −F(v) in the order of the states.</summary>
    public static double[] Normalised(IEnumerable<double> logWeights)
    {
        double[] all = [.. logWeights];
        double logPartition = JointLaw.LogSum(all);
        return Array.ConvertAll(all, weight => weight - logPartition);
    }

    public static byte[] Write(IMachineFormat format, MachineFile file)
    {
        using MemoryStream stream = new();
        format.Write(stream, file);
        return stream.ToArray();
    }

    public static byte[] Write(IMachineFormat format, Rbm machine) => Write(format, new MachineFile(machine));

    public static void Equal(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int v = 0; v < expected.Length; v++)
            Assert.Equal(expected[v], found[v], tolerance);
    }
}
