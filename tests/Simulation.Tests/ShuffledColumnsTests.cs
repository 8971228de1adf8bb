using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

public class ShuffledColumnsTests
{
    [Fact]
    public void Frequencies_stay_and_correlations_vanish()
    {
        // All units of a sample are alike at first. With both frequencies given, Pearson's statistic of the table of
        // two shuffled columns is chi-square of (P − 1)² degrees of freedom.
        const int Colours = 5, Samples = 20_000;
        PottsSet aligned = PottsRingSampler.Xy(11, Colours, 400).SampleSet(Samples, 1);
        PottsSet shuffled = ShuffledColumns.Of(aligned, 47);
        double[] frequencies = new double[Colours];
        for (int colour = 0; colour < Colours; colour++)
            frequencies[colour] = Frequency(aligned, 0, colour);
        for (int site = 0; site < 11; site++)
        {
            for (int colour = 0; colour < Colours; colour++)
                Assert.Equal(frequencies[colour], Frequency(shuffled, site, colour));
        }

        foreach ((int first, int second) in new[] { (0, 1), (3, 10), (5, 7) })
        {
            int[] counts = PottsEnumeration.PairCounts(shuffled, first, second);
            double statistic = counts.Select((n, cell) =>
            {
                double expected = frequencies[cell / Colours] * frequencies[cell % Colours] * Samples;
                return (n - expected) * (n - expected) / expected;
            }).Sum();
            Chance.AssertBelowCritical(statistic, (Colours - 1) * (Colours - 1));
        }

        static double Frequency(PottsSet set, int site, int colour)
            => Enumerable.Range(0, set.Samples).Average(sample => set.Sample(sample)[site] == colour ? 1.0 : 0.0);
    }

    [Fact]
    public void Bits_are_shuffled_as_two_colours()
    {
        const int Sites = 13, Samples = 211;
        GibbsSampler sampler = GibbsSampler.Ising(Sites, [0.5]);
        var plan = new GibbsPlan { BurnIn = 5 };
        byte[] rows = new byte[Samples * 2];
        sampler.SampleBits(rows, 3, plan);
        PottsSet colours = ShuffledColumns.Of(sampler.SampleSet(Samples, 3, plan), 53);
        ShuffledColumns.Bits(rows, Sites, 53);
        for (int sample = 0; sample < Samples; sample++)
        {
            for (int i = 0; i < 16; i++)
                Assert.Equal(i < Sites && colours.Sample(sample)[i] == 1, BitRow.Get(rows.AsSpan(sample * 2, 2), i));
        }
    }
}
