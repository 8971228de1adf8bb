using System.Numerics;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The covariance of the indicators of Potts configurations that are added one by one, in the scale of (28),
/// <code>
/// C_ij(v, v′) = ⟨([v_i = v] − 1/P)([v_j = v′] − 1/P)⟩_data / ((1/P)(1 − 1/P)),
/// </code>
/// so that for uniform colours C_ii(v, v) = 1 and C_ii(v, v′) = −1/(P − 1) on average. The mean 1/P that is subtracted
/// is that of the law, known by symmetry, as 0 is in (24); subtracted from each indicator (not 1/P² from the product)
/// it leaves the sum over v exactly 0 at every site, whatever the sample.
/// </summary>
/// <remarks>Rows are collected and counted many together, N² P/64 additions of vectors a row. The order is [i × P + v],
/// as that of the weights.</remarks>
public sealed class PottsCovariance
{
    private readonly PairCounts _pairs;

    /// <summary>An empty collection.</summary>
    /// <param name="sites">N, at least 1.</param>
    /// <param name="states">P, at least 2; (N P)² numbers of 8 bytes are kept.</param>
    public PottsCovariance(int sites, int states)
    {
        Sites = Require.AtLeast(sites, 1);
        States = Require.AtLeast(states, 2);
        _pairs = new PairCounts(sites, states);
    }

    /// <summary>N, the number of sites.</summary>
    public int Sites { get; }

    /// <summary>P, the number of colours.</summary>
    public int States { get; }

    /// <summary>N P, the number of indicators.</summary>
    public int Dimension => Sites * States;

    /// <summary>S, how many rows were added.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds one configuration.</summary>
    /// <param name="row">N colours in 0..P−1.</param>
    /// <exception cref="ArgumentException">The length is not N, or a colour is out of range.</exception>
    public void Add<T>(ReadOnlySpan<T> row)
        where T : struct, IBinaryInteger<T>
    {
        Require.Length(row.Length, Sites);
        _pairs.Add(row);
        Rows++;
    }

    /// <summary>C, N P × N P and symmetric.</summary>
    /// <exception cref="ArgumentException">No row was added.</exception>
    public double[,] Matrix()
    {
        Require.Positive(Rows);
        _pairs.Count();
        double mean = 1.0 / States, variance = mean * (1 - mean);
        double[] frequencies = [.. Enumerable.Range(0, Dimension).Select(a => (double)_pairs.Of(a, a) / Rows)];
        double[,] matrix = new double[Dimension, Dimension];
        for (int a = 0; a < Dimension; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double frequency = (double)_pairs.Of(a, b) / Rows;
                matrix[a, b] = matrix[b, a] = (frequency - mean * (frequencies[a] + frequencies[b] - mean)) / variance;
            }
        }

        return matrix;
    }
}
