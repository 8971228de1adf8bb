using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests;

public class GibbsChainTests
{
    [Theory]
    [InlineData(11, 3, new[] { 0.6, -0.3 })]
    [InlineData(13, 10, new[] { 1.2, 0.6 })]
    [InlineData(17, 10, new[] { 2, -1.5, 0.4 })]
    [InlineData(19, 23, new[] { 0.9 })]
    [InlineData(12, 5, new[] { 0.3, 0, 0.5, -0.2, 0.1, 0.4 })]
    [InlineData(29, 2, new[] { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 })]
    [InlineData(5, 67, new[] { 3, 1.7 })]
    public void Sweeps_are_those_of_the_plain_heat_bath(int sites, int colours, double[] couplings)
    {
        // With a table of all laws and without, every number is made by the same operations in the same order: not a
        // colour differs. The kernel has no symmetry but its own.
        double[,] kernel = new double[colours, colours];
        RandomStream numbers = new(7, StreamPurpose.Other, 0);
        for (int a = 0; a < colours; a++)
        {
            for (int b = 0; b <= a; b++)
                kernel[a, b] = kernel[b, a] = numbers.NextGaussian();
        }

        GibbsChain chain = new GibbsSampler(sites, couplings, kernel).Start(11, StreamPurpose.Data, 3);
        RandomStream stream = new(11, StreamPurpose.Data, 3);
        int[] state = [.. Enumerable.Range(0, sites).Select(_ => stream.NextInt(colours))];
        for (int sweep = 0; sweep < 40; sweep++)
        {
            chain.Sweep();
            for (int site = 0; site < sites; site++)
                state[site] = Drawn(Fields(state, site, couplings, kernel), stream.NextDouble());
            Assert.Equal(state, chain.State.ToArray().Select(colour => (int)colour));
        }
    }

    private static double[] Fields(int[] state, int site, double[] couplings, double[,] kernel)
    {
        // Those before, from near to far, then those behind; the farthest unit of an even ring is one of the former.
        int n = state.Length;
        int[] distances = [.. Enumerable.Range(1, couplings.Length).Where(d => couplings[d - 1] != 0)];
        double[] fields = new double[kernel.GetLength(0)];
        foreach (int step in distances.Select(d => n - d).Concat(distances.Where(d => 2 * d != n)))
        {
            double coupling = couplings[Math.Min(step, n - step) - 1];
            for (int a = 0; a < fields.Length; a++)
                fields[a] += coupling * kernel[state[(site + step) % n], a];
        }

        return fields;
    }

    private static int Drawn(double[] fields, double uniform)
    {
        double highest = fields.Max(), sum = 0;
        double[] cumulative = [.. fields.Select(field => sum += Exponential.Exp((float)(field - highest)))];
        return cumulative.SkipLast(1).Count(bound => bound <= uniform * sum);
    }
}
