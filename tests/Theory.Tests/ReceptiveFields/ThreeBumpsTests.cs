using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class ThreeBumpsTests
{
    private const double Diffusion = 3e-4, LearningRate = 0.07;

    private static readonly ThreeBumps Bumps = new(43, 0.5);

    [Fact]
    public void Fields_move_independently_at_first_and_are_held_at_last()
    {
        // R = 2Dt (1 − νκt/2 …), κ below 0.1: a relative 4e-6 at t = 0.001.
        Assert.All(Bumps.Stiffness, kappa => Assert.InRange(kappa, 1e-9, 0.1));
        Assert.Equal(1, Bumps.OfSeparations(Diffusion, LearningRate, 1e-3) / (2 * Diffusion * 1e-3), 1e-5);
        double plateau = Bumps.Stiffness.Sum(kappa => Diffusion / (LearningRate * kappa));
        Assert.Equal(1, Bumps.OfSeparations(Diffusion, LearningRate, double.PositiveInfinity) / plateau, 1e-14);
    }

    [Fact]
    public void Repulsion_is_short_ranged()
    {
        ThreeBumps farther = new(61, 0.5);
        Assert.InRange(farther.Stiffness[1], 0, 0.5 * Bumps.Stiffness[0]);
        Assert.InRange(farther.Noise.Average(n => n.PerUpdate(0.1, 10, 10))
            / new BumpDiffusion(PopulationBump.SiteCentred(61, 0.5)).PerUpdate(0.1, 10, 10), 0.95, 1.05);
    }

    [Fact]
    public void Stiff_springs_see_the_landscape_in_three_places()
    {
        double[] wave1 = Wave(1), wave3 = Wave(3);

        // Springs of spread 1e-6 sites: 90 points a ring, so that a third of it is a point.
        double stiff = 1e-12 * LearningRate * Bumps.Stiffness[0];
        Assert.All(Bumps.InLandscape(wave1, stiff, LearningRate).FreeEnergy, f => Assert.Equal(0, f, 1e-6));
        double[] three = Bumps.InLandscape(wave3, stiff, LearningRate).FreeEnergy;
        for (int p = 0; p < wave3.Length; p++)
            Assert.Equal(3 * wave3[p], three[p], 1e-5);

        // Springs of spread far beyond its own period average it out; a constant is three constants at any spread.
        double soft = 100 * LearningRate * Bumps.Stiffness[1];
        double[] averaged = Bumps.InLandscape(wave3, soft, LearningRate).FreeEnergy;
        Assert.InRange(averaged.Max() - averaged.Min(), 0, three.Max());
        double[] flat = [.. Enumerable.Repeat(7e4, 90)]; // as large as log-likelihoods in units of the temperature are
        (double[] energy, double variance) = Bumps.InLandscape(flat, soft, LearningRate);
        Assert.All(energy, f => Assert.Equal(21e4, f, 1e-9));

        // Cut at five standard deviations: 5 φ(5) × 2 = 1.5e-5 of it is left out.
        Assert.Equal(1, variance / Bumps.OfSeparations(soft, LearningRate, double.PositiveInfinity), 2e-5);
    }

    [Fact]
    public void A_trough_in_each_place_holds_the_separations()
    {
        // A wave of period N/3 has its troughs where the springs put the fields: the deeper, the tighter. Out of step,
        // k = 1, two of the places are as high as the third is low, and nothing is held to first order.
        double diffusion = 3 * LearningRate * Bumps.Stiffness[0];
        double Variance(int k, double depth) => Bumps.InLandscape(
            [.. Wave(k).Select(u => -depth * u / 0.3)], diffusion, LearningRate).SeparationVariance;
        double alone = Variance(3, 0);
        Assert.InRange(Variance(3, 2), 0, 0.9 * alone);
        Assert.InRange(Variance(3, 4), 0, 0.9 * Variance(3, 2));
        Assert.InRange(Variance(1, 0.1), 0.99 * alone, 1.01 * alone); // second order: 1 %
    }

    private static double[] Wave(int k)
        => [.. Enumerable.Range(0, 90).Select(p => 0.3 * Math.Cos(2 * Math.PI * k * p / 90))];
}
