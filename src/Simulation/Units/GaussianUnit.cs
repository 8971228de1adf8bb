using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Units;

/// <summary>Real h with U(h) = ½h²: Γ(I) = ½I² + ½ log 2π, and p(h | I) is Gaussian of mean I and variance 1.</summary>
/// <remarks>
/// Over visible units of finitely many values, and every <see cref="IVisibleUnit"/> is one, Z = Σ_v Π_μ √(2π)
/// e^{(Σ_i w_iμ v_i)²/2} is a finite sum: weights have no bound. With real visible units of U(v) = ½v² the energy would
/// be ½|v|² − vᵀWh + ½|h|², which is positive definite, and Z finite, only while the largest singular value of W is
/// below 1. Visible units of that kind are none of the types here, as data are stored as bits and colours; whoever adds
/// one has to watch that value in training.
/// </remarks>
public sealed class GaussianUnit : IUnit
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    private GaussianUnit()
    {
    }

    /// <summary>The one instance.</summary>
    public static GaussianUnit Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "gaussian";

    /// <inheritdoc/>
    public int Components => 1;

    /// <inheritdoc/>
    public int Parameters => 0;

    /// <inheritdoc/>
    public IReadOnlyList<float[]>? Values => null;

    /// <inheritdoc/>
    public double LogPartition(ReadOnlySpan<double> input, ReadOnlySpan<float> parameters)
        => input[0] * input[0] / 2 + HalfLogTwoPi;

    /// <inheritdoc/>
    public double Energy(ReadOnlySpan<float> value, ReadOnlySpan<float> parameters)
        => (double)value[0] * value[0] / 2;

    /// <inheritdoc/>
    public void Mean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
        => mean[0] = input[0];

    /// <inheritdoc/>
    public void ParameterMean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
    {
    }

    /// <inheritdoc/>
    public void Sample(
        ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, ref RandomStream stream, Span<float> value)
        => value[0] = (float)(input[0] + stream.NextGaussian());
}
