using RbmTheory.Simulation.Machines;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.Digits;

/// <summary>The gains of a sweep of a trained machine of units 0 and 1 with fields, at its mean-field point: the fixed
/// point of order 1 that the fields alone lead to.</summary>
/// <param name="Machine">The machine, in double precision.</param>
/// <param name="Point">The fixed point.</param>
internal sealed record MeanFieldGain(TwoStateMachine Machine, TapSolution Point)
{
    /// <summary>Looks for the point.</summary>
    /// <param name="machine">A machine of units 0 and 1 with fields.</param>
    public static MeanFieldGain Of(Rbm machine)
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
        return new(theory, TapSolution.Find(theory, 1, options: TapOptions.Standard with { Polish = false }));
    }

    /// <summary>g_1.</summary>
    public double Gain => CriticalOperator.At(Machine, Point.Visible, Point.Hidden).Gain;

    /// <summary>Inputs that fluctuate about the point.</summary>
    public GaussianInputs Inputs => GaussianInputs.Find(Machine, Point);
}
