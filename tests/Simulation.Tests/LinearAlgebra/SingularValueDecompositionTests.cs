using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Simulation.LinearAlgebra;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests.LinearAlgebra;

/// <summary>
/// Against the general solver of MathNet, the definition, and matrices made of known values. A number passes some 10 n
/// reflections and rotations, each of which rounds it by at most 1.1e-16 of the largest value; as independent errors
/// these add to √(10 n) 1.1e-16, 6e-15 for the largest n here, 300. The bound is sixteen times that.
/// </summary>
public class SingularValueDecompositionTests
{
    private const double Bound = 1e-13;

    /// <summary>More and fewer rows than columns; below, at and above the blocks of 6, 8, 16, 32 and 256 in which the
    /// work is cut.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(11, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(13, 29)]
    [InlineData(31, 31)]
    [InlineData(32, 32)]
    [InlineData(33, 33)]
    [InlineData(64, 63)]
    [InlineData(101, 67)]
    [InlineData(67, 101)]
    [InlineData(300, 271)]
    public void Values_are_those_of_the_general_solver_and_vectors_give_the_matrix_back(int rows, int columns)
    {
        double[] matrix = Gaussian(rows * columns, 7);
        SingularValueDecomposition solution = new(matrix, rows, columns);
        double[] expected = [.. Matrix<double>.Build.DenseOfRowMajor(rows, columns, matrix).Svd(false).S];
        Assert.Equal(expected.Length, solution.Values.Count);
        for (int a = 0; a < expected.Length; a++)
            Assert.Equal(expected[a], solution.Values[a], Bound * expected[0]);
        Check(solution, matrix, rows, columns);
        Assert.Equal(solution.Values, SingularValueDecomposition.ValuesOf(matrix, rows, columns));
        Assert.Equal(solution.Values, SingularValueDecomposition.ValuesOf(matrix, rows, columns, threads: 2));
    }

    [Fact]
    public void Of_known_values_each_is_found_also_where_they_are_equal_zero_or_twelve_orders_apart()
    {
        const int Rows = 83, Columns = 53;
        double[][] spectra =
        [
            [.. Enumerable.Range(0, Columns).Select(a => Math.Pow(10, -12.0 * a / (Columns - 1)))],
            [.. Enumerable.Range(0, Columns).Select(a => a < 20 ? 3.0 : 1.0)],
            [.. Enumerable.Range(0, Columns).Select(a => a < 5 ? 2.0 + a : 0.0)],
            [.. Enumerable.Range(0, Columns).Select(a => a == 0 ? 1.0 : 1e-12)],
            [.. Enumerable.Range(0, Columns).Select(a => 1 + (a * 1e-15))],
        ];
        foreach (double[] spectrum in spectra)
        {
            double[] values = [.. spectrum.OrderDescending()];
            Matrix<double> left = Orthonormal(Rows, Columns, 1), right = Orthonormal(Columns, Columns, 2);
            double[] matrix = (left * Matrix<double>.Build.DenseOfDiagonalArray(values) * right.Transpose()).ToRowMajorArray();
            foreach (bool isWide in (bool[])[false, true])
            {
                double[] some = isWide ? Transposed(matrix, Rows, Columns) : matrix;
                (int rows, int columns) = isWide ? (Columns, Rows) : (Rows, Columns);
                SingularValueDecomposition solution = new(some, rows, columns);
                for (int a = 0; a < values.Length; a++)
                    Assert.Equal(values[a], solution.Values[a], Bound * values[0]);
                Check(solution, some, rows, columns);
                Assert.Equal(solution.Values, SingularValueDecomposition.ValuesOf(some, rows, columns));
            }
        }
    }

    [Fact]
    public void Vectors_of_values_that_stand_apart_are_the_known_ones()
    {
        const int Rows = 41, Columns = 19;
        double[] values = [.. Enumerable.Range(0, Columns).Select(a => 20.0 - a)];
        Matrix<double> left = Orthonormal(Rows, Columns, 3), right = Orthonormal(Columns, Columns, 4);
        SingularValueDecomposition solution = new(
            (left * Matrix<double>.Build.DenseOfDiagonalArray(values) * right.Transpose()).ToRowMajorArray(), Rows, Columns);
        for (int a = 0; a < Columns; a++)
        {
            // A vector turns by the error, 20 × 1e-13, over the distance of the values, 1.
            double overlap = left.Column(a) * Vector<double>.Build.Dense(solution.Left(a).ToArray());
            double other = right.Column(a) * Vector<double>.Build.Dense(solution.Right(a).ToArray());
            Assert.Equal(1, overlap * other, 1e-11);
        }
    }

