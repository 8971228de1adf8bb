using FsCheck.Xunit;
using MathNet.Numerics;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.Tests.Populations;

public class PottsRingTests
{
    // The oracle adds up to 5^5 positive numbers, each the exponential of at most 15: (3125 + 15)·1.1e-16 = 3.5e-13
    // relative, at most 1e-12 after the division by the variance, (P − 1)/P² > 0.1.
    private const double SumOf5To5 = 4e-12;

    // Every covariance has an error of SumOf5To5; an eigenvalue of a matrix of size NP ≤ 28 is off by NP times that.
    private const double Eigenvalue = 28 * SumOf5To5;

    [Property(MaxTest = 500)]
    public void Covariance_spectrum_and_partition_are_those_of_the_enumerated_XY_ring(PottsSize size, Beta beta)
        => MatchesEnumeration(
            PottsRing.Xy(size.Sites, size.States, beta), PottsEnumeration.XyKernel(size.States));

    [Property(MaxTest = 300)]
    public void Short_range_rings_are_those_of_the_enumeration(ShortRange size, Beta beta)
    {
        int states = size.States;
        var kernel = new double[states, states];
        for (int a = 0; a < states; a++)
        {
            for (int b = 0; b < states; b++)
                kernel[a, b] = Math.Min(Math.Abs(a - b), states - Math.Abs(a - b)) <= size.Range ? 1 : 0;
        }

        MatchesEnumeration(PottsRing.ShortRange(size.Sites, states, size.Range, beta), kernel);
    }

    [Property(MaxTest = 300)]
    public void Kernels_of_any_sign_that_depend_on_the_difference_are_those_of_the_enumeration(EvenCoupling coupling)
    {
        // Negative transfer eigenvalues are among these: c may be lowest at d = 0.
        int states = coupling.Values.Length;
        var kernel = new double[states, states];
        for (int a = 0; a < states; a++)
        {
            for (int b = 0; b < states; b++)
                kernel[a, b] = coupling.Values[(b - a + states) % states];
        }

        MatchesEnumeration(new PottsRing(coupling.Sites, 1.5, coupling.Values), kernel);
    }

