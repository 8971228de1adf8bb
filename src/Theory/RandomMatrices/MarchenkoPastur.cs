namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// The Marčenko–Pastur law: the spectrum of the covariance (1/S) Σ_s v v^T of S vectors of N independent components of
/// variance σ², as N and S grow at a fixed noise ratio r = N/S. Its right edge is Λ_MP, equation (25):
/// <code>
/// λ± = σ² (1 ± √r)²
/// ρ(x) = √((λ₊ − x)(x − λ₋)) / (2π r σ² x)  on (λ₋, λ₊),  and an atom of mass 1 − 1/r at 0 where r &gt; 1
/// </code>
/// With x = σ² (1 + r − 2√r cos φ), φ in (0, π), and q = min(√r, 1/√r), the mass at and below x, the atom apart, is
/// min(1, 1/r) · (1/π) [φ + q sin φ − (1 − q²) Σ_{n≥2} q^{n−2} sin(nφ)/n]: the density in φ is (2/π) sin²φ/D with
/// D = 1 − 2q cos φ + q², and sin φ/D = Σ_{n≥1} q^{n−1} sin nφ.
/// </summary>
public sealed record MarchenkoPastur
{
    private readonly double _root;

    /// <summary>The law of a noise ratio, and of a variance when it is not 1.</summary>
    /// <param name="noiseRatio">r = N/S, variables over samples; finite and &gt; 0.</param>
    /// <param name="variance">σ², finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public MarchenkoPastur(double noiseRatio, double variance = 1)
    {
        NoiseRatio = Require.Positive(noiseRatio);
        Variance = Require.Positive(variance);
        _root = Math.Sqrt(noiseRatio);
    }

    /// <summary>r = N/S.</summary>
    public double NoiseRatio { get; }

    /// <summary>σ², the variance of each component.</summary>
    public double Variance { get; }

    /// <summary>λ₋ = σ²(1 − √r)², the left edge of the continuous part.</summary>
    public double LowerEdge => Variance * (1 - _root) * (1 - _root);

    /// <summary>Λ_MP = λ₊ = σ²(1 + √r)², equation (25): the right edge.</summary>
    public double UpperEdge => Variance * (1 + _root) * (1 + _root);

    /// <summary>
    /// max(0, 1 − 1/r): the share of the eigenvalues that are zero, S samples spanning only S dimensions.
    /// </summary>
    public double MassAtZero => Math.Max(0, 1 - (1 / NoiseRatio));

    /// <summary>ρ(x), the density of the continuous part, per unit of eigenvalue; 0 outside (λ₋, λ₊).</summary>
    /// <param name="x">Any number.</param>
    public double Density(double x)
    {
        double lower = LowerEdge, upper = UpperEdge;
        return x > lower && x < upper
            ? Math.Sqrt((upper - x) * (x - lower)) / (2 * Math.PI * NoiseRatio * Variance * x)
            : 0;
    }

    /// <summary>The share of the eigenvalues that are at most x, the atom at 0 included; between 0 and 1.</summary>
    /// <param name="x">Any number.</param>
    public double Cumulative(double x)
    {
        double lower = LowerEdge, upper = UpperEdge;
        if (x < 0)
            return 0;
        if (x <= lower)
            return MassAtZero;
        if (x >= upper)
            return 1;
        double phi = Math.Atan2(Math.Sqrt((upper - x) * (x - lower)), (Variance * (1 + NoiseRatio)) - x);
        return MassAtZero + (Math.Min(1, 1 / NoiseRatio) * Math.Clamp(Share(phi), 0, 1));
    }

    private double Share(double phi)
    {
        double q = Math.Min(_root, 1 / _root);
        return (phi + (q * Math.Sin(phi)) - ((1 - (q * q)) * HigherHarmonics(q, phi))) / Math.PI;
    }

    // Σ_{n≥2} q^{n−2} sin(nφ)/n. The sum over all n ≥ 1 of q^n sin(nφ)/n is an arc tangent; taking its first term away
    // and dividing by q² costs digits where q is small, and there the series is short: 0.5^55 < 1e-16.
    private static double HigherHarmonics(double q, double phi)
    {
        if (q > 0.5)
            return (Math.Atan2(q * Math.Sin(phi), 1 - (q * Math.Cos(phi))) - (q * Math.Sin(phi))) / (q * q);
        double sum = 0, power = 1;
        for (int n = 2; power > 1e-17; n++, power *= q)
            sum += power * Math.Sin(n * phi) / n;
        return sum;
    }
}
