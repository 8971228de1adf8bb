namespace RbmTheory.Simulation.Data;

/// <summary>Configurations of units with two values, each with the class it is of.</summary>
/// <param name="Rows">The configurations.</param>
/// <param name="Labels">The class of each, as many as there are rows.</param>
public sealed record LabelledSet(SpinSet Rows, byte[] Labels);
