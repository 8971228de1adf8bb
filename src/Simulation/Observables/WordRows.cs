using System.Buffers.Binary;
using System.Numerics;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Configurations of N units of two values, a row of whole 64-bit words each, for Hamming distances: the number of
/// units in which two configurations differ. The square of their Euclidean distance is that number times (high − low)².
/// </summary>
internal sealed class WordRows
{
    private const int WordBits = 64;

    private readonly ulong[] _words;

    /// <summary>Copies the rows of a set.</summary>
    /// <param name="data">S × N, a bit a unit.</param>
    /// <exception cref="ArgumentException">A row is not of N bits.</exception>
    public WordRows(IDataSet data)
    {
        Require.Length(data.RowBytes, BitRow.Bytes(data.Sites), "bytes of a row of units of two values");
        (Samples, Words) = (data.Samples, (data.Sites + WordBits - 1) / WordBits);
        Require.InRange(Samples, 1, Array.MaxLength / Words);
        _words = new ulong[Samples * Words];
        byte[] row = new byte[Words * sizeof(ulong)];
        for (int s = 0; s < Samples; s++)
        {
            data.CopyRow(s, row.AsSpan(0, data.RowBytes));
            for (int w = 0; w < Words; w++)
                _words[s * Words + w] = BinaryPrimitives.ReadUInt64LittleEndian(row.AsSpan(w * sizeof(ulong)));
        }
    }

    /// <summary>S.</summary>
    public int Samples { get; }

    /// <summary>Words of a row, ⌈N/64⌉; unit i is bit i mod 64 of word i / 64, and bits beyond the last unit are
    /// 0.</summary>
    public int Words { get; }

    /// <summary>One configuration.</summary>
    /// <param name="sample">In [0, S).</param>
    public ReadOnlySpan<ulong> this[int sample] => _words.AsSpan(sample * Words, Words);

    /// <summary>The smallest distance of a configuration to those of this set.</summary>
    /// <param name="row">The configuration, as many words.</param>
    /// <param name="except">A configuration of this set that does not count; −1 for none.</param>
    /// <returns><see cref="int.MaxValue"/> where none counts.</returns>
    public int Nearest(ReadOnlySpan<ulong> row, int except = -1)
    {
        int nearest = int.MaxValue;
        for (int s = 0; s < Samples; s++)
        {
            if (s != except)
                nearest = Math.Min(nearest, Distance(row, this[s]));
        }

        return nearest;
    }

    private static int Distance(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        int distance = 0;
        for (int w = 0; w < one.Length; w++)
            distance += BitOperations.PopCount(one[w] ^ other[w]);
        return distance;
    }
}
