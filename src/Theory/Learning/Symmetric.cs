using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Theory.Learning;

/// <summary>Matrices that have to be symmetric, such as covariances, checked before they are diagonalised.</summary>
internal static class Symmetric
{
    /// <summary>Eigenvalues and orthonormal eigenvectors, the columns.</summary>
    /// <param name="matrix">N×N with N ≥ 1, symmetric and finite.</param>
    /// <param name="name">What an error calls it.</param>
    /// <exception cref="ArgumentException">It is not square, not symmetric or not finite.</exception>
    public static Evd<double> Eigen(double[,] matrix, string name)
    {
        Check(matrix, name);
        return Matrix<double>.Build.DenseOfArray(matrix).Evd(Symmetricity.Symmetric);
    }

    /// <summary>Refuses what is no symmetric matrix of finite numbers; returns N.</summary>
    /// <param name="matrix">N×N with N ≥ 1.</param>
    /// <param name="name">What an error calls it.</param>
    /// <exception cref="ArgumentException">It is not square, not symmetric or not finite.</exception>
    public static int Check(double[,] matrix, string name)
    {
        int n = Require.AtLeast(matrix.GetLength(0), 1, $"{name} rows");
        Require.Length(matrix.GetLength(1), n, $"{name} columns");
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Require.Finite(matrix[i, j], $"{name}[{i},{j}]");
                if (matrix[i, j] != matrix[j, i])
                    throw Require.Error($"{name}[{i},{j}]", matrix[i, j], $"{name}[{j},{i}]: it is symmetric");
            }
        }

        return n;
    }
}
