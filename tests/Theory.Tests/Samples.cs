namespace RbmTheory.Theory.Tests;

/// <summary>Vectors that are the same at every run, and what every test of arguments asks of an error.</summary>
internal static class Samples
{
    /// <summary>The same vector at every run.</summary>
    public static double[] Fixed(int length, int seed, double amplitude = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => amplitude * ((2 * random.NextDouble()) - 1))];
    }

    public static double MaxDifference(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Assert.Equal(a.Length, b.Length);
        double largest = 0;
        for (int i = 0; i < a.Length; i++)
            largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        return largest;
    }

    /// <summary>One line: the name, the value, and what is allowed.</summary>
    public static void IsRefused(string expected, Action act)
        => Assert.Equal(expected, Assert.ThrowsAny<ArgumentException>(act).Message);
}
