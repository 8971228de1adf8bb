using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

internal static class ExactModelTerm
{
    public static void Subtract(Rbm machine, Parameters gradient)
        => throw Require.Error("NegativePhase", "Exact", $"sampled for {machine.HiddenLayer.Unit.Name} {gradient.Weights.Length}");
}
