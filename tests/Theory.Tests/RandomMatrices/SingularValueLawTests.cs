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
    [InlineData(60, 200, 0.3)]
    [InlineData(200, 60, 2)]
    [InlineData(40, 40, 0.7)]
    public void The_density_is_the_slope_of_the_cumulative_law_and_has_its_moments(int rows, int columns, double deviation)
    {
        SingularValueLaw law = new(rows, columns, deviation);
        // With s = c − h cos φ the roots at both edges are smooth, and the rule of rectangles on a period exact.
        const int points = 2000;
        double centre = (law.LowerEdge + law.UpperEdge) / 2, half = (law.UpperEdge - law.LowerEdge) / 2;
        double Moment(int power) => Enumerable.Range(0, points).Select(k => Math.PI * (k + 0.5) / points).Sum(phi =>
        {
            double s = centre - (half * Math.Cos(phi));
            return Math.Pow(s, power) * law.Density(s) * half * Math.Sin(phi) * Math.PI / points;
        });
        // Of a square matrix the density does not vanish at 0, where φ has a corner: (π/points)²/12 of its slope.
        double tolerance = rows == columns ? 1e-5 : 1e-12, square = deviation * deviation;
        Assert.Equal(1, Moment(0), tolerance);
        // ⟨s²⟩ = Tr WᵀW/min, ⟨s⁴⟩ = Tr (WᵀW)²/min.
        Assert.Equal(1, Moment(2) / (square * law.Larger), tolerance);
        Assert.Equal(1, Moment(4) / (square * square * law.Larger * (law.Larger + law.Smaller)), tolerance);

        // Central differences: off by h²ρ″/6, ρ″ of about ρ over the square of the distance to the edge, half here.
        double h = 1e-4 * half, middle = centre - (0.3 * half);
        Assert.Equal(1, (law.Cumulative(middle + h) - law.Cumulative(middle - h)) / (2 * h * law.Density(middle)), 1e-7);
        Assert.Equal(0, law.Density(law.UpperEdge * 1.0001));
        Assert.Equal(0, law.Density(law.LowerEdge - 1e-9));
        Assert.Equal(rows == columns ? 2 / (Math.PI * deviation * Math.Sqrt(rows)) : 0, law.Density(law.LowerEdge), 1e-12);
    }

    [Theory]
    [InlineData(60, 40)]
    [InlineData(20, 75)]
    public void The_largest_of_noise_has_the_mean_and_deviation_of_Tracy_and_Widom(int rows, int columns)
    {
        const int count = 400;
        SingularValueLaw law = new(rows, columns, 0.5);
        Random random = new(3);
        double[] largest = [.. Enumerable.Range(0, count).Select(_ =>
        {
            Matrix<double> matrix = Matrix<double>.Build.Dense(rows, columns, NoiseMatrix.Of(rows, columns, 0.5, random));
            Matrix<double> squares = rows < columns ? matrix * matrix.Transpose() : matrix.Transpose() * matrix;
            return Math.Sqrt(squares.Evd(Symmetricity.Symmetric).EigenValues.Max(x => x.Real));
        })];
        double mean = largest.Average(), deviation = Math.Sqrt(largest.Sum(s => (s - mean) * (s - mean)) / (count - 1));
        // Five standard errors, of the deviation with the law's excess kurtosis of 0.17, and the order of what is left
        // out, min^(−2/3).
        double rest = Math.Pow(law.Smaller, -2.0 / 3);
        Assert.Equal(0, (mean - law.LargestMean) / law.LargestDeviation, (5 / Math.Sqrt(count)) + rest);
        Assert.Equal(1, deviation / law.LargestDeviation, (5 * Math.Sqrt(2.17 / 4 / count)) + rest);
        // What is tested is a shift from the edge: 0.95 deviations of the law, and ½ in the sizes, which is
        // ½(1/√n + 1/√m)(√n + √m) in s² over 1.268 A.
        double half = 0.5 * Math.Pow((1 / Math.Sqrt(rows)) + (1 / Math.Sqrt(columns)), 2.0 / 3) / 1.268;
        Assert.Equal(-0.95 - half, (law.LargestMean - law.UpperEdge) / law.LargestDeviation, 0.03);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(3, 2)]
    public void The_largest_is_a_number_for_the_smallest_matrices_too(int rows, int columns)
    {
        SingularValueLaw law = new(rows, columns, 1);
        Assert.InRange(law.LargestMean, 0, law.UpperEdge);
        Assert.InRange(law.LargestDeviation, 0, law.UpperEdge);
        // One row: s² is χ² of 40 degrees, ⟨s⟩ = √39.5 and deviation √½ but for some parts in 1600.
        if (columns == 40)
        {
            Assert.Equal(Math.Sqrt(39.5), law.LargestMean, 0.15);
            Assert.Equal(Math.Sqrt(0.5), law.LargestDeviation, 0.15);
        }
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
