using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

/// <summary>Where the top of the spectrum is one eigenvalue, two equal ones, or three near ones.</summary>
public class FewSeparateEigenvaluesTests
{
    [Fact]
    public void The_error_on_a_ring_of_three_spins_falls_as_the_square_of_the_samples()
    {
        // Up to a flip of all spins there are four configurations, and C depends on how often each was drawn: the sum
        // over these numbers is exact. The next terms are S^−2 and S^−3: the error falls by 4(1 + O(1/S)) each time.
        var ring = new IsingRing(3, 0.5);
        double[] values = new double[3], shares = new double[3];
        for (int k = 0; k < 3; k++)
        {
            int samples = 24 << k;
            (double value, double share) = Exact(0.5, samples);
            SeparateTop theory = SeparateTop.Of(ring, samples);
            (values[k], shares[k]) = (value - theory.Mean, share - theory.Share);
        }

        foreach (double[] errors in (double[][])[values, shares])
        {
            Assert.InRange(errors[1] / errors[2], 3.3, 4.7);
            Assert.InRange(Math.Abs(errors[1] / errors[2] - 4), 0, Math.Abs(errors[0] / errors[1] - 4));
        }

        // And without the cumulants it is only of first order.
        double gaussian = SeparateTop.Gaussian(ring.Spectrum(), 96).Mean;
        Assert.True(Math.Abs(gaussian - SeparateTop.Of(ring, 96).Mean) > 20 * Math.Abs(values[2]));
    }

