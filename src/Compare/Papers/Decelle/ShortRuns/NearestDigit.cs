using System.Numerics;
using System.Runtime.InteropServices;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>What digit a picture is, by the datum that it differs from in the fewest pixels.</summary>
internal static class NearestDigit
{
    /// <summary>Data among which the nearest is looked for.</summary>
    private const int Most = 2000;

    /// <summary>The part of some pictures that are nearest to a digit.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="data">Digits with their labels.</param>
    /// <param name="digit">The digit.</param>
    public static double Share(SpinSet pictures, LabelledSet data, byte digit)
    {
        ulong[][] of = Words(pictures, pictures.Samples), among = Words(data.Rows, Math.Min(Most, data.Rows.Samples));
        return (double)of.Count(picture => data.Labels[Nearest(picture, among)] == digit) / of.Length;
    }

    private static int Nearest(ulong[] picture, ulong[][] among)
    {
        int nearest = 0, least = int.MaxValue;
        for (int s = 0; s < among.Length; s++)
        {
            int distance = 0;
            for (int w = 0; w < picture.Length; w++)
                distance += BitOperations.PopCount(picture[w] ^ among[s][w]);
            if (distance < least)
                (nearest, least) = (s, distance);
        }

        return nearest;
    }

    private static ulong[][] Words(SpinSet set, int count)
        => [.. Enumerable.Range(0, count).Select(s =>
        {
            ulong[] words = new ulong[(set.RowBytes + sizeof(ulong) - 1) / sizeof(ulong)];
            set.CopyRow(s, MemoryMarshal.AsBytes(words.AsSpan())[..set.RowBytes]);
            return words;
        })];
}
