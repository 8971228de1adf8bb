using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Units;

/// <summary>Real h with U(h) = ½h²: Γ(I) = ½I² + ½ log 2π, and p(h | I) is Gaussian of mean I and variance 1.</summary>
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
