using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class TrioPotentialTests
{
    private const int Sites = 99; // a third of it is a site
    private const double Beta = 1;

    private static readonly ThreeBumps Bumps = new(Sites, Beta);
    private static readonly TrioPotential Potential = new(Bumps, Beta, 0.03);

    // w′·w′ of a field, its mobility being ν over it.
    private static readonly double Stiffness = Bumps.Noise.Average(noise => noise.Stiffness);

    [Fact]
    public void Near_equal_distances_it_is_the_springs()
    {
        // E = Σ V(g) has the Hessian 3V″ in both changes of the separations: κ = 3V″/(w′·w′). The trapezoid rule of V
        // makes the second difference V″ + ¼V⁗, and V⁗ ≃ V″/ℓ² adds a percent for ℓ ≃ 4 sites; the gaps add
        // up to some percent.
        const int Middle = Sites / 3;
        double curvature = Potential.Of(Middle + 1) - 2 * Potential.Of(Middle) + Potential.Of(Middle - 1);
        Assert.InRange(3 * curvature / Stiffness / Bumps.Stiffness.Average(), 0.9, 1.1);
    }

    [Fact]
    public void Short_gaps_cost_more_than_springs_and_long_ones_less()
    {
        int equal = (int)Math.Round(Sites / 3.0);
        double Rise(int by) => Potential.Of(equal + by) - Potential.Of(equal) - by * Slope(equal);
        Assert.True(Rise(-5) > 2 * Rise(5) && Rise(5) > 0, $"{Rise(-5)} {Rise(5)}");
        Assert.Equal(double.PositiveInfinity, Potential.Of(0));
    }

    [Fact]
    public void The_separations_vary_as_springs_let_them_when_cold_and_less_when_warm()
    {
        double[] flat = new double[Sites];
        double Share(double temperature) => Potential.SeparationVariance(temperature, flat)
            / Bumps.OfSeparations(temperature / Stiffness, 1, double.PositiveInfinity);

        // D/ν = T/(w′·w′). At a spread of 1.5 sites a step of one is fine enough for a Gaussian, by e^{−2π²·2}; what V⁗
        // does to the variance is of the order of (1.5/ℓ)², a tenth or so for ℓ ≃ 4 sites.
        double cold = 2.25 * Stiffness * Bumps.Stiffness.Average() / 2;
        Assert.InRange(Share(cold), 0.85, 1.05);
        Assert.True(Share(8 * cold) < 0.9 * Share(cold), $"{Share(8 * cold)} {Share(cold)}");
    }

    [Fact]
    public void Places_of_the_landscape_hold_the_separations()
    {
        double[] Wave(int k, double depth) => [.. Enumerable.Range(0, 3 * Sites).Select(
            p => -depth * Math.Cos(2 * Math.PI * k * p / (3.0 * Sites)) + 1e3)];
        double temperature = 9 * Stiffness * Bumps.Stiffness.Average();
        double free = Potential.SeparationVariance(temperature, Wave(3, 0));
        Assert.InRange(Potential.SeparationVariance(temperature, Wave(3, 2)), 0, 0.95 * free);
        Assert.InRange(Potential.SeparationVariance(temperature, Wave(1, 0.05)), 0.99 * free, 1.01 * free);
        Assert.ThrowsAny<ArgumentException>(() => Potential.SeparationVariance(0, Wave(3, 1)));
        Assert.ThrowsAny<ArgumentException>(() => Potential.SeparationVariance(1, [0, 0]));
    }

    private static double Slope(int at) => (Potential.Of(at + 1) - Potential.Of(at - 1)) / 2;
}
