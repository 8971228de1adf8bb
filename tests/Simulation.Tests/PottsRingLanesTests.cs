using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests;

public class PottsRingLanesTests
{
    [Theory]
    [InlineData(3, 2, 1, 0.7)]
    [InlineData(7, 5, 4, 0.9)]
    [InlineData(64, 11, 9, 1.3)]
    [InlineData(67, 10, 23, 1.5)]
    [InlineData(131, 3, 6, 2.5)]
    [InlineData(11, 256, 7, 40)]
    public void Many_samples_are_those_drawn_one_at_a_time(int sites, int colours, int samples, double beta)
    {
        PottsRingSampler ring = PottsRingSampler.Xy(sites, colours, beta);
        PottsSet set = ring.SampleSet(samples, 17, StreamPurpose.TestData);
        byte[] row = new byte[sites], rows = new byte[samples * sites];
        ring.SampleRows(2, 17, StreamPurpose.TestData, rows);
        for (int sample = 0; sample < samples + 2; sample++)
        {
            RandomStream stream = new(17, StreamPurpose.TestData, (ulong)sample);
            ring.Sample(ref stream, row);
            if (sample < samples)
                Assert.Equal(row, set.Sample(sample).ToArray());
            if (sample >= 2)
                Assert.Equal(row, rows[((sample - 2) * sites)..((sample - 1) * sites)]);
        }
    }

    [Fact]
    public void A_part_of_a_row_is_refused()
        => Assert.Equal("rows.Length = 20, but it should be exactly 14", Assert.Throws<ArgumentException>(
            () => PottsRingSampler.Xy(7, 3, 1).SampleRows(0, 1, StreamPurpose.Data, new byte[20])).Message);
}
