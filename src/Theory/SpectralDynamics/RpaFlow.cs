using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// The learning of a machine of units 0 and 1 in the random-phase approximation: both layers Gaussian about the means
/// of the data, with the gains D = diag p(1 − p) of the visible units and ¼ of the hidden ones, W of N × M,
/// <code>
/// dW/dt = (ν/4) [C − (D⁻¹ − ¼WWᵀ)⁻¹] W = (ν/4) [C W − D W (1 − ¼WᵀDW)⁻¹]
/// </code>
/// For small W it is the linear regime off the uniform direction, (ν/4)(C − D)W. With X = ½D^½W and the correlations
/// Ĉ = D^{−½}CD^{−½} it reads dX/dt = (ν/4) D [ĈX − X(1 − XᵀX)⁻¹]: it ends at X = Σ_a g_a e_a v_aᵀ, where
/// g_a² = 1 − 1/c_a for the eigenvectors Ĉe_a = c_a e_a of c_a &gt; 1. All gains g stay below 1, the ordering of the
/// machine, which this flow never crosses.
/// </summary>
/// <remarks>Hidden units do not saturate in it, so that the first mode of a real machine comes later. One instance serves one integration at a time: it holds the working space.</remarks>
public sealed class RpaFlow : IVectorField
{
    private readonly double[] _covariance, _variances, _kernel, _product;
    private readonly double _rate;

    /// <summary>The flow of data.</summary>
    /// <param name="covariance">C, N × N, symmetric and finite, its diagonal D = p(1 − p).</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="learningRate">ν, finite and &gt; 0; 1 where t is ν times the updates.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public RpaFlow(double[,] covariance, int hidden, double learningRate = 1)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        Sites = Symmetric.Check(covariance, nameof(covariance));
        Hidden = Require.AtLeast(hidden, 1);
        _rate = 0.25 * Require.Positive(learningRate);
        _covariance = [.. covariance.Cast<double>()];
        _variances = [.. Enumerable.Range(0, Sites).Select(
            i => Require.NonNegative(covariance[i, i], $"covariance[{i},{i}]"))];
        _kernel = new double[hidden * hidden];
        _product = new double[hidden];
    }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>M.</summary>
    public int Hidden { get; }

    /// <summary>M·N.</summary>
    public int Dimension => Hidden * Sites;

    /// <summary>dW/dt at W, unit by unit, w_iμ = state[μN + i]; not a number where a gain is 1 or more.</summary>
    /// <param name="time">t; the flow does not depend on it.</param>
    /// <param name="state">W, M·N numbers.</param>
    /// <param name="velocity">Receives dW/dt.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(velocity.Length, Dimension);
        FillKernel(state);
        if (!Cholesky())
        {
            velocity.Fill(double.NaN);
            return;
        }

        for (int i = 0; i < Sites; i++)
        {
            for (int mu = 0; mu < Hidden; mu++)
                _product[mu] = state[(mu * Sites) + i];
            Solve();
            ReadOnlySpan<double> row = _covariance.AsSpan(i * Sites, Sites);
            for (int mu = 0; mu < Hidden; mu++)
            {
                double data = SpanMath.Dot(row, state.Slice(mu * Sites, Sites));
                velocity[(mu * Sites) + i] = _rate * (data - (_variances[i] * _product[mu]));
            }
        }
    }

    /// <summary>g_a, the gains ½ s_a(D^½W) of weights, largest first: what a mode is multiplied by in passing from one
    /// layer to the other, with the means of the data.</summary>
    /// <param name="weights">W, w_iμ = weights[μN + i], finite; M·N numbers.</param>
    /// <exception cref="ArgumentException"><paramref name="weights"/> is out of its range.</exception>
    public IReadOnlyList<double> Gains(ReadOnlySpan<double> weights)
    {
        Require.Length(weights.Length, Dimension);
        double[] scaled = weights.ToArray();
        for (int k = 0; k < scaled.Length; k++)
            scaled[k] *= 0.5 * Math.Sqrt(_variances[k % Sites]);
        return WeightModes.Of(scaled, Sites).Values;
    }

    /// <summary>The gains that the flow ends with, largest first: √(1 − 1/c_a) of the eigenvalues c_a &gt; 1 of the
    /// correlations, at most M of them; units that never change have none.</summary>
    public IReadOnlyList<double> SteadyGains()
    {
        Matrix<double> correlations = Matrix<double>.Build.Dense(Sites, Sites, (i, j) =>
            _variances[i] > 0 && _variances[j] > 0
                ? _covariance[(i * Sites) + j] / Math.Sqrt(_variances[i] * _variances[j]) : 0);
        return [.. correlations.Evd(Symmetricity.Symmetric).EigenValues.Select(c => c.Real).Where(c => c > 1)
            .OrderDescending().Take(Hidden).Select(c => Math.Sqrt(1 - (1 / c)))];
    }

    // The lower half of 1 − ¼WᵀDW.
    private void FillKernel(ReadOnlySpan<double> state)
    {
        for (int mu = 0; mu < Hidden; mu++)
        {
            for (int nu = 0; nu <= mu; nu++)
            {
                double sum = 0;
                for (int i = 0; i < Sites; i++)
                    sum += state[(mu * Sites) + i] * _variances[i] * state[(nu * Sites) + i];
                _kernel[(mu * Hidden) + nu] = (mu == nu ? 1 : 0) - (0.25 * sum);
            }
        }
    }

    // The kernel = L Lᵀ, L in its place; false where it is not positive.
    private bool Cholesky()
    {
        for (int j = 0; j < Hidden; j++)
        {
            Span<double> pivotRow = _kernel.AsSpan(j * Hidden, j + 1);
            double pivot = pivotRow[j] - SpanMath.Dot(pivotRow[..j], pivotRow[..j]);
            if (!(pivot > 0))
                return false;
            pivotRow[j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < Hidden; i++)
            {
                Span<double> row = _kernel.AsSpan(i * Hidden, j + 1);
                row[j] = (row[j] - SpanMath.Dot(row[..j], pivotRow[..j])) / pivotRow[j];
            }
        }

        return true;
    }

    // L Lᵀ x = b, x in the place of b.
    private void Solve()
    {
        for (int i = 0; i < Hidden; i++)
        {
            ReadOnlySpan<double> row = _kernel.AsSpan(i * Hidden, i + 1);
            _product[i] = (_product[i] - SpanMath.Dot(row[..i], _product.AsSpan(0, i))) / row[i];
        }

        for (int i = Hidden - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < Hidden; k++)
                _product[i] -= _kernel[(k * Hidden) + i] * _product[k];
            _product[i] /= _kernel[(i * Hidden) + i];
        }
    }
}
