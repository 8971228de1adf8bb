namespace RbmTheory.Theory.Integration;

/// <summary>A system of ordinary differential equations, dw/dt = f(t, w).</summary>
public interface IVectorField
{
    /// <summary>The number of components of the state w; at least 1.</summary>
    int Dimension { get; }

    /// <summary>Computes dw/dt. Implementations allocate nothing: an integrator calls this in its inner loop.</summary>
    /// <param name="time">t, in the field's own unit.</param>
    /// <param name="state">w, of length <see cref="Dimension"/>.</param>
    /// <param name="velocity">Receives dw/dt; of length <see cref="Dimension"/>, not overlapping the state.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity);
}
