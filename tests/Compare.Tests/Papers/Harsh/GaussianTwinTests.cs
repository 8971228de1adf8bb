using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class GaussianTwinTests
{
    // The chance of a Student's t of 19 degrees beyond it is 1e-4.
    private const double Students = 4.9;

    [Fact]
    public void It_is_what_perturbation_theory_says_where_the_top_stands_apart()
    {
        // N = 13, β = 1: the next order of the mean is some loss² Λ, that of the share some loss², 1 − Share the loss.
        var ring = new IsingRing(13, 1);
        SeparateTop theory = SeparateTop.Gaussian(ring.Spectrum(), 301);
        IsingTwinMeans[] runs = Runs(ring, 301, 500);
        double loss = 1 - theory.Share;
        Estimate top = runs.Mean(run => run.Top[0]), uniform = runs.Mean(run => run.Uniform[0]);
        Assert.InRange(loss, 1e-3, 0.01);
        Assert.InRange(top.Value, theory.Mean - Allowed(top, loss * loss * 10), theory.Mean + Allowed(top, loss * loss * 10));
        Assert.InRange(uniform.Value, theory.Share - Allowed(uniform, 3 * loss * loss), theory.Share + Allowed(uniform, 3 * loss * loss));
    }

    [Fact]
    public void It_is_what_three_nearby_waves_give_where_they_exchange_places()
    {
        // N = 100, β = 1, r = 0.03, where the law of many eigenvalues misses the share by 0.11: what is left out is some
        // 0.3 % of Λ and 0.02 of a share.
        var ring = new IsingRing(100, 1);
        NearbyWaves theory = NearbyWaves.Gaussian(ring, 3162);
        IsingTwinMeans[] runs = Runs(ring, 3162, 40);
        Estimate top = runs.Mean(run => run.Top[0]), uniform = runs.Mean(run => run.Uniform[0]);
        Estimate wave = runs.Mean(run => run.Wave[0]);
        Assert.InRange(top.Value, theory.Mean - Allowed(top, 0.003 * theory.Mean), theory.Mean + Allowed(top, 0.003 * theory.Mean));
        Assert.InRange(uniform.Value, theory.Uniform - Allowed(uniform, 0.02), theory.Uniform + Allowed(uniform, 0.02));
        Assert.InRange(wave.Value, theory.Wave - Allowed(wave, 0.02), theory.Wave + Allowed(wave, 0.02));
    }

    [Fact]
    public void Data_lie_below_it_by_their_fourth_cumulants()
    {
        // Of N = S = 50, first order; the next ones are smaller by some n^(−1/2), 0.15, and a tenth is left out of 1/N
        // and 1/S: within 0.4 of the shift, whose sign and size it fixes.
        const int sites = 50;
        var ring = new IsingRing(sites, 0.3);
        Estimate twin = Runs(ring, sites, 150).Mean(run => run.Top[0]);
        Estimate data = Estimate.FromRuns([.. Enumerable.Range(0, 3000).Select(i =>
        {
            SpinCovariance covariance = new(sites);
            covariance.Add(new IsingRingSampler(sites, 0.3).SampleSet(sites, (ulong)i, StreamPurpose.Data), 0, sites);
            return new LeadingEigenpair(covariance.Matrix()).Value;
        })]);
        double shift = CumulantShift.Of(ring, sites, twin.Value);
        double error = Math.Sqrt(twin.StandardError * twin.StandardError + data.StandardError * data.StandardError);
        Assert.InRange(data.Value - twin.Value, shift * 1.4 - Students * error, shift * 0.6 + Students * error);
        Assert.True(data.Value - twin.Value < -10 * error);
    }

    [Fact]
    public void A_Potts_ring_has_its_plane_and_no_constant_modes()
    {
        // Many samples: half of the plane's sum in each direction, all of the vector in the plane.
        XyTwin settings = new() { Sites = 5, States = 4, Beta = 1, Sizes = [3, 100_000_000], Sets = 3 };
        XyTwinMeans result = GaussianTwin.Sample(settings, Seeded(1));
        Assert.Equal(1, result.Plane[1], 1e-4);
        Assert.Equal(PottsRing.Xy(5, 4, 1).TopEigenvalue, result.Top[1], 1e-2);
        Assert.InRange(result.Plane[0], 0, 1);
        Assert.Throws<ArgumentException>(() => GaussianTwin.Sample(settings with { States = 2 }, Seeded(1)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        IsingTwin settings = new() { Sites = 11, Beta = 0.5, Sizes = [5, 50], Sets = 3 };
        double[] Run(ulong seed) => GaussianTwin.Sample(settings, Seeded(seed)).Top;
        Assert.Equal(Run(3), Run(3));
        Assert.NotEqual(Run(3), Run(4));
        Assert.Throws<ArgumentException>(() => GaussianTwin.Sample(settings with { Sizes = [5, 3] }, Seeded(1)));
        Assert.Throws<ArgumentException>(() => GaussianTwin.Sample(settings with { Sets = 0 }, Seeded(1)));
    }

    private static double Allowed(Estimate estimate, double leftOut) => Students * estimate.StandardError + leftOut;

    private static RunContext Seeded(ulong seed) => new(seed, new Progress<double>(), CancellationToken.None);

    private static IsingTwinMeans[] Runs(IsingRing ring, int size, int sets)
    {
        IsingTwin settings = new() { Sites = ring.Sites, Beta = ring.Beta, Sizes = [size], Sets = sets };
        return [.. Enumerable.Range(0, 20).Select(i => GaussianTwin.Sample(settings, Seeded((ulong)i)))];
    }
}
