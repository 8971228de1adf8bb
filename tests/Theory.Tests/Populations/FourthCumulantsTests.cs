using System.Numerics;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.Tests.Populations;

public class FourthCumulantsTests
{
    [Theory]
    [InlineData(7, 0.4)]
    [InlineData(8, 1.1)]
    public void They_are_those_of_all_configurations(int sites, double beta)
    {
        var all = new Enumeration(sites, beta);
        double[] spectrum = new IsingRing(sites, beta).Spectrum();
        for (int p = 0; p < sites; p++)
        {
            double[] cumulants = FourthCumulants.Of(new IsingRing(sites, beta), p);
            for (int q = 0; q < sites; q++)
            {
                double moment = all.Mean(v => Square(v, p) * Square(v, q));
                int pairings = (q == p ? 1 : 0) + ((p + q) % sites == 0 ? 1 : 0);
                // Numbers up to N², of which N³ are summed with random rounding errors: 1e-16 N² N^(3/2).
                Assert.Equal(moment - (spectrum[p] * spectrum[q]) - (pairings * spectrum[p] * spectrum[p]), cumulants[q], 1e-12);
            }
        }

        double Square(int v, int q)
        {
            Complex sum = 0;
            for (int i = 0; i < sites; i++)
                sum += (((v >> i) & 1) == 0 ? 1 : -1) * Complex.FromPolarCoordinates(1, 2 * Math.PI * q * i / sites);
            return (sum * Complex.Conjugate(sum)).Real / sites;
        }
    }

    [Fact]
    public void The_length_of_a_row_is_fixed()
    {
        // Σ_q K(p, q) = −2λ_p², and weights b contract K to Σ_q K(p, q) b_q.
        var ring = new IsingRing(101, 0.9);
        double[] spectrum = ring.Spectrum(), contracted = FourthCumulants.Contract(ring, [.. spectrum.Select(_ => 1.0)]);
        Assert.Equal(-2 * spectrum[3] * spectrum[3], FourthCumulants.Of(ring, 3).Sum(), 1e-10);
        for (int p = 0; p < 101; p++)
            Assert.Equal(-2 * spectrum[p] * spectrum[p], contracted[p], 1e-10);
    }

    [Fact]
    public void Independent_spins_have_minus_two_a_site()
        // ⟨v⁴⟩ − 3⟨v²⟩² = −2 at each of 31 sites, and a wave has 1/N² of it from each; β = 1e-9 changes some 1e-9 of it.
        => Assert.All(FourthCumulants.Of(new IsingRing(31, 1e-9), 5), k => Assert.Equal(-2.0 / 31, k, 1e-8));

    [Fact]
    public void Weights_of_another_ring_are_refused()
        => Assert.Throws<ArgumentException>(() => FourthCumulants.Contract(new IsingRing(7, 1), new double[5]));
}
