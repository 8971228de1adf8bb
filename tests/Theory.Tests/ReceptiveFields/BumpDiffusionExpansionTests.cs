using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class BumpDiffusionExpansionTests
{
    private static readonly PopulationBump Bump = PopulationBump.SiteCentred(27, 0.8);

    [Fact]
    public void The_correction_is_of_first_order_in_the_noise_and_in_small_updates()
    {
        BumpDiffusionExpansion once = new(Bump, 0.1, 200, 300), half = new(Bump, 0.1, 400, 600);
        Assert.Equal(once.Leading, new BumpDiffusion(Bump).PerUpdate(0.1, 200, 300), 1e-15);
        Assert.Equal(0.5, half.Correction / once.Correction, 1e-6); // every term; differences cancel to 1e-8 or so
        Assert.Equal(once.Leading * (1 + once.Correction), once.PerUpdate, 1e-15);
        Assert.True(once.Shape > 0 && once.Lopsided > 0, $"{once.Shape} {once.Lopsided}");

        // A tenth of ν: a tenth of it, but for a share νλ of the fast modes, below 0.1.
        BumpDiffusionExpansion small = new(Bump, 0.01, 200, 300);
        Assert.Equal(0.1, small.Correction / once.Correction, 0.01);
    }

    [Fact]
    public void The_centre_jitters_on_top_of_its_motion()
    {
        BumpDiffusionExpansion noise = new(Bump, 0.1, 200, 300);
        double Jitter(int lag) => noise.MeanSquareDisplacement(lag) - 2 * noise.PerUpdate * lag;
        Assert.Equal(0, Jitter(0), 1e-15);
        Assert.True(Jitter(10) > 0 && Jitter(1000) > Jitter(10));

        // It comes to its end: the slowest lopsided shape has gone e^{−0.1·λ·1000}.
        Assert.Equal(1, Jitter(2000) / Jitter(1000), 1e-3);
        Assert.Throws<ArgumentException>(() => noise.MeanSquareDisplacement(-1));
        Assert.Throws<ArgumentException>(() => new BumpDiffusionExpansion(Bump, 100, 200, 300));
    }
}
