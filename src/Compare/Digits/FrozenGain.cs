using RbmTheory.Simulation.LinearAlgebra;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Compare.Digits;

/// <summary>The gains of a sweep with the visible units at the means of the data and the hidden ones at one
/// half.</summary>
internal static class FrozenGain
{
    /// <summary>g^f_α = ½ s_α(D^½ W), largest first. The number of them above 1 is that of the transitions
    /// passed.</summary>
    /// <param name="machine">A machine of units 0 and 1.</param>
    /// <param name="deviations">D^½, √(p(1 − p)) of each unit.</param>
    /// <param name="most">How many are asked for, at least 1.</param>
    public static double[] Of(Rbm machine, IReadOnlyList<double> deviations, int most)
    {
        double[] scaled = new double[machine.Weights.Length];
        for (int k = 0; k < scaled.Length; k++)
            scaled[k] = 0.5 * deviations[k % machine.Sites] * machine.Weights[k];
        return [.. SingularValueDecomposition.ValuesOf(scaled, machine.Hidden, machine.Sites).Take(most)];
    }
}
