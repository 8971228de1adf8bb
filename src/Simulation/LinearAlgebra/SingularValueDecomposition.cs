using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// The singular values of a matrix and both sets of vectors, in double precision,
/// <code>A = Σ_a s_a u_a v_aᵀ,    A of m × n,    a = 1…min(m, n),    s_1 ≥ s_2 ≥ … ≥ 0,</code>
/// u_a orthonormal, v_a orthonormal.
/// </summary>
/// <remarks>
/// Householder reflections take the taller of A and Aᵀ to a triangle, and that to a bidiagonal matrix, where
/// <see cref="BidiagonalIteration"/> finds the values. All steps are orthogonal: values, products and orthogonality are
/// right to some 10⁻¹⁴ of s_1, also where values are equal, small or zero. The sign of a pair u_a, v_a is arbitrary,
/// and so is the basis of the vectors of equal values. Sums have a fixed order, so that the bits depend neither on the
/// number of threads nor on the width of vectors.
/// </remarks>
public sealed class SingularValueDecomposition
{
    private readonly MatrixView _left, _right;

    /// <summary>Solves for all of them.</summary>
    /// <param name="matrix">A, row by row, m n finite numbers.</param>
    /// <param name="rows">m, at least 1.</param>
    /// <param name="columns">n, at least 1.</param>
    /// <param name="threads">How many may work, at least 1.</param>
    /// <exception cref="ArgumentException">There are more numbers or fewer, one is not finite, or another parameter is
    /// out of its range.</exception>
    public SingularValueDecomposition(ReadOnlySpan<double> matrix, int rows, int columns, int threads = 1)
    {
        (MatrixView tall, int exponent) = Scaled(matrix, rows, columns);
        using Team team = new(Require.AtLeast(threads, 1));
        (double[] values, MatrixView along, MatrixView across) = Solve(tall, team);
        Values = Array.ConvertAll(values, value => Math.ScaleB(value, exponent));
        (_left, _right) = rows >= columns ? (along, across) : (across, along);
    }

    /// <summary>s_a, min(m, n) of them, largest first.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>u_a, m numbers.</summary>
    /// <param name="index">a, counted from 0.</param>
    /// <exception cref="ArgumentException">There is no such value.</exception>
    public ReadOnlySpan<double> Left(int index) => _left.Row(Require.InRange(index, 0, Values.Count - 1));

    /// <summary>v_a, n numbers.</summary>
    /// <param name="index">a, counted from 0.</param>
    /// <exception cref="ArgumentException">There is no such value.</exception>
    public ReadOnlySpan<double> Right(int index) => _right.Row(Require.InRange(index, 0, Values.Count - 1));

    /// <summary>s_a alone, the same to the last bit, in a third of the time.</summary>
    /// <inheritdoc cref="SingularValueDecomposition(ReadOnlySpan{double}, int, int, int)"/>
    /// <returns>min(m, n) of them, largest first.</returns>
    public static double[] ValuesOf(ReadOnlySpan<double> matrix, int rows, int columns, int threads = 1)
    {
        (MatrixView tall, int exponent) = Scaled(matrix, rows, columns);
        using Team team = new(Require.AtLeast(threads, 1));
        Bidiagonal bidiagonal = new(Square(tall, team, out _), team);
        _ = new BidiagonalIteration(bidiagonal.Diagonal, bidiagonal.Above, team, withVectors: false);
        return [.. bidiagonal.Diagonal.Select(Math.Abs).OrderDescending().Select(value => Math.ScaleB(value, exponent))];
    }

    /// <summary>The taller of A and Aᵀ times a power of two that makes the largest number of order 1: squares neither
    /// overflow nor underflow, and no digit is lost.</summary>
    private static (MatrixView Tall, int Exponent) Scaled(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        Require.AtLeast(rows, 1);
        Require.AtLeast(columns, 1);
        Require.Length(matrix.Length, checked(rows * columns));
        double largest = 0;
        foreach (double entry in matrix)
            largest = Math.Max(largest, Math.Abs(Require.Finite(entry)));
        int exponent = largest == 0 ? 0 : Math.ILogB(largest);
        bool isTall = rows >= columns;
        (int length, int size) = isTall ? (rows, columns) : (columns, rows);
        var tall = MatrixView.Zeros(length, size);
        MatrixView target = isTall ? tall : tall.Transpose;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                target.Numbers[target.First + (i * target.RowStride) + (j * target.ColumnStride)]
                    = Math.ScaleB(matrix[(i * columns) + j], -exponent);
            }
        }

        return (tall, exponent);
    }

    /// <summary>The triangle that reflections take a tall matrix to, or the matrix itself where it is square.</summary>
    private static MatrixView Square(MatrixView tall, Team team, out TriangularFactor? triangular)
    {
        int size = tall.Columns;
        triangular = tall.Rows == size ? null : new(tall, team);
        MatrixView square = tall.Part(0, 0, size, size);
        for (int row = 1; triangular is not null && row < size; row++)
            square.Row(row)[..row].Clear();
        return square;
    }

    /// <summary>Values, and vectors as rows, of a matrix of at least as many rows as columns.</summary>
    private static (double[] Values, MatrixView Left, MatrixView Right) Solve(MatrixView tall, Team team)
    {
        int size = tall.Columns;
        Bidiagonal bidiagonal = new(Square(tall, team, out TriangularFactor? triangular), team);
        BidiagonalIteration solution = new(bidiagonal.Diagonal, bidiagonal.Above, team);

        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(a => Math.Abs(bidiagonal.Diagonal[a]))];
        MatrixView left = MatrixView.Zeros(size, tall.Rows), right = MatrixView.Zeros(size, size);
        for (int a = 0; a < size; a++)
        {
            solution.Left!.CopyColumn(order[a], left.Row(a)[..size]);
            solution.Right!.CopyColumn(order[a], right.Row(a));
            if (bidiagonal.Diagonal[order[a]] < 0)
                Negate(right.Row(a));
        }

        bidiagonal.ReflectRowsByLeft(left.Part(0, 0, size, size));
        bidiagonal.ReflectRowsByRight(right);
        triangular?.ReflectRows(left, team);
        return (Array.ConvertAll(order, a => Math.Abs(bidiagonal.Diagonal[a])), left, right);
    }

    private static void Negate(Span<double> vector)
    {
        foreach (ref double number in vector)
            number = -number;
    }
}
