using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// The gradient of a machine whose layers are both Gaussian, of variances D on the visible units and h on the hidden
/// ones: C W less the model's term, (D⁻¹ − hWWᵀ)⁻¹ W = D W (1 − h WᵀDW)⁻¹ by Woodbury's identity, whose inverse is of
/// M × M.
/// </summary>
/// <param name="covariance">C, row by row, N·N numbers.</param>
/// <param name="variances">D, N numbers ≥ 0.</param>
/// <param name="hiddenVariance">h &gt; 0.</param>
/// <param name="hidden">M.</param>
internal sealed class GaussianModelTerm(
    double[] covariance, double[] variances, double hiddenVariance, int hidden)
{
    private readonly double[] _kernel = new double[hidden * hidden], _product = new double[hidden];

    /// <summary>rate · [C W − D W (1 − h WᵀDW)⁻¹]; not a number where the machine has no equilibrium.</summary>
    /// <param name="rate">What multiplies it.</param>
    /// <param name="state">W, w_iμ = state[μN + i].</param>
    /// <param name="velocity">Receives it.</param>
    public void Gradient(double rate, ReadOnlySpan<double> state, Span<double> velocity)
    {
        int sites = variances.Length;
        FillKernel(state);
        if (!Cholesky())
        {
            velocity.Fill(double.NaN);
            return;
        }

        for (int i = 0; i < sites; i++)
        {
            for (int mu = 0; mu < hidden; mu++)
                _product[mu] = state[(mu * sites) + i];
            Solve();
            ReadOnlySpan<double> row = covariance.AsSpan(i * sites, sites);
            for (int mu = 0; mu < hidden; mu++)
            {
                double data = SpanMath.Dot(row, state.Slice(mu * sites, sites));
                velocity[(mu * sites) + i] = rate * (data - (variances[i] * _product[mu]));
            }
        }
    }

    // The lower half of 1 − h WᵀDW.
    private void FillKernel(ReadOnlySpan<double> state)
    {
        int sites = variances.Length;
        for (int mu = 0; mu < hidden; mu++)
        {
            for (int nu = 0; nu <= mu; nu++)
            {
                double sum = 0;
                for (int i = 0; i < sites; i++)
                    sum += state[(mu * sites) + i] * variances[i] * state[(nu * sites) + i];
                _kernel[(mu * hidden) + nu] = (mu == nu ? 1 : 0) - (hiddenVariance * sum);
            }
        }
    }

    // The kernel = L Lᵀ, L in its place; false where it is not positive.
    private bool Cholesky()
    {
        for (int j = 0; j < hidden; j++)
        {
            Span<double> pivotRow = _kernel.AsSpan(j * hidden, j + 1);
            double pivot = pivotRow[j] - SpanMath.Dot(pivotRow[..j], pivotRow[..j]);
            if (!(pivot > 0))
                return false;
            pivotRow[j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < hidden; i++)
            {
                Span<double> row = _kernel.AsSpan(i * hidden, j + 1);
                row[j] = (row[j] - SpanMath.Dot(row[..j], pivotRow[..j])) / pivotRow[j];
            }
        }

        return true;
    }

    // L Lᵀ x = b, x in the place of b.
    private void Solve()
    {
        for (int i = 0; i < hidden; i++)
        {
            ReadOnlySpan<double> row = _kernel.AsSpan(i * hidden, i + 1);
            _product[i] = (_product[i] - SpanMath.Dot(row[..i], _product.AsSpan(0, i))) / row[i];
        }

        for (int i = hidden - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < hidden; k++)
                _product[i] -= _kernel[(k * hidden) + i] * _product[k];
            _product[i] /= _kernel[(i * hidden) + i];
        }
    }
}
