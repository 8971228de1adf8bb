namespace RbmTheory.Theory.Integration;

/// <summary>
/// An autonomous system dw/dt = f(w) that knows the Taylor series of its own solutions,
/// <c>w(t + h) = Σ_k a_k h^k</c>, a_0 = w, a_1 = f(w): for a polynomial f each coefficient follows from those before
/// it.
/// </summary>
public interface ITaylorField : IVectorField
{
    /// <summary>How many numbers of working memory <see cref="Series"/> needs besides the coefficients.</summary>
    /// <param name="order">K; at least 1.</param>
    int SeriesScratch(int order);

    /// <summary>Computes a_1 … a_K from a_0; allocates nothing.</summary>
    /// <param name="order">K; at least 1.</param>
    /// <param name="coefficients">
    /// K + 1 rows of length n = <see cref="IVectorField.Dimension"/>, a_k in row k: row 0 is given, the others are
    /// received.
    /// </param>
    /// <param name="scratch">At least <see cref="SeriesScratch"/> numbers, of any value.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    void Series(int order, Span<double> coefficients, Span<double> scratch);
}
