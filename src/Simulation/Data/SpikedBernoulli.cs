using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// Units 0 and 1 with a few modes: coins, each mode pushing all of them to one side or the other,
/// <code>⟨v_i | x⟩ = ½(1 + tanh Σ_α β_α x_α σ_i^α),    x_α = ±1,    u^α = σ^α/√N,</code>
/// σ_i^α = ±1 a fair coin, drawn once. All means are ½. With one mode the covariance off its diagonal is
/// ¼ tanh²β (σσᵀ − 1), whose largest eigenvalue is ¼ tanh²β (N − 1), along u; with more, modes of small β have about
/// theirs.
/// </summary>
public static class SpikedBernoulli
{
    /// <summary>Draws a set. The directions have streams (seed, <see cref="StreamPurpose.Other"/>, α), sample s has the
    /// stream (seed, <see cref="StreamPurpose.Data"/>, s), so a larger set begins with the smaller one.</summary>
    /// <param name="samples">S, at least 1.</param>
    /// <param name="sites">N, at least 1.</param>
    /// <param name="strengths">β_α, finite.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The configurations, and σ^α, N signs each.</returns>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static (SpinSet Rows, int[][] Signs) SampleSet(
        int samples, int sites, IReadOnlyList<double> strengths, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(strengths);
        SpinSet set = new(samples, sites);
        int[][] signs = [.. strengths.Select((_, mode) => SignsOf(mode, sites, seed))];
        double[] field = new double[sites];
        byte[] row = new byte[set.RowBytes];
        for (int sample = 0; sample < samples; sample++)
        {
            RandomStream stream = new(seed, StreamPurpose.Data, (ulong)sample);
            Array.Clear(field);
            Array.Clear(row);
            for (int mode = 0; mode < signs.Length; mode++)
            {
                double push = Require.Finite(strengths[mode]) * Coin(ref stream);
                for (int i = 0; i < sites; i++)
                    field[i] += push * signs[mode][i];
            }

            for (int i = 0; i < sites; i++)
            {
                if (stream.NextDouble() * (1 + PortableMath.Exp(-2 * field[i])) < 1)
                    row[i >> 3] |= (byte)(1 << (i & 7));
            }

            set.Write(sample, row);
        }

        return (set, signs);
    }

    private static int[] SignsOf(int mode, int sites, ulong seed)
    {
        RandomStream stream = new(seed, StreamPurpose.Other, (ulong)mode);
        int[] signs = new int[sites];
        for (int i = 0; i < sites; i++)
            signs[i] = Coin(ref stream);
        return signs;
    }

    private static int Coin(ref RandomStream stream) => 2 * stream.NextInt(2) - 1;
}
