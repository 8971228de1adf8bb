using System.Diagnostics;
using RbmTheory.Simulation.Kernels.Dense;

namespace RbmTheory.Benchmarks;

/// <summary>A dense product to be timed: A·B, or a sum of outer products Aᵀ·B.</summary>
/// <param name="Outer">Whether A comes transposed and the product is added to what is there.</param>
/// <param name="Packing">Whether B is packed anew for every product; else once for all.</param>
/// <param name="Rows">Rows of the product.</param>
/// <param name="Inner">Products of a sum.</param>
/// <param name="Columns">Columns of the product.</param>
internal sealed record DenseWork(bool Outer, bool Packing, int Rows, int Inner, int Columns)
{
    /// <summary>The products of an extended mean field of 784 × 500 units and 100 chains, and a square one.</summary>
    public static IReadOnlyList<DenseWork> All { get; } =
    [
        new(false, false, 100, 784, 500), new(false, true, 100, 784, 500), new(false, false, 100, 500, 784),
        new(false, true, 100, 500, 784), new(true, false, 784, 100, 500), new(false, false, 500, 500, 500),
        new(false, true, 500, 500, 500),
    ];

    private readonly float[] _left = Numbers(Rows * Inner);
    private readonly float[] _right = Numbers(Inner * Columns);
    private readonly float[] _product = new float[Rows * Columns];
    private readonly PackedMatrix _packed = new(Inner, Columns);

    /// <summary>2 × rows × inner × columns, in units of 10^9.</summary>
    public double GigaOperations => 2e-9 * Rows * Inner * Columns;

    /// <summary>Repeats the product for a while.</summary>
    /// <param name="threads">Threads that share its rows.</param>
    /// <param name="seconds">How long.</param>
    /// <returns>The shortest time of one, in milliseconds.</returns>
    public double Milliseconds(int threads, double seconds)
    {
        Pack(threads);
        double best = double.PositiveInfinity;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;)
        {
            long one = Stopwatch.GetTimestamp();
            if (Packing)
                Pack(threads);
            Share(threads, Rows, Compute);
            best = Math.Min(best, Stopwatch.GetElapsedTime(one).TotalMilliseconds);
        }

        return best;
    }

    /// <inheritdoc/>
    public override string ToString()
        => Outer ? $"+= ({Inner} x {Rows})' . {Inner} x {Columns}"
            : $"{Rows} x {Inner} . {Inner} x {Columns}{(Packing ? ", packed each time" : "")}";

    private static float[] Numbers(int count)
    {
        var random = new System.Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    /// <summary>Cuts a range in as many parts as there are threads.</summary>
    private static void Share(int threads, int count, Action<int, int> part)
    {
        if (threads == 1)
            part(0, count);
        else
            Parallel.For(0, threads, t => part(count * t / threads, count * (t + 1) / threads));
    }

    private void Pack(int threads) => Share(threads, _packed.Parts, (first, end) =>
    {
        for (int panel = first; panel < end; panel++)
            _packed.Pack(_right, panel);
    });

    private void Compute(int first, int end)
    {
        if (Outer)
        {
            OuterProducts.Add(_left, _right, Inner, _product, 1e-6f, first, end);
            return;
        }

        int rows = end - first;
        _packed.Multiply(_left.AsSpan(first * Inner, rows * Inner), rows,
            _product.AsSpan(first * Columns, rows * Columns));
    }
}
