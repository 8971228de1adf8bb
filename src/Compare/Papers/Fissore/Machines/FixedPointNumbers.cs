using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>What the TAP equations of one order lead to from random starts.</summary>
/// <param name="Spurious">The fraction of ends that are farther from all data than data are from each other.</param>
/// <param name="NotConverged">The fraction of starts that came to no fixed point; their last magnetisations count as
/// ends all the same.</param>
/// <param name="Distinct">How many ends are distinct.</param>
/// <param name="Distance">The median distance of an end to the nearest datum, over that at which it is
/// spurious.</param>
internal sealed record FixedPointNumbers(double Spurious, double NotConverged, double Distinct, double Distance)
{
    /// <summary>Ends nearer to each other than this are the same.</summary>
    public const double SameWithin = 1;

    private const int Count = 4;

    /// <summary>The orders.</summary>
    public static readonly int[] Orders = [1, 2];

    /// <summary>The numbers of each order, as a row of a record.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="data">The data.</param>
    /// <param name="starts">m^v, N numbers each.</param>
    /// <param name="stop">Stops it.</param>
    public static double[] Of(Rbm machine, SpuriousStates data, float[] starts, CancellationToken stop)
    {
        List<double> numbers = [];
        double count = starts.Length / machine.Sites;
        foreach (int order in Orders)
        {
            FixedPoints ends = FixedPoints.Of(machine, starts, order, ct: stop);
            double[] distances = [.. data.Distances(ends.Visible).Order()];
            numbers.AddRange([distances.Count(d => d > data.Threshold) / count, 1 - ends.Converged / count,
                DistinctOf(ends.Visible.Span, machine.Sites), distances[distances.Length / 2] / data.Threshold]);
        }

        return [.. numbers];
    }

    /// <summary>A row read back.</summary>
    /// <param name="row">The row.</param>
    /// <param name="order">One of <see cref="Orders"/>.</param>
    public static FixedPointNumbers Read(double[] row, int order)
    {
        int first = Count * Array.IndexOf(Orders, order);
        return new(row[first], row[first + 1], row[first + 2], row[first + 3]);
    }

    /// <summary>How many states are distinct: clusters of single linkage.</summary>
    /// <param name="states">One after another.</param>
    /// <param name="sites">Numbers of a state.</param>
    public static int DistinctOf(ReadOnlySpan<float> states, int sites)
        => SingleLinkage.Of(states, sites, SameWithin).DefaultIfEmpty(-1).Max() + 1;
}
