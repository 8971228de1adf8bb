using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The largest eigenvalue of a symmetric matrix and its eigenvector, by Lanczos' method with full reorthogonalisation:
/// for n = 1000, the covariance of Fig. 13, some thirty times faster than the whole <see cref="CovarianceSpectrum"/>.
/// </summary>
/// <remarks>
/// The Krylov space of a fixed random start grows until the residual |Ax − λx| is below 1e-10 of the largest |λ| seen;
/// the number of steps goes as the root of the spectrum's width over the distance to the next eigenvalue, and n steps
/// always do. λ is then right to the square of the residual over that distance, the vector to their ratio. Its sign is
/// chosen as that of <see cref="CovarianceSpectrum"/>: components sum to a number ≥ 0. Where the largest eigenvalue is
/// degenerate, the vector is one of its eigenspace.
/// </remarks>
public sealed class LeadingEigenpair
{
    private const double Tolerance = 1e-10;
    private const int StepsBetweenChecks = 24;

    private readonly double[] _vector;

    /// <summary>Solves for the pair.</summary>
    /// <param name="matrix">n × n, symmetric, finite; its symmetry is not checked.</param>
    /// <exception cref="ArgumentException">It is not square or not finite.</exception>
    public LeadingEigenpair(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int size = Require.AtLeast(matrix.GetLength(0), 1);
        Require.Length(matrix.GetLength(1), size);
        ReadOnlySpan<double> entries = MemoryMarshal.CreateReadOnlySpan(ref matrix[0, 0], matrix.Length);
        List<double[]> basis = [Start(size)];
        List<double> diagonal = [], beside = [];
        while (true)
        {
            double[] next = new double[size];
            for (int i = 0; i < size; i++)
                next[i] = Dot(entries.Slice(i * size, size), basis[^1]);
            diagonal.Add(Require.Finite(Dot(next, basis[^1]), nameof(matrix)));
            // Twice is enough: the components that rounding leaves after the first time vanish, to rounding, after the
            // second.
            for (int time = 0; time < 2; time++)
            {
                foreach (double[] vector in basis)
                    Subtract(next, Dot(next, vector), vector);
            }

            double norm = Math.Sqrt(Dot(next, next));
            int steps = basis.Count;
            bool exhausted = steps == size || norm <= Tolerance * Tolerance * diagonal.Max(Math.Abs);
            if (exhausted || steps % StepsBetweenChecks == 0)
            {
                (double value, double width, double[] weights) = Top(diagonal, beside);
                if (exhausted || norm * Math.Abs(weights[^1]) <= Tolerance * width)
                {
                    Value = value;
                    _vector = Combine(basis, weights);
                    return;
                }
            }

            beside.Add(norm);
            basis.Add(Array.ConvertAll(next, x => x / norm));
        }
    }

    /// <summary>Λ, the largest eigenvalue.</summary>
    public double Value { get; }

    /// <summary>Its eigenvector: norm 1, sum ≥ 0.</summary>
    public ReadOnlySpan<double> Vector => _vector;

    // A random start has a component in every eigenspace, which a regular one need not have.
    private static double[] Start(int size)
    {
        RandomStream stream = new(0, StreamPurpose.Other, 0);
        double[] start = new double[size];
        for (int i = 0; i < size; i++)
            start[i] = stream.NextGaussian();
        double norm = Math.Sqrt(Dot(start, start));
        return Array.ConvertAll(start, x => x / norm);
    }

    /// <summary>The top pair of the tridiagonal matrix, and its largest |eigenvalue|.</summary>
    private static (double Value, double Width, double[] Weights) Top(List<double> diagonal, List<double> beside)
    {
        int size = diagonal.Count;
        var solution = Matrix<double>.Build
            .Dense(size, size, (i, j) => i == j ? diagonal[i] : Math.Abs(i - j) == 1 ? beside[Math.Min(i, j)] : 0)
            .Evd(Symmetricity.Symmetric);
        double[] values = [.. solution.EigenValues.Select(x => x.Real)];
        int top = Array.IndexOf(values, values.Max());
        return (values[top], values.Max(Math.Abs), solution.EigenVectors.Column(top).ToArray());
    }

    private static double[] Combine(List<double[]> basis, double[] weights)
    {
        double[] vector = new double[basis[0].Length];
        for (int k = 0; k < weights.Length; k++)
            Subtract(vector, -weights[k], basis[k]);
        double norm = Math.Sqrt(Dot(vector, vector));
        double scale = vector.Sum() < 0 ? -1 / norm : 1 / norm;
        return Array.ConvertAll(vector, x => x * scale);
    }

    // Four sums whatever the machine's width: the same bits everywhere.
    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= x.Length - 4; i += 4)
            sums += Vector256.Create(x.Slice(i, 4)) * Vector256.Create(y.Slice(i, 4));
        double sum = Vector256.Sum(sums);
        for (; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    private static void Subtract(Span<double> target, double factor, ReadOnlySpan<double> vector)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] -= factor * vector[i];
    }
}
