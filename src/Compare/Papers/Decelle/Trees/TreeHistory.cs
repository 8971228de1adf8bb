using System.Text.Json.Serialization;
using RbmTheory.Simulation.Clusters;
using RbmTheory.Simulation.Trees;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>What became of the fixed points of a training, and how their clusters lie to known classes.</summary>
internal sealed record TreeHistory
{
    /// <summary>Numbers of a row of <see cref="Scores"/>.</summary>
    private const int ScoreColumns = 2 + (3 * 4);

    /// <summary>Seconds that the training took.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Seconds that the fixed points took, of both orders.</summary>
    public required double TreeSeconds { get; init; }

    /// <summary>Ages at which a frozen gain passes 1, the first first.</summary>
    public required double[] Transitions { get; init; }

    /// <summary>The fixed points of order 1, oldest age first: update, how many were followed, how many did not
    /// converge, clusters, their purity and NMI with the finest classes; six numbers an age.</summary>
    public required double[] First { get; init; }

    /// <summary>The same of order 2.</summary>
    public required double[] Second { get; init; }

    /// <summary>Branchings of the tree of order 1: the last age together, the first one apart, the largest gain among
    /// the fixed points that become one, the mean gain of those of the same age that do not (not a number where there
    /// is none); four numbers each.</summary>
    public required double[] Branchings { get; init; }

    /// <summary>s_1 at the youngest age with more than one fixed point of order 1.</summary>
    public required double BranchingValue { get; init; }

    /// <summary>Level of the classes, number of clusters K, and purity, NMI, AMI and ARI of K clusters by the tree of
    /// order 1, by k-means (mean of three) and by Ward's method; rows of fourteen numbers.</summary>
    public required double[] Scores { get; init; }

    /// <summary>Parts of the known tree that the tree of order 1, that of order 2 and Ward's have, see
    /// <see cref="TreeRecovery"/>; null where none is known.</summary>
    public double[]? Recovery { get; init; }

    /// <summary>The tip of the tree of order 1 that each datum belongs to; of the first run of a kind.</summary>
    public double[]? TipOf { get; init; }

    /// <summary>The class of each datum that a figure shows.</summary>
    public double[]? ClassOf { get; init; }

    /// <summary>The nodes of the tree, parents first: the place of the parent (−1 of the root), the last age together
    /// and the first one apart; three numbers each. Tips are the nodes without children, counted in this
    /// order.</summary>
    public double[]? Nodes { get; init; }

    /// <summary>Fixed points of an order, oldest age first.</summary>
    /// <param name="order">1 or 2.</param>
    public IReadOnlyList<TreeAge> AgesOf(int order)
        => [.. (order == 1 ? First : Second).Chunk(TreeAge.Columns).Select(TreeAge.Read)];

    /// <summary>The branchings, oldest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<(double Together, double Apart, double Gain, double Others)> AllBranchings
        => [.. Enumerable.Range(0, Branchings.Length / 4).Select(k => (
            Branchings[4 * k], Branchings[4 * k + 1], Branchings[4 * k + 2], Branchings[4 * k + 3]))];

    /// <summary>The age of the first branching of an order: half-way, on a logarithmic scale, between the oldest age
    /// with one cluster and the next; not a number where there is none.</summary>
    /// <param name="order">1 or 2.</param>
    public double FirstBranching(int order)
    {
        var ages = AgesOf(order);
        return ages.Count > 1 && ages[^1].Clusters == 1 ? Math.Sqrt(ages[^1].Update * ages[^2].Update) : double.NaN;
    }

    /// <summary>The scores at a level, by rising number of clusters.</summary>
    /// <param name="level">From 0.</param>
    public IReadOnlyList<(int Clusters, ClusterScores Tree, ClusterScores KMeans, ClusterScores Ward)> ScoresAt(
        int level)
        => [.. Scores.Chunk(ScoreColumns).Where(row => row[0] == level).Select(row =>
        {
            ClusterScores Read(int from) => new(row[from], row[from + 1], row[from + 2], row[from + 3]);
            return ((int)row[1], Read(2), Read(6), Read(10));
        })];

    /// <summary>The scores at the number of clusters nearest to that of the classes, by their ratio.</summary>
    /// <param name="level">From 0.</param>
    /// <param name="classes">How many classes there are.</param>
    public (int Clusters, ClusterScores Tree, ClusterScores KMeans, ClusterScores Ward) ScoreFor(int level, int classes)
        => ScoresAt(level).MinBy(score => Math.Abs(Math.Log(score.Clusters / (double)classes)));

    /// <summary>The tree of the first run.</summary>
    public ModeNode Tree()
    {
        int count = Nodes!.Length / 3;
        bool[] hasChildren = new bool[count];
        for (int k = 1; k < count; k++)
            hasChildren[(int)Nodes[3 * k]] = true;
        int[] tips = [.. Enumerable.Range(0, count).Where(k => !hasChildren[k])];
        return NodeAt(0);

        ModeNode NodeAt(int place)
        {
            ModeNode[] children = [.. Enumerable.Range(1, count - 1).Where(k => Nodes[3 * k] == place).Select(NodeAt)];
            int tip = Array.IndexOf(tips, place);
            int[] members = children.Length > 0 ? [.. children.SelectMany(child => child.Members).Order()]
                : [.. Enumerable.Range(0, TipOf!.Length).Where(n => TipOf[n] == tip)];
            return new((long)Nodes[3 * place + 1], (long)Nodes[3 * place + 2], members, children);
        }
    }
}
