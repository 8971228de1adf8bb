namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Where a drawn curve crosses zero.</summary>
internal static class ZeroCrossing
{
    /// <summary>The last place where a curve of straight pieces rises through zero.</summary>
    /// <param name="x">Its abscissae, increasing.</param>
    /// <param name="y">Its ordinates.</param>
    /// <returns>The place, and the distance of the two points about it.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static (double Place, double Step) LastUpward(double[] x, double[] y)
    {
        for (int i = x.Length - 2; i >= 0; i--)
        {
            if (y[i] <= 0 && y[i + 1] > 0)
                return (x[i] - (x[i + 1] - x[i]) * y[i] / (y[i + 1] - y[i]), x[i + 1] - x[i]);
        }

        throw new ArgumentException("the curve does not rise through zero", nameof(y));
    }
}
