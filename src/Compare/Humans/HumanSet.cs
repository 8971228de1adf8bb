using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Humans;

/// <summary>People, each with the alleles that they have.</summary>
/// <param name="Rows">A row a person, a bit an allele, set where the person has it.</param>
/// <param name="Populations">The population of each.</param>
/// <param name="Regions">The region of the world that it lives in, of each.</param>
public sealed record HumanSet(SpinSet Rows, IReadOnlyList<string> Populations, IReadOnlyList<string> Regions);
