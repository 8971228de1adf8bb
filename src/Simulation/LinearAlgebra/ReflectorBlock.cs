using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// A product of reflections, H_1 H_2 … H_k = 1 − V T Vᵀ, with the vectors as the columns of V and T upper triangular,
/// <code>T_jj = τ_j,   T_ij = −τ_j Σ_l T_il (VᵀV)_lj,  i &lt; j,</code>
/// (Schreiber and Van Loan 1989), which acts by two products of matrices.
/// </summary>
internal sealed class ReflectorBlock
{
    private readonly MatrixView _vectors, _weighted;
    private readonly int _first;

    /// <summary>Computes V T.</summary>
    /// <param name="vectors">V, a vector a column.</param>
    /// <param name="factors">τ, one a vector.</param>
    /// <param name="first">The coordinate that row 0 of V acts on.</param>
    /// <param name="team">The threads.</param>
    public ReflectorBlock(MatrixView vectors, ReadOnlySpan<double> factors, int first, Team team)
    {
        int count = vectors.Columns;
        var gram = MatrixView.Zeros(count, count);
        var triangle = MatrixView.Zeros(count, count);
        MatrixProduct.Add(gram, vectors.Transpose, vectors, team);
        for (int j = 0; j < count; j++)
        {
            triangle.Row(j)[j] = factors[j];
            for (int i = 0; i < j; i++)
            {
                double sum = 0;
                for (int l = i; l < j; l++)
                    sum = Math.FusedMultiplyAdd(triangle.Row(i)[l], gram.Row(l)[j], sum);
                triangle.Row(i)[j] = -factors[j] * sum;
            }
        }

        (_vectors, _weighted, _first) = (vectors, MatrixView.Zeros(vectors.Rows, count), first);
        MatrixProduct.Add(_weighted, vectors, triangle, team);
    }

    /// <summary>A ← (H_1 … H_k)ᵀ A = A − V (V T)ᵀ A.</summary>
    /// <param name="matrix">A, as many rows as V has.</param>
    /// <param name="team">The threads.</param>
    public void ReflectColumns(MatrixView matrix, Team team)
    {
        var products = MatrixView.Zeros(_vectors.Columns, matrix.Columns);
        MatrixProduct.Add(products, _weighted.Transpose, matrix, team);
        MatrixProduct.Subtract(matrix, _vectors, products, team);
    }

    /// <summary>x ← H_1 … H_k x for every row x of a matrix, C ← C − C V (V T)ᵀ.</summary>
    /// <param name="matrix">C; the reflections act on its columns from the first coordinate on, as many as V has
    /// rows.</param>
    /// <param name="team">The threads.</param>
    public void ReflectRows(MatrixView matrix, Team team)
    {
        MatrixView some = matrix.Part(0, _first, matrix.Rows, _vectors.Rows);
        var products = MatrixView.Zeros(matrix.Rows, _vectors.Columns);
        MatrixProduct.Add(products, some, _vectors, team);
        MatrixProduct.Subtract(some, products, _weighted.Transpose, team);
    }
}
