using System.Numerics;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// The mean log-likelihood of S samples on a ring under a machine with one hidden spin, as a function of the position
/// of its receptive field: the weights are shifted along the ring by x sites,
/// <code>
/// L(x) = (1/S) Σ_s log 2cosh(Σ_j w_j v_{s,j+x}) − Σ_j log 2cosh w_j − log 2.
/// </code>
/// With infinitely many samples of the Ising ring it is constant; with S of them it varies with x by an amount of order
/// 1/√S.
/// </summary>
public static class TurnedField
{
    /// <summary>L(x) for x = 0..N−1, in nats per configuration.</summary>
    /// <param name="weights">w_j, N finite numbers.</param>
    /// <param name="data">Configurations of N spins ±1.</param>
    /// <param name="ct">Checked every thousand samples or so.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a weight is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <remarks>
    /// Each sample is written twice in a row, and all shifts are computed together: the arithmetic is that of N²
    /// products a sample, in single precision, whose rounding is 1e−7 of one sample's value; the samples are added in
    /// double precision.
    /// </remarks>
    public static double[] LogLikelihoods(ReadOnlySpan<double> weights, SpinSet data, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        int sites = data.Sites, width = Vector<float>.Count, vectors = (sites + width - 1) / width;
        Require.Length(weights.Length, sites);
        float[] field = new float[sites];
        double empty = Math.Log(2);
        for (int j = 0; j < sites; j++)
        {
            field[j] = (float)Require.Finite(weights[j]);
            empty += Log2Cosh(weights[j]);
        }

        float[] twice = new float[sites + vectors * width];
        Vector<float>[] inputs = new Vector<float>[vectors];
        double[] sums = new double[vectors * width];
        byte[] row = new byte[data.RowBytes];
        for (int s = 0; s < data.Samples; s++)
        {
            if (s % 1024 == 0)
                ct.ThrowIfCancellationRequested();
            data.CopyRow(s, row);
            for (int i = 0; i < sites; i++)
                twice[i] = 2 * (row[i >> 3] >> (i & 7) & 1) - 1;
            for (int i = sites; i < twice.Length; i++)
                twice[i] = twice[i - sites];
            AddShifts(field, twice, inputs, sums);
        }

        return [.. sums.Take(sites).Select(sum => sum / data.Samples - empty)];
    }

    private static void AddShifts(float[] field, float[] twice, Vector<float>[] inputs, double[] sums)
    {
        int width = Vector<float>.Count;
        Array.Clear(inputs);
        for (int j = 0; j < field.Length; j++)
        {
            Vector<float> weight = new(field[j]);
            for (int b = 0; b < inputs.Length; b++)
                inputs[b] += weight * new Vector<float>(twice, j + b * width);
        }

        for (int b = 0; b < inputs.Length; b++)
        {
            Vector<float> size = Vector.Abs(inputs[b]);
            Vector<float> value = size + Vector.Log(Vector<float>.One + Vector.Exp(-2 * size));
            for (int x = 0; x < width; x++)
                sums[b * width + x] += value[x];
        }
    }

    private static double Log2Cosh(double x) => Math.Abs(x) + Math.Log(1 + Math.Exp(-2 * Math.Abs(x)));
}
