using MathNet.Numerics.Distributions;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Observables;

/// <summary>Samples with known errors against data.</summary>
public class QualityReferenceTests
{
    [Theory]
    [InlineData("binary", 1)]
    [InlineData("spin", 2)]
    public void Four_rows_of_three_units_by_hand(string name, int step)
    {
        // Means 3/4, 1/2, 1/2 and 3/4, 1/2, 1/4; covariances 12, 13, 23: 1/8, 1/8, 0 and 1/8, 1/16, 1/8; centred triple
        // products −1/16 and 0. A spin is 2 b − 1.
        SpinSet data = SpinSet.Of([[0, 0, 0], [1, 1, 0], [1, 0, 1], [1, 1, 1]]);
        SpinSet samples = SpinSet.Of([[1, 0, 0], [1, 1, 0], [0, 0, 0], [1, 1, 1]]);
        SampleQuality quality = Reference(data, name).Of(samples);
        // Sums of a few fractions of powers of 2, divided by 3.
        Assert.Equal(Math.Pow(step, 2) / 48, quality.MeanError, 1e-14);
        Assert.Equal(Math.Pow(step, 4) * 5 / 768, quality.CovarianceError, 1e-14);
        Assert.Equal(Math.Pow(step, 6) / 256, quality.TripleError, 1e-14);
        Assert.Null(quality.PowerSpectrumError);
        Assert.Equal(7 / 12.0, Reference(data, name).Activity, 1e-15);
        Assert.Equal(6 / 12.0, quality.Activity, 1e-15);
    }

    [Fact]
    public void Power_on_a_ring_of_four_by_hand()
    {
        // Wave numbers 0, π/2, π are on three rings. |F|² of one unit on: 1, 1, 1; of three: 9, 1, 1; of two: 4, 2, 0.
        SpinSet one = SpinSet.Of([[1, 0, 0, 0], [0, 0, 1, 0]]), three = SpinSet.Of([[1, 1, 1, 0], [0, 1, 1, 1]]);
        SpinSet two = SpinSet.Of([[1, 1, 0, 0], [0, 1, 1, 0]]);
        Assert.Equal(Math.Pow(Math.Log(9), 2) / 3, Reference(one, "binary", (1, 4)).Of(three).PowerSpectrumError!.Value, 1e-13);
        Assert.Equal(double.PositiveInfinity, Reference(one, "binary", (1, 4)).Of(two).PowerSpectrumError);
        Assert.Equal(0, Reference(two, "binary", (1, 4)).Of(two).PowerSpectrumError);
        // As spins one and three units up differ by a sign.
        Assert.Equal(0, Reference(one, "spin", (1, 4)).Of(three).PowerSpectrumError!.Value, 1e-25);
    }

    [Theory]
    [InlineData("binary", 0)]
    [InlineData("spin", -1)]
    public void Power_is_that_of_each_picture_transformed(string name, int low)
    {
        const int Rows = 5, Columns = 7, Samples = 11;
        SpinSet data = Coins(Samples, Rows * Columns, 3), samples = Coins(Samples, Rows * Columns, 4);
        double[] here = Power(samples, Rows, Columns, low), there = Power(data, Rows, Columns, low);
        double expected = here.Zip(there).Where(p => !double.IsNaN(p.First)).Average(p => Math.Pow(Math.Log(p.First / p.Second), 2));
        // Sums of 35 × 35 terms, of which no ring has less than a hundredth.
        Assert.Equal(expected, Reference(data, name, (Rows, Columns)).Of(samples).PowerSpectrumError!.Value, 1e-10);
    }

    [Fact]
    public void A_shift_on_the_torus_leaves_the_spectrum_as_it_is()
    {
        const int Rows = 5, Columns = 7;
        SpinSet data = Coins(11, Rows * Columns, 5);
        SpinSet shifted = SpinSet.Of([.. Enumerable.Range(0, 11).Select(s => Enumerable.Range(0, Rows * Columns)
            .Select(i => data.Spin(s, (i / Columns + 2) % Rows * Columns + (i % Columns + 3) % Columns)).ToArray())]);
        // The square of rounding, 1e-13 of a power.
        Assert.Equal(0, Reference(data, "binary", (Rows, Columns)).Of(shifted).PowerSpectrumError!.Value, 1e-24);
        // Pictures of another shape are shifted in no such way.
        Assert.True(Reference(data, "binary", (Columns, Rows)).Of(shifted).PowerSpectrumError > 1e-4);
    }

