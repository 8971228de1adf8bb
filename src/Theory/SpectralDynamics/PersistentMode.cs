namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// A mode of Gaussian units that is trained by PCD-k with infinitely many chains at a finite rate ν: an update moves
/// the chains, of variance V, by k sweeps and then the weight,
/// <code>
/// V′ = x^{2k} V + σ_v² (1 − x^{2k})/(1 − x),    w′ = w + νσ_h² w (C − V′),    x = σ_v²σ_h²w².
/// </code>
/// About the fixed point x = ρ = 1 − 1/c, V = C, with g = νσ_v²σ_h² and V in units of σ_v²,
/// <code>
/// δV′ = ρ^{2k} δV + c²(1 − ρ^{2k}) δx,    δx′ = δx − 2gρ δV′:
/// determinant ρ^{2k},    trace 1 + ρ^{2k} − A,    A = 2gρ(1 − ρ^{2k})c².
/// </code>
/// So deviations ring, damped by ρ^k an update, once A passes (1 − ρ^k)²; they grow once it passes 2(1 + ρ^{2k}).
/// </summary>
public sealed class PersistentMode
{
    /// <summary>A training of a mode.</summary>
    /// <param name="mode">C, σ_v² and σ_h², with C &gt; σ_v².</param>
    /// <param name="sweeps">k, at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public PersistentMode(GaussianMode mode, int sweeps)
    {
        ArgumentNullException.ThrowIfNull(mode);
        if (!(mode.FixedPoint > 0))
            throw Require.Error(
                nameof(mode.Signal), mode.Signal, $"above the variance {mode.VisibleVariance} of a unit");
        Mode = mode;
        Sweeps = Require.AtLeast(sweeps, 1);
        Decay = -sweeps * NearOne.Log(-1 / mode.Ratio);
    }

    /// <summary>The mode and its data.</summary>
    public GaussianMode Mode { get; }

    /// <summary>k.</summary>
    public int Sweeps { get; }

    /// <summary>ρ^{2k}, of the linear map, whatever ν.</summary>
    public double Determinant => Math.Exp(-2 * Decay);

    /// <summary>ν_osc = (1 − ρ^k)/(2ρc²(1 + ρ^k)) over σ_v²σ_h²: deviations ring above it.</summary>
    public double OscillationRate => Math.Tanh(0.5 * Decay) / (2 * RatePerStrength);

    /// <summary>ν_c = (1 + ρ^{2k})/(ρc²(1 − ρ^{2k})) over σ_v²σ_h²: training is unstable above it.</summary>
    public double CriticalRate => 1 / (Math.Tanh(Decay) * RatePerStrength);

    /// <summary>−ln ρ^k: with it (1 − ρ^k)/(1 + ρ^k) is a tanh, which keeps its digits where ρ is near 1.</summary>
    private double Decay { get; }

    /// <summary>ρc²σ_v²σ_h².</summary>
    private double RatePerStrength
        => Mode.FixedPoint * Mode.Ratio * Mode.Ratio * Mode.VisibleVariance * Mode.HiddenVariance;

    /// <summary>The linear map of (δx, δV/σ_v²).</summary>
    /// <param name="learningRate">ν, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException"><paramref name="learningRate"/> is out of its range.</exception>
    public double[,] Map(double learningRate)
    {
        double back = 2 * Require.Positive(learningRate) * Mode.VisibleVariance * Mode.HiddenVariance * Mode.FixedPoint;
        double forth = Mode.Ratio * Mode.Ratio * (1 - Determinant);
        return new[,] { { 1 - (back * forth), -back * Determinant }, { forth, Determinant } };
    }

    /// <summary>
    /// 2π/arccos((1 + ρ^{2k} − A)/(2ρ^k)), the updates in which a deviation comes round; null where it does not ring:
    /// below ν_osc, and above A = (1 + ρ^k)², where it changes sign at every update.
    /// </summary>
    /// <param name="learningRate">ν, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException"><paramref name="learningRate"/> is out of its range.</exception>
    public double? Period(double learningRate)
    {
        double strength = 2 * Require.Positive(learningRate) * RatePerStrength * (1 - Determinant);
        double cosine = (1 + Determinant - strength) / (2 * Math.Exp(-Decay));
        return Math.Abs(cosine) < 1 ? 2 * Math.PI / Math.Acos(cosine) : null;
    }

    /// <summary>An update, not linearised.</summary>
    /// <param name="weight">w, finite.</param>
    /// <param name="variance">V of the chains, finite and ≥ 0.</param>
    /// <param name="learningRate">ν, finite and &gt; 0.</param>
    /// <returns>w′ and V′.</returns>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public (double Weight, double Variance) Next(double weight, double variance, double learningRate)
    {
        Require.Positive(learningRate);
        double moved = Mode.VarianceAfter(Mode.SquaredGainOf(weight), variance, Sweeps);
        return (weight + (learningRate * Mode.HiddenVariance * weight * (Mode.Signal - moved)), moved);
    }
}
