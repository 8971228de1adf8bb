using System.Numerics;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Whether states of a machine, magnetisations m of its visible units such as those of its fixed points, are like the
/// data v^s. With Euclidean distances,
/// <code>
/// δ_s = min_{s′ ≠ s} |v^s − v^{s′}|,    Δ(m) = min_s |m − v^s|,    m is spurious where Δ(m) > δ*,
/// </code>
/// δ* the smallest distance that at least 99 % of the data have or are below: the ⌈0.99 S⌉-th of the δ_s in rising
/// order.
/// </summary>
/// <remarks>
/// Of binary rows |v^s − v^{s′}|² is (high − low)² times the number of units in which they differ, and
/// |m − v|² = |m − low|² + (high − low) Σ_{i: v_i = high} (high + low − 2 m_i): for a state the last sum has one table
/// of 16 entries for every four units. δ* costs S² distances of N bits, and a state S sums of N/4 terms; S = 10⁴ rows
/// of 784 pixels take about a second. Sums are in double precision and in one order: the same bits on any number of
/// threads.
/// </remarks>
public sealed class SpuriousStates
{
    /// <summary>The part of the data whose nearest neighbour is at most at <see cref="Threshold"/>.</summary>
    public const double Quantile = 0.99;

    private const int NibbleStates = 16, WordNibbles = 16;

    private readonly WordRows _rows;
    private readonly int _sites;
    private readonly double _low, _high;
    private readonly ParallelOptions _options;

    /// <summary>Measures the distances between data.</summary>
    /// <param name="data">S ≥ 2 rows of N units.</param>
    /// <param name="unit">The units, of two values: {0, 1} or ±1.</param>
    /// <param name="threads">Most threads to use, at least 1; no number depends on it.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public SpuriousStates(IDataSet data, IVisibleUnit unit, int threads)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(unit);
        if (unit is not (BinaryUnit or SpinUnit))
            throw Require.Error(nameof(unit), unit.Name, "binary or spin");
        Require.AtLeast(data.Samples, 2);
        _options = new() { MaxDegreeOfParallelism = Require.AtLeast(threads, 1) };
        (_rows, _sites) = (new(data), data.Sites);
        (_low, _high) = (unit.Values!.Min(v => v[0]), unit.Values!.Max(v => v[0]));
        int[] nearest = new int[data.Samples];
        Parallel.For(0, nearest.Length, _options, s => nearest[s] = _rows.Nearest(_rows[s], except: s));
        Array.Sort(nearest);
        int rank = (int)Math.Ceiling(Quantile * nearest.Length);
        Threshold = (_high - _low) * Math.Sqrt(nearest[rank - 1]);
    }

    /// <summary>δ*, ≥ 0.</summary>
    public double Threshold { get; }

    /// <summary>Δ(m) of each state.</summary>
    /// <param name="magnetisations">States one after another, N finite numbers each.</param>
    /// <exception cref="ArgumentException">The length is no multiple of N, or a number is not finite.</exception>
    public double[] Distances(ReadOnlyMemory<float> magnetisations)
    {
        (int states, int rest) = Math.DivRem(magnetisations.Length, _sites);
        if (rest != 0)
            throw Require.Error("magnetisations.Length", magnetisations.Length, $"a multiple of {_sites}");
        foreach (float m in magnetisations.Span)
            Require.Finite(m, "magnetisation");
        double[] distances = new double[states];
        Parallel.For(0, states, _options,
            n => distances[n] = Distance(magnetisations.Span.Slice(n * _sites, _sites)));
        return distances;
    }

    /// <summary>The fraction of states that are spurious, in [0, 1].</summary>
    /// <param name="magnetisations">One state or more, N finite numbers each.</param>
    /// <exception cref="ArgumentException">There is none, the length is no multiple of N, or a number is not
    /// finite.</exception>
    public double Fraction(ReadOnlyMemory<float> magnetisations)
    {
        Require.AtLeast(magnetisations.Length, _sites);
        double[] distances = Distances(magnetisations);
        return distances.Count(distance => distance > Threshold) / (double)distances.Length;
    }

    private double Distance(ReadOnlySpan<float> state)
    {
        double[] table = Table(state);
        double nearest = double.PositiveInfinity, ground = 0;
        foreach (float m in state)
            ground += (m - _low) * (m - _low);
        for (int s = 0; s < _rows.Samples; s++)
        {
            ReadOnlySpan<ulong> row = _rows[s];
            double sum = ground;
            for (int w = 0; w < row.Length; w++)
            {
                ulong word = row[w];
                for (int at = w * WordNibbles * NibbleStates; word != 0; at += NibbleStates, word >>= 4)
                    sum += table[at + (int)(word & 15)];
            }

            nearest = Math.Min(nearest, sum);
        }

        // Rounding may leave a little below 0.
        return Math.Sqrt(Math.Max(0, nearest));
    }

    /// <summary>What every four units add to the square of the distance, by which of them are high.</summary>
    private double[] Table(ReadOnlySpan<float> state)
    {
        double[] table = new double[_rows.Words * WordNibbles * NibbleStates];
        for (int i = 0; i < state.Length; i += 4)
        {
            Span<double> sums = table.AsSpan(i / 4 * NibbleStates, NibbleStates);
            for (int bits = 1; bits < NibbleStates; bits++)
            {
                int first = i + BitOperations.TrailingZeroCount(bits);
                sums[bits] = sums[bits & (bits - 1)]
                    + (first < state.Length ? (_high - _low) * (_high + _low - 2 * state[first]) : 0);
            }
        }

        return table;
    }
}
