using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Observables;

public class DataCovarianceTests
{
    [Theory]
    [InlineData("spin")]
    [InlineData("binary")]
    [InlineData("potts:3")]
    public void It_is_the_covariance_of_the_decoded_numbers(string name)
    {
        IVisibleUnit unit = UnitTypes.ParseVisible(name);
        ByteRows set = Rows(unit, 40);
        double[] weights = [.. Enumerable.Range(1, 40).Select(s => (double)(s % 4 + 1))];
        foreach (IDataSet data in (IDataSet[])[set, new WeightedSet(set, weights)])
        {
            (double[,] matrix, double[] means) = DataCovariance.Of(data, unit);
            int width = 5 * unit.Components;
            double[][] rows = [.. Enumerable.Range(0, 40).Select(s => Decoded(data, unit, s))];
            double total = data.Weights?.Sum() ?? 40;
            double Mean(Func<double[], double> f) => rows.Select((row, s) => (data.Weights?[s] ?? 1) * f(row)).Sum() / total;
            // Sums of 40 numbers of order 1 to 4.
            for (int x = 0; x < width; x++)
            {
                Assert.Equal(Mean(row => row[x]), means[x], 1e-13);
                for (int y = 0; y < width; y++)
                    Assert.Equal(Mean(row => row[x] * row[y]) - means[x] * means[y], matrix[x, y], 1e-13);
            }
        }
    }

    [Fact]
    public void Whole_weights_are_repeated_rows()
    {
        IVisibleUnit unit = SpinUnit.Instance;
        ByteRows set = Rows(unit, 6);
        double[] weights = [3, 1, 2, 5, 1, 4];
        byte[] row = new byte[set.RowBytes];
        List<byte> repeated = [];
        for (int s = 0; s < 6; s++)
        {
            set.CopyRow(s, row);
            for (int r = 0; r < weights[s]; r++)
                repeated.AddRange(row);
        }

        // Whole numbers are counted exactly in both.
        (double[,] one, double[] oneMean) = DataCovariance.Of(new WeightedSet(set, weights), unit);
        (double[,] other, double[] otherMean) = DataCovariance.Of(new ByteRows(repeated.ToArray(), 5, set.RowBytes), unit);
        Assert.Equal(other, one);
        Assert.Equal(otherMean, oneMean);
    }

    private static ByteRows Rows(IVisibleUnit unit, int samples)
    {
        Simulation.Training.PersistentChains chains = new(samples, new(unit, 5), 3);
        return new(chains.Rows.ToArray(), 5, chains.RowBytes);
    }

    private static double[] Decoded(IDataSet data, IVisibleUnit unit, int sample)
    {
        byte[] row = new byte[data.RowBytes];
        float[] values = new float[5 * unit.Components];
        data.CopyRow(sample, row);
        unit.Decode(row, values);
        return Array.ConvertAll(values, value => (double)value);
    }
}
