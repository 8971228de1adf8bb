namespace RbmTheory.Compare.Lab;

/// <summary>The abscissae of curves.</summary>
public static class Grid
{
    /// <summary>Numbers spaced evenly in their logarithms.</summary>
    /// <param name="low">The first; above 0.</param>
    /// <param name="high">The last; above 0.</param>
    /// <param name="points">How many; at least 2.</param>
    public static double[] Logarithmic(double low, double high, int points)
    {
        double first = Math.Log(low), last = Math.Log(high);
        return [.. Enumerable.Range(0, points).Select(i => Math.Exp(first + (last - first) * i / (points - 1)))];
    }
}
