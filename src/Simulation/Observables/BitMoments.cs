using System.Numerics;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Moments of the bits b_i = 0 or 1 of S configurations, and centred ones c_i = b_i − ⟨b_i⟩ with averages 1/S over the
/// configurations:
/// <code>
/// ⟨c_i c_j⟩ = ⟨b_i b_j⟩ − ⟨b_i⟩⟨b_j⟩,
/// ⟨c_i c_j c_k⟩ = ⟨b_i b_j b_k⟩ − ⟨b_i⟩⟨b_j b_k⟩ − ⟨b_j⟩⟨b_i b_k⟩ − ⟨b_k⟩⟨b_i b_j⟩ + 2⟨b_i⟩⟨b_j⟩⟨b_k⟩.
/// </code>
/// </summary>
/// <remarks>The bits of a unit over all configurations are words, and averages of products whole numbers over S,
/// counted in words.</remarks>
internal sealed class BitMoments
{
    private const int WordBits = 64;

    private readonly ulong[][] _units;
    private readonly double[] _means;

    /// <summary>Reads a set.</summary>
    /// <param name="data">S × N, a bit a unit.</param>
    /// <exception cref="ArgumentException">A row is not of N bits.</exception>
    public BitMoments(IDataSet data)
    {
        Require.Length(data.RowBytes, BitRow.Bytes(data.Sites), "bytes of a row of units of two values");
        (Samples, Sites) = (data.Samples, data.Sites);
        _units = [.. Enumerable.Range(0, Sites).Select(_ => new ulong[(Samples + WordBits - 1) / WordBits])];
        byte[] row = new byte[data.RowBytes];
        for (int s = 0; s < Samples; s++)
        {
            data.CopyRow(s, row);
            for (int i = 0; i < Sites; i++)
                _units[i][s / WordBits] |= (ulong)(row[i >> 3] >> (i & 7) & 1) << (s % WordBits);
        }

        _means = [.. _units.Select(unit => unit.Sum(word => BitOperations.PopCount(word)) / (double)Samples)];
    }

    /// <summary>S.</summary>
    public int Samples { get; }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>⟨b_i⟩.</summary>
    public double Mean(int i) => _means[i];

    /// <summary>⟨b_i b_j⟩.</summary>
    public double Pair(int i, int j)
    {
        ReadOnlySpan<ulong> one = _units[i], other = _units[j];
        int count = 0;
        for (int w = 0; w < one.Length; w++)
            count += BitOperations.PopCount(one[w] & other[w]);
        return count / (double)Samples;
    }

    /// <summary>⟨c_i c_j⟩.</summary>
    public double Covariance(int i, int j) => Pair(i, j) - _means[i] * _means[j];

    /// <summary>⟨c_i c_j c_k⟩.</summary>
    public double ThirdMoment(int i, int j, int k)
    {
        ReadOnlySpan<ulong> one = _units[i], two = _units[j], three = _units[k];
        int count = 0;
        for (int w = 0; w < one.Length; w++)
            count += BitOperations.PopCount(one[w] & two[w] & three[w]);
        return count / (double)Samples - _means[i] * Pair(j, k) - _means[j] * Pair(i, k) - _means[k] * Pair(i, j)
            + 2 * _means[i] * _means[j] * _means[k];
    }
}
