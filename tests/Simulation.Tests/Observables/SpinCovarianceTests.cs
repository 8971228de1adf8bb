using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class SpinCovarianceTests
{
    [Theory]
    [InlineData(3, 1)]
    [InlineData(31, 257)]
    [InlineData(64, 1024)]
    [InlineData(67, 1801)]
    [InlineData(101, 2311)]
    [InlineData(131, 61)]
    public void It_is_the_covariance_of_the_same_rows_as_numbers(int sites, int rows)
    {
        // Sums of ±1 are exact, and both divide the same integers: not a bit differs. Rows come in three pieces, one
        // of them empty, and the matrix is looked at in between.
        SpinSet data = new IsingRingSampler(sites, 0.4).SampleSet(rows, 5);
        SpinCovariance spins = new(sites);
        SampleCovariance numbers = new(sites);
        sbyte[] row = new sbyte[sites];
        int third = rows / 3;
        spins.Add(data, third, 0);
        foreach ((int first, int end) in new[] { (third, rows), (0, third) })
        {
            spins.Add(data, first, end - first);
            for (int s = first; s < end; s++)
            {
                for (int i = 0; i < sites; i++)
                    row[i] = (sbyte)data.Spin(s, i);
                numbers.Add<sbyte>(row);
            }

            Assert.Equal(numbers.Rows, spins.Rows);
            Assert.Equal(numbers.Matrix(), spins.Matrix());
        }
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        SpinSet data = new(5, 7);
        Says("sites = 0, but it should be at least 1", () => new SpinCovariance(0));
        Says("data.Sites = 7, but it should be exactly 6", () => Added(new SpinCovariance(6), 0, 5));
        Says("first = 6, but it should be in [0, 5]", () => Added(new SpinCovariance(7), 6, 0));
        Says("count = 4, but it should be in [0, 3]", () => Added(new SpinCovariance(7), 2, 4));
        Says("Rows = 0, but it should be a finite number > 0", () => new SpinCovariance(2).Matrix());

        object Added(SpinCovariance covariance, int first, int count)
        {
            covariance.Add(data, first, count);
            return covariance;
        }
    }
}
