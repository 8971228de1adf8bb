namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// A direction that stands in noise: an n × m matrix of rank one and strength w with independent entries of mean 0 and
/// deviation σ added, n and m large (Benaych-Georges and Nadakuditi 2012, after Baik, Ben Arous and Péché),
/// <code>
/// W = w u vᵀ + σ·noise,    |u| = |v| = 1,    w_c = σ (nm)^(1/4)
/// s² = (w² + σ²n)(w² + σ²m)/w² = s₊² + (w − w_c²/w)²    for w &gt; w_c,    else s₊ = σ(√n + √m)
/// ⟨u, û⟩² = (w⁴ − w_c⁴)/(w²(w² + σ²n)),    ⟨v, v̂⟩² = (w⁴ − w_c⁴)/(w²(w² + σ²m)),    both 0 for w ≤ w_c
/// </code>
/// With σ² = σ_L²/√(nm) these are the outliers of Decelle and others: w_c is their σ_L. Each of several directions
/// that are orthogonal follows it by itself. At finite sizes s fluctuates by about σ.
/// </summary>
public sealed record SpikedNoise
{
    /// <summary>The noise.</summary>
    /// <param name="rows">n, the numbers of u; at least 1. Of the weights of a machine, the visible units.</param>
    /// <param name="columns">m, the numbers of v; at least 1. Of the weights of a machine, the hidden units.</param>
    /// <param name="deviation">σ, of each entry; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public SpikedNoise(int rows, int columns, double deviation)
    {
        Rows = Require.AtLeast(rows, 1);
        Columns = Require.AtLeast(columns, 1);
        Deviation = Require.Positive(deviation);
    }

    /// <summary>n.</summary>
    public int Rows { get; }

    /// <summary>m.</summary>
    public int Columns { get; }

    /// <summary>σ.</summary>
    public double Deviation { get; }

    /// <summary>w_c = σ(nm)^(1/4), the strength above which a direction is seen.</summary>
    public double Threshold => Deviation * Math.Sqrt(Math.Sqrt((double)Rows * Columns));

    /// <summary>s₊ = σ(√n + √m), the edge of the noise.</summary>
    public double Edge => Deviation * (Math.Sqrt(Rows) + Math.Sqrt(Columns));

    /// <summary>s, the largest singular value of W; the edge where w is at most w_c.</summary>
    /// <param name="strength">w, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException"><paramref name="strength"/> is out of its range.</exception>
    public double SingularValue(double strength)
    {
        double w = Require.NonNegative(strength), critical = Threshold;
        return w <= critical ? Edge : double.Hypot(Edge, w - (critical * critical / w));
    }

    /// <summary>w, from a singular value that was measured: w − w_c²/w = √(s² − s₊²). Null where s is not above the
    /// edge: there it says nothing of w.</summary>
    /// <param name="singularValue">s, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException"><paramref name="singularValue"/> is out of its range.</exception>
    public double? Strength(double singularValue)
    {
        double s = Require.NonNegative(singularValue), edge = Edge;
        double root = Math.Sqrt(Math.Max(0, s - edge) * (s + edge));
        return s <= edge ? null : 0.5 * (root + double.Hypot(root, 2 * Threshold));
    }

    /// <summary>⟨u, û⟩², the share of the direction u in the left singular vector of s.</summary>
    /// <param name="strength">w, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException"><paramref name="strength"/> is out of its range.</exception>
    public double LeftOverlap(double strength) => Overlap(Require.NonNegative(strength), Rows);

    /// <summary>⟨v, v̂⟩², the share of the direction v in the right singular vector of s.</summary>
    /// <param name="strength">w, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException"><paramref name="strength"/> is out of its range.</exception>
    public double RightOverlap(double strength) => Overlap(Require.NonNegative(strength), Columns);

    private double Overlap(double w, int length)
    {
        double critical = Threshold;
        if (w <= critical)
            return 0;
        double ratio = critical / w, noise = Deviation / w;
        return (1 - Math.Pow(ratio, 4)) / (1 + (noise * noise * length));
    }
}
