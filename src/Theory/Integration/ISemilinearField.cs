namespace RbmTheory.Theory.Integration;

/// <summary>
/// A system dw/dt = Lw + N(t, w), stiff through a linear part that a fast transform makes diagonal. The modes of a
/// state are u = Tw, T real and invertible, of the same dimension, and du_k/dt = λ_k u_k + (T N)_k.
/// </summary>
public interface ISemilinearField : IVectorField
{
    /// <summary>λ_k, the eigenvalues of L in the order of the modes; in units of 1/time.</summary>
    ReadOnlySpan<double> Rates { get; }

    /// <summary>Computes u = Tw; allocates nothing.</summary>
    /// <param name="state">w, of length <see cref="IVectorField.Dimension"/>.</param>
    /// <param name="modes">Receives u; of the same length, possibly the same memory.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    void ToModes(ReadOnlySpan<double> state, Span<double> modes);

    /// <summary>Computes w = T⁻¹u; allocates nothing.</summary>
    /// <param name="modes">u, of length <see cref="IVectorField.Dimension"/>.</param>
    /// <param name="state">Receives w; of the same length, possibly the same memory.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    void FromModes(ReadOnlySpan<double> modes, Span<double> state);

    /// <summary>Computes N(t, w), not its modes; allocates nothing.</summary>
    /// <param name="time">t.</param>
    /// <param name="state">w, of length <see cref="IVectorField.Dimension"/>.</param>
    /// <param name="nonlinear">Receives N; of the same length, not overlapping the state.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    void Nonlinear(double time, ReadOnlySpan<double> state, Span<double> nonlinear);
}
