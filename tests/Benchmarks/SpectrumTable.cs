using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using RbmTheory.Simulation.LinearAlgebra;

namespace RbmTheory.Benchmarks;

/// <summary><c>bench spectrum</c>: all singular values and vectors of weights of 784 × 500, in double precision: ours, a
/// peer's and those of MathNet in turns, in one table; then of 100 snapshots.</summary>
internal static class SpectrumTable
{
    private const int Rows = 784, Columns = 500, Turns = 20, Snapshots = 100;

    /// <summary>Measures and prints.</summary>
    /// <param name="script">The peer script, or null.</param>
    public static void Print(string? script)
    {
        double[] weights = Normal(Rows * Columns);
        Matrix<double> matrix = Matrix<double>.Build.DenseOfRowMajor(Rows, Columns, weights);
        Console.WriteLine($"{Rows} x {Columns}, all values and vectors, milliseconds: the shortest of {Turns} turns, and the median");
        Console.WriteLine($"{"program",-26}{"threads",8}{"shortest",10}{"median",10}{"ratio",8}{"errors over s_1",18}");
        foreach (int threads in new[] { 1, 2 })
        {
            using AskedPeer? peer = script is null ? null : new(script, threads);
            SingularValueDecomposition solution = new(weights, Rows, Columns, threads);
            for (int warm = 0; warm < 5; warm++)
                _ = new SingularValueDecomposition(weights, Rows, Columns, threads);
            List<double> ours = [], alone = [], theirs = [];
            for (int turn = 0; turn < Turns; turn++)
            {
                ours.Add(Milliseconds(() => _ = new SingularValueDecomposition(weights, Rows, Columns, threads)));
                alone.Add(Milliseconds(() => _ = SingularValueDecomposition.ValuesOf(weights, Rows, Columns, threads)));
                if (peer is not null)
                    theirs.Add(peer.Milliseconds($"svd {Rows} {Columns} 1"));
            }

            Line("ours", threads, ours, null, $"{Error(matrix, solution):0.0e+00}");
            Line("ours, values alone", threads, alone, ours, "");
            if (peer is not null)
                Line(peer.Name, threads, theirs, ours, "");
            if (threads == 1)
                Line("MathNet, thin QR and SVD", threads, [.. Enumerable.Range(0, 3).Select(_ => Milliseconds(() => General(matrix)))], ours, "");
        }

        PrintSnapshots(weights, script);
    }

    /// <summary>Two snapshots at a time, on a thread each; the peer's one after another, on two threads each.</summary>
    private static void PrintSnapshots(double[] weights, string? script)
    {
        double ours = Milliseconds(() => Parallel.For(0, Snapshots, new() { MaxDegreeOfParallelism = 2 },
            snapshot => { _ = new SingularValueDecomposition(weights, Rows, Columns); }));
        Console.Write($"{Snapshots} snapshots on two threads: ours {ours / 1e3:F1} s");
        if (script is not null)
        {
            using AskedPeer peer = new(script, 2);
            double theirs = peer.Milliseconds($"svd {Rows} {Columns} {Snapshots}");
            Console.Write($", {peer.Name} {theirs / 1e3:F1} s, ratio {theirs / ours:F2}");
        }

        Console.WriteLine();
    }

    private static void Line(string name, int threads, List<double> times, List<double>? ours, string error)
    {
        double[] sorted = [.. times.Order()];
        string ratio = ours is null ? "" : $"{sorted[0] / ours.Min():F2}";
        Console.WriteLine($"{name,-26}{threads,8}{sorted[0],10:F0}{sorted[sorted.Length / 2],10:F0}{ratio,8}{error,18}");
    }

    /// <summary>The largest number of A − Σ s u vᵀ over s_1, or of the products of vectors where they should be 0 or 1.</summary>
    private static double Error(Matrix<double> matrix, SingularValueDecomposition solution)
    {
        int count = solution.Values.Count;
        Matrix<double> left = Matrix<double>.Build.Dense(Rows, count, (i, a) => solution.Left(a)[i]);
        Matrix<double> right = Matrix<double>.Build.Dense(Columns, count, (j, a) => solution.Right(a)[j]);
        Matrix<double> unit = Matrix<double>.Build.DenseIdentity(count);
        Matrix<double> rest = matrix - (left * Matrix<double>.Build.DenseOfDiagonalArray([.. solution.Values])).TransposeAndMultiply(right);
        return ((Matrix<double>[])[rest / solution.Values[0], left.TransposeThisAndMultiply(left) - unit, right.TransposeThisAndMultiply(right) - unit])
            .Max(error => error.Enumerate().Max(Math.Abs));
    }

    private static void General(Matrix<double> matrix)
    {
        QR<double> qr = matrix.QR(QRMethod.Thin);
        _ = qr.Q * qr.R.Svd().U;
    }

    private static double Milliseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Independent normal numbers of deviation 0.01, by Box and Muller.</summary>
    private static double[] Normal(int count)
    {
        System.Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(_ =>
            0.01 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }
}
