using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class SingularValueLawTests
{
    [Theory]
    [InlineData(60, 200, 0.3)]
    [InlineData(200, 60, 0.3)]
    [InlineData(120, 120, 2)]
    public void The_singular_values_of_a_random_matrix_follow_it(int rows, int columns, double deviation)
    {
        double[] values = SingularValues(rows, columns, deviation, _ => 0);
        SingularValueLaw law = new(rows, columns, deviation);
        Assert.Equal(law.Smaller, values.Length);
        // Eigenvalues are rigid: the share below any value is right to about log(n)/n, and 4/n is far beyond that.
        for (int i = 0; i < values.Length; i++)
            Assert.Equal((i + 0.5) / values.Length, 1 - law.Cumulative(values[i]), 4.0 / values.Length);
        // Johnstone: s² is (√n + √m)² plus (√n + √m)(1/√n + 1/√m)^(1/3) times a number of Tracy and Widom, which is in
        // [−5.5, 4] but for one case in 10,000; s by half of it over s₊.
        double scale = deviation * Math.Cbrt(1 / Math.Sqrt(rows) + 1 / Math.Sqrt(columns)) / 2;
        Assert.InRange(values[0], law.UpperEdge - 5.5 * scale, law.UpperEdge + 4 * scale);
    }

    [Theory]
    [InlineData(60, 200)]
    [InlineData(1, 50)]
    [InlineData(31, 31)]
    public void Edges_and_median_are_places_of_the_cumulative_law(int rows, int columns)
    {
        SingularValueLaw law = new(rows, columns, 0.7);
        Assert.Equal(0.7 * (Math.Sqrt(rows) + Math.Sqrt(columns)), law.UpperEdge, 1e-12);
        Assert.Equal(0.7 * Math.Abs(Math.Sqrt(rows) - Math.Sqrt(columns)), law.LowerEdge, 1e-12);
        Assert.Equal(1, law.Cumulative(law.UpperEdge * 1.000001));
        Assert.Equal(0, law.Cumulative(law.LowerEdge * 0.999999));
        Assert.Equal(0.5, law.Cumulative(law.Median), 1e-9);
        Assert.Equal(law.Median, new SingularValueLaw(columns, rows, 0.7).Median, 1e-12);
    }

    [Fact]
    public void Of_square_matrices_it_is_the_quarter_circle()
    {
        // Density √(4 − s²)/π on [0, 2] in units of σ√n: below s, (s √(4 − s²)/2 + 2 asin(s/2))/π.
        SingularValueLaw law = new(100, 100, 0.1);
        foreach (double s in (double[])[0.1, 0.5, 1, 1.5, 1.9])
            Assert.Equal(((s * Math.Sqrt(4 - (s * s)) / 2) + (2 * Math.Asin(s / 2))) / Math.PI, law.Cumulative(s), 1e-12);
    }

    [Fact]
    public void The_bulk_gives_the_deviation_of_the_noise_though_some_values_are_none()
    {
        // Five values of 40, far above the edge of 6.6: the median moves by 5/2 of 60 places, of a spacing of about
        // (s₊ − s₋)/60 each, which is 0.08: 5 % of the median of 4.1.
        double[] values = SingularValues(60, 200, 0.3, i => i < 5 ? 40 : 0);
        SingularValueLaw law = SingularValueLaw.OfBulk(60, 200, values);
        Assert.InRange(law.Deviation, 0.285, 0.33);
        Assert.Equal(5, values.Count(value => value > 1.1 * law.UpperEdge));
        Assert.Equal(law.Median, SingularValueLaw.OfBulk(60, 200, [.. Enumerable.Repeat(law.Median, 60)]).Median, 1e-9);
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SingularValueLaw(0, 1, 1));
        Assert.Throws<ArgumentException>(() => new SingularValueLaw(1, 1, 0));
        Assert.Throws<ArgumentException>(() => SingularValueLaw.OfBulk(3, 2, [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => SingularValueLaw.OfBulk(3, 2, [0, 0]));
    }

    /// <summary>Of Gaussian noise with some numbers on the diagonal, largest first.</summary>
    private static double[] SingularValues(int rows, int columns, double deviation, Func<int, double> diagonal)
    {
        Random random = new(7);
        double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return [.. Matrix<double>.Build
            .Dense(rows, columns, (i, j) => deviation * Gaussian() + (i == j ? diagonal(i) : 0)).Svd(false).S];
    }
}
