using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// Data with a tree of classes that is known: the leaves of three levels of branchings, two, then three, then four
/// ways, are 24 patterns of 200 bits. The root is of fair coins; a child is its parent with every bit flipped with
/// probability 0.15, 0.08 and 0.04 on the three levels. A sample is the pattern of a leaf, all equally likely, with
/// every bit flipped with probability 0.02.
/// </summary>
/// <remarks>
/// Ultrametric: bits p_l of probability at level l leave 1 − 2p_l of a correlation, so that two leaves that part at
/// level l differ in ½(1 − Π_{k ≥ l} (1 − 2p_k)²) of the bits on average: 22.2 %, 13.2 % and 7.7 % of them.
/// </remarks>
public static class UltrametricTree
{
    /// <summary>N, the bits of a pattern.</summary>
    public const int Sites = 200;

    /// <summary>The probability with which a sample differs from its leaf in a bit.</summary>
    public const double SampleFlip = 0.02;

    private static readonly int[] BranchingOfLevels = [2, 3, 4];

    private static readonly double[] FlipOfLevels = [0.15, 0.08, 0.04];

    /// <summary>How many ways a branching goes, level by level from the root.</summary>
    public static IReadOnlyList<int> Branching => BranchingOfLevels;

    /// <summary>The probability with which a child differs from its parent in a bit, level by level.</summary>
    public static IReadOnlyList<double> Flips => FlipOfLevels;

    /// <summary>The number of leaves.</summary>
    public static int Leaves => ClassesAt(Levels);

    /// <summary>The number of levels.</summary>
    public static int Levels => BranchingOfLevels.Length;

    /// <summary>How many nodes a level has.</summary>
    /// <param name="level">From 0, the root, to <see cref="Levels"/>, the leaves.</param>
    /// <exception cref="ArgumentException">There is no such level.</exception>
    public static int ClassesAt(int level)
        => BranchingOfLevels[..Require.InRange(level, 0, Levels)].Aggregate(1, (all, ways) => all * ways);

    /// <summary>The node of a level that a leaf hangs from, counted from 0 in the order of the leaves.</summary>
    /// <param name="leaf">The leaf, as in the labels of the data.</param>
    /// <param name="level">The level.</param>
    /// <exception cref="ArgumentException">There is no such leaf or level.</exception>
    public static int ClassOf(int leaf, int level)
        => Require.InRange(leaf, 0, Leaves - 1) / (Leaves / ClassesAt(level));

    /// <summary>Draws a set. The patterns follow from the seed; sample s has its own stream (seed, purpose, s), so a
    /// larger set begins with the smaller one.</summary>
    /// <param name="samples">Number of samples, at least 1.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="purpose"><see cref="StreamPurpose.Data"/> for training, <see cref="StreamPurpose.TestData"/> for
    /// held-out data of the same tree.</param>
    /// <returns>The samples, each with its leaf.</returns>
    /// <exception cref="ArgumentException">The number of samples is out of range.</exception>
    public static LabelledSet SampleSet(int samples, ulong seed, StreamPurpose purpose = StreamPurpose.Data)
    {
        SpinSet set = new(samples, Sites);
        bool[][] leaves = Patterns(seed);
        byte[] labels = new byte[samples], row = new byte[set.RowBytes];
        for (int sample = 0; sample < samples; sample++)
        {
            RandomStream stream = new(seed, purpose, (ulong)sample);
            labels[sample] = (byte)stream.NextInt(leaves.Length);
            BitRow.Encode(Array.ConvertAll(Flipped(leaves[labels[sample]], SampleFlip, ref stream), on => on ? 1f : 0),
                row, 0.5f);
            set.Write(sample, row);
        }

        return new(set, labels);
    }

    /// <summary>The leaves in order. Their streams are those of the last samples that a set can have.</summary>
    private static bool[][] Patterns(ulong seed)
    {
        ulong index = ulong.MaxValue;
        RandomStream root = new(seed, StreamPurpose.Data, index);
        bool[][] nodes = [Flipped(new bool[Sites], 0.5, ref root)];
        for (int level = 0; level < Levels; level++)
        {
            bool[][] children = new bool[nodes.Length * BranchingOfLevels[level]][];
            for (int child = 0; child < children.Length; child++)
            {
                RandomStream stream = new(seed, StreamPurpose.Data, --index);
                children[child] = Flipped(nodes[child / BranchingOfLevels[level]], FlipOfLevels[level], ref stream);
            }

            nodes = children;
        }

        return nodes;
    }

    private static bool[] Flipped(bool[] pattern, double probability, ref RandomStream stream)
    {
        bool[] flipped = [.. pattern];
        for (int i = 0; i < flipped.Length; i++)
            flipped[i] ^= stream.NextDouble() < probability;
        return flipped;
    }
}
