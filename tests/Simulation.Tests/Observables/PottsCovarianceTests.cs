using System.Numerics;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class PottsCovarianceTests
{
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(17, 11, 1)]
    [InlineData(13, 7, 1024)]
    [InlineData(29, 5, 1031)]
    [InlineData(64, 2, 2503)]
    [InlineData(2, 257, 1301)]
    [InlineData(3, 43, 4099)]
    public void Counts_are_those_of_one_row_after_another(int sites, int states, int rows)
    {
        // Colours of very different frequencies: those that most rows have fill bytes more than once. Looking at the
        // matrix half-way leaves the counts as they are.
        PottsCovariance covariance = new(sites, states);
        long[,] counts = new long[sites * states, sites * states];
        RandomStream stream = new(3, StreamPurpose.Other, 0);
        short[] row = new short[sites];
        for (int r = 0; r < rows; r++)
        {
            for (int i = 0; i < sites; i++)
                row[i] = (short)(stream.NextInt(3) > 0 ? i % states : stream.NextInt(states));
            covariance.Add<short>(row);
            if (r == rows / 2)
                covariance.Matrix();
            for (int i = 0; i < sites; i++)
            {
                for (int j = 0; j < sites; j++)
                    counts[i * states + row[i], j * states + row[j]]++;
            }
        }

        Assert.Equal(rows, covariance.Rows);
        double[,] matrix = covariance.Matrix();
        double mean = 1.0 / states, variance = mean * (1 - mean);
        for (int a = 0; a < sites * states; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double frequency = (double)counts[a, b] / rows;
                double product = mean * ((double)counts[a, a] / rows + (double)counts[b, b] / rows - mean);
                Assert.Equal((frequency - product) / variance, matrix[a, b]);
                Assert.Equal(matrix[a, b], matrix[b, a]);
            }
        }
    }

    [Fact]
    public void A_row_that_is_refused_leaves_no_trace()
    {
        PottsCovariance covariance = new(5, 3), clean = new(5, 3);
        covariance.Add<int>([0, 1, 2, 1, 0]);
        Says("row = 3, but it should be in [0, 2]", () => Added<int>([2, 2, 2, 2, 3]));
        Says("row = -1, but it should be in [0, 2]", () => Added<sbyte>([1, 1, -1, 1, 1]));
        Says("row.Length = 4, but it should be exactly 5", () => Added<byte>([1, 1, 1, 1]));
        covariance.Add<byte>([2, 1, 1, 0, 0]);
        clean.Add<byte>([0, 1, 2, 1, 0]);
        clean.Add<byte>([2, 1, 1, 0, 0]);
        Assert.Equal(2, covariance.Rows);
        Assert.Equal(clean.Matrix(), covariance.Matrix());
        Says("Rows = 0, but it should be a finite number > 0", () => new PottsCovariance(2, 2).Matrix());

        object Added<T>(T[] row)
            where T : struct, IBinaryInteger<T>
        {
            covariance.Add<T>(row);
            return covariance;
        }
    }
}
