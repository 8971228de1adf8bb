using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Units;

/// <summary>x = ±1 with U = 0: Γ(I) = log 2cosh I, E[x | I] = tanh I, p(+1 | I) = 1/(1 + e^{−2I}).</summary>
public sealed class SpinUnit : IVisibleUnit
{
    private SpinUnit()
    {
    }

    /// <summary>The one instance.</summary>
    public static SpinUnit Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "spin";

    /// <inheritdoc/>
    public int Components => 1;

    /// <inheritdoc/>
    public int Parameters => 0;

    /// <inheritdoc/>
    public IReadOnlyList<float[]> Values { get; } = [[-1f], [1f]];

    /// <inheritdoc/>
    public double LogPartition(ReadOnlySpan<double> input, ReadOnlySpan<float> parameters)
    {
        // |I| + log(1 + e^{−2|I|}) does not overflow.
        double magnitude = Math.Abs(input[0]);
        return magnitude + Math.Log(1 + Math.Exp(-2 * magnitude));
    }

    /// <inheritdoc/>
    public double Energy(ReadOnlySpan<float> value, ReadOnlySpan<float> parameters) => 0;

    /// <inheritdoc/>
    public void Mean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
        => mean[0] = Exponential.Tanh(input[0]);

    /// <inheritdoc/>
    public void ParameterMean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
    {
    }

    /// <inheritdoc/>
    public void Sample(
        ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, ref RandomStream stream, Span<float> value)
        => value[0] = stream.NextSingle() < Exponential.Logistic(2 * input[0]) ? 1f : -1f;

    /// <inheritdoc/>
    public int RowBytes(int count) => BitRow.Bytes(count);

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> row, Span<float> values) => BitRow.Decode(row, values, -1f, 1f);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> values, Span<byte> row) => BitRow.Encode(values, row, 0f);
}
