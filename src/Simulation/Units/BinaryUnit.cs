using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Units;

/// <summary>x = 0 or 1 with U = 0: Γ(I) = log(1 + e^I), E[x | I] = p(1 | I) = 1/(1 + e^{−I}).</summary>
public sealed class BinaryUnit : IVisibleUnit
{
    private BinaryUnit()
    {
    }

    /// <summary>The one instance.</summary>
    public static BinaryUnit Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "binary";

    /// <inheritdoc/>
    public int Components => 1;

    /// <inheritdoc/>
    public int Parameters => 0;

    /// <inheritdoc/>
    public IReadOnlyList<float[]> Values { get; } = [[0f], [1f]];

    /// <inheritdoc/>
    public double LogPartition(ReadOnlySpan<double> input, ReadOnlySpan<float> parameters)
    {
        // max(I, 0) + log(1 + e^{−|I|}) does not overflow.
        double magnitude = Math.Abs(input[0]);
        return Math.Max(input[0], 0) + Math.Log(1 + Math.Exp(-magnitude));
    }

    /// <inheritdoc/>
    public double Energy(ReadOnlySpan<float> value, ReadOnlySpan<float> parameters) => 0;

    /// <inheritdoc/>
    public void Mean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
        => mean[0] = Exponential.Logistic(input[0]);

    /// <inheritdoc/>
    public void ParameterMean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
    {
    }

    /// <inheritdoc/>
    public void Sample(
        ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, ref RandomStream stream, Span<float> value)
        => value[0] = stream.NextSingle() < Exponential.Logistic(input[0]) ? 1f : 0f;

    /// <inheritdoc/>
    public int RowBytes(int count) => BitRow.Bytes(count);

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> row, Span<float> values) => BitRow.Decode(row, values, 0f, 1f);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> values, Span<byte> row) => BitRow.Encode(values, row, 0.5f);
}
