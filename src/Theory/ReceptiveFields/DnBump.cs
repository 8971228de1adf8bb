namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The bumps of (38)–(39) on a ring of length L, exactly. dn″ = (2 − m) dn − 2dn³ and ∫_0^{2K} dn² = 2E, so that
/// <code>
/// w(x) = √2 κ dn(κx|m),   κ = 2K(m)/L,   b = ∫w²dx = 4κE(m) = 2 + κ²(2 − m)
/// L² − 4KE·L + 2K²(2 − m) = 0   ⇔   L = 2K [E ± √(E² − 1 + m/2)],   κ = 1/[E ± √(E² − 1 + m/2)]
/// </code>
/// K and E being the complete elliptic integrals. Each sign gives one bump for every L above L± = (π/2)(π ± √(π² − 4)),
/// where m = 0 and the bump is the uniform state; as L → ∞, m → 1 and it is the <see cref="SechProfile"/> of κ∓ = 2 ∓
/// √2. It is also, exactly, a sum of sech bumps, one an image of the ring:
/// <code>
/// w(x) = √2 κ̃ Σ_n sech(κ̃ (x − nL)),   κ̃ = πκ/(2K(1−m))
/// </code>
/// Lengths are in sites, weights in units of √β.
/// </summary>
public sealed class DnBump
{
    // e^{−π(13 − ½)} = 9e-18: the terms beyond, of images or of harmonics, are below rounding.
    private const int Terms = 13;

    private readonly EllipticIntegrals _integrals;

    private DnBump(double length, bool stable, double shortest)
    {
        if (!(double.IsFinite(length) && length > shortest))
            throw Require.Error(nameof(length), length, $"a finite number > {shortest}, where the bump is born");
        Length = length;
        IsStable = stable;
        double t = Solve(length, stable);
        _integrals = EllipticIntegrals.At(t);
        Kappa = InverseWidth(_integrals, stable);
        Minimum = Amplitude * Math.Exp(-0.5 * t);
        ImageKappa = 0.5 * Math.PI * Kappa / _integrals.KPrime;
    }

    /// <summary>
    /// The wide bump, to which the uniform state gives way above L₊ = 8.740412…: a minimum of the energy.
    /// </summary>
    /// <param name="length">L; finite and &gt; <see cref="TuringInstability.UpperLength"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="length"/> is out of its range.</exception>
    public static DnBump Stable(double length) => new(length, true, TuringInstability.UpperLength);

    /// <summary>
    /// The narrow bump, which separates the states that relax from those that grow without bound; it leaves the uniform
    /// state at L₋ = 1.129192….
    /// </summary>
    /// <param name="length">L; finite and &gt; <see cref="TuringInstability.LowerLength"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="length"/> is out of its range.</exception>
    public static DnBump Unstable(double length) => new(length, false, TuringInstability.LowerLength);

    /// <summary>L, in sites.</summary>
    public double Length { get; }

    /// <summary>Whether it is the wide, stable bump.</summary>
    public bool IsStable { get; }

    /// <summary>m, in (0, 1]; it rounds to 1 on a long ring, where <see cref="Complement"/> still tells.</summary>
    public double M => _integrals.M;

    /// <summary>1 − m, about 16e^{−κL}.</summary>
    public double Complement => _integrals.Complement;

    /// <summary>κ = 2K(m)/L, the inverse width, in 1/sites.</summary>
    public double Kappa { get; }

    /// <summary>κ̃ = πκ/(2K(1−m)), the inverse width of each image, in 1/sites; at most κ.</summary>
    public double ImageKappa { get; }

    /// <summary>b = ∫w²dx = 4κE(m), the repressor.</summary>
    public double Repressor => 4 * Kappa * _integrals.E;

    /// <summary>w(0) = √2 κ, the maximum.</summary>
    public double Amplitude => Math.Sqrt(2) * Kappa;

    /// <summary>w(L/2) = √2 κ √(1 − m), the minimum.</summary>
    public double Minimum { get; }

    /// <summary>
    /// ∫(½w′² − w² − ¼w⁴)dx + ¼b² = ¼∫w⁴dx − ¼b², as the bump is steady, with
    /// ∫w⁴dx = (8/3) κ³ [2(2 − m)E − (1 − m)K]. ∫w dx = √2 π, whatever L.
    /// </summary>
    public double Energy
    {
        get
        {
            double inner = (2 * (1 + Complement) * _integrals.E) - (Complement * _integrals.K);
            return (2.0 / 3 * Kappa * Kappa * Kappa * inner) - (0.25 * Repressor * Repressor);
        }
    }

    /// <summary>b − 2 − κ²(2 − m): zero but for rounding, as (38) asks with b = 4κE from (39).</summary>
    public double SelfConsistencyGap => Repressor - 2 - (Kappa * Kappa * (1 + Complement));

    /// <summary>
    /// w(x), to a relative error of some 1e-15: the sum over the images where it converges faster (m ≥ ½), else the
    /// Fourier series dn(u) = π/(2K) + (2π/K) Σ_n q^n/(1 + q^{2n}) cos(nπu/K), q = e^{−πK′/K}. Either takes 13 terms a
    /// side.
    /// </summary>
    /// <param name="x">The distance to the centre, in sites; any finite number, L-periodic.</param>
    public double Value(double x)
    {
        double inRing = Math.IEEERemainder(x, Length);
        double sum = 0;
        if (_integrals.K >= _integrals.KPrime)
        {
            for (int n = -Terms; n <= Terms; n++)
                sum += 1 / Math.Cosh(ImageKappa * (inRing - (n * Length)));
            return Math.Sqrt(2) * ImageKappa * sum;
        }

        double decay = Math.PI * _integrals.KPrime / _integrals.K;
        for (int n = Terms; n >= 1; n--)
            sum += Math.Cos(2 * Math.PI * n * inRing / Length) / Math.Cosh(n * decay);
        // q^n/(1 + q^{2n}) = ½ sech(n ln 1/q), and κ/K = 2/L.
        return Math.Sqrt(2) * Math.PI / Length * (1 + (2 * sum));
    }

    private static double InverseWidth(EllipticIntegrals of, bool stable)
    {
        double root = Math.Sqrt((of.E * of.E) - 1 + (0.5 * of.M));
        return 1 / (stable ? of.E + root : of.E - root);
    }

    // The length increases with t = −ln(1−m); near t = 0 as t², so that t has half of the digits of L − L±.
    private static double Solve(double length, bool stable)
    {
        double Excess(double t)
        {
            EllipticIntegrals at = EllipticIntegrals.At(t);
            return (2 * at.K / InverseWidth(at, stable)) - length;
        }

        double low = 0, high = 1;
        while (Excess(high) < 0)
            (low, high) = (high, 2 * high);
        for (double middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high))
        {
            if (Excess(middle) < 0)
                low = middle;
            else
                high = middle;
        }

        return high;
    }
}
