using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests.Observables;

public class GaussianCovarianceTests
{
    private static readonly double[] Eigenvalues = [3, 0.5, 0, 2, 1];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(17)]
    public void Its_first_two_moments_are_those_of_a_Wishart_matrix(int samples)
    {
        // ⟨C_ab⟩ = λ_a δ_ab, and var C_ab = λ_a λ_b (1 + δ_ab)/S, whose square, of kurtosis at most that of the square
        // of χ²(1), 60 times its variance squared, is a mean of 20 000.
        const int draws = 20_000;
        double[,] means = new double[5, 5], squares = new double[5, 5];
        for (int draw = 0; draw < draws; draw++)
        {
            double[,] matrix = Draw(Eigenvalues, draw, samples);
            for (int a = 0; a < 5; a++)
            {
                for (int b = 0; b < 5; b++)
                {
                    Assert.Equal(matrix[a, b], matrix[b, a]);
                    double deviation = matrix[a, b] - (a == b ? Eigenvalues[a] : 0);
                    means[a, b] += deviation / draws;
                    squares[a, b] += deviation * deviation / draws;
                }
            }
        }

        for (int a = 0; a < 5; a++)
        {
            for (int b = 0; b < 5; b++)
            {
                double variance = Eigenvalues[a] * Eigenvalues[b] * (a == b ? 2 : 1) / samples;
                Chance.Near(0, means[a, b], Chance.Sigmas * Math.Sqrt(variance / draws));
                Chance.Near(variance, squares[a, b], Chance.Sigmas * variance * Math.Sqrt(60.0 / draws));
            }
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(11, 0)]
    [InlineData(3, 8)]
    [InlineData(1, 1)]
    public void The_top_of_the_white_two_by_two_matrix_has_its_exact_mean(int first, int second)
    {
        // λ_1 + λ_2 has the mean 2S, and 2√(λ_1 λ_2)/(λ_1 + λ_2) is, independently of it, the (S − 1)-th root of a
        // uniform number: ⟨λ_1 − λ_2⟩ = S(S − 1) B((S − 1)/2, 3/2), 2 at S = 1. Parts add up to the same law.
        int samples = first + second;
        double splitting = samples == 1 ? 2 : samples * (samples - 1) * SpecialFunctions.Beta((samples - 1) / 2.0, 1.5);
        const int draws = 40_000;
        double[] tops = [.. Enumerable.Range(0, draws).Select(i => Top(Draw([1, 1], i, first, second)))];
        // The variance of λ_1 is at most that of the trace, 4S.
        Chance.Near((samples + splitting / 2) / samples, tops.Average(), Chance.Sigmas * Math.Sqrt(4.0 / samples / draws));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(101)]
    public void Sums_of_squares_follow_their_law(int degrees)
    {
        // Twenty cells of the same probability.
        const int draws = 40_000, cells = 20;
        int[] counts = new int[cells];
        RandomStream stream = new(5, StreamPurpose.Other, (ulong)degrees);
        for (int draw = 0; draw < draws; draw++)
        {
            double x = GaussianCovariance.ChiSquared(ref stream, degrees);
            counts[Math.Min(cells - 1, (int)(cells * ChiSquared.CDF(degrees, x)))]++;
        }

        Chance.FollowsLaw([.. Enumerable.Repeat(1.0 / cells, cells)], counts);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(13)]
    public void Its_top_is_that_of_rows_drawn_one_by_one(int samples)
    {
        const int draws = 10_000;
        double[] direct = new double[draws], here = new double[draws];
        for (int draw = 0; draw < draws; draw++)
        {
            RandomStream stream = new(7, StreamPurpose.Data, (ulong)draw);
            SampleCovariance covariance = new(5);
            for (int row = 0; row < samples; row++)
            {
                double[] values = new double[5];
                for (int a = 0; a < 5; a++)
                    values[a] = Math.Sqrt(Eigenvalues[a]) * stream.NextGaussian();
                covariance.Add<double>(values);
            }

            (direct[draw], here[draw]) = (Top(covariance.Matrix()), Top(Draw(Eigenvalues, draw, samples)));
        }

        double mean = (direct.Average() + here.Average()) / 2;
        double variance = direct.Concat(here).Average(x => (x - mean) * (x - mean));
        Chance.Near(direct.Average(), here.Average(), Chance.Sigmas * Math.Sqrt(2 * variance / draws));
    }

    [Fact]
    public void Squared_components_are_the_shares_of_the_waves_of_a_ring()
    {
        // C back on the sites, F C Fᵀ with the columns of F the uniform vector and √(2/N) cos, sin: the top vector that
        // Fig. 12 looks at has the uniform share that the first component squared is; rounding, some N ulp over gaps.
        const int sites = 7;
        double[,] basis = new double[sites, sites];
        for (int i = 0; i < sites; i++)
        {
            basis[i, 0] = Math.Sqrt(1.0 / sites);
            for (int q = 1; q <= sites / 2; q++)
            {
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * q * i / sites);
                (basis[i, q], basis[i, sites - q]) = (Math.Sqrt(2.0 / sites) * cosine, Math.Sqrt(2.0 / sites) * sine);
            }
        }

        double[,] matrix = Draw([2, 1.5, 1, 0.5, 0.5, 1, 1.5], 0, 11), onSites = new double[sites, sites];
        for (int i = 0; i < sites; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int a = 0; a < sites; a++)
                {
                    for (int b = 0; b < sites; b++)
                        sum += basis[i, a] * matrix[a, b] * basis[j, b];
                }

                onSites[i, j] = onSites[j, i] = sum;
            }
        }

        LeadingEigenpair modes = new(matrix);
        CovarianceSpectrum spectrum = new(onSites);
        Assert.Equal(spectrum.Top, modes.Value, 1e-12);
        Assert.Equal(Math.Pow(Alignment.WithUniform(spectrum.Vector(0)), 2), modes.Vector[0] * modes.Vector[0], 1e-8);
    }

    [Fact]
    public void The_same_stream_gives_the_same_bits_and_zero_rows_none()
    {
        Assert.Equal(Draw(Eigenvalues, 3, 4, 20), Draw(Eigenvalues, 3, 4, 20));
        Assert.NotEqual(Draw(Eigenvalues, 3, 4, 20), Draw(Eigenvalues, 4, 4, 20));
        Assert.Equal(Draw(Eigenvalues, 3, 4), Draw(Eigenvalues, 3, 4, 0));
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new GaussianCovariance([]));
        Assert.Throws<ArgumentException>(() => new GaussianCovariance([1, -1]));
        GaussianCovariance covariance = new([1, 2]);
        Assert.Throws<ArgumentException>(covariance.Matrix);
        RandomStream stream = new(1, StreamPurpose.Other, 0);
        Assert.Throws<ArgumentException>(() => covariance.Add(ref stream, -1));
        Assert.Throws<ArgumentException>(() => GaussianCovariance.ChiSquared(ref stream, 0));
    }

    private static double[,] Draw(double[] eigenvalues, int index, params int[] parts)
    {
        RandomStream stream = new(1, StreamPurpose.Other, (ulong)index);
        GaussianCovariance covariance = new(eigenvalues);
        foreach (int part in parts)
            covariance.Add(ref stream, part);
        Assert.Equal(parts.Sum(), covariance.Rows);
        return covariance.Matrix();
    }

    private static double Top(double[,] matrix) => new CovarianceSpectrum(matrix).Top;
}
