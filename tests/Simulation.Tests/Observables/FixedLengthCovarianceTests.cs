using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class FixedLengthCovarianceTests
{
    [Fact]
    public void It_is_the_sum_over_the_rows_that_the_stream_gives()
    {
        // Rows of 6, so that a vector and its rest occur; two parts add up to one.
        double[] variances = [3, 1, 0.5, 2, 0.25, 1.25];
        var stream = new RandomStream(3, StreamPurpose.Other, 0);
        var same = new RandomStream(3, StreamPurpose.Other, 0);
        var covariance = new FixedLengthCovariance(variances);
        covariance.Add(ref stream, 2);
        covariance.Add(ref stream, 3);
        double[,] expected = new double[6, 6], found = covariance.Matrix();
        for (int s = 0; s < 5; s++)
        {
            double[] row = [.. variances.Select(v => Math.Sqrt(v))];
            for (int a = 0; a < 6; a++)
                row[a] *= same.NextGaussian();
            double square = row.Sum(x => x * x);
            for (int a = 0; a < 6; a++)
            {
                for (int b = 0; b < 6; b++)
                    expected[a, b] += 8 * row[a] * row[b] / square / 5;
            }
        }

        for (int a = 0; a < 6; a++)
        {
            for (int b = 0; b < 6; b++)
                Chance.Near(expected[a, b], found[a, b], 1e-14);
        }

        Chance.Near(8, Enumerable.Range(0, 6).Sum(a => found[a, a]), 1e-13);
        Assert.Equal(5, covariance.Rows);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Says("variances[1] = 0, but it should be a finite number > 0", () => new FixedLengthCovariance([1, 0]));
        Says("Rows = 0, but it should be a finite number > 0", () => new FixedLengthCovariance([1]).Matrix());
    }
}
