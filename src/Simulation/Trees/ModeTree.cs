using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Trees;

/// <summary>
/// The tree of modes of a training (Decelle, slides II): its machine is taken back in time, and what were different
/// fixed points of the TAP equations become one. At the oldest age the equations are iterated from every datum v and
/// m^h = m(b + vW). Fixed points with
/// <code>‖m^v − m′^v‖₂ &lt; 1</code>
/// in units of the distance of a unit's two values, or joined by a chain of such pairs, are one cluster. The first of
/// each is followed to the next younger age, and so on, until there is one cluster. Data that come to one cluster at
/// some age stay together at all younger ones: the clusters are nested, and are the nodes of a tree.
/// </summary>
/// <remarks>Magnetisations that do not converge are counted and kept. Nothing depends on the number of
/// threads.</remarks>
public sealed class ModeTree
{
    /// <summary>Fixed points nearer than this are one, in units of the distance of a unit's two values.</summary>
    public const double MergeDistance = 1;

    private ModeTree(IReadOnlyList<ModeAge> ages) => (Ages, Root) = (ages, RootOf(ages));

    /// <summary>The ages that were looked at, oldest first; the last one has one cluster, unless even the youngest has
    /// more.</summary>
    public IReadOnlyList<ModeAge> Ages { get; }

    /// <summary>All data.</summary>
    public ModeNode Root { get; }

    /// <summary>Follows the fixed points from the oldest machine to the youngest that is needed.</summary>
    /// <param name="ages">The machine at some ages in updates, in rising order, at least one; both its sides have spins
    /// or binary units.</param>
    /// <param name="data">Where they start.</param>
    /// <param name="order">Order of the TAP equations, 1, 2 or 3.</param>
    /// <param name="threads">Most threads to use, at least 1.</param>
    /// <param name="ct">Checked before every hundred or so starts.</param>
    /// <exception cref="ArgumentException">The machine has other units or another number of them than the data, a
    /// parameter is no number, the ages do not rise, or a number is out of range.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static ModeTree Follow(
        IReadOnlyList<(long Update, Rbm Machine)> ages, IDataSet data, int order, int threads = 1,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(ages);
        ArgumentNullException.ThrowIfNull(data);
        Require.AtLeast(ages.Count, 1);
        float[] points = Values(ages[0].Machine, data);
        int[] rowOf = [.. Enumerable.Range(0, data.Samples)];
        List<ModeAge> followed = [];
        for (int age = ages.Count - 1; age >= 0 && (followed.Count == 0 || followed[^1].Clusters > 1); age--)
        {
            (long update, Rbm machine) = ages[age];
            if (followed.Count > 0 && update >= followed[^1].Update)
                throw Require.Error("update", update, $"below that of the next age, {followed[^1].Update}");
            int starts = points.Length / machine.Sites;
            FixedPoints found = FixedPoints.Of(machine, points, order, threads: threads, ct: ct);
            int[] clusters = SingleLinkage.Of(found.Visible.Span, machine.Sites, MergeDistance * Gap(machine));
            for (int datum = 0; datum < rowOf.Length; datum++)
                rowOf[datum] = clusters[rowOf[datum]];
            points = FirstOfEach(found.Visible.Span, machine.Sites, clusters);
            followed.Add(new(update, starts, starts - found.Converged, [.. rowOf], points));
        }

        return new(followed);
    }

    /// <summary>How many ages two data are apart, from the oldest on; all of them where they never are one.</summary>
    /// <param name="one">A datum.</param>
    /// <param name="other">Another, or the same.</param>
    public int AgesApart(int one, int other)
    {
        int apart = 0;
        while (apart < Ages.Count && Ages[apart].ClusterOf[one] != Ages[apart].ClusterOf[other])
            apart++;
        return apart;
    }

    /// <summary>The data as values of the visible units.</summary>
    private static float[] Values(Rbm machine, IDataSet data)
    {
        IVisibleUnit unit = machine.VisibleLayer.Unit;
        if (unit is not (BinaryUnit or SpinUnit))
            throw Require.Error("visible unit", unit.Name, "spin or binary");
        Require.Length(data.Sites, machine.Sites);
        byte[] row = new byte[data.RowBytes];
        float[] values = new float[data.Samples * data.Sites];
        for (int s = 0; s < data.Samples; s++)
        {
            data.CopyRow(s, row);
            unit.Decode(row, values.AsSpan(s * data.Sites, data.Sites));
        }

        return values;
    }

    private static double Gap(Rbm machine)
        => machine.VisibleLayer.Unit.Values!.Max(v => v[0]) - machine.VisibleLayer.Unit.Values!.Min(v => v[0]);

    private static float[] FirstOfEach(ReadOnlySpan<float> vectors, int length, int[] clusters)
    {
        float[] first = new float[(clusters.Max() + 1) * length];
        for (int n = clusters.Length - 1; n >= 0; n--)
            vectors.Slice(n * length, length).CopyTo(first.AsSpan(clusters[n] * length));
        return first;
    }

    /// <summary>The nested clusters as nodes: those of the oldest age are the tips, and one is made wherever several of
    /// an older age are one.</summary>
    private static ModeNode RootOf(IReadOnlyList<ModeAge> ages)
    {
        long oldest = ages[0].Update;
        List<ModeNode> nodes = [.. Enumerable.Range(0, ages[0].Clusters).Select(cluster => new ModeNode(
            oldest, oldest,
            [.. Enumerable.Range(0, ages[0].ClusterOf.Count).Where(n => ages[0].ClusterOf[n] == cluster)], []))];
        for (int age = 1; age < ages.Count; age++)
        {
            nodes = [.. nodes.GroupBy(node => ages[age].ClusterOf[node.Members[0]])
                .Select(group => Joined([.. group], ages[age].Update, ages[age - 1].Update))];
        }

        return Joined(nodes, 0, ages[^1].Update);
    }

    private static ModeNode Joined(IReadOnlyList<ModeNode> nodes, long together, long apart)
        => nodes.Count == 1 ? nodes[0]
            : new(together, apart, [.. nodes.SelectMany(node => node.Members).Order()], nodes);
}
