namespace RbmTheory.Theory.Integration;

/// <summary>
/// An autonomous system dw/dt = f(w) whose linear systems (σ − J)x = r, J = ∂f/∂w, are cheap to solve, as an implicit
/// method needs.
/// </summary>
public interface IStiffField : IVectorField
{
    /// <summary>How many numbers of working memory a factorisation needs.</summary>
    int FactorLength { get; }

    /// <summary>Factorises σ − J(w); allocates nothing.</summary>
    /// <param name="shift">σ, in units of 1/time; &gt; 0.</param>
    /// <param name="state">w, of length <see cref="IVectorField.Dimension"/>.</param>
    /// <param name="factors">Receives the factors; of length <see cref="FactorLength"/>.</param>
    /// <returns>Whether the factors can be trusted; not where a pivot nearly vanishes.</returns>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    bool FactorShifted(double shift, ReadOnlySpan<double> state, Span<double> factors);

    /// <summary>Solves (σ − J)x = r; allocates nothing.</summary>
    /// <param name="factors">What <see cref="FactorShifted"/> left.</param>
    /// <param name="solution">r, of length <see cref="IVectorField.Dimension"/>; receives x.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    void SolveShifted(Span<double> factors, Span<double> solution);
}
