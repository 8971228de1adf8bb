namespace RbmTheory.Theory.Integration;

/// <summary>The continuous extension of a method: what it knows of the solution inside the step last tried.</summary>
internal abstract class Interpolant
{
    /// <summary>Computes w(t + θh); allocates nothing.</summary>
    /// <param name="step">The ends of the step.</param>
    /// <param name="theta">θ, in [0, 1].</param>
    /// <param name="state">Receives w; as long as the state.</param>
    public abstract void Interpolate(in DenseStep step, double theta, Span<double> state);
}
