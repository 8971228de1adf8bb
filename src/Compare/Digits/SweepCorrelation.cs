using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Digits;

/// <summary>
/// How much of a deviation along a direction u of the visible units one Gibbs sweep leaves: the correlation ρ(1) of
/// u·v one sweep apart, over chains and time, of the machine in equilibrium.
/// </summary>
/// <param name="Value">ρ(1).</param>
/// <param name="Error">Its standard error, from the spread between groups of chains.</param>
internal sealed record SweepCorrelation(double Value, double Error)
{
    private const int Groups = 10;

    /// <summary>Measures it.</summary>
    /// <param name="machine">The machine, of units 0 and 1.</param>
    /// <param name="direction">u, N numbers.</param>
    /// <param name="chains">Chains, a multiple of 10; those of the data are equilibrated first.</param>
    /// <param name="burnIn">Sweeps that are not counted.</param>
    /// <param name="sweeps">Sweeps that are, at least 2.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stop">Stops it.</param>
    public static SweepCorrelation Measure(
        Rbm machine, ReadOnlySpan<double> direction, int chains, int burnIn, int sweeps, ulong seed,
        CancellationToken stop)
    {
        PersistentChains moving = new(chains, machine.VisibleLayer, seed);
        ChainMover mover = new(machine, moving, threads: 1);
        mover.Move(burnIn, stop);
        double[][] series = [.. Enumerable.Range(0, chains).Select(_ => new double[sweeps])];
        for (int t = 0; t < sweeps; t++)
        {
            mover.Move(1, stop);
            for (int chain = 0; chain < chains; chain++)
                series[chain][t] = Projection(direction, moving.Row(chain));
        }

        double mean = series.Average(s => s.Average());
        double[] groups = [.. Enumerable.Range(0, Groups).Select(g
            => Correlation([.. series.Where((_, chain) => chain % Groups == g)], mean))];
        double value = Correlation(series, mean), spread = groups.Sum(g => (g - value) * (g - value));
        return new(value, Math.Sqrt(spread / (Groups * (Groups - 1))));
    }

    private static double Projection(ReadOnlySpan<double> direction, ReadOnlySpan<byte> row)
    {
        double sum = 0;
        for (int i = 0; i < direction.Length; i++)
        {
            if ((row[i >> 3] >> (i & 7) & 1) != 0)
                sum += direction[i];
        }

        return sum;
    }

    private static double Correlation(double[][] series, double mean)
    {
        double products = 0, squares = 0;
        foreach (double[] one in series)
        {
            for (int t = 0; t + 1 < one.Length; t++)
            {
                products += (one[t] - mean) * (one[t + 1] - mean);
                squares += ((one[t] - mean) * (one[t] - mean) + (one[t + 1] - mean) * (one[t + 1] - mean)) / 2;
            }
        }

        return products / squares;
    }
}
