using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class EpochNoiseTests
{
    private const int Sites = 43, Lag = 4;
    private const double Beta = 0.5, Diffusion = 1e-3, Temperature = 1e-6;

    [Fact]
    public void Fields_that_stay_in_place_forget_the_noise_of_the_batches_after_every_epoch()
    {
        PopulationBump bump = PopulationBump.SiteCentred(Sites, Beta);
        TrioPotential repulsion = new(new ThreeBumps(Sites, Beta), Beta, 0.02);
        BumpDiffusion noise = new(bump);
        double share = noise.DataVariance / (noise.DataVariance + noise.ModelVariance);
        EpochNoise motion = new(bump, repulsion, new double[Sites], Diffusion, 1e3 * Temperature, 100, 7);
        (double displacement, double error, _) = motion.Replicas(40, 2, Lag, 50, 11, CancellationToken.None)
            .Mean(replica => replica.Displacement);

        // They move by hundredths of a site. From t to t + 4 epochs the noise of the chains adds up, and of the batches'
        // two ends of an epoch are left, each of variance u(1 − u), 1/6 on average. Three places are not quite
        // independent, which a tenth of that small part allows for; 3.9 standard errors are a false alarm of 1e-4.
        double expected = 2 * Diffusion / 3 * (Lag * (1 - share) + share / 3);
        double tolerance = 3.9 * error + 0.1 * 2 * Diffusion / 3 * share / 3;
        Assert.InRange(displacement, expected - tolerance, expected + tolerance);

        // New batches would move them by 2 (D/3) t.
        Assert.True(displacement + 3 * tolerance < 2 * Diffusion / 3 * Lag, $"{displacement} {error}");
    }
}
