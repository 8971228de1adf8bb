using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Digits;

/// <summary>How much units of data of 0 and 1 vary.</summary>
internal static class Deviations
{
    /// <summary>√(p(1 − p)) of each unit, p the part of the data in which it is 1.</summary>
    /// <param name="data">The data, a bit a unit.</param>
    public static double[] Of(IDataSet data)
    {
        int[] ones = new int[data.Sites];
        byte[] row = new byte[data.RowBytes];
        for (int s = 0; s < data.Samples; s++)
        {
            data.CopyRow(s, row);
            for (int i = 0; i < ones.Length; i++)
                ones[i] += row[i >> 3] >> (i & 7) & 1;
        }

        return Array.ConvertAll(ones, count =>
        {
            double p = count / (double)data.Samples;
            return Math.Sqrt(p * (1 - p));
        });
    }
}
