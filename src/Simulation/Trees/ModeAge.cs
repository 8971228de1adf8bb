namespace RbmTheory.Simulation.Trees;

/// <summary>What became of data at one age of a machine, see <see cref="ModeTree"/>.</summary>
/// <param name="Update">Updates that the machine had been trained for.</param>
/// <param name="Starts">How many magnetisations were followed to it.</param>
/// <param name="NotConverged">How many of these came to no fixed point; where they ended counts as one all the
/// same.</param>
/// <param name="ClusterOf">The cluster of fixed points that each datum comes to, numbered from 0 in the order in which
/// their first datum comes.</param>
/// <param name="Points">m^v of the first of each cluster, N numbers each: those that are followed further.</param>
public sealed record ModeAge(
    long Update, int Starts, int NotConverged, IReadOnlyList<int> ClusterOf, ReadOnlyMemory<float> Points)
{
    /// <summary>The number of clusters.</summary>
    public int Clusters { get; } = ClusterOf.Max() + 1;
}
