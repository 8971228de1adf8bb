namespace RbmTheory.Simulation.Data;

/// <summary>Two observables of a Gibbs chain after each sweep, for its autocorrelation times.</summary>
/// <param name="LogWeights">log p(v) + log Z: minus the energy, over the temperature.</param>
/// <param name="Magnetisations"><see cref="GibbsChain.Magnetisation"/>, in [−1, 1].</param>
public sealed record GibbsTrace(IReadOnlyList<double> LogWeights, IReadOnlyList<double> Magnetisations);
