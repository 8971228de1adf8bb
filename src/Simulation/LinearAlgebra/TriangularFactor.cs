using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// A = Q R of a matrix of at least as many rows as columns, by Householder reflections, R upper triangular. 32 columns
/// at a time are reduced, and the reflections then applied to those behind as one <see cref="ReflectorBlock"/>.
/// </summary>
internal sealed class TriangularFactor
{
    private const int Width = 32;

    private readonly List<ReflectorBlock> _blocks = [];

    /// <summary>Factorizes.</summary>
    /// <param name="matrix">A, m × n, m ≥ n, its rows side by side; it is overwritten, and R is its upper triangle
    /// afterwards.</param>
    /// <param name="team">The threads.</param>
    public TriangularFactor(MatrixView matrix, Team team)
    {
        Span<double> factors = stackalloc double[Width];
        for (int first = 0; first < matrix.Columns; first += Width)
        {
            int count = Math.Min(Width, matrix.Columns - first), rows = matrix.Rows - first;
            var panel = MatrixView.Zeros(rows, Width);
            for (int row = 0; row < rows; row++)
                matrix.Row(first + row).Slice(first, count).CopyTo(panel.Row(row));
            Reduce(panel, count, factors);
            for (int row = 0; row < count; row++)
            {
                panel.Row(row)[row..count].CopyTo(matrix.Row(first + row)[(first + row)..]);
                panel.Row(row)[row..].Clear();
                panel.Row(row)[row] = 1;
            }

            ReflectorBlock block = new(panel.Part(0, 0, rows, count), factors[..count], first, team);
            block.ReflectColumns(matrix.From(first, first + count), team);
            _blocks.Add(block);
        }
    }

    /// <summary>x ← Q x for every row x of a matrix.</summary>
    /// <param name="matrix">m columns.</param>
    /// <param name="team">The threads.</param>
    public void ReflectRows(MatrixView matrix, Team team)
    {
        for (int block = _blocks.Count - 1; block >= 0; block--)
            _blocks[block].ReflectRows(matrix, team);
    }

    /// <summary>Reduces the columns of a panel to a triangle; below its diagonal are the vectors of the
    /// reflections.</summary>
    private static void Reduce(MatrixView panel, int count, Span<double> factors)
    {
        double[] column = new double[panel.Rows];
        Span<double> products = stackalloc double[Width];
        for (int j = 0; j < count; j++)
        {
            Span<double> vector = column.AsSpan(j);
            for (int row = j; row < panel.Rows; row++)
                vector[row - j] = panel.Row(row)[j];
            (double value, factors[j]) = Reflector.Make(vector);
            for (int row = j + 1; row < panel.Rows; row++)
                panel.Row(row)[j] = vector[row - j];
            panel.Row(j)[j] = value;

            MatrixView behind = panel.Part(j, 0, panel.Rows - j, Width);
            products.Clear();
            AddRows(behind, vector, products);
            for (int c = 0; c < Width; c++)
                products[c] = c > j ? -factors[j] * products[c] : 0;
            AddOuter(behind, vector, products);
        }
    }

    /// <summary>t ← Σ_i v_i (row i).</summary>
    private static void AddRows(MatrixView panel, ReadOnlySpan<double> vector, Span<double> products)
    {
        Vector256<double> t0 = default, t1 = default, t2 = default, t3 = default;
        Vector256<double> t4 = default, t5 = default, t6 = default, t7 = default;
        ref double row = ref MemoryMarshal.GetReference(panel.Row(0));
        foreach (double number in vector)
        {
            var v = Vector256.Create(number);
            t0 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref row), t0);
            t1 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref row, 4), t1);
            t2 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref row, 8), t2);
            t3 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref row, 12), t3);
            t4 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref row, 16), t4);
            t5 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref row, 20), t5);
            t6 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref row, 24), t6);
            t7 = Vector256.FusedMultiplyAdd(v, Vector256.LoadUnsafe(ref row, 28), t7);
            row = ref Unsafe.Add(ref row, Width);
        }

        ReadOnlySpan<Vector256<double>> sums = [t0, t1, t2, t3, t4, t5, t6, t7];
        MemoryMarshal.Cast<Vector256<double>, double>(sums).CopyTo(products);
    }

    /// <summary>row i ← row i + v_i t.</summary>
    private static void AddOuter(MatrixView panel, ReadOnlySpan<double> vector, ReadOnlySpan<double> products)
    {
        ReadOnlySpan<Vector256<double>> t = MemoryMarshal.Cast<double, Vector256<double>>(products);
        Vector256<double> t0 = t[0], t1 = t[1], t2 = t[2], t3 = t[3], t4 = t[4], t5 = t[5], t6 = t[6], t7 = t[7];
        ref double row = ref MemoryMarshal.GetReference(panel.Row(0));
        foreach (double number in vector)
        {
            var v = Vector256.Create(number);
            Vector256.FusedMultiplyAdd(v, t0, Vector256.LoadUnsafe(ref row)).StoreUnsafe(ref row);
            Vector256.FusedMultiplyAdd(v, t1, Vector256.LoadUnsafe(ref row, 4)).StoreUnsafe(ref row, 4);
            Vector256.FusedMultiplyAdd(v, t2, Vector256.LoadUnsafe(ref row, 8)).StoreUnsafe(ref row, 8);
            Vector256.FusedMultiplyAdd(v, t3, Vector256.LoadUnsafe(ref row, 12)).StoreUnsafe(ref row, 12);
            Vector256.FusedMultiplyAdd(v, t4, Vector256.LoadUnsafe(ref row, 16)).StoreUnsafe(ref row, 16);
            Vector256.FusedMultiplyAdd(v, t5, Vector256.LoadUnsafe(ref row, 20)).StoreUnsafe(ref row, 20);
            Vector256.FusedMultiplyAdd(v, t6, Vector256.LoadUnsafe(ref row, 24)).StoreUnsafe(ref row, 24);
            Vector256.FusedMultiplyAdd(v, t7, Vector256.LoadUnsafe(ref row, 28)).StoreUnsafe(ref row, 28);
            row = ref Unsafe.Add(ref row, Width);
        }
    }
}
