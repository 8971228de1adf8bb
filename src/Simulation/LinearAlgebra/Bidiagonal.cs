using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// A = P B Qᵀ of a square matrix, B upper bidiagonal, by Householder reflections from both sides in turn. Within 32
/// steps A is left as it is, and what reflections have changed is kept as A − V Yᵀ − X Uᵀ with their vectors V and U
/// (Dongarra, Sorensen and Hammarling 1989): a step reads A twice, and writes nothing to it.
/// </summary>
internal sealed class Bidiagonal
{
    private const int Width = 32, RowsOfPart = 32;

    private readonly List<ReflectorBlock> _left = [], _right = [];
    private readonly MatrixView _matrix;
    private readonly Team _team;
    private readonly double[] _products = new double[Width];

    // V, Y, X and U of the steps under way, a vector a row, as long as a column of A.
    private readonly MatrixView _v, _y, _x, _u;

    /// <summary>Reduces a matrix.</summary>
    /// <param name="matrix">A, n × n, its rows side by side; it is overwritten.</param>
    /// <param name="team">The threads.</param>
    public Bidiagonal(MatrixView matrix, Team team)
    {
        int size = matrix.Rows;
        (_matrix, _team) = (matrix, team);
        (Diagonal, Above) = (new double[size], new double[size - 1]);
        double[] left = new double[Width], right = new double[Width];
        for (int first = 0; first < size; first += Width)
        {
            int count = Math.Min(Width, size - first), end = first + count;
            (_v, _y) = (MatrixView.Zeros(count, size), MatrixView.Zeros(count, size));
            (_x, _u) = (MatrixView.Zeros(count, size), MatrixView.Zeros(count, size));
            for (int step = 0; step < count; step++)
            {
                left[step] = ReflectColumn(step, first + step);
                if (first + step + 1 < size)
                    right[step] = ReflectRow(step, first + step);
            }

            _left.Add(new(_v.From(0, first).Transpose, left.AsSpan(0, count), first, team));
            int rights = Math.Min(count, size - 1 - first);
            if (rights > 0)
                _right.Add(new(_u.Part(0, first + 1, rights, size - first - 1).Transpose, right.AsSpan(0, rights),
                    first + 1, team));
            MatrixProduct.Subtract(matrix.From(end, end), _v.From(0, end).Transpose, _y.From(0, end), team);
            MatrixProduct.Subtract(matrix.From(end, end), _x.From(0, end).Transpose, _u.From(0, end), team);
        }
    }

    /// <summary>The diagonal of B, n numbers of either sign.</summary>
    public double[] Diagonal { get; }

    /// <summary>The numbers above it, n − 1.</summary>
    public double[] Above { get; }

    /// <summary>x ← P x for every row x of a matrix.</summary>
    /// <param name="matrix">n columns, or more: the others stay.</param>
    public void ReflectRowsByLeft(MatrixView matrix) => Reflect(_left, matrix);

    /// <summary>x ← Q x for every row x of a matrix.</summary>
    /// <inheritdoc cref="ReflectRowsByLeft"/>
    public void ReflectRowsByRight(MatrixView matrix) => Reflect(_right, matrix);

    private void Reflect(List<ReflectorBlock> blocks, MatrixView matrix)
    {
        for (int block = blocks.Count - 1; block >= 0; block--)
            blocks[block].ReflectRows(matrix, _team);
    }

    /// <summary>Column c as it is by now, below the diagonal: its reflection, and y = τ Aᵀ v.</summary>
    private double ReflectColumn(int step, int column)
    {
        Span<double> v = _v.Row(step)[column..], y = _y.Row(step)[(column + 1)..];
        for (int row = column; row < _matrix.Rows; row++)
            v[row - column] = _matrix.Row(row)[column];
        AddRows(_v, step, column, Column(_y, step, column), v);
        AddRows(_x, step, column, Column(_u, step, column), v);
        (Diagonal[column], double factor) = Reflector.Make(v);

        MatrixView behind = _matrix.From(column, column + 1);
        double[] vectors = _v.Numbers, sums = _y.Numbers;
        int at = (step * _matrix.Rows) + column;
        _team.ForEach((behind.Columns + RowsOfPart - 1) / RowsOfPart, part =>
        {
            int from = part * RowsOfPart, count = Math.Min(RowsOfPart, behind.Columns - from);
            RowProducts.AddRows(behind.Part(0, from, behind.Rows, count), vectors.AsSpan(at, behind.Rows), 1,
                sums.AsSpan(at + 1 + from, count));
        });
        AddRows(_y, step, column + 1, Products(_v, step, column, v), y);
        AddRows(_u, step, column + 1, Products(_x, step, column, v), y);
        Scale(y, factor);
        return factor;
    }

    /// <summary>Row c as it is by now, right of the diagonal: its reflection, and x = τ A u.</summary>
    private double ReflectRow(int step, int row)
    {
        int next = row + 1;
        Span<double> u = _u.Row(step)[next..], x = _x.Row(step)[next..];
        _matrix.Row(row)[next..].CopyTo(u);
        AddRows(_y, step + 1, next, Column(_v, step + 1, row), u);
        AddRows(_u, step, next, Column(_x, step, row), u);
        (Above[row], double factor) = Reflector.Make(u);

        MatrixView behind = _matrix.From(next, next);
        double[] vectors = _u.Numbers, sums = _x.Numbers;
        int at = (step * _matrix.Rows) + next;
        _team.ForEach((behind.Rows + RowsOfPart - 1) / RowsOfPart, part =>
        {
            int from = part * RowsOfPart, count = Math.Min(RowsOfPart, behind.Rows - from);
            RowProducts.Multiply(behind.Part(from, 0, count, behind.Columns), vectors.AsSpan(at, behind.Columns),
                sums.AsSpan(at + from, count));
        });
        AddRows(_v, step + 1, next, Products(_y, step + 1, next, u), x);
        AddRows(_x, step, next, Products(_u, step, next, u), x);
        Scale(x, factor);
        return factor;
    }

    /// <summary>Number c of each of the first vectors.</summary>
    private ReadOnlySpan<double> Column(MatrixView vectors, int count, int column)
    {
        for (int j = 0; j < count; j++)
            _products[j] = vectors.Row(j)[column];
        return _products.AsSpan(0, count);
    }

    /// <summary>The products of the first vectors, from a coordinate on, with another one.</summary>
    private ReadOnlySpan<double> Products(MatrixView vectors, int count, int from, ReadOnlySpan<double> other)
    {
        RowProducts.Multiply(vectors.Part(0, from, count, vectors.Columns - from), other, _products);
        return _products.AsSpan(0, count);
    }

    /// <summary>Subtracts multiples of the first vectors, from a coordinate on.</summary>
    private static void AddRows(
        MatrixView vectors, int count, int from, ReadOnlySpan<double> factors, Span<double> sum)
        => RowProducts.AddRows(vectors.Part(0, from, count, vectors.Columns - from), factors, -1, sum);

    private static void Scale(Span<double> vector, double factor)
    {
        for (int i = 0; i < vector.Length; i++)
            vector[i] *= factor;
    }
}