    [Property]
    public void Two_states_are_the_Ising_ring_with_twice_its_covariance(Beta beta)
    {
        // N = 101 and t^N by two routes: some ten roundings of numbers up to 2·101, and of N ln t, relative.
        const double tolerance = 1e-11;
        var potts = PottsRing.Xy(101, 2, beta);
        var ising = new IsingRing(101, beta);
        Assert.Equal(ising.CorrelationLength, potts.CorrelationLength, ising.CorrelationLength * tolerance);
        Assert.Equal(ising.LogPartition, potts.LogPartition, ising.LogPartition * tolerance);
        Assert.Equal(2 * ising.TopEigenvalue, potts.TopEigenvalue, tolerance * 202);
        Assert.Equal(
            2 * IsingRing.TopEigenvalueInfinite(beta), potts.TopEigenvalueInfinite, tolerance * Math.Exp(2 * beta));
        double[] spectrum = ising.Spectrum();
        for (int k = 0; k < 101; k++)
        {
            Assert.Equal(2 * spectrum[k], potts.Eigenvalue(k, 1), tolerance * spectrum[k]);
            Assert.Equal(ising.Covariance(k), potts.Covariance(k, 0), tolerance);
            Assert.Equal(-ising.Covariance(k), potts.Covariance(k, 1), tolerance);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void Long_rings_are_those_of_the_infinite_formulas_28_and_30(int states)
    {
        // At N = 401, β = 1.5, ξ = 1.93: the images across the ring are e^{−N/ξ} < 1e-80.
        const double beta = 1.5;
        var ring = PottsRing.Xy(401, states, beta);
        double[] lambda = [.. Enumerable.Range(0, states).Select(p => Enumerable.Range(0, states).Sum(
            v => Math.Exp(beta * Math.Cos(2 * Math.PI * v / states)) * Math.Cos(2 * Math.PI * v * p / states)))];
        for (int p = 0; p < states; p++)
            Assert.Equal(lambda[p] / lambda[0], ring.TransferRatio(p), 1e-13);
        double top = (double)states / (states - 1) * (lambda[0] + lambda[1]) / (lambda[0] - lambda[1]);
        Assert.Equal(top, ring.TopEigenvalueInfinite, 1e-12);
        Assert.Equal(top, ring.TopEigenvalue, 1e-11);
        for (int d = 0; d < 9; d++)
        {
            double sum = 0;
            for (int p = 1; p < states; p++)
                sum += Math.Pow(lambda[p] / lambda[0], d) * Math.Cos(2 * Math.PI * p * 2 / states) / (states - 1);
            Assert.Equal(sum, ring.Covariance(d, 2), 1e-13);
        }
    }

    [Property]
    public void Many_states_are_the_continuous_XY_model(Beta beta)
    {
        // λ_p/λ_0 = I_p(β)/I_0(β): the sum over 64 states is the trapezoidal rule, off by I_{64−p}(β) < 1e-50.
        var ring = PottsRing.Xy(7, 64, beta);
        double i0 = SpecialFunctions.BesselI(0, beta), i1 = SpecialFunctions.BesselI(1, beta);
        Assert.Equal(i1 / i0, ring.TransferRatio(1), 1e-14);
        Assert.Equal(64.0 / 63 * (i0 + i1) / (i0 - i1), ring.TopEigenvalueInfinite, 1e-12);
    }

    [Property]
    public void The_top_of_the_XY_spectrum_grows_with_beta_from_that_of_independent_sites(Beta beta)
    {
        foreach (int states in (int[])[2, 3, 10])
        {
            var ring = PottsRing.Xy(13, states, beta);
            var colder = PottsRing.Xy(13, states, beta * 1.01);
            double independent = states / (states - 1.0);
            Assert.InRange(ring.TopEigenvalue, independent, 13 * independent);
            Assert.True(colder.TopEigenvalue > ring.TopEigenvalue);
            Assert.True(colder.TopEigenvalueInfinite > ring.TopEigenvalueInfinite);
            Assert.True(colder.CorrelationLength > ring.CorrelationLength);
            // p = 1 and p = P − 1 are the same up to the rounding of a sum of 13·10 terms.
            Assert.Equal(ring.Eigenvalue(0, 1), ring.TopEigenvalue, 130 * 1.1e-16 * ring.TopEigenvalue);
        }
    }

    [Property]
    public void A_site_has_unit_variances_and_the_states_of_one_site_exclude_each_other(AnyBeta beta)
    {
        var ring = PottsRing.Xy(13, 5, beta);
        Assert.Equal(1, ring.Covariance(0, 0), 1e-13);
        for (int v = 1; v < 5; v++)
            Assert.Equal(-0.25, ring.Covariance(0, v), 1e-13);
    }

    [Property]
    public void Spectrum_is_positive_and_sums_to_the_number_of_indicators_at_any_temperature(AnyBeta beta)
    {
        foreach (int sites in (int[])[13, 12])
        {
            // Every eigenvalue is a sum of 5 terms of one sign: 5·N numbers of relative error some 20 roundings.
            double[] spectrum = PottsRing.Xy(sites, 5, beta).Spectrum();
            for (int k = 0; k < sites; k++)
                Assert.All(spectrum[((k * 5) + 1)..((k + 1) * 5)], value => Assert.True(value > 0));
            Assert.Equal(5 * sites, spectrum.Sum(), 5 * sites * 5e-15);
        }
    }

    [Fact]
    public void Nothing_overflows_at_the_ends_of_the_range_of_beta()
    {
        var cold = PottsRing.Xy(13, 7, 400);
        Assert.Equal(13 * 7 / 6.0, cold.TopEigenvalue, 1e-12);
        Assert.Equal((13 * 400) + Math.Log(7), cold.LogPartition, 1e-10);
        var hot = PottsRing.Xy(13, 7, 1e-9);
        Assert.Equal(7 / 6.0, hot.TopEigenvalue, 1e-8);
        Assert.Equal(13 * Math.Log(7), hot.LogPartition, 1e-11);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("sites = 2, but it should be at least 3", () => _ = PottsRing.Xy(2, 3, 1));
        Samples.IsRefused("states = 1, but it should be at least 2", () => _ = PottsRing.Xy(5, 1, 1));
        Samples.IsRefused("beta = 0, but it should be a finite number > 0", () => _ = PottsRing.Xy(5, 3, 0));
        Samples.IsRefused("range = 2, but it should be in [0, 1]", () => _ = PottsRing.ShortRange(5, 5, 2, 1));
        Samples.IsRefused("coupling.Count = 1, but it should be at least 2", () => _ = new PottsRing(5, 1, [1.0]));
        Samples.IsRefused(
            "coupling[1] = 2, but it should be coupling[2]: the kernel is symmetric",
            () => _ = new PottsRing(5, 1, [1.0, 2, 3]));
        Samples.IsRefused("p = 0, but it should be in [1, 2]", () => PottsRing.Xy(5, 3, 1).ModeTopInfinite(0));
    }

    private static void MatchesEnumeration(PottsRing ring, double[,] kernel)
    {
        int states = ring.States, sites = ring.Sites;
        var oracle = new PottsEnumeration(sites, ring.Beta, kernel);
        double[,] covariance = oracle.Covariance();
        Assert.Equal(Math.Log(oracle.Partition), ring.LogPartition, SumOf5To5);
        for (int d = -sites; d <= sites; d++)
        {
            for (int v = -states; v <= states; v++)
            {
                int j = (1 + d + sites) % sites, b = (1 + v + states) % states;
                Assert.Equal(covariance[states + 1, (j * states) + b], ring.Covariance(d, v), SumOf5To5);
            }
        }

        double[] spectrum = ring.Spectrum();
        double[] expected = PottsEnumeration.Eigenvalues(covariance);
        Assert.Equal(0, Samples.MaxDifference(expected, [.. spectrum.Order()]), Eigenvalue);
        for (int k = 0; k < sites; k++)
        {
            for (int p = 0; p < states; p++)
                Assert.Equal(FourierMode(covariance, sites, states, k, p), spectrum[(k * states) + p], Eigenvalue);
        }
    }

    private static double FourierMode(double[,] covariance, int sites, int states, int k, int p)
    {
        double sum = 0;
        for (int d = 0; d < sites; d++)
        {
            for (int v = 0; v < states; v++)
            {
                double phase = 2 * Math.PI * (((double)k * d / sites) + ((double)p * v / states));
                sum += covariance[0, (d * states) + v] * Math.Cos(phase);
            }
        }

        return sum;
    }
}