    [Fact]
    public void Coins_against_coins_are_at_the_floor_of_their_number()
    {
        const int Samples = 500, Units = 120;
        SampleQuality quality = Reference(Coins(Samples, Units, 6), "binary").Of(Coins(Samples, Units, 7));
        // Centring takes the columns x to P x, P = 1 − 1/S; of independent coins of variance σ² = ¼ the variance of an
        // average of r centred factors is σ^2r Σ_st P_st^r / S², and twice that for the difference of two sets.
        double Floor(int r) => 2 * Math.Pow(0.25, r) / Samples / Samples
            * (Samples * Math.Pow(1 - 1.0 / Samples, r) + Samples * (Samples - 1) * Math.Pow(-1.0 / Samples, r));
        // The squares are those of near-Gaussian numbers, independent but for terms of 1/S: for the means chi-square of
        // 120 degrees, for pairs and triples normal with the relative deviation (2/count)^½. Of 280,840 triples 100,000
        // are drawn with replacement.
        double scaled = Units * quality.MeanError / (2 * 0.25 / Samples);
        Assert.InRange(scaled, ChiSquared.InvCDF(Units, Chance.FalseAlarm / 2), ChiSquared.InvCDF(Units, 1 - Chance.FalseAlarm / 2));
        double pairs = Units * (Units - 1) / 2, triples = pairs * (Units - 2) / 3;
        Chance.Near(1, quality.CovarianceError / Floor(2), Chance.Sigmas * Math.Sqrt(2 / pairs));
        Chance.Near(1, quality.TripleError / Floor(3), Chance.Sigmas * Math.Sqrt(2 * (1 / triples + 1.0 / QualityReference.Triples)));
        Chance.Near(0.5, quality.Activity, Chance.Sigmas * 0.5 / Math.Sqrt(Samples * Units));
    }

    [Fact]
    public void Copies_of_the_data_have_no_error_and_no_neighbour_of_their_kind()
    {
        SpinSet data = Coins(100, 60, 8);
        SampleQuality quality = Reference(data, "spin", (6, 10)).Of(data);
        Assert.Equal((0, 0, 0, 0.0, 0), (quality.MeanError, quality.CovarianceError, quality.TripleError, quality.PowerSpectrumError, quality.EntropyExcess));
        Assert.Equal(new AdversarialAccuracy(0, 0), quality.Adversarial);
        Assert.Equal(0.5, quality.Adversarial.Error);
    }

