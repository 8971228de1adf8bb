using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// Configurations of great weight that a machine itself names, whatever the data are: for each hidden unit the two rows
/// that follow its weights most, up and down, and those to which they lead when in turn the hidden units take their
/// means and the visible ones their likeliest values. A mode that the data do not show is often among them.
/// </summary>
public static class LikelyRows
{
    private const int MostUnits = 128, Steps = 20;

    /// <summary>The rows, one after another as data sets hold them; some may be alike.</summary>
    /// <param name="machine">Any machine; of more than 128 hidden units, 128 spread over them count.</param>
    public static byte[] Of(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        int units = Math.Min(machine.Hidden, MostUnits), bytes = machine.VisibleLayer.Unit.RowBytes(machine.Sites);
        byte[] rows = new byte[4 * units * bytes];
        var row = new Row(machine);
        for (int u = 0; u < units; u++)
        {
            ReadOnlySpan<float> field = machine.FieldOf((int)((long)u * machine.Hidden / units));
            for (int sign = 0; sign < 2; sign++)
            {
                Span<byte> two = rows.AsSpan(((2 * u) + sign) * 2 * bytes, 2 * bytes);
                row.Follow(field, 1 - (2 * sign));
                row.Write(two[..bytes]);
                row.Settle();
                row.Write(two[bytes..]);
            }
        }

        return rows;
    }

    private sealed class Row(Rbm machine)
    {
        private readonly IVisibleUnit _unit = machine.VisibleLayer.Unit;
        private readonly SideLaw _visibleLaw = SideLaw.OfVisible(machine), _hiddenLaw = SideLaw.OfHidden(machine);
        private readonly float[] _values = new float[machine.VisibleLayer.Width], _means = new float[machine.Hidden];
        private readonly double[] _inputs = new double[machine.VisibleLayer.Width];
        private readonly double[] _hiddenInputs = new double[machine.Hidden];

        public void Follow(ReadOnlySpan<float> field, int sign)
        {
            for (int x = 0; x < _inputs.Length; x++)
                _inputs[x] = sign * field[x];
            TakeLikeliest();
        }

        public void Settle()
        {
            int kinds = machine.HiddenLayer.Unit.Parameters;
            for (int step = 0; step < Steps; step++)
            {
                FreeEnergy.HiddenInputs(machine, _values, 1, _hiddenLaw.Fields, _hiddenInputs);
                for (int mu = 0; mu < _means.Length; mu++)
                {
                    machine.HiddenLayer.Unit.Mean([(float)_hiddenInputs[mu]],
                        machine.Parameters.HiddenParameters.AsSpan(mu * kinds, kinds), _means.AsSpan(mu, 1));
                }

                FreeEnergy.VisibleInputs(machine, _means, 1, _visibleLaw.Fields, _inputs);
                TakeLikeliest();
            }
        }

        public void Write(Span<byte> row) => _unit.Encode(_values, row);

        /// <summary>The value of each visible unit with the largest x·I − U(x).</summary>
        private void TakeLikeliest()
        {
            int components = _unit.Components;
            for (int i = 0; i < machine.Sites; i++)
            {
                ReadOnlySpan<double> input = _inputs.AsSpan(i * components, components);
                double best = double.NegativeInfinity;
                foreach (float[] value in _unit.Values!)
                {
                    double log = -_unit.Energy(value, []);
                    for (int c = 0; c < components; c++)
                        log += value[c] * input[c];
                    if (log > best)
                    {
                        best = log;
                        value.CopyTo(_values, i * components);
                    }
                }
            }
        }
    }
}
