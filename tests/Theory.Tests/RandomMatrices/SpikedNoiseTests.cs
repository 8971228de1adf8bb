using FsCheck.Xunit;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class SpikedNoiseTests
{
    [Property]
    public void The_strength_of_an_outlier_is_what_it_was_made_of(Sites rows, States columns, Factor factor, Fraction size)
    {
        SpikedNoise noise = new(rows, columns, size.Between(0.01, 10));
        double w = noise.Threshold * factor, s = noise.SingularValue(w);
        Assert.True(s > noise.Edge);
        // Near the edge s − s₊ is (w − w_c²/w)²/2s₊: a rounding of s moves w by 1e-16 s₊²/(w − w_c).
        double tolerance = 4e-16 * s * (noise.Edge / (w - noise.Threshold) + 4);
        Assert.Equal(w, noise.Strength(s)!.Value, tolerance);
    }

    [Property]
    public void It_is_the_formula_as_it_is_written_elsewhere(Sites rows, States columns, Factor factor)
    {
        // With noise of deviation σ_L/√L, L = √(nm), and κ = m/n.
        double l = Math.Sqrt((double)rows * columns), kappa = (double)columns / rows;
        const double sigma = 0.7;
        SpikedNoise noise = new(rows, columns, sigma / Math.Sqrt(l));
        double w = sigma * factor, root = Math.Sqrt(kappa), square = w * w, s2 = sigma * sigma;
        double outlier = Math.Sqrt((square + (s2 * root)) * (square + (s2 / root))) / w;
        double left = 1 - (s2 / root * ((s2 * root) + square) / (square * (square + (s2 / root))));
        double right = 1 - (s2 * root * ((s2 / root) + square) / (square * (square + (s2 * root))));
        double b = (outlier * outlier) - (s2 * (root + (1 / root)));
        Assert.Equal(1, noise.SingularValue(w) / outlier, 1e-14);
        Assert.Equal(left, noise.LeftOverlap(w), 1e-13);
        Assert.Equal(right, noise.RightOverlap(w), 1e-13);
        // The difference under this root has lost its digits near the threshold: half of them come back.
        Assert.Equal(1, Math.Sqrt(0.5 * (b + Math.Sqrt(Math.Max(0, (b * b) - (4 * s2 * s2)))))
            / noise.Strength(outlier)!.Value, 1e-6);
    }

    [Fact]
    public void Below_the_threshold_nothing_is_seen()
    {
        SpikedNoise noise = new(300, 80, 0.1);
        Assert.Equal(noise.Edge, noise.SingularValue(0.99 * noise.Threshold));
        Assert.Equal(noise.Edge, noise.SingularValue(0));
        Assert.Equal(0, noise.LeftOverlap(noise.Threshold));
        Assert.Equal(0, noise.RightOverlap(0));
        Assert.Null(noise.Strength(noise.Edge));
        Assert.Null(noise.Strength(0));
        Assert.Equal(new SingularValueLaw(300, 80, 0.1).UpperEdge, noise.Edge, 1e-14);
    }

    [Theory]
    [InlineData(160, 80, 2)]
    [InlineData(80, 160, 1.5)]
    public void Sampled_matrices_have_these_outliers_and_overlaps(int rows, int columns, double factor)
    {
        const int count = 16;
        SpikedNoise noise = new(rows, columns, 1);
        Random random = new(11);
        double w = factor * noise.Threshold;
        double[] values = new double[count], left = new double[count], right = new double[count];
        for (int t = 0; t < count; t++)
        {
            double[] u = NoiseMatrix.Direction(rows, random), v = NoiseMatrix.Direction(columns, random);
            double[] matrix = NoiseMatrix.Of(rows, columns, 1, random);
            for (int k = 0; k < matrix.Length; k++)
                matrix[k] += w * u[k % rows] * v[k / rows];
            WeightModes modes = WeightModes.Of(matrix, rows);
            (values[t], left[t], right[t]) = (modes.Values[0], Square(modes.Left(0), u), Square(modes.Right(0), v));
        }

        IsMean(noise.SingularValue(w), values, 1 / noise.SingularValue(w));
        IsMean(noise.LeftOverlap(w), left, 1.0 / Math.Min(rows, columns));
        IsMean(noise.RightOverlap(w), right, 1.0 / Math.Min(rows, columns));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("rows = 0, but it should be at least 1", () => _ = new SpikedNoise(0, 1, 1));
        Samples.IsRefused("deviation = 0, but it should be a finite number > 0", () => _ = new SpikedNoise(1, 1, 0));
        Samples.IsRefused("strength = -1, but it should be a finite number >= 0", () => new SpikedNoise(1, 1, 1).LeftOverlap(-1));
        Samples.IsRefused("singularValue = NaN, but it should be a finite number >= 0", () => new SpikedNoise(1, 1, 1).Strength(double.NaN));
    }

    // Within five standard errors, those of the samples themselves, and what finite sizes shift.
    private static void IsMean(double expected, double[] found, double shift)
    {
        double mean = found.Average(), variance = found.Sum(x => (x - mean) * (x - mean)) / (found.Length - 1);
        Assert.Equal(expected, mean, (5 * Math.Sqrt(variance / found.Length)) + shift);
    }

    private static double Square(ReadOnlySpan<double> one, double[] other)
    {
        double dot = 0;
        for (int i = 0; i < other.Length; i++)
            dot += one[i] * other[i];
        return dot * dot;
    }
}