    [Fact]
    public void Special_matrices()
    {
        SingularValueDecomposition zero = new(new double[15], 5, 3);
        Assert.Equal([0, 0, 0], zero.Values);
        Check(zero, new double[15], 5, 3);

        // One number alone, at every place.
        for (int i = 0; i < 12; i++)
        {
            double[] matrix = new double[12];
            matrix[i] = -2.5;
            SingularValueDecomposition one = new(matrix, 3, 4);
            Assert.Equal([2.5, 0, 0], one.Values);
            Check(one, matrix, 3, 4);
        }

        // Bidiagonal with zeros on the diagonal: the shift cannot be used.
        double[] shifted = new double[36];
        for (int i = 0; i < 5; i++)
            shifted[(i * 6) + i + 1] = 1 + i;
        SingularValueDecomposition nilpotent = new(shifted, 6, 6);
        for (int a = 0; a < 6; a++)
            Assert.Equal(5 - a, nilpotent.Values[a], 5 * Bound);
        Check(nilpotent, shifted, 6, 6);
    }

    [Theory]
    [InlineData(900)]
    [InlineData(-900)]
    public void Powers_of_two_change_the_scale_of_the_values_and_no_bit_of_anything_else(int exponent)
    {
        double[] matrix = Gaussian(23 * 17, 5);
        SingularValueDecomposition solution = new(matrix, 23, 17);
        SingularValueDecomposition scaled = new(Array.ConvertAll(matrix, x => Math.ScaleB(x, exponent)), 23, 17);
        for (int a = 0; a < 17; a++)
        {
            Assert.Equal(Math.ScaleB(solution.Values[a], exponent), scaled.Values[a]);
            Assert.Equal(solution.Left(a).ToArray(), scaled.Left(a).ToArray());
            Assert.Equal(solution.Right(a).ToArray(), scaled.Right(a).ToArray());
        }
    }

    [Fact]
    public void Columns_that_differ_by_more_than_squares_can_hold_leave_the_vectors_orthonormal()
    {
        double[] matrix = Gaussian(20 * 9, 6);
        for (int i = 0; i < matrix.Length; i++)
            matrix[i] = Math.ScaleB(matrix[i], -66 * (i % 9));
        Check(new(matrix, 20, 9), matrix, 20, 9);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_change_no_bit(int threads)
    {
        double[] matrix = Gaussian(131 * 97, 8);
        SingularValueDecomposition one = new(matrix, 131, 97), several = new(matrix, 131, 97, threads);
        Assert.Equal(one.Values, several.Values);
        for (int a = 0; a < 97; a++)
        {
            Assert.Equal(one.Left(a).ToArray(), several.Left(a).ToArray());
            Assert.Equal(one.Right(a).ToArray(), several.Right(a).ToArray());
        }
    }

    [Fact]
    public void What_is_no_matrix_is_refused()
    {
        foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
            Assert.Throws<ArgumentException>(() => new SingularValueDecomposition([1, bad], 2, 1));
        Assert.Throws<ArgumentException>(() => new SingularValueDecomposition([1, 2, 3], 2, 1));
        Assert.Throws<ArgumentException>(() => new SingularValueDecomposition([], 0, 1));
        Assert.Throws<ArgumentException>(() => new SingularValueDecomposition([1], 1, 1, threads: 0));
        Assert.Throws<ArgumentException>(() => new SingularValueDecomposition([1], 1, 1).Left(1));
        Assert.Throws<ArgumentException>(() => new SingularValueDecomposition([1], 1, 1).Right(-1));
    }

    /// <summary>Order, orthonormal vectors, and A = Σ s u vᵀ.</summary>
    private static void Check(SingularValueDecomposition solution, double[] matrix, int rows, int columns)
    {
        int count = Math.Min(rows, columns);
        Matrix<double> left = Matrix<double>.Build.Dense(rows, count, (i, a) => solution.Left(a)[i]);
        Matrix<double> right = Matrix<double>.Build.Dense(columns, count, (j, a) => solution.Right(a)[j]);
        Matrix<double> unit = Matrix<double>.Build.DenseIdentity(count);
        Assert.InRange(((left.Transpose() * left) - unit).Enumerate().Max(Math.Abs), 0, Bound);
        Assert.InRange(((right.Transpose() * right) - unit).Enumerate().Max(Math.Abs), 0, Bound);
        Matrix<double> product = left * Matrix<double>.Build.DenseOfDiagonalArray([.. solution.Values]) * right.Transpose();
        Assert.InRange((product - Matrix<double>.Build.DenseOfRowMajor(rows, columns, matrix)).Enumerate().Max(Math.Abs),
            0, Bound * Math.Max(solution.Values[0], double.Epsilon));
        Assert.All(Enumerable.Range(0, count), a => Assert.InRange(solution.Values[a], 0, a == 0 ? double.MaxValue : solution.Values[a - 1]));
    }

    private static double[] Gaussian(int count, ulong seed)
    {
        RandomStream stream = new(seed, StreamPurpose.Other, 0);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
            numbers[i] = stream.NextGaussian();
        return numbers;
    }

    private static Matrix<double> Orthonormal(int rows, int columns, ulong seed)
        => Matrix<double>.Build.DenseOfRowMajor(rows, columns, Gaussian(rows * columns, seed))
            .QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;

    private static double[] Transposed(double[] matrix, int rows, int columns)
        => Matrix<double>.Build.DenseOfRowMajor(rows, columns, matrix).Transpose().ToRowMajorArray();
}
