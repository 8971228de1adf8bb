using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests.Observables;

public class LeadingEigenpairTests
{
    // The residual is at most 1e-10 of the top eigenvalue Λ. An eigenvalue is off by its square over the gap to the
    // next, 1e-20 Λ²/gap, a vector by residual/gap: with gaps above 1e-3 Λ, 1e-7; the rest is rounding, n² ulp.
    private const double ValueTolerance = 1e-11, VectorTolerance = 1e-6;

    [Theory]
    [InlineData(29, 5, 7)]
    [InlineData(29, 5, 1009)]
    [InlineData(3, 3, 11)]
    public void It_is_the_first_of_the_whole_spectrum(int sites, int states, int samples)
    {
        double[,] matrix = Sampled(sites, states, samples);
        CovarianceSpectrum whole = new(matrix);
        LeadingEigenpair pair = new(matrix);
        Assert.True(whole.Eigenvalues[0] - whole.Eigenvalues[1] > 1e-3 * whole.Top);
        Assert.Equal(whole.Top, pair.Value, ValueTolerance * whole.Top);
        // The components of a Potts eigenvector sum to zero, so that rounding chooses the sign.
        double sign = Math.Sign(whole.Vector(0)[0] * pair.Vector[0]);
        for (int i = 0; i < pair.Vector.Length; i++)
            Assert.Equal(whole.Vector(0)[i], sign * pair.Vector[i], VectorTolerance);
    }

    [Fact]
    public void A_degenerate_top_gives_a_vector_of_its_plane()
    {
        // diag(2, 5, 5, 1, ...), the eigenvalue 5 twice.
        double[,] matrix = new double[7, 7];
        double[] values = [2, 5, 5, 1, -6, 0, 3];
        for (int i = 0; i < 7; i++)
            matrix[i, i] = values[i];
        LeadingEigenpair pair = new(matrix);
        Assert.Equal(5, pair.Value, 5 * ValueTolerance);
        Assert.Equal(1, pair.Vector[1] * pair.Vector[1] + pair.Vector[2] * pair.Vector[2], VectorTolerance);
    }

    [Fact]
    public void The_components_sum_to_a_positive_number()
    {
        // [[2, 1], [1, 2]]: the top is (1, 1)/√2, and −(1, 1)/√2 just as well.
        LeadingEigenpair pair = new(new double[,] { { 2, 1 }, { 1, 2 } });
        Assert.Equal(3, pair.Value, 3 * ValueTolerance);
        Assert.Equal(Math.Sqrt(2), pair.Vector[0] + pair.Vector[1], VectorTolerance);
    }

    [Fact]
    public void One_number_and_zeros_are_matrices()
    {
        LeadingEigenpair one = new(new double[,] { { -3 } });
        Assert.Equal(-3, one.Value, 3 * ValueTolerance);
        Assert.Equal(1, one.Vector[0], VectorTolerance);
        Assert.Equal(0, new LeadingEigenpair(new double[5, 5]).Value);
    }

    [Fact]
    public void What_is_not_square_or_not_finite_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new LeadingEigenpair(new double[2, 3]));
        Assert.Throws<ArgumentException>(() => new LeadingEigenpair(new[,] { { 1, double.NaN }, { double.NaN, 1 } }));
    }

    private static double[,] Sampled(int sites, int states, int samples)
    {
        PottsRingSampler ring = PottsRingSampler.Xy(sites, states, 1.5);
        PottsCovariance covariance = new(sites, states);
        byte[] row = new byte[sites];
        for (int s = 0; s < samples; s++)
        {
            RandomStream stream = new(13, StreamPurpose.Data, (ulong)s);
            ring.Sample(ref stream, row);
            covariance.Add<byte>(row);
        }

        return covariance.Matrix();
    }
}
