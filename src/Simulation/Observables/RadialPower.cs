using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The power spectrum of pictures of R × C units on the torus, averaged over the pictures and over rings of wave
/// vectors,
/// <code>P(r) = ⟨|Σ_xy v_xy e^{−2πi (q x/R + p y/C)}|²⟩,    r = (f_q² + f_p²)^½,    f_q = min(q, R − q)/R,</code>
/// f_p in the same way, frequencies in cycles a pixel; 15 rings of equal width between 0 and the largest r, the zero
/// frequency in the first. A shift of the pictures leaves it as it is.
/// </summary>
/// <remarks>
/// By Wiener and Khinchin it is the transform of A(d) = Σ_x ⟨v_x v_{x+d}⟩, which pairs of bits give: no picture is
/// transformed by itself. The transform is a sum over d, (R C)² terms.
/// </remarks>
internal sealed class RadialPower
{
    /// <summary>The number of rings.</summary>
    public const int Bins = 15;

    // What rounding leaves of a power that is 0, against the mean over all frequencies: sums of R C terms, each rounded
    // to 1e-16 of A(0), are below it for a million pixels.
    private const double Rounding = 1e-9;

    private readonly double[] _power;

    private RadialPower(double[] power) => _power = power;

    /// <summary>Measures it.</summary>
    /// <param name="moments">Of the bits of the pictures.</param>
    /// <param name="pairs">⟨b_i b_j⟩ for j &lt; i at [i (i − 1)/2 + j].</param>
    /// <param name="unit">The units, whose values v are taken.</param>
    /// <param name="rows">R.</param>
    /// <param name="columns">C; unit C x + y is the pixel (x, y).</param>
    public static RadialPower Of(
        BitMoments moments, ReadOnlySpan<double> pairs, IVisibleUnit unit, int rows, int columns)
    {
        double[] correlation = Correlation(moments, pairs, rows, columns);
        double ones = correlation[0], low = unit.Values!.Min(v => v[0]), step = unit.Values!.Max(v => v[0]) - low;
        int pixels = rows * columns;
        for (int d = 0; d < pixels; d++)
            correlation[d] = low * low * pixels + 2 * low * step * ones + step * step * correlation[d];
        double[] cosines = [.. Enumerable.Range(0, pixels).Select(n => Math.Cos(2 * Math.PI * n / pixels))];
        double[] power = new double[Bins];
        int[] counts = new int[Bins];
        double farthest = Radius(rows / 2, columns / 2, rows, columns);
        for (int q = 0; q < rows; q++)
        {
            for (int p = 0; p < columns; p++)
            {
                double radius = Radius(q, p, rows, columns);
                int bin = farthest == 0 ? 0 : Math.Min(Bins - 1, (int)(Bins * radius / farthest));
                power[bin] += At(q, p, correlation, cosines, rows, columns);
                counts[bin]++;
            }
        }

        // The mean of the power over the frequencies is A(0).
        for (int bin = 0; bin < Bins; bin++)
        {
            double mean = power[bin] / counts[bin];
            power[bin] = mean <= Rounding * correlation[0] ? 0 : mean;
        }

        return new(power);
    }

    /// <summary>The mean over the rings that hold a frequency of (ln P(r) − ln P′(r))²; infinite where one of the two
    /// has no power on a ring and the other has some.</summary>
    /// <param name="other">P′, of pictures of the same shape.</param>
    public double DistanceTo(RadialPower other)
    {
        double sum = 0;
        int bins = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            (double here, double there) = (_power[bin], other._power[bin]);
            if (double.IsNaN(here))
                continue;
            bins++;
            double difference = here == there ? 0 : Math.Log(here) - Math.Log(there);
            sum += difference * difference;
        }

        return sum / bins;
    }

    /// <summary>A(d) of the bits, at [C d_x + d_y].</summary>
    private static double[] Correlation(BitMoments moments, ReadOnlySpan<double> pairs, int rows, int columns)
    {
        double[] correlation = new double[rows * columns];
        for (int i = 0, at = 0; i < rows * columns; i++)
        {
            (int x, int y) = Math.DivRem(i, columns);
            correlation[0] += moments.Mean(i);
            for (int j = 0; j < i; j++, at++)
            {
                (int otherX, int otherY) = Math.DivRem(j, columns);
                int down = (x - otherX + rows) % rows, along = (y - otherY + columns) % columns;
                correlation[down * columns + along] += pairs[at];
                correlation[(rows - down) % rows * columns + (columns - along) % columns] += pairs[at];
            }
        }

        return correlation;
    }

    private static double At(int q, int p, double[] correlation, double[] cosines, int rows, int columns)
    {
        // q x/R + p y/C in units of 1/(R C), where a whole number of turns is 0.
        int pixels = rows * columns;
        double sum = 0;
        for (int x = 0, d = 0; x < rows; x++)
        {
            long turn = (long)q * x * columns;
            for (int y = 0; y < columns; y++, d++)
                sum += correlation[d] * cosines[(int)((turn + (long)p * y * rows) % pixels)];
        }

        return sum;
    }

    private static double Radius(int q, int p, int rows, int columns)
    {
        double down = Math.Min(q, rows - q) / (double)rows, along = Math.Min(p, columns - p) / (double)columns;
        return Math.Sqrt(down * down + along * along);
    }
}
