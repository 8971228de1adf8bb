using FsCheck.Xunit;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class TopSampleEigenvectorTests
{
    [Property]
    public void Shares_of_all_directions_sum_to_one(Sites sites, Beta beta, SampleCount samples)
    {
        var ring = new IsingRing(sites, beta);
        TopSampleEigenvalue top = TopSampleEigenvalue.Of(ring, samples);
        // y is known to a relative rounding of 1e-16 over the gap (y − Λ)/y ~ 1/√S, here at most 1e3 ulp; squared.
        Assert.Equal(1, ring.Spectrum().Sum(tau => TopSampleEigenvector.SquaredOverlap(top, tau)), 1e-11);
    }

    [Fact]
    public void Shares_of_the_XY_ring_count_both_directions_of_its_top()
    {
        var ring = PottsRing.Xy(31, 5, 1);
        TopSampleEigenvalue top = TopSampleEigenvalue.Of(ring, 1009);
        Assert.Equal(1, ring.Spectrum().Sum(tau => TopSampleEigenvector.SquaredOverlap(top, tau)), 1e-11);
        // With very many samples the two directions of the top eigenvalue hold all of it, half each on average.
        top = TopSampleEigenvalue.Of(ring, 1_000_000_007);
        Assert.Equal(0.5, TopSampleEigenvector.SquaredOverlap(top, ring.TopEigenvalue), 1e-4);
    }

    [Fact]
    public void Many_samples_leave_what_perturbation_theory_says()
    {
        // The edge is at y ≃ Λ(1 + 1/√S), not at Λ: the gaps y − τ of the sum are wider by at most a relative
        // Λ/((Λ − τ)√S) at the nearest τ, and enter squared. Twice that leaves room for the next order.
        var ring = new IsingRing(23, 0.6);
        double[] spectrum = ring.Spectrum();
        double highest = ring.TopEigenvalue;
        double next = spectrum.Where(tau => tau < highest * (1 - 1e-9)).Max();
        double lost = spectrum.Where(tau => tau < highest * (1 - 1e-9)).Sum(
            tau => highest * tau / ((highest - tau) * (highest - tau)));
        int samples = (int)(lost / 2e-3);
        double share = TopSampleEigenvector.SquaredOverlap(TopSampleEigenvalue.Of(ring, samples), highest);
        double wider = highest / ((highest - next) * Math.Sqrt(samples));
        Assert.InRange(wider, 0, 0.1);
        Assert.Equal(1 - lost / samples, share, 2 * 2 * wider * lost / samples);
    }

    [Fact]
    public void Sampled_vectors_agree()
    {
        // 100 data sets of 400 samples of 61 sites: ⟨(ê·u)²⟩ is near a half, and scatters by some 0.3 from one set to
        // another, 0.03 for the mean; three of that, and 0.05 for a law of large N.
        const int sites = 61, samples = 400, runs = 100;
        var ring = new IsingRing(sites, 0.7);
        var random = new Random(3);
        double mean = 0;
        for (int run = 0; run < runs; run++)
        {
            var solution = Matrix<double>.Build.DenseOfRowArrays(SampledCovariance.OfIsing(sites, 0.7, samples, random))
                .Evd(Symmetricity.Symmetric);
            double sum = solution.EigenVectors.Column(sites - 1).Sum();
            mean += sum * sum / sites / runs;
        }

        double share = TopSampleEigenvector.SquaredOverlap(TopSampleEigenvalue.Of(ring, samples), ring.TopEigenvalue);
        Assert.InRange(share, 0.2, 0.8);
        Assert.InRange(mean, share - 0.14, share + 0.14);
    }

    [Fact]
    public void An_eigenvalue_above_the_population_is_refused()
    {
        TopSampleEigenvalue top = TopSampleEigenvalue.Of(new IsingRing(17, 0.5), 19);
        Assert.Throws<ArgumentException>(() => TopSampleEigenvector.SquaredOverlap(top, 1e3));
        Assert.Throws<ArgumentException>(() => TopSampleEigenvector.SquaredOverlap(top, -1));
    }
}
