namespace RbmTheory.Theory.Tests.RandomMatrices;

/// <summary>Matrices of independent normal entries.</summary>
internal static class NoiseMatrix
{
    /// <summary>Rows times columns numbers, column by column.</summary>
    public static double[] Of(int rows, int columns, double deviation, Random random)
        => [.. Enumerable.Range(0, rows * columns).Select(_ => deviation * Normal(random))];

    /// <summary>A direction: a vector of unit norm.</summary>
    public static double[] Direction(int length, Random random)
    {
        double[] vector = Of(length, 1, 1, random);
        double norm = Math.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }

    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
