using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The covariance of the numbers x of any data, about their own mean,
/// <code>C_xy = ⟨v_x v_y⟩ − ⟨v_x⟩⟨v_y⟩,    ⟨f⟩ = Σ_s w_s f_s / Σ_s w_s,</code>
/// with all w_s = 1 where the data have no weights. A number is a unit, or a colour of one, as for the weights of a
/// machine. Its eigenvectors are the principal components of the data.
/// </summary>
/// <remarks>
/// A unit of two values is b times their difference plus the lower one, b = 0 or 1: pairs of b = 1 are counted, and
/// pairs of colours in the same way. Rows cost the square of the number of ones.
/// </remarks>
public static class DataCovariance
{
    /// <summary>The covariance, N P × N P, and the means, N P.</summary>
    /// <param name="data">Configurations of N units.</param>
    /// <param name="unit">The units: of two values, or of P colours.</param>
    /// <exception cref="ArgumentException">The rows are not of such units.</exception>
    public static (double[,] Matrix, double[] Means) Of(IDataSet data, IVisibleUnit unit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(unit);
        Require.Length(data.RowBytes, unit.RowBytes(data.Sites));
        int width = data.Sites * unit.Components;
        float low = unit.Components == 1 ? unit.Values!.Min(value => value[0]) : 0;
        float high = unit.Components == 1 ? unit.Values!.Max(value => value[0]) : 1;
        double[,] pairs = new double[width, width];
        byte[] row = new byte[data.RowBytes];
        float[] values = new float[width];
        int[] ones = new int[width];
        double total = 0;
        for (int s = 0; s < data.Samples; s++)
        {
            data.CopyRow(s, row);
            unit.Decode(row, values);
            int count = 0;
            for (int x = 0; x < width; x++)
            {
                if (values[x] == high)
                    ones[count++] = x;
            }

            double weight = data.Weights?[s] ?? 1;
            total += weight;
            AddPairs(pairs, ones.AsSpan(0, count), weight);
        }

        return Center(pairs, total, low, high - low);
    }

    private static void AddPairs(double[,] pairs, ReadOnlySpan<int> ones, double weight)
    {
        for (int a = 0; a < ones.Length; a++)
        {
            int x = ones[a];
            for (int b = 0; b <= a; b++)
                pairs[x, ones[b]] += weight;
        }
    }

    private static (double[,] Matrix, double[] Means) Center(
        double[,] pairs, double total, double low, double difference)
    {
        int width = pairs.GetLength(0);
        double[] shares = [.. Enumerable.Range(0, width).Select(x => pairs[x, x] / total)];
        double square = difference * difference;
        for (int x = 0; x < width; x++)
        {
            for (int y = 0; y <= x; y++)
                pairs[x, y] = pairs[y, x] = square * (pairs[x, y] / total - shares[x] * shares[y]);
        }

        return (pairs, Array.ConvertAll(shares, share => low + difference * share));
    }
}
