namespace RbmTheory.Theory.Learning;

/// <summary>Matrices of a few rows, stored row by row in spans, without allocation.</summary>
internal static class SmallMatrix
{
    // A pivot this much smaller than the matrix leaves less than half of the digits.
    private const double SmallestPivot = 1e-8;

    /// <summary>Replaces a matrix by its inverse; returns false, the content being meaningless then, where a pivot
    /// nearly vanishes.</summary>
    /// <param name="matrix">n×n numbers.</param>
    /// <param name="size">n; at least 1.</param>
    public static bool Invert(Span<double> matrix, int size)
    {
        double largest = Integration.SpanMath.LargestMagnitude(matrix);
        if (size == 1)
        {
            matrix[0] = 1 / matrix[0];
            return largest > SmallestPivot && double.IsFinite(largest);
        }

        Span<int> swaps = stackalloc int[size];
        for (int k = 0; k < size; k++)
        {
            swaps[k] = PivotRow(matrix, size, k);
            SwapRows(matrix, size, k, swaps[k]);
            if (!(Math.Abs(matrix[(k * size) + k]) > SmallestPivot * largest))
                return false;
            Eliminate(matrix, size, k);
        }

        // The rows that were swapped are columns of the inverse, to be swapped back in reverse.
        for (int k = size - 1; k >= 0; k--)
        {
            for (int i = 0; i < size && swaps[k] != k; i++)
            {
                Span<double> row = matrix.Slice(i * size, size);
                (row[k], row[swaps[k]]) = (row[swaps[k]], row[k]);
            }
        }

        return true;
    }

    /// <summary>result += matrix · vector, the vectors' entries being strides apart.</summary>
    public static void AddProduct(
        ReadOnlySpan<double> matrix, int size, ReadOnlySpan<double> vector, int vectorStride, Span<double> result,
        int resultStride)
    {
        for (int i = 0; i < size; i++)
        {
            double sum = 0;
            for (int j = 0; j < size; j++)
                sum += matrix[(i * size) + j] * vector[j * vectorStride];
            result[i * resultStride] += sum;
        }
    }

    private static int PivotRow(ReadOnlySpan<double> matrix, int size, int column)
    {
        int row = column;
        for (int i = column + 1; i < size; i++)
        {
            if (Math.Abs(matrix[(i * size) + column]) > Math.Abs(matrix[(row * size) + column]))
                row = i;
        }

        return row;
    }

    private static void SwapRows(Span<double> matrix, int size, int first, int second)
    {
        for (int j = 0; j < size && first != second; j++)
        {
            ref double a = ref matrix[(first * size) + j], b = ref matrix[(second * size) + j];
            (a, b) = (b, a);
        }
    }

    // One step of Gauss and Jordan, in place: the column of the pivot becomes that of the inverse.
    private static void Eliminate(Span<double> matrix, int size, int k)
    {
        Span<double> pivotRow = matrix.Slice(k * size, size);
        double inverse = 1 / pivotRow[k];
        pivotRow[k] = 1;
        foreach (ref double value in pivotRow)
            value *= inverse;
        for (int i = 0; i < size; i++)
        {
            if (i == k)
                continue;
            Span<double> row = matrix.Slice(i * size, size);
            double factor = row[k];
            row[k] = 0;
            Integration.SpanMath.AddScaled(row, -factor, pivotRow);
        }
    }
}