    [Fact]
    public void A_degenerate_pair_splits_as_the_two_by_two_Wishart_matrix()
    {
        // Σ = 1 in two dimensions: λ_1 + λ_2 has the mean 2S, and 2√(λ_1 λ_2)/(λ_1 + λ_2) is, independently of it, the
        // (S − 1)-th root of a uniform number, so ⟨λ_1 − λ_2⟩ = S(S − 1) B((S − 1)/2, 3/2). Next order S^(−3/2).
        double[] errors = new double[3];
        for (int k = 0; k < 3; k++)
        {
            int samples = 100 << (2 * k);
            double exact = 1 + ((samples - 1) / 2.0 * SpecialFunctions.Beta((samples - 1) / 2.0, 1.5));
            errors[k] = exact - SeparateTop.Gaussian([1, 1], samples).Mean;
            Assert.Equal(1, SeparateTop.Gaussian([1, 1], samples).Share);
        }

        Assert.Equal(8, errors[0] / errors[1], 0.1);
        Assert.Equal(8, errors[1] / errors[2], 0.1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nearby_waves_far_apart_are_perturbation_theory(bool gaussian)
    {
        // The two differ from order S^−2 on.
        var ring = new IsingRing(11, 0.7);
        double[] values = new double[2], shares = new double[2];
        for (int k = 0; k < 2; k++)
        {
            int samples = 20_000 << k;
            NearbyWaves waves = gaussian ? NearbyWaves.Gaussian(ring, samples) : NearbyWaves.Of(ring, samples);
            SeparateTop top = gaussian ? SeparateTop.Gaussian(ring.Spectrum(), samples) : SeparateTop.Of(ring, samples);
            (values[k], shares[k]) = (waves.Mean - top.Mean, waves.Uniform - top.Share);
        }

        Assert.Equal(4, values[0] / values[1], 0.5);
        Assert.Equal(4, shares[0] / shares[1], 0.5);
    }

    [Fact]
    public void Three_near_modes_share_the_vector_alike()
    {
        // A cold ring of few sites and hardly any gap would be needed for three equal modes; a hot one has it to
        // order β: all eigenvalues 1. The rest is then as near, so the shares sum to less than 1.
        NearbyWaves waves = NearbyWaves.Gaussian(new IsingRing(11, 1e-4), 1009);
        Assert.Equal(2, waves.Wave / waves.Uniform, 0.01);
        Assert.InRange(waves.Uniform + waves.Wave, 0.3, 1);
    }

    [Fact]
    public void Cumulants_of_independent_spins_give_the_shift_in_closed_form()
    {
        // At β = 1e-6 the eigenvalues differ by 2e-6 from 1, next to y − 1 of order √r.
        var ring = new IsingRing(53, 1e-6);
        foreach (int samples in (int[])[29, 53, 211])
        {
            double r = 53.0 / samples, x = TopSampleEigenvalue.Of(ring, samples).Mean;
            Assert.Equal(1, CumulantShift.Of(ring, samples) / (-x * (x - 1 - r) / (r * samples)), 1e-4);
            Assert.Equal(1, CumulantShift.AtEdge(ring, samples)
                / (-2 * Math.Pow(1 + Math.Sqrt(r), 2) / (samples * Math.Sqrt(r))), 1e-4);
        }
    }

    [Fact]
    public void The_shift_is_continuous_at_the_edge_and_perturbative_far_from_it()
    {
        // Near the edge δλ is linear in the distance.
        var ring = new IsingRing(101, 0.5);
        SpectralEdge edge = TopSampleEigenvalue.Of(ring, 211).Edge;
        double at = CumulantShift.AtEdge(ring, 211);
        double near = CumulantShift.Of(ring, 211, edge.Location * (1 - 1e-5)) - at;
        double farther = CumulantShift.Of(ring, 211, edge.Location * (1 - 2e-5)) - at;
        Assert.Equal(2, farther / near, 0.01);
        Assert.InRange(Math.Abs(near / at), 0, 1e-3);
        double apart = SeparateTop.Of(ring, 10_000_000).Mean - SeparateTop.Gaussian(ring.Spectrum(), 10_000_000).Mean;
        Assert.Equal(apart, CumulantShift.Of(ring, 10_000_000), 1e-15);
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        var ring = new IsingRing(7, 0.5);
        Assert.Throws<ArgumentException>(() => SeparateTop.Of(ring, 0));
        Assert.Throws<ArgumentException>(() => SeparateTop.Gaussian([], 5));
        Assert.Throws<ArgumentException>(() => SeparateTop.Gaussian([1, -1], 5));
        Assert.Throws<ArgumentException>(() => SeparateTop.Gaussian([1, 1, 1], 5));
        Assert.Throws<ArgumentException>(() => NearbyWaves.Of(ring, 0));
        Assert.Throws<ArgumentException>(() => NearbyWaves.Of(new IsingRing(4, 0.5), 5));
        Assert.Throws<ArgumentException>(() => CumulantShift.Of(ring, 5, -1));
    }

    private static (double Value, double Share) Exact(double beta, int samples)
    {
        double like = Math.Exp(3 * beta), unlike = Math.Exp(-beta), norm = like + (3 * unlike);
        double mean = 0, meanShare = 0;
        for (int a = 0; a <= samples; a++)
        {
            for (int b = 0; a + b <= samples; b++)
            {
                for (int c = b; a + b + c <= samples; c++)
                {
                    int d = samples - a - b - c; // of b, c, d, the sites that differ, only b ≤ c ≤ d is looked at
                    if (d < c)
                        continue;
                    int ways = b == c && c == d ? 1 : b == c || c == d ? 3 : 6;
                    double log = SpecialFunctions.FactorialLn(samples) - SpecialFunctions.FactorialLn(a)
                        - SpecialFunctions.FactorialLn(b) - SpecialFunctions.FactorialLn(c) - SpecialFunctions.FactorialLn(d)
                        + (a * Math.Log(like / norm)) + ((samples - a) * Math.Log(unlike / norm));
                    if (log < -40)
                        continue;
                    double weight = ways * Math.Exp(log), s = samples;
                    double xy = (a - b - c + d) / s, yz = (a + b - c - d) / s, xz = (a - b + c - d) / s;
                    var solution = Matrix<double>.Build.DenseOfArray(
                        new[,] { { 1, xy, xz }, { xy, 1, yz }, { xz, yz, 1 } }).Evd(Symmetricity.Symmetric);
                    double sum = solution.EigenVectors.Column(2).Sum();
                    mean += weight * solution.EigenValues[2].Real;
                    meanShare += weight * sum * sum / 3;
                }
            }
        }

        return (mean, meanShare);
    }
}
