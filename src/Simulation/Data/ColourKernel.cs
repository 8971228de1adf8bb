using System.Runtime.CompilerServices;

namespace RbmTheory.Simulation.Data;

/// <summary>Couplings M(v, v′) of two neighbours by their colours, (14): symmetric P×P matrices.</summary>
public static class ColourKernel
{
    /// <summary>The discretised XY model, M(v, v′) = cos(2π(v − v′)/P): (15).</summary>
    /// <param name="colours">P, in [2, <see cref="PottsSet.MaximumColours"/>].</param>
    /// <exception cref="ArgumentException">The number is out of range.</exception>
    public static double[,] Xy(int colours)
        => OfDistance(colours, distance => Math.Cos(2 * Math.PI * distance / colours));

    /// <summary>M(v, v′) = 1 where v and v′ are at most so far apart around the circle of colours, else 0.</summary>
    /// <param name="colours">P, in [2, <see cref="PottsSet.MaximumColours"/>].</param>
    /// <param name="range">From 0, the usual Potts model, to P/2 − 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static double[,] ShortRange(int colours, int range)
    {
        Require.InRange(colours, 2, PottsSet.MaximumColours);
        Require.InRange(range, 0, Math.Max(0, colours / 2 - 1));
        return OfDistance(colours, distance => distance <= range ? 1 : 0);
    }

    internal static double[,] Times(double factor, double[,] kernel)
    {
        double[,] product = (double[,])kernel.Clone();
        for (int a = 0; a < product.GetLength(0); a++)
        {
            for (int b = 0; b < product.GetLength(1); b++)
                product[a, b] *= factor;
        }

        return product;
    }

    /// <summary>The number of colours P of a finite symmetric matrix.</summary>
    internal static int Check(double[,] kernel, [CallerArgumentExpression(nameof(kernel))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(kernel);
        int colours = Require.InRange(kernel.GetLength(0), 2, PottsSet.MaximumColours, $"{name} rows");
        Require.Length(kernel.GetLength(1), colours, $"{name} columns");
        for (int a = 0; a < colours; a++)
        {
            for (int b = 0; b < colours; b++)
            {
                Require.Finite(kernel[a, b], $"{name}[{a},{b}]");
                if (b < a && kernel[a, b] != kernel[b, a])
                    throw Require.Error($"{name}[{a},{b}]", kernel[a, b], $"{name}[{b},{a}]: the kernel is symmetric");
            }
        }

        return colours;
    }

    private static double[,] OfDistance(int colours, Func<int, double> coupling)
    {
        Require.InRange(colours, 2, PottsSet.MaximumColours);
        double[,] kernel = new double[colours, colours];
        for (int a = 0; a < colours; a++)
        {
            for (int b = 0; b < colours; b++)
            {
                int apart = Math.Abs(a - b);
                kernel[a, b] = coupling(Math.Min(apart, colours - apart));
            }
        }

        return kernel;
    }
}
