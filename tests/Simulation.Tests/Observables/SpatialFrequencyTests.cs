using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Tests.Observables;

public class SpatialFrequencyTests
{
    [Fact]
    public void The_frequency_of_waves_on_a_picture()
    {
        // Rows of a whole number of turns but for one step at the border, which is left out of the differences.
        const int Rows = 6, Columns = 400;
        double k = 2 * Math.PI * 40 / Columns;
        double[] wave = [.. Enumerable.Range(0, Rows * Columns).Select(i => Math.Sin(k * (i % Columns)))];
        // The 400th difference, sin(0) − sin(−k), would add sin²k to the 400 · ½ (2 − 2 cos k) of a closed row.
        Assert.Equal(2 - (2 * Math.Cos(k)) - (Math.Sin(k) * Math.Sin(k) / 200), SpatialFrequency.Of(wave, Rows, Columns), 1e-12);
        Assert.Equal(0, SpatialFrequency.Of([3, 3, 3, 3, 3, 3], 2, 3));
        // Of a checkerboard of 2 × 3 all seven differences are 2: 28/6. The same numbers as 3 × 2 are another picture.
        Assert.Equal(28 / 6.0, SpatialFrequency.Of([1, -1, 1, -1, 1, -1], 2, 3), 1e-15);
        Assert.Equal(12 / 6.0, SpatialFrequency.Of([1, -1, 1, -1, 1, -1], 3, 2), 1e-15);
        Assert.Throws<ArgumentException>(() => SpatialFrequency.Of([1, 2, 3], 2, 2));
    }
}
