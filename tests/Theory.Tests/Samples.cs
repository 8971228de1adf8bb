using FsCheck;
using FsCheck.Fluent;

namespace RbmTheory.Theory.Tests;

/// <summary>Random inputs of properties, and what every test of arguments asks of an error.</summary>
internal static class Samples
{
    /// <summary>Vectors of numbers k·amplitude/1000, k in −1000..1000.</summary>
    public static Gen<double[]> Vectors(int length, double amplitude = 1)
        => Gen.Choose(-1000, 1000).Select(k => amplitude * k / 1000).ArrayOf(length);

    /// <summary>Numbers spread evenly over an interval.</summary>
    public static Gen<double> Numbers(double from, double to)
        => Gen.Choose(0, 1_000_000).Select(k => from + ((to - from) * k / 1e6));

    public static void ForAll<T>(Gen<T> samples, Action<T> check)
        => Prop.ForAll(samples.ToArbitrary(), check).QuickCheckThrowOnFailure();

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
