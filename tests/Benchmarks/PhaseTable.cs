using System.Diagnostics;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Benchmarks;

/// <summary><c>bench phases</c>: one solution of the replica-symmetric equations, and whole phase diagrams.</summary>
internal static class PhaseTable
{
    private const int Turns = 200, Side = 60;

    private const double LargestSigma = 2, LargestSpike = 3;

    private static readonly double[] Kappas = [1, 0.64, 0.25];

    /// <summary>Measures and prints. Of a point the shortest time and the median of many turns, on one
    /// thread.</summary>
    public static void Print()
    {
        (string Name, ReplicaEquations Equations)[] points =
        [
            ("F", new(0.5, 1.5, 0.64)), ("F beside P", new(0.5, 1.001, 0.64)), ("F beside SG", new(1.5, 1.6, 0.64)),
            ("SG", new(1.5, 0.8, 0.64)), ("SG beside P", new(1.001, 0.8, 0.64)), ("F, strong noise", new(10, 80, 0.64)),
            ("F in a field", new(0.5, 1.5, 0.64, null, -0.1)),
            ("F, modes of signs", new(0.5, 1.5, 0.64, ModeLaw.Signs())),
            ("F, modes of Laplace", new(0.5, 1.5, 0.64, ModeLaw.Laplace())),
        ];
        Console.WriteLine($"{"point",-24}{"shortest, ms",14}{"median, ms",14}{"residual",14}");
        foreach ((string name, ReplicaEquations equations) in points)
        {
            double residual = equations.Solve().Residual;
            double[] times = [.. Enumerable.Range(0, Turns).Select(_ => Milliseconds(() => equations.Solve())).Order()];
            Console.WriteLine($"{name,-24}{times[0],14:F4}{times[Turns / 2],14:F4}{residual,14:0.0e+00}");
        }

        double worst = 0;
        double seconds = Milliseconds(() => worst = Kappas.Max(Diagram)) / 1e3;
        Console.WriteLine($"{Kappas.Length} diagrams of {Side} x {Side}: {seconds:F2} s, largest residual {worst:0.0e+00}");
    }

    /// <summary>All points of one diagram; the largest residual.</summary>
    private static double Diagram(double kappa) => Enumerable.Range(0, Side * Side).Max(k => new ReplicaEquations(
        LargestSigma * ((k % Side) + 0.5) / Side, LargestSpike * ((k / Side) + 0.5) / Side, kappa).Solve().Residual);

    private static double Milliseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
