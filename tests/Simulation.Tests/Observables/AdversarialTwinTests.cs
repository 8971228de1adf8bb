using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests.Observables;

/// <summary>The score of all nearest neighbours against one that counts unit by unit.</summary>
public class AdversarialTwinTests
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(31, 11)]
    [InlineData(47, 64)]
    [InlineData(23, 67)]
    [InlineData(13, 200)]
    public void All_pairs_unit_by_unit_give_the_same_number(int rows, int sites)
    {
        RandomStream stream = new(4, StreamPurpose.Other, (ulong)sites);
        int[][] samples = Coins(0.4), data = Coins(0.6);
        double dataAccuracy = OfOwnKind(data, samples), sampleAccuracy = OfOwnKind(samples, data);
        Assert.Equal(new AdversarialAccuracy(dataAccuracy, sampleAccuracy),
            AdversarialAccuracy.Of(SpinSet.Of(samples), SpinSet.Of(data)));

        int[][] Coins(double mean)
        {
            int[][] coins = new int[rows][];
            for (int s = 0; s < rows; s++)
            {
                coins[s] = new int[sites];
                for (int i = 0; i < sites; i++)
                    coins[s][i] = stream.NextDouble() < mean ? 1 : 0;
            }

            return coins;
        }
    }

    private static double OfOwnKind(int[][] rows, int[][] others)
    {
        double sum = 0;
        for (int s = 0; s < rows.Length; s++)
        {
            int own = Enumerable.Range(0, rows.Length).Where(t => t != s).Min(t => Distance(rows[s], rows[t]));
            int other = others.Min(row => Distance(rows[s], row));
            sum += own < other ? 1 : own == other ? 0.5 : 0;
        }

        return sum / rows.Length;
    }

    private static int Distance(int[] one, int[] other) => one.Zip(other).Count(pair => pair.First != pair.Second);
}
