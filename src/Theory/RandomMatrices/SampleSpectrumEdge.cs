using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// The right edge of the spectrum of the covariance of S samples of a population whose own spectrum H is known, as N
/// and S grow at fixed r = N/S. The Stieltjes transform m of the S×S Gram spectrum solves Silverstein's equation
/// <code>
/// z = z(m) = −1/m + r ∫ τ dH(τ)/(1 + τm)
/// </code>
/// and the edge is the minimum of z(m) on (−1/Λ, 0), where it is convex. Written in y = −1/m &gt; Λ,
/// <code>
/// ψ(y) = y + r y ∫ τ dH/(y − τ),   ψ′(y) = 1 − r ∫ τ² dH/(y − τ)²,   z″(m) = y⁴ ψ″(y) where ψ′(y) = 0
/// </code>
/// The infinite Ising ring has τ = (1 − t²)/(1 − 2t cos θ + t²), θ uniform, and the integral is elementary:
/// z(m) = −1/m + r(1 − t²)/√((1 + t² + m(1 − t²))² − 4t²) = −1/m + r/√(1 + 2m cosh 2β + m²).
/// Each mode p of an infinite Potts ring has the same spectrum, times P/(P−1), with (λ_0 + λ_p)/(λ_0 − λ_p) for e^{2β}.
/// </summary>
public static class SampleSpectrumEdge
{
    /// <summary>The edge for the infinite Ising ring: e^{2β} as r → 0, (1 + √r)² as β → 0.</summary>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <param name="noiseRatio">r = N/S, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static SpectralEdge Ising(double beta, double noiseRatio)
        => OfRings(1, [IsingRing.TopEigenvalueInfinite(beta)], Require.Positive(noiseRatio));

    /// <summary>The edge for an infinite Potts ring, XY included, of covariance normalised as in (28).</summary>
    /// <param name="ring">The population; its number of sites plays no part.</param>
    /// <param name="noiseRatio">r = N/S, sites (not indicators) over samples; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static SpectralEdge Potts(PottsRing ring, double noiseRatio)
    {
        ArgumentNullException.ThrowIfNull(ring);
        double[] tops = [.. Enumerable.Range(1, ring.States - 1)
            .Select(p => Math.Max(ring.ModeTopInfinite(p), 1 / ring.ModeTopInfinite(p)))];
        return OfRings(ring.States / (ring.States - 1.0), tops, Require.Positive(noiseRatio));
    }

    /// <summary>The edge for any population of finitely many eigenvalues, such as the ring's own N.</summary>
    /// <param name="population">H.</param>
    /// <param name="noiseRatio">r, the dimension of H's matrix over the number of samples; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException"><paramref name="noiseRatio"/> is out of its range.</exception>
    public static SpectralEdge Of(PopulationSpectrum population, double noiseRatio)
    {
        ArgumentNullException.ThrowIfNull(population);
        double r = Require.Positive(noiseRatio);
        double top = population.Top; // the unit of τ and y below
        double[] gaps = [.. population.Values.Select(x => (top - x) / top)];
        double Sum(double s, Func<double, double, double> term)
            => r * population.Weights.Zip(gaps, (w, gap) => w * term(1 - gap, gap + s)).Sum();

        // y = 1 + s; Σ wτ²/(y − τ)² ≤ 1/s², so that s ≤ √r.
        double s = Bisection.FindSmall(s => 1 - Sum(s, (tau, d) => tau * tau / (d * d)), Math.Sqrt(r));
        double location = (1 + s) * (1 + Sum(s, (tau, d) => tau / d));
        return Edge(top, s, location, 2 * Sum(s, (tau, d) => tau * tau / (d * d * d)));
    }

    /// <summary>
    /// max(Λ_MP, Λ_Ising), what the paper compares the top sample eigenvalue with (Fig. 12): a lower bound of
    /// <see cref="Ising"/>, farthest below it near the crossing: 26 % at β = 0.3, 37 % at 0.5, 53 % at 1, 64 % at 2.
    /// </summary>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <param name="noiseRatio">r = N/S, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double PaperPrediction(double beta, double noiseRatio)
        => Math.Max(new MarchenkoPastur(noiseRatio).UpperEdge, IsingRing.TopEigenvalueInfinite(beta));

    // A mode of top Λ spreads from b = c²/a to a = cΛ, and with Q = (y − a)(y − b) it adds rc y/√Q to ψ. Then
    // (y/√Q)′ = −n/Q^{3/2}, n = (a + b)y/2 − ab, and (y/√Q)″ = ((3/2) n Q′ − (a + b)Q/2)/Q^{5/2}.
    private static SpectralEdge OfRings(double scale, double[] tops, double r)
    {
        double highest = tops.Max();
        double c = 1 / highest; // in units of the top of the population, scale · highest
        double Sum(double s, Func<RingTerms, double> term) => r * c * tops.Sum(x =>
        {
            double gap = (highest - x) / highest, b = c / x;
            return term(new(1 + s, 1 - gap, b, (gap + s) * (1 - b + s)));
        });

        // Σ wτ²/(y − τ)² ≤ (P − 1)/s²: s is at most √(r(P − 1)).
        double s = Bisection.FindSmall(s => 1 - Sum(s, x => x.N / Math.Pow(x.Q, 1.5)), Math.Sqrt(r * tops.Length));
        double location = (1 + s) * (1 + Sum(s, x => 1 / Math.Sqrt(x.Q)));
        double curvature = Sum(s, x => ((1.5 * x.N * x.SlopeOfQ) - ((x.A + x.B) / 2 * x.Q)) / Math.Pow(x.Q, 2.5));
        return Edge(scale * highest, s, location, curvature);
    }

    // y and ψ in units of the top; m = −1/y, Scale³ = y⁴ψ″/2.
    private static SpectralEdge Edge(double unit, double s, double location, double curvature)
    {
        double y = 1 + s;
        return new(unit * location, -1 / (unit * y), unit * Math.Cbrt(y * y * y * y * curvature / 2));
    }

    private readonly record struct RingTerms(double Y, double A, double B, double Q)
    {
        public double N => ((A + B) / 2 * Y) - (A * B);

        public double SlopeOfQ => (2 * Y) - A - B;
    }
}
