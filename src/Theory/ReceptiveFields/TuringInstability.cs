namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The uniform state of (38)–(39) on a ring of length L, and its stability, appendix (A1)–(A12):
/// <code>
/// w* = √(2/(L−1)),   b* = 2L/(L−1),   A = | f_w f_b | = | 4/(L−1)    −w*           |
///                                         | g_w g_b |   | 8L w*³     −4(L+1)/(L−1) |
/// tr A = −4L/(L−1),   det A = 16/(L−1)
/// growth rate of mode n, cos(2πnx/L):   −4 for n = 0,   4/(L−1) − (2πn/L)² for n ≥ 1
/// </code>
/// The repressor b = ∫w²dx is no field of its own. A uniform change keeps b = Lw², so that of the two eigenvalues of A,
/// −4 and −4/(L−1), the second is of a change which breaks (39) and does not exist; a change with n ≥ 1 leaves b as it
/// is. Wave numbers on a ring are multiples of 2π/L, so that a pattern forms iff (2π/L)² &lt; f_w: for L &gt; L₊ or L
/// &lt; L₋, L± = (π/2)(π ± √(π² − 4)), and not "as soon as L &gt; 1" as is said after (A12). Above L₊ the uniform state
/// gives way to the stable <see cref="DnBump"/>; below L₋ there is no steady bump to go to, and the weights grow
/// without bound.
/// </summary>
public sealed class TuringInstability
{
    /// <summary>The uniform state on a ring.</summary>
    /// <param name="length">L, in sites; finite and &gt; 1. On a shorter ring the only uniform state is w = 0.</param>
    /// <exception cref="ArgumentException"><paramref name="length"/> is out of its range.</exception>
    public TuringInstability(double length)
    {
        if (!(double.IsFinite(length) && length > 1))
            throw Require.Error(nameof(length), length, "a finite number > 1");
        Length = length;
    }

    /// <summary>L₋ = (π/2)(π − √(π² − 4)) = 1.129192…: the uniform state is unstable on shorter rings.</summary>
    public static double LowerLength { get; } = 2 * Math.PI / (Math.PI + Math.Sqrt((Math.PI * Math.PI) - 4));

    /// <summary>L₊ = (π/2)(π + √(π² − 4)) = 8.740412…: the uniform state is unstable on longer rings.</summary>
    public static double UpperLength { get; } = 0.5 * Math.PI * (Math.PI + Math.Sqrt((Math.PI * Math.PI) - 4));

    /// <summary>L, in sites.</summary>
    public double Length { get; }

    /// <summary>w* = √(2/(L−1)), in units of √β, (A2).</summary>
    public double Weight => Math.Sqrt(2 / (Length - 1));

    /// <summary>b* = 2L/(L−1), (A2).</summary>
    public double Repressor => 2 * Length / (Length - 1);

    /// <summary>f_w = 2 + 3w*² − b* = 4/(L−1), (A12).</summary>
    public double ActivatorOnActivator => 4 / (Length - 1);

    /// <summary>f_b = −w*, (A4).</summary>
    public double RepressorOnActivator => -Weight;

    /// <summary>g_w = 8w*³L, (A4).</summary>
    public double ActivatorOnRepressor => 8 * Weight * Weight * Weight * Length;

    /// <summary>g_b = 4(1 − b*), (A4).</summary>
    public double RepressorOnRepressor => 4 * (1 - Repressor);

    /// <summary>tr A = −4L/(L−1), negative as (A6) asks.</summary>
    public double Trace => -4 * Length / (Length - 1);

    /// <summary>det A = 16/(L−1), positive as (A6) asks.</summary>
    public double Determinant => 16 / (Length - 1);

    /// <summary>Whether no mode grows: L₋ ≤ L ≤ L₊.</summary>
    public bool IsStable => GrowthRate(1) <= 0;

    /// <summary>How many n ≥ 1 grow: those below L/(π√(L−1)). Zero means that the uniform state stays.</summary>
    public int UnstableModes => (int)Math.Ceiling(Length / (Math.PI * Math.Sqrt(Length - 1))) - 1;

    /// <summary>
    /// The growth rate of cos(2πnx/L) and sin(2πnx/L) upon the uniform state, exactly, in units of νβ.
    /// </summary>
    /// <param name="mode">n ≥ 0, the number of periods.</param>
    /// <exception cref="ArgumentException"><paramref name="mode"/> is negative.</exception>
    public double GrowthRate(int mode)
    {
        Require.AtLeast(mode, 0);
        double waveNumber = 2 * Math.PI * mode / Length;
        return mode == 0 ? -4 : ActivatorOnActivator - (waveNumber * waveNumber);
    }
}
