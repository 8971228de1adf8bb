using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// Nodes and weights of n-point Gauss rules for means over random numbers, exact for polynomials of degree 2n − 1, by
/// Golub and Welsch: the eigenvalues of the Jacobi matrix, and the squared first components of its eigenvectors.
/// </summary>
/// <param name="Nodes">In ascending order.</param>
/// <param name="Weights">Their sum is 1.</param>
internal sealed record GaussianRule(double[] Nodes, double[] Weights)
{
    /// <summary>For a normal number: Hermite, x He_i = He_{i+1} + i He_{i−1}.</summary>
    public static GaussianRule Normal(int points) => Of(points, _ => 0, i => Math.Sqrt(i));

    /// <summary>For an exponential number of mean 1: Laguerre, diagonal 2i + 1, beside it i.</summary>
    public static GaussianRule Exponential(int points) => Of(points, i => (2 * i) + 1, i => i);

    private static GaussianRule Of(int points, Func<int, double> diagonal, Func<int, double> beside)
    {
        Evd<double> solution = Matrix<double>.Build
            .Dense(points, points, (i, j) => i == j ? diagonal(i) : Math.Abs(i - j) == 1 ? beside(Math.Max(i, j)) : 0)
            .Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, points).OrderBy(a => solution.EigenValues[a].Real)];
        return new([.. order.Select(a => solution.EigenValues[a].Real)],
            [.. order.Select(a => solution.EigenVectors[0, a] * solution.EigenVectors[0, a])]);
    }
}
