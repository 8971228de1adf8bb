using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// The learning of a machine of Gaussian units on both sides from infinitely many samples (Decelle), W of N × M:
/// <code>
/// dW/dt = σ_h² [C − (σ_v⁻² − σ_h² WWᵀ)⁻¹] W
/// </code>
/// since h given s has the mean σ_h² Wᵀs, and the model's ⟨s sᵀ⟩ is the inverse of its precision. Where the left
/// singular vectors of W are eigenvectors of C, each singular value follows <see cref="GaussianMode"/> by itself; else
/// they turn towards them, by <see cref="GaussianRotation"/>.
/// </summary>
/// <remarks>One instance serves one integration at a time: it holds the working space.</remarks>
public sealed class GaussianFlow : IVectorField
{
    private readonly GaussianModelTerm _gradient;
    private readonly double _hiddenVariance;

    /// <summary>The flow of data.</summary>
    /// <param name="covariance">C, N × N, symmetric and finite.</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="visibleVariance">σ_v², finite and &gt; 0.</param>
    /// <param name="hiddenVariance">σ_h², finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public GaussianFlow(double[,] covariance, int hidden, double visibleVariance = 1, double hiddenVariance = 1)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        Sites = Symmetric.Check(covariance, nameof(covariance));
        Hidden = Require.AtLeast(hidden, 1);
        Require.Positive(visibleVariance);
        _hiddenVariance = Require.Positive(hiddenVariance);
        _gradient = new([.. covariance.Cast<double>()], [.. Enumerable.Repeat(visibleVariance, Sites)], hiddenVariance,
            hidden);
    }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>M.</summary>
    public int Hidden { get; }

    /// <summary>M·N.</summary>
    public int Dimension => Hidden * Sites;

    /// <summary>dW/dt at W, w_iμ = state[μN + i]; not a number where a squared gain σ_v²σ_h²s² of W is 1 or more, as
    /// the machine has no equilibrium there.</summary>
    /// <param name="time">t, in 1/ν updates; the flow does not depend on it.</param>
    /// <param name="state">W, M·N numbers.</param>
    /// <param name="velocity">Receives dW/dt.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(velocity.Length, Dimension);
        _gradient.Gradient(_hiddenVariance, state, velocity);
    }
}
