using MathNet.Numerics.Random;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class FixedLengthTests
{
    [Fact]
    public void Equal_variances_stay_equal_and_two_kinds_have_their_beta_law()
    {
        Assert.All(FixedLength.Eigenvalues([2, 2, 2, 2, 2]), x => Assert.Equal(2, x, 1e-13));

        // 3 of variance s, 4 of variance 1: with B ~ Beta(3/2, 2), the share of the three, each has (7/3) ⟨sB/(sB + 1 − B)⟩
        // of N = 3s + 4. By Simpson's rule in x = sin²φ: B^(1/2) (1 − B) dB = 2 sin²φ cos³φ dφ.
        const double s = 5;
        double[] found = FixedLength.Eigenvalues([s, s, s, 1, 1, 1, 1]);
        double share = 0, norm = 0;
        const int points = 2000;
        for (int i = 0; i <= points; i++)
        {
            double b = Math.Pow(Math.Sin(0.5 * Math.PI * i / points), 2);
            double weight = (i == 0 || i == points ? 1 : 2 + (2 * (i % 2))) * b * Math.Pow(1 - b, 1.5);
            norm += weight;
            share += weight * s * b / ((s * b) + 1 - b);
        }

        double expected = ((3 * s) + 4) * share / norm / 3;
        Assert.Equal(expected, found[1], 1e-9);
        Assert.Equal(((3 * s) + 4 - (3 * expected)) / 4, found[5], 1e-9);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Variances_lead_back_to_their_eigenvalues(double beta)
    {
        double[] spectrum = new IsingRing(100, beta).Spectrum();
        double[] variances = FixedLength.Variances(spectrum);
        Assert.Equal(100, variances.Sum(), 1e-10);
        Assert.True(variances[0] > spectrum[0]);
        Assert.Equal(0, Samples.MaxDifference(spectrum, FixedLength.Eigenvalues(variances)), 1e-11);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    public void The_fourth_cumulants_of_the_ring_are_the_formula(double beta)
    {
        // The way round the ring adds t^N of them: 1e-54 and 1.5e-12, times N².
        const int sites = 100;
        var ring = new IsingRing(sites, beta);
        double[] spectrum = ring.Spectrum();
        double mean = spectrum.Sum(x => x * x) / sites;
        foreach (int q in (int[])[0, 1, 7])
        {
            double[] expected = [.. spectrum.Select(
                x => 2.0 / sites * x * spectrum[q] * (mean - x - spectrum[q]))];
            Assert.Equal(0, Samples.MaxDifference(expected, FourthCumulants.Of(ring, q)), 1e-7);
        }
    }

    [Fact]
    public void Fourth_cumulants_of_rows_of_fixed_length_are_the_formula_to_leading_order_and_three_times_it_of_one_mode()
    {
        // N = 60, ten modes of 3 and fifty of 0.6. The next order is some 10/N of K, 0.17. The mean of v⁴ over the ten
        // deviates by √(96/10) × 9 in a row, by 0.06 in all: 0.02 of 3K, 0.08 with a chance of 1e-6; the other by less.
        const int draws = 200_000, sites = 60, large = 10;
        double[] spectrum = [.. Enumerable.Range(0, sites).Select(a => a < large ? 3.0 : 0.6)];
        double[] variances = FixedLength.Variances(spectrum);
        var random = new MersenneTwister(5);
        double same = 0, different = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            double length = 0, first = 0, fourth = 0;
            for (int a = 0; a < sites; a++)
            {
                double square = variances[a] * Square(random);
                length += square;
                first += a < large ? square : 0;
                fourth += a < large ? square * square : 0;
            }

            double scale = sites / length;
            same += fourth * scale * scale / large / draws;
            different += first * scale * (sites - (first * scale)) / large / (sites - large) / draws;
        }

        double mean = spectrum.Sum(x => x * x) / sites;
        Assert.Equal(3, (same - (3 * 9)) / (2.0 / sites * 9 * (mean - 6)), 3 * 0.25);
        Assert.Equal(1, (different - (3 * 0.6)) / (2.0 / sites * 1.8 * (mean - 3.6)), 0.25);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("eigenvalues.Count = 2, but it should be at least 3", () => FixedLength.Variances([1, 1]));
        Samples.IsRefused(
            "eigenvalues[1] = 0, but it should be a finite number > 0", () => FixedLength.Variances([1, 0, 1]));
    }

    private static double Square(Random random)
    {
        double radius = -2 * Math.Log(1 - random.NextDouble()), cos = Math.Cos(2 * Math.PI * random.NextDouble());
        return radius * cos * cos;
    }
}