    [Fact]
    public void One_state_alone_is_a_collapse()
    {
        SpinSet data = Coins(100, 60, 9);
        int[] state = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? 1 : 0)];
        SampleQuality quality = Reference(data, "binary").Of(SpinSet.Of([.. Enumerable.Repeat(state, 100)]));
        Assert.Equal(1, quality.Adversarial.SampleAccuracy);
        Assert.Equal(1 / 3.0, quality.Activity, 1e-15);
        // 6000 bytes of one row packed take a few dozen; those of coins at least a bit each, 750.
        Assert.InRange(quality.EntropyExcess, -1, -0.8);
    }

    [Fact]
    public void Ties_count_a_half()
    {
        // The four states of even parity: every distance is 2.
        Assert.Equal(new AdversarialAccuracy(0.5, 0.5),
            AdversarialAccuracy.Of(SpinSet.Of([[1, 1, 0], [1, 0, 1]]), SpinSet.Of([[0, 0, 0], [0, 1, 1]])));
        // Data are at 3 from the other and 1 from a sample; samples at 1 from the other and 1 from a datum.
        Assert.Equal(new AdversarialAccuracy(0, 0.5),
            AdversarialAccuracy.Of(SpinSet.Of([[1, 0, 0], [1, 1, 0]]), SpinSet.Of([[0, 0, 0], [1, 1, 1]])));
        // Data in two pairs far apart, samples one near each pair.
        AdversarialAccuracy near = AdversarialAccuracy.Of(
            SpinSet.Of([[1, 1, 1, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0, 0, 0]]),
            SpinSet.Of([[0, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1, 1]]));
        // Nearest datum and sample of the data: 1 and 3, 1 and 2, 7 and 3; of the samples, sample and datum: 1 and 2,
        // 7 and 3, 1 and 3.
        Assert.Equal((2 / 3.0, 2 / 3.0), (near.DataAccuracy, near.SampleAccuracy));
    }

    [Fact]
    public void Neighbours_of_fresh_data_are_of_either_kind()
    {
        const int Samples = 60, Repeats = 40;
        double[] found = [.. Enumerable.Range(0, Repeats).Select(r => AdversarialAccuracy.Of(
            Coins(Samples, 61, (ulong)(100 + r)), Coins(Samples, 61, (ulong)(500 + r))).DataAccuracy)];
        double mean = found.Average(), error = Math.Sqrt(found.Sum(a => (a - mean) * (a - mean)) / (Repeats - 1) / Repeats);
        // Of 2S − 1 neighbours S − 1 are of the own kind; with ties the mean is between their share and ½. The error of
        // a mean of 40 follows Student's law of 39 degrees.
        double share = (Samples - 1) / (2.0 * Samples - 1);
        double quantile = StudentT.InvCDF(0, 1, Repeats - 1, 1 - Chance.FalseAlarm / 2);
        Assert.InRange(mean, share - quantile * error, 0.5 + quantile * error);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        SpinSet data = Coins(10, 12, 1);
        Assert.Equal("samples.Samples = 9, but it should be exactly 10", Complaint(() => Reference(data, "binary").Of(Coins(9, 12, 1))));
        Assert.Equal("samples.Sites = 13, but it should be exactly 12", Complaint(() => Reference(data, "binary").Of(Coins(10, 13, 1))));
        Assert.Equal("pixels = 10, but it should be exactly 12", Complaint(() => Reference(data, "binary", (2, 5))));
        Assert.Equal("unit = potts:3, but it should be binary or spin", Complaint(() => Reference(data, "potts:3")));
        Assert.Equal("data.Sites = 2, but it should be at least 3", Complaint(() => Reference(Coins(10, 2, 1), "spin")));
    }

    internal static SpinSet Coins(int samples, int sites, ulong seed)
    {
        RandomStream stream = new(seed, StreamPurpose.Data, 0);
        int[][] rows = new int[samples][];
        for (int s = 0; s < samples; s++)
        {
            rows[s] = new int[sites];
            for (int i = 0; i < sites; i++)
                rows[s][i] = stream.NextInt(2);
        }

        return SpinSet.Of(rows);
    }

    private static string Complaint(Action action) => Assert.Throws<ArgumentException>(action).Message;

    private static QualityReference Reference(IDataSet data, string unit, (int, int)? picture = null)
    {
        RandomStream stream = new(1, StreamPurpose.Other, 0);
        return new(data, UnitTypes.ParseVisible(unit), picture, ref stream);
    }

    /// <summary>The mean |F|² of the pictures on each of 15 rings.</summary>
    private static double[] Power(SpinSet set, int rows, int columns, int low)
    {
        double[] sums = new double[15], counts = new double[15];
        double farthest = Math.Sqrt(Math.Pow(rows / 2 / (double)rows, 2) + Math.Pow(columns / 2 / (double)columns, 2));
        for (int q = 0; q < rows; q++)
        {
            for (int p = 0; p < columns; p++)
            {
                double f = Math.Min(q, rows - q) / (double)rows, g = Math.Min(p, columns - p) / (double)columns;
                int bin = Math.Min(14, (int)(15 * Math.Sqrt(f * f + g * g) / farthest));
                for (int s = 0; s < set.Samples; s++)
                {
                    System.Numerics.Complex sum = 0;
                    for (int i = 0; i < rows * columns; i++)
                        sum += (set.Spin(s, i) > 0 ? 1 : low) * System.Numerics.Complex.FromPolarCoordinates(
                            1, -2 * Math.PI * (q * (i / columns) / (double)rows + p * (i % columns) / (double)columns));
                    sums[bin] += sum.Magnitude * sum.Magnitude;
                    counts[bin]++;
                }
            }
        }

        return [.. sums.Zip(counts, (sum, count) => sum / count)];
    }
}
