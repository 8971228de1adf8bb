using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Units;

/// <summary>
/// One of P colours, x the unit vector of the colour, with U = 0: Γ(I) = log Σ_a e^{I_a}, E[x_a | I] = p(a | I) =
/// e^{I_a − Γ}. A row has one byte a unit, its colour. Units of as many colours are equal.
/// </summary>
public sealed class PottsUnit : IVisibleUnit, IEquatable<PottsUnit>
{
    /// <summary>The unit of P colours.</summary>
    /// <param name="colours">P, in [2, <see cref="PottsSet.MaximumColours"/>].</param>
    /// <exception cref="ArgumentException">P is out of range.</exception>
    public PottsUnit(int colours)
    {
        Components = Require.InRange(colours, 2, PottsSet.MaximumColours);
        Name = $"potts:{colours}";
        float[][] values = new float[colours][];
        for (int colour = 0; colour < colours; colour++)
        {
            values[colour] = new float[colours];
            values[colour][colour] = 1f;
        }

        Values = values;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Number of colours P.</summary>
    public int Components { get; }

    /// <inheritdoc/>
    public int Parameters => 0;

    /// <inheritdoc/>
    public IReadOnlyList<float[]> Values { get; }

    /// <inheritdoc/>
    public bool Equals(PottsUnit? other) => other?.Components == Components;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PottsUnit);

    /// <inheritdoc/>
    public override int GetHashCode() => Components;

    /// <inheritdoc/>
    public double LogPartition(ReadOnlySpan<double> input, ReadOnlySpan<float> parameters)
    {
        double highest = double.NegativeInfinity;
        foreach (double component in input)
            highest = Math.Max(highest, component);
        double sum = 0;
        foreach (double component in input)
            sum += Math.Exp(component - highest);
        return highest + Math.Log(sum);
    }

    /// <inheritdoc/>
    public double Energy(ReadOnlySpan<float> value, ReadOnlySpan<float> parameters) => 0;

    /// <inheritdoc/>
    public void Mean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
    {
        float total = Weigh(input, mean);
        for (int colour = 0; colour < mean.Length; colour++)
            mean[colour] /= total;
    }

    /// <inheritdoc/>
    public void ParameterMean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
    {
    }

    /// <inheritdoc/>
    public void Sample(
        ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, ref RandomStream stream, Span<float> value)
    {
        // A number below 1 on the grid of 2^−24, times the total, rounds to less than the total: the search below ends
        // at a colour, and at one whose weight has moved the sum.
        float threshold = stream.NextSingle() * Weigh(input, value);
        int colour = 0;
        float cumulative = value[0];
        while (cumulative <= threshold)
            cumulative += value[++colour];
        value.Clear();
        value[colour] = 1f;
    }

    /// <summary>Subtracts the mean over the colours: zero-sum gauge.</summary>
    /// <param name="couplings">Weights or fields of one unit, length P.</param>
    public void ToGauge(Span<float> couplings)
    {
        double sum = 0;
        foreach (float coupling in couplings)
            sum += coupling;
        float mean = (float)(sum / couplings.Length);
        foreach (ref float coupling in couplings)
            coupling -= mean;
    }

    /// <inheritdoc/>
    public int RowBytes(int count) => count;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A byte is no colour, or the lengths do not fit.</exception>
    public void Decode(ReadOnlySpan<byte> row, Span<float> values)
    {
        Require.Length(values.Length, row.Length * Components);
        values.Clear();
        for (int i = 0; i < row.Length; i++)
            values[i * Components + Require.InRange(row[i], 0, Components - 1, "colour")] = 1f;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Encode(ReadOnlySpan<float> values, Span<byte> row)
    {
        Require.Length(values.Length, row.Length * Components);
        for (int i = 0; i < row.Length; i++)
        {
            ReadOnlySpan<float> value = values.Slice(i * Components, Components);
            int colour = 0;
            for (int a = 1; a < value.Length; a++)
                colour = value[a] > value[colour] ? a : colour;
            row[i] = (byte)colour;
        }
    }

    /// <summary>e^{I_a − max I} of every colour, and their sum in the order of the colours.</summary>
    private static float Weigh(ReadOnlySpan<float> input, Span<float> weights)
    {
        float highest = input[0];
        foreach (float component in input)
            highest = component > highest ? component : highest;
        float total = 0;
        for (int colour = 0; colour < input.Length; colour++)
        {
            weights[colour] = Exponential.Exp(input[colour] - highest);
            total += weights[colour];
        }

        return total;
    }
}
