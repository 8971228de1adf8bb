using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// The pseudo-log-likelihood (Besag 1975), which needs no log Z, in nats per configuration:
/// <code>
/// ⟨Σ_i log p(v_i | v_{−i})⟩_data,    p(v_i = x | v_{−i}) ∝ e^{g_i·x − U(x) + Σ_μ Γ_μ(I_μ + g_μ + w_iμ·(x − v_i))}.
/// </code>
/// It is exact for any machine, at N × M × (number of values) evaluations of Γ a row.
/// </summary>
public static class PseudoLikelihood
{
    /// <summary>The mean over a data set, weighted where it has weights.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="data">Configurations of N units.</param>
    /// <param name="ct">Checked before each row.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static double Mean(Rbm machine, IDataSet data, CancellationToken ct = default)
    {
        var reader = new RowReader(machine, data);
        var rows = new Conditionals(machine);
        IReadOnlyList<double>? weights = data.Weights;
        double total = 0;
        int sample = 0;
        while (reader.Read())
        {
            double chunk = 0;
            for (int row = 0; row < reader.Count; row++)
            {
                ct.ThrowIfCancellationRequested();
                double weight = weights is null ? 1 : weights[sample++];
                chunk += weight * rows.LogPseudoProbability(reader.Row(row));
            }

            total += chunk;
        }

        return total / (weights?.Sum() ?? data.Samples);
    }

    /// <summary>Σ_i log p(v_i | v_{−i}) of single rows, with its scratch.</summary>
    private sealed class Conditionals
    {
        private readonly IVisibleUnit _unit;
        private readonly SideLaw _law;
        private readonly Rbm _machine;
        private readonly double[] _fields;
        private readonly double[] _weights;
        private readonly float[] _visible;
        private readonly double[] _inputs;
        private readonly double[] _moved;

        public Conditionals(Rbm machine)
        {
            _machine = machine;
            _unit = machine.VisibleLayer.Unit;
            _law = SideLaw.OfHidden(machine);
            _fields = SideLaw.OfVisible(machine).Fields;
            _visible = new float[machine.VisibleLayer.Width];
            _inputs = new double[machine.Hidden];
            _moved = new double[machine.Hidden];

            // Visible-major, [x × M + μ]: a unit that changes its value moves all inputs.
            _weights = new double[machine.Weights.Length];
            for (int mu = 0; mu < machine.Hidden; mu++)
            {
                ReadOnlySpan<float> field = machine.FieldOf(mu);
                for (int x = 0; x < field.Length; x++)
                    _weights[x * machine.Hidden + mu] = field[x];
            }
        }

        public double LogPseudoProbability(ReadOnlySpan<byte> row)
        {
            _unit.Decode(row, _visible);
            FreeEnergy.HiddenInputs(_machine, _visible, 1, _law.Fields, _inputs);
            double present = _law.LogSum(_inputs), log = 0;
            for (int i = 0; i < _machine.Sites; i++)
            {
                ReadOnlySpan<float> value = _visible.AsSpan(i * _unit.Components, _unit.Components);
                double own = present + LogBias(i, value);
                var sum = new LogSumExp();
                foreach (float[] other in _unit.Values!)
                    sum.Add(value.SequenceEqual(other) ? own : LogSumWith(i, value, other) + LogBias(i, other));
                log += own - sum.Value;
            }

            return log;
        }

        /// <summary>Σ_μ Γ_μ with another value of unit i.</summary>
        private double LogSumWith(int i, ReadOnlySpan<float> value, ReadOnlySpan<float> other)
        {
            _inputs.CopyTo(_moved, 0);
            for (int c = 0; c < value.Length; c++)
            {
                double change = (double)other[c] - value[c];
                if (change == 0)
                    continue;
                ReadOnlySpan<double> weights
                    = _weights.AsSpan((i * value.Length + c) * _moved.Length, _moved.Length);
                for (int mu = 0; mu < weights.Length; mu++)
                    _moved[mu] += change * weights[mu];
            }

            return _law.LogSum(_moved);
        }

        /// <summary>g_i·x − U(x).</summary>
        private double LogBias(int i, ReadOnlySpan<float> value)
        {
            double bias = -_unit.Energy(value, []);
            for (int c = 0; c < value.Length; c++)
                bias += _fields[i * value.Length + c] * value[c];
            return bias;
        }
    }
}
