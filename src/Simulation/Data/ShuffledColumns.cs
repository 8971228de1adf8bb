using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// The null model of a data set: the values of each unit are permuted among the samples, independently of the other
/// units. Every unit keeps its own frequencies, every correlation between units vanishes, and what the covariance still
/// shows is the noise of (25) and (31).
/// </summary>
public static class ShuffledColumns
{
    /// <summary>A shuffled copy.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="seed">The seed of the run; unit i has its own stream (seed, <see cref="StreamPurpose.Other"/>,
    /// i).</param>
    public static PottsSet Of(PottsSet data, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        var shuffled = new PottsSet(data.Samples, data.Sites, data.Colours);
        byte[] column = new byte[data.Samples];
        for (int site = 0; site < data.Sites; site++)
        {
            for (int sample = 0; sample < column.Length; sample++)
                column[sample] = data.Sample(sample)[site];
            Shuffle(column, seed, site);
            for (int sample = 0; sample < column.Length; sample++)
                shuffled.Writable(sample)[site] = column[sample];
        }

        return shuffled;
    }

    /// <summary>Shuffles rows of bits in place.</summary>
    /// <param name="rows">Whole rows in the layout of <see cref="BitRow"/>, one after another.</param>
    /// <param name="sites">Number of units N of each, at least 1.</param>
    /// <param name="seed">As in <see cref="Of"/>.</param>
    /// <exception cref="ArgumentException">N is out of range, or the length is not that of whole rows.</exception>
    public static void Bits(Span<byte> rows, int sites, ulong seed)
    {
        int rowBytes = BitRow.Bytes(Require.AtLeast(sites, 1));
        byte[] column = new byte[rows.Length / rowBytes];
        Require.Length(rows.Length, column.Length * rowBytes);
        for (int site = 0; site < sites; site++)
        {
            int place = site >> 3, shift = site & 7;
            for (int sample = 0; sample < column.Length; sample++)
                column[sample] = (byte)(rows[sample * rowBytes + place] >> shift & 1);
            Shuffle(column, seed, site);
            for (int sample = 0; sample < column.Length; sample++)
            {
                ref byte target = ref rows[sample * rowBytes + place];
                target = (byte)((target & ~(1 << shift)) | column[sample] << shift);
            }
        }
    }

    // Fisher–Yates.
    private static void Shuffle(Span<byte> column, ulong seed, int site)
    {
        var stream = new RandomStream(seed, StreamPurpose.Other, (ulong)site);
        for (int last = column.Length - 1; last > 0; last--)
        {
            int other = stream.NextInt(last + 1);
            (column[last], column[other]) = (column[other], column[last]);
        }
    }
}
