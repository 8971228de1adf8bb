using MathNet.Numerics.LinearAlgebra;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix, such as the covariance of the data, from the largest
/// eigenvalue down: the top pair (Λ, e) of Figs. 12 and 13, and the modes in which the weights grow (23).
/// </summary>
/// <remarks>
/// The whole spectrum, by Householder and QL, O(n³), seconds for n = 1000: the bulk edge of a sampled spectrum is
/// dense, where a power iteration would converge slowly. The sign of an eigenvector is arbitrary: it is chosen so that
/// the components sum to a number ≥ 0. Within a degenerate eigenvalue any basis may come out; use projections onto the
/// whole eigenspace there.
/// </remarks>
public sealed class CovarianceSpectrum
{
    private readonly double[][] _vectors;

    /// <summary>Solves the eigenproblem.</summary>
    /// <param name="matrix">n × n, symmetric, finite; only its symmetry is checked, exactly.</param>
    /// <exception cref="ArgumentException">It is not square, not symmetric, or not finite.</exception>
    public CovarianceSpectrum(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int size = Require.AtLeast(matrix.GetLength(0), 1);
        Require.Length(matrix.GetLength(1), size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                if (Require.Finite(matrix[i, j], nameof(matrix)) != matrix[j, i])
                    throw Require.Error($"matrix[{i}, {j}]", matrix[i, j], $"matrix[{j}, {i}] = {matrix[j, i]}");
            }
        }

        var solution = Matrix<double>.Build.DenseOfArray(matrix).Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(a => solution.EigenValues[a].Real)];
        Eigenvalues = [.. order.Select(a => solution.EigenValues[a].Real)];
        _vectors = [.. order.Select(a => WithPositiveSum(solution.EigenVectors.Column(a).ToArray()))];
    }

    /// <summary>The eigenvalues, largest first.</summary>
    public double[] Eigenvalues { get; }

    /// <summary>Λ, the largest eigenvalue.</summary>
    public double Top => Eigenvalues[0];

    /// <summary>The eigenvector of eigenvalue <paramref name="index"/>: norm 1, sum ≥ 0.</summary>
    public ReadOnlySpan<double> Vector(int index) => _vectors[Require.InRange(index, 0, _vectors.Length - 1)];

    private static double[] WithPositiveSum(double[] vector)
        => vector.Sum() < 0 ? Array.ConvertAll(vector, component => -component) : vector;
}
