namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// The singular values of an n × m matrix of independent entries of mean 0 and variance σ², n and m large: their
/// squares follow Marčenko and Pastur with the larger of the two as the number of samples,
/// <code>
/// s± = σ (√max ± √min),    s² = max · x,    x by the law of noise ratio min/max and variance σ²,
/// </code>
/// and min(n, m) of them are counted: none is an exact zero. That is (37)–(38) of Fissore for WᵀW/max, and not for WᵀW.
/// A value that stands clearly above s₊ is no noise, see <see cref="SpikedNoise"/>. At finite sizes the largest of
/// Gaussian noise lies a little below s₊ and fluctuates (Johnstone; Ma 2012, to second order in the sizes), with
/// χ ~ <see cref="TracyWidom"/>
/// <code>
/// s₁² ≈ σ² (μ + A χ),   μ = (√n′ + √m′)²,   A = (√n′ + √m′)(1/√n′ + 1/√m′)^(1/3),   n′ = n − ½, m′ = m − ½
/// </code>
/// </summary>
public sealed record SingularValueLaw
{
    private readonly MarchenkoPastur _squares;

    /// <summary>The law of a matrix.</summary>
    /// <param name="rows">n, at least 1.</param>
    /// <param name="columns">m, at least 1.</param>
    /// <param name="deviation">σ, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public SingularValueLaw(int rows, int columns, double deviation)
    {
        Smaller = Math.Min(Require.AtLeast(rows, 1), Require.AtLeast(columns, 1));
        Larger = Math.Max(rows, columns);
        Deviation = Require.Positive(deviation);
        _squares = new((double)Smaller / Larger);
    }

    /// <summary>min(n, m), the number of singular values.</summary>
    public int Smaller { get; }

    /// <summary>max(n, m).</summary>
    public int Larger { get; }

    /// <summary>σ.</summary>
    public double Deviation { get; }

    /// <summary>s₊ = σ(√n + √m).</summary>
    public double UpperEdge => Deviation * (Math.Sqrt(Larger) + Math.Sqrt(Smaller));

    /// <summary>s₋ = σ|√n − √m|.</summary>
    public double LowerEdge => Deviation * (Math.Sqrt(Larger) - Math.Sqrt(Smaller));

    /// <summary>The value that half of the singular values are below.</summary>
    public double Median => Bisection.Find(s => Cumulative(s) - 0.5, LowerEdge, UpperEdge);

    /// <summary>⟨s₁⟩, the mean of the largest singular value of Gaussian entries; what is left out is of the order
    /// min^(−2/3) of <see cref="LargestDeviation"/>.</summary>
    public double LargestMean => Deviation * TracyWidom.Average(chi => Math.Sqrt(SquareOfLargest(chi)));

    /// <summary>The standard deviation of s₁ from one matrix of Gaussian entries to another.</summary>
    public double LargestDeviation
    {
        get
        {
            double mean = TracyWidom.Average(chi => Math.Sqrt(SquareOfLargest(chi)));
            return Deviation * Math.Sqrt(TracyWidom.Average(SquareOfLargest) - (mean * mean));
        }
    }

    /// <summary>
    /// ρ(s) = √((s₊² − s²)(s² − s₋²))/(π σ² min s), per unit of singular value; 0 outside [s₋, s₊]. It is 2s/(σ² max)
    /// times the density of the squares at s²/(σ² max), and of a square matrix a quarter of a circle.
    /// </summary>
    /// <param name="s">Any number.</param>
    public double Density(double s)
    {
        double lower = LowerEdge, upper = UpperEdge;
        if (!(s >= lower && s <= upper))
            return 0;
        double inner = lower == 0 ? 1 : Math.Sqrt((1 - (lower / s)) * (1 + (lower / s)));
        return inner * Math.Sqrt((upper - s) * (upper + s)) / (Math.PI * Deviation * Deviation * Smaller);
    }

    /// <summary>The share of the singular values that are at most s; between 0 and 1.</summary>
    /// <param name="s">Any number.</param>
    public double Cumulative(double s)
        => s <= 0 ? 0 : _squares.Cumulative(s / Deviation * (s / Deviation) / Larger);

    /// <summary>The law whose median is that of measured singular values: few large ones that are no noise hardly
    /// change it (Gavish and Donoho 2014).</summary>
    /// <param name="rows">n, at least 1.</param>
    /// <param name="columns">m, at least 1.</param>
    /// <param name="values">Singular values, min(n, m) of them, in any order, the median &gt; 0.</param>
    /// <exception cref="ArgumentException">There are more or fewer, or the median is 0.</exception>
    public static SingularValueLaw OfBulk(int rows, int columns, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        SingularValueLaw one = new(rows, columns, 1);
        Require.Length(values.Count, one.Smaller);
        double[] sorted = [.. values.Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new(rows, columns, Require.Positive(median) / one.Median);
    }

    // s₁²/σ²; of the smallest matrices alone the law reaches below 0.
    private double SquareOfLargest(double chi)
    {
        double n = Math.Sqrt(Larger - 0.5), m = Math.Sqrt(Smaller - 0.5);
        return Math.Max(0, ((n + m) * (n + m)) + ((n + m) * Math.Cbrt((1 / n) + (1 / m)) * chi));
    }
}
