using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.MeanField;

/// <summary>A trained machine as theory sees it: the same numbers, in double precision.</summary>
internal static class TheoryMachine
{
    /// <summary>Takes one over; fields that it lacks are 0.</summary>
    /// <param name="loaded">The machine.</param>
    /// <exception cref="InputException">It has units of other than two values, or numbers that are none.</exception>
    public static TwoStateMachine Of(LoadedMachine loaded)
    {
        Rbm machine = loaded.Machine;
        if (!machine.Parameters.AreFinite)
            throw new InputException($"{loaded.Source} holds weights that are no numbers");
        TwoStateUnit visible = UnitOf(loaded, "visible", machine.VisibleLayer.Unit);
        TwoStateUnit hidden = UnitOf(loaded, "hidden", machine.HiddenLayer.Unit);
        var weights = new double[machine.Sites, machine.Hidden];
        for (int mu = 0; mu < machine.Hidden; mu++)
        {
            ReadOnlySpan<float> field = machine.FieldOf(mu);
            for (int i = 0; i < field.Length; i++)
                weights[i, mu] = field[i];
        }

        return new(visible, hidden, weights, Fields(machine.Parameters.VisibleFields, machine.Sites),
            Fields(machine.Parameters.HiddenFields, machine.Hidden));
    }

    private static TwoStateUnit UnitOf(LoadedMachine loaded, string side, IUnit unit)
        => unit switch
        {
            BinaryUnit => TwoStateUnit.Binary,
            SpinUnit => TwoStateUnit.Spin,
            _ => throw new InputException(
                $"{loaded.Source} has {side} units {unit.Name}, but they should be binary or spin"),
        };

    private static double[] Fields(float[] fields, int count)
        => fields.Length == 0 ? new double[count] : Array.ConvertAll(fields, field => (double)field);
}
