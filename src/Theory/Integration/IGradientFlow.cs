namespace RbmTheory.Theory.Integration;

/// <summary>
/// An autonomous gradient flow, dw/dt = −∂E/∂w: the energy never increases along it, and its Jacobian
/// ∂(dw_i/dt)/∂w_j = −∂²E/∂w_i∂w_j is symmetric.
/// </summary>
public interface IGradientFlow : IVectorField
{
    /// <summary>E(w), the function whose negative gradient is the velocity.</summary>
    /// <param name="state">w, of length <see cref="IVectorField.Dimension"/>.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    double Energy(ReadOnlySpan<double> state);

    /// <summary>Computes ∂(dw_i/dt)/∂w_j, symmetric.</summary>
    /// <param name="state">w, of length n = <see cref="IVectorField.Dimension"/>.</param>
    /// <param name="jacobian">Receives the n×n matrix, row i first.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    void Jacobian(ReadOnlySpan<double> state, Span<double> jacobian);
}
