using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class ShortLagsTests
{
    private const int Sites = 27;

    [Fact]
    public void Each_cause_is_left_out_where_it_is_absent()
    {
        PopulationBump bump = PopulationBump.SiteCentred(Sites, 0.8);
        BumpDiffusion noise = new(bump);
        ShortLags lags = new(100, 300, 10_000);

        // Little noise: D is that of the leading order, on a flat landscape and with endless epochs all of it is left.
        double fresh = lags.Fresh(new BumpDiffusionExpansion(bump, 0.1, 1_000_000, 1_000_000));
        double leading = 10_000 * noise.PerUpdate(0.1, 1_000_000, 1_000_000);
        Assert.InRange(fresh / leading, 0.99, 1.5); // and the jitter's own slope
        Assert.Equal(1, lags.InLandscape(40, 35, new double[50], Sites), 1e-9);
        Assert.Equal(1, new ShortLags(100, 300, 1_000_000_000).OnceAnEpoch(noise), 1e-6);

        double[] wells = [.. Enumerable.Range(0, 50).Select(x => 2 * Math.Cos(4 * Math.PI * x / 50))];
        Assert.InRange(lags.InLandscape(40, 35, wells, Sites), 0.5, 0.999);
        double share = noise.DataVariance / (noise.DataVariance + noise.ModelVariance);
        // The slope of t − s(t²/n − t³/3n²) between 100 and 300 updates.
        double lost = share * (0.04 - (0.03 * 0.03 * 0.03 - 0.01 * 0.01 * 0.01) / 3 / 0.02);
        Assert.Equal(1 - lost, lags.OnceAnEpoch(noise), 1e-12);
    }
}
