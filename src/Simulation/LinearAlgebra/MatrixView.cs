namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>A matrix whose entry (i, j) is number First + i RowStride + j ColumnStride of an array: a part of another
/// one, or its transpose, without a copy.</summary>
/// <param name="Numbers">The array.</param>
/// <param name="First">Where entry (0, 0) is.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="RowStride">From a row to the next one.</param>
/// <param name="ColumnStride">From a column to the next one.</param>
internal readonly record struct MatrixView(
    double[] Numbers, int First, int Rows, int Columns, int RowStride, int ColumnStride = 1)
{
    /// <summary>A new matrix of zeros, row by row.</summary>
    public static MatrixView Zeros(int rows, int columns)
        => new(new double[checked(rows * columns)], 0, rows, columns, columns);

    /// <summary>The transpose.</summary>
    public MatrixView Transpose => new(Numbers, First, Columns, Rows, ColumnStride, RowStride);

    /// <summary>The part that starts at an entry, and goes to the last row and column.</summary>
    public MatrixView From(int row, int column) => Part(row, column, Rows - row, Columns - column);

    /// <summary>The part of some rows and columns that starts at an entry.</summary>
    public MatrixView Part(int row, int column, int rows, int columns)
        => this with { First = First + (row * RowStride) + (column * ColumnStride), Rows = rows, Columns = columns };

    /// <summary>The numbers of a row, where they lie side by side.</summary>
    public Span<double> Row(int row) => Numbers.AsSpan(First + (row * RowStride), Columns);
}
