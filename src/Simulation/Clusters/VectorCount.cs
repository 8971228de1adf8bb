namespace RbmTheory.Simulation.Clusters;

/// <summary>Vectors that stand one after another.</summary>
internal static class VectorCount
{
    /// <summary>How many there are, at least one.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="length">Numbers of each.</param>
    /// <exception cref="ArgumentException">There is none, or a part of one is left over.</exception>
    public static int Of(ReadOnlySpan<float> vectors, int length)
    {
        (int count, int rest) = Math.DivRem(vectors.Length, Require.AtLeast(length, 1));
        if (rest != 0)
            throw Require.Error("vectors.Length", vectors.Length, $"a multiple of {length}");
        Require.AtLeast(count, 1, "vectors.Length / length");
        return count;
    }
}
