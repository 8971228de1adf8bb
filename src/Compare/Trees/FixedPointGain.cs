using RbmTheory.Simulation.LinearAlgebra;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Trees;

/// <summary>The largest gain of a sweep at a fixed point of the naive mean field: it is stable as long as that is below
/// 1.</summary>
internal static class FixedPointGain
{
    /// <summary>g_1, the largest singular value of D_v^½ W D_h^½ with D = m(1 − m), m^h = σ(b + m^v W).</summary>
    /// <param name="machine">A machine of units 0 and 1 with fields.</param>
    /// <param name="visible">m^v, N numbers.</param>
    public static double Of(Rbm machine, ReadOnlySpan<float> visible)
    {
        double[] scaled = new double[machine.Weights.Length];
        float[] mean = new float[1];
        for (int mu = 0; mu < machine.Hidden; mu++)
        {
            ReadOnlySpan<float> field = machine.FieldOf(mu);
            float input = machine.Parameters.HiddenFields[mu];
            for (int i = 0; i < field.Length; i++)
                input += field[i] * visible[i];
            BinaryUnit.Instance.Mean([input], [], mean);
            double hidden = Math.Sqrt(mean[0] * (1.0 - mean[0]));
            for (int i = 0; i < field.Length; i++)
                scaled[mu * field.Length + i] = hidden * field[i] * Math.Sqrt(visible[i] * (1.0 - visible[i]));
        }

        return SingularValueDecomposition.ValuesOf(scaled, machine.Hidden, machine.Sites)[0];
    }
}
