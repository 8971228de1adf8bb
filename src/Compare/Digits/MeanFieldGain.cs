using RbmTheory.Simulation.Machines;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.Digits;

/// <summary>The gains of a sweep of a trained machine at its mean-field point.</summary>
internal static class MeanFieldGain
{
    /// <summary>g_1 at the fixed point of order 1 that the fields alone lead to, and the inputs that fluctuate about
    /// it.</summary>
    /// <param name="machine">A machine of units 0 and 1 with fields.</param>
    public static (double Gain, GaussianInputs Inputs) Of(Rbm machine)
    {
        double[,] weights = new double[machine.Sites, machine.Hidden];
        for (int mu = 0; mu < machine.Hidden; mu++)
        {
            Span<float> field = machine.FieldOf(mu);
            for (int i = 0; i < field.Length; i++)
                weights[i, mu] = field[i];
        }

        TwoStateMachine theory = new(TwoStateUnit.Binary, TwoStateUnit.Binary, weights,
            Array.ConvertAll(machine.Parameters.VisibleFields, a => (double)a),
            Array.ConvertAll(machine.Parameters.HiddenFields, b => (double)b));
        TapSolution point = TapSolution.Find(theory, 1, options: TapOptions.Standard with { Polish = false });
        return (CriticalOperator.At(theory, point.Visible, point.Hidden).Gain, GaussianInputs.Find(theory, point));
    }
}
