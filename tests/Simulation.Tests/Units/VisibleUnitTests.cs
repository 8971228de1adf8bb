using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Units;

public class VisibleUnitTests
{
    private const int Count = 13;

    [Theory]
    [InlineData("spin", 2)]
    [InlineData("binary", 2)]
    [InlineData("potts:2", Count)]
    [InlineData("potts:7", Count)]
    [InlineData("potts:256", Count)]
    public void Rows_and_values_lead_to_each_other(string name, int bytes)
    {
        IVisibleUnit unit = UnitTypes.ParseVisible(name);
        Assert.Equal(bytes, unit.RowBytes(Count));
        Assert.Equal(0, unit.RowBytes(0));
        var stream = new RandomStream(47, StreamPurpose.Other, 0);
        for (int repeat = 0; repeat < 5; repeat++)
        {
            float[] values = [.. Enumerable.Range(0, Count).SelectMany(
                _ => unit.Values![stream.NextInt(unit.Values.Count)])];
            float[] decoded = new float[values.Length];
            byte[] row = new byte[bytes];
            Array.Fill(row, byte.MaxValue);
            unit.Encode(values, row);
            unit.Decode(row, decoded);
            Assert.Equal(values, decoded);
        }
    }

    [Theory]
    [InlineData("spin")]
    [InlineData("binary")]
    public void Bits_beyond_the_last_unit_become_zero(string name)
    {
        IVisibleUnit unit = UnitTypes.ParseVisible(name);
        byte[] row = [255, 255];
        unit.Encode([.. Enumerable.Repeat(1f, Count)], row);
        Assert.Equal<byte[]>([255, 0b11111], row);
    }

    [Fact]
    public void A_binary_row_has_the_bits_of_the_ones()
    {
        byte[] row = new byte[1];
        BinaryUnit.Instance.Encode([1, 0, 0, 1, 0], row);
        Assert.Equal<byte[]>([0b01001], row);
    }

    [Fact]
    public void A_potts_row_has_the_colours()
    {
        byte[] row = new byte[2];
        new PottsUnit(3).Encode([0, 0, 1, 0, 1, 0], row);
        Assert.Equal<byte[]>([2, 1], row);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new PottsUnit(3).Decode([1, 3], new float[6]));
        Assert.Equal("colour = 3, but it should be in [0, 2]", error.Message);
        Assert.Throws<ArgumentException>(() => new PottsUnit(3).Decode([1], new float[6]));
        Assert.Throws<ArgumentException>(() => new PottsUnit(3).Encode(new float[5], row));
    }

    [Fact]
    public void Without_a_mean_over_the_colours_nothing_that_is_seen_changes()
    {
        PottsUnit unit = new(7);
        float[] couplings = [3, -1, 4, 1, -5, 9, 2.5f], gauged = [.. couplings];
        float[] before = new float[7], after = new float[7];
        unit.ToGauge(gauged);
        unit.Mean(couplings, [], before);
        unit.Mean(gauged, [], after);

        // Each of 7 differences is rounded by 2^−24 of at most 9, and so is the mean; a probability moves twice as far
        // as the exponents.
        const double Rounding = 2 * 9.0 / (1 << 24);
        Chance.Near(0, gauged.Sum(x => (double)x), 7 * Rounding);
        for (int a = 0; a < 7; a++)
            Chance.Near(before[a], after[a], 4 * Rounding);
    }

    [Fact]
    public void The_largest_random_number_finds_a_colour_that_has_weight()
    {
        PottsUnit unit = new(7);
        var stream = new RandomStream(53, StreamPurpose.Other, 0);
        float[] input = new float[7], value = new float[7];
        for (int repeat = 0; repeat < 1009; repeat++)
        {
            for (int a = 0; a < 7; a++)
                input[a] = a < 5 ? (float)stream.NextGaussian() : -300;
            RandomStream largest = Largest();
            unit.Sample(input, [], ref largest, value);
            Assert.Equal(1, value.Sum());
            Assert.Equal(0, value[5] + value[6]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(257)]
    public void Colours_fit_a_byte(int colours) => Assert.Throws<ArgumentException>(() => new PottsUnit(colours));

    /// <summary>A stream whose next word is 2^64 − 1, by undoing the output function of xoshiro256**.</summary>
    private static RandomStream Largest()
    {
        ulong ninth = unchecked(ulong.MaxValue * Inverse(9));
        return RandomStream.FromState(1, unchecked(ulong.RotateRight(ninth, 7) * Inverse(5)), 1, 1);

        // Newton's steps double the number of right bits, 3 at the start.
        static ulong Inverse(ulong odd)
        {
            ulong inverse = odd;
            for (int step = 0; step < 5; step++)
                inverse = unchecked(inverse * (2 - odd * inverse));
            return inverse;
        }
    }
}
