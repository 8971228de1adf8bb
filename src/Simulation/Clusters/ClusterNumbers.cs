namespace RbmTheory.Simulation.Clusters;

/// <summary>The numbers by which clusters are called.</summary>
internal static class ClusterNumbers
{
    /// <summary>Clusters numbered from 0 in the order in which their first member comes.</summary>
    /// <param name="clusters">What each member's cluster is called so far.</param>
    public static int[] InOrder(IReadOnlyList<int> clusters)
    {
        Dictionary<int, int> numbers = [];
        int[] inOrder = new int[clusters.Count];
        for (int n = 0; n < inOrder.Length; n++)
        {
            if (!numbers.TryGetValue(clusters[n], out inOrder[n]))
                numbers[clusters[n]] = inOrder[n] = numbers.Count;
        }

        return inOrder;
    }
}
