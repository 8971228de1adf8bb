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
    private readonly double[] _covariance, _variances;
    private readonly GaussianModelTerm _gradient;
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
        _gradient = new(_covariance, _variances, 0.25, hidden);
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
        _gradient.Gradient(_rate, state, velocity);
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
}
