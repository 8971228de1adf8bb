using FsCheck.Xunit;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.Tests.Populations;

public class GeneralPottsRingTests
{
    // The oracle adds up to 5^5 positive numbers, each the exponential of at most 15: (3125 + 15)·1.1e-16 = 3.5e-13
    // relative, at most 1e-12 after the division by the variance, (P − 1)/P² > 0.1.
    private const double SumOf5To5 = 4e-12;

    // Every covariance has an error of SumOf5To5; an eigenvalue of a matrix of size NP ≤ 28 is off by NP times that.
    private const double Eigenvalue = 28 * SumOf5To5;

    [Property(MaxTest = 300)]
    public void A_ring_of_any_symmetric_kernel_is_that_of_the_enumeration(SymmetricKernel kernel)
    {
        int sites = kernel.Sites, states = kernel.Values.GetLength(0);
        var ring = new GeneralPottsRing(sites, 1, kernel.Values);
        var oracle = new PottsEnumeration(sites, 1, kernel.Values);
        double[,] covariance = oracle.Covariance();
        for (int a = 0; a < states; a++)
        {
            Assert.Equal(oracle.Joint(1, a, 1, a), ring.Marginal(a), SumOf5To5);
            for (int b = 0; b < states; b++)
            {
                for (int d = -1; d < sites; d++)
                {
                    int j = (1 + d) % sites;
                    Assert.Equal(oracle.Joint(1, a, j, b), ring.JointProbability(d, a, b), SumOf5To5);
                    // p(1 − p) ≥ e^{−4}/5·0.8: the division costs two digits.
                    Assert.Equal(covariance[states + a, (j * states) + b], ring.Covariance(d, a, b), 300 * SumOf5To5);
                }
            }
        }

        double[] expected = PottsEnumeration.Eigenvalues(covariance);
        Assert.Equal(0, Samples.MaxDifference(expected, [.. ring.Spectrum().Order()]), 300 * Eigenvalue);
    }

    [Fact]
    public void The_two_classes_agree_where_both_apply()
    {
        var ring = PottsRing.Xy(11, 5, 0.8);
        var general = new GeneralPottsRing(11, 0.8, PottsEnumeration.XyKernel(5));
        for (int d = 0; d < 11; d++)
            Assert.Equal(ring.Covariance(d, 3), general.Covariance(d, 1, 3 + 1), 1e-13);
        Assert.Equal(0, Samples.MaxDifference([.. ring.Spectrum().Order()], [.. general.Spectrum().Order()]), 1e-12);
        double[] ratios = [.. Enumerable.Range(0, 5).Select(ring.TransferRatio).OrderDescending()];
        // Sums of five exponentials up to e^0.8, rounded a few times, over the largest.
        double[] others = [.. general.TransferEigenvalues.Select(x => x / general.TransferEigenvalues[0])];
        Assert.Equal(0, Samples.MaxDifference(ratios, others), 1e-14);
        Assert.Equal(ring.CorrelationLength, general.CorrelationLength, 1e-13);
        Assert.Equal(ring.TopEigenvalue, general.TopEigenvalue, 1e-12);
    }

    [Fact]
    public void Bad_arguments_are_named()
        => Samples.IsRefused(
            "kernel[1,0] = 3, but it should be kernel[0,1]: the kernel is symmetric",
            () => _ = new GeneralPottsRing(5, 1, new double[,] { { 1, 2 }, { 3, 4 } }));

    [Fact]
    public void A_state_that_is_not_there_is_named()
        => Samples.IsRefused(
            "a = 2, but it should be in [0, 1]",
            () => new GeneralPottsRing(5, 1, new double[,] { { 1, 0 }, { 0, 1 } }).Marginal(2));
}
