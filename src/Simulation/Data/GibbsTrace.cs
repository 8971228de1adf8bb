using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Data;

/// <summary>Two observables of a Gibbs chain after each sweep, for its autocorrelation times.</summary>
/// <param name="LogWeights">log p(v) + log Z: minus the energy, over the temperature.</param>
/// <param name="Magnetisations"><see cref="GibbsChain.Magnetisation"/>, in [−1, 1].</param>
public sealed record GibbsTrace(IReadOnlyList<double> LogWeights, IReadOnlyList<double> Magnetisations)
{
    /// <summary>The autocorrelation of the log weights, with τ and its standard error in sweeps.</summary>
    /// <exception cref="ArgumentException">There are fewer than 4 sweeps.</exception>
    public Autocorrelation OfLogWeights() => Autocorrelation.Measure([.. LogWeights]);

    /// <summary>The autocorrelation of |magnetisation|, with τ and its standard error in sweeps; without the sign,
    /// which a chain of spins at large β may keep for very long although everything that does not depend on it has
    /// equilibrated.</summary>
    /// <exception cref="ArgumentException">There are fewer than 4 sweeps.</exception>
    public Autocorrelation OfMagnetisations() => Autocorrelation.Measure([.. Magnetisations.Select(Math.Abs)]);
}
