namespace RbmTheory.Simulation.Tests.Kernels.Twins;

/// <summary>
/// The readable twin of <c>PackedMatrix</c> and <c>OuterProducts</c>: every sum starts from 0 and adds its products in
/// ascending order, each by one fused multiply-add.
/// </summary>
internal static class DenseTwin
{
    /// <summary>A·B, with A m × K and B K × n, row after row.</summary>
    public static float[] Product(float[] left, float[] right, int m, int n)
    {
        int inner = right.Length / n;
        float[] product = new float[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float sum = 0;
                for (int k = 0; k < inner; k++)
                    sum = MathF.FusedMultiplyAdd(left[i * inner + k], right[k * n + j], sum);
                product[i * n + j] = sum;
            }
        }

        return product;
    }

    /// <summary>C_ij + scale × Σ_s A_si B_sj, the last step one fused multiply-add too.</summary>
    public static float[] PlusOuterProducts(float[] sums, float[] left, float[] right, int samples, float scale)
    {
        int n = right.Length / samples;
        float[] products = Product(Transposed(left, samples), right, left.Length / samples, n);
        return [.. sums.Zip(products, (old, product) => MathF.FusedMultiplyAdd(scale, product, old))];
    }

    /// <summary>The transpose of a matrix of some rows.</summary>
    public static float[] Transposed(float[] matrix, int rows)
    {
        int columns = matrix.Length / rows;
        return [.. from c in Enumerable.Range(0, columns)
                   from r in Enumerable.Range(0, rows)
                   select matrix[r * columns + c]];
    }
}
