using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Digits;

/// <summary>Some rows of digits as a set of their own.</summary>
internal static class DigitRows
{
    /// <summary>Rows one after another.</summary>
    /// <param name="set">All rows.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many, or as many as there are.</param>
    public static SpinSet Part(SpinSet set, int first, int count)
        => Those(set, [.. Enumerable.Range(first, Math.Min(count, set.Samples - first))]);

    /// <summary>Two sets of rows drawn at random, no row twice.</summary>
    /// <param name="set">All rows.</param>
    /// <param name="count">Rows of each; at most half of all.</param>
    /// <param name="stream">Draws them.</param>
    public static (SpinSet One, SpinSet Other) Two(SpinSet set, int count, ref RandomStream stream)
    {
        int[] rows = [.. Enumerable.Range(0, set.Samples)];
        for (int k = 0; k < 2 * count; k++)
        {
            int other = k + stream.NextInt(rows.Length - k);
            (rows[k], rows[other]) = (rows[other], rows[k]);
        }

        return (Those(set, rows.AsSpan(0, count)), Those(set, rows.AsSpan(count, count)));
    }

    private static SpinSet Those(SpinSet set, ReadOnlySpan<int> rows)
    {
        SpinSet part = new(rows.Length, set.Sites);
        byte[] row = new byte[set.RowBytes];
        for (int s = 0; s < rows.Length; s++)
        {
            set.CopyRow(rows[s], row);
            part.Write(s, row);
        }

        return part;
    }

    /// <summary>What chains are at now.</summary>
    /// <param name="chains">The chains.</param>
    public static SpinSet Of(PersistentChains chains)
    {
        SpinSet set = new(chains.Count, chains.Layer.Count);
        for (int s = 0; s < chains.Count; s++)
            set.Write(s, chains.Row(s));
        return set;
    }
}
