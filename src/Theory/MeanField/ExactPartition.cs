namespace RbmTheory.Theory.MeanField;

/// <summary>
/// log Z by the states of the smaller layer, the units of the other being independent given them:
/// <code>Z = Σ_h e^{b·h} Π_i Σ_{v_i} e^{v_i (a_i + Σ_j w_ij h_j)}</code>
/// The states are the leaves of a binary tree whose nodes keep the fields of the other layer: a leaf costs as much as
/// two nodes, and no sum has more terms than the layer has units.
/// </summary>
public static class ExactPartition
{
    /// <summary>Most units of the smaller layer: a million states, some seconds with a thousand units on the other
    /// side.</summary>
    public const int MostUnits = 20;

    /// <summary>log Z in nats, to rounding; null where both layers have more than <see cref="MostUnits"/>.</summary>
    /// <param name="machine">The machine.</param>
    public static double? LogPartition(TwoStateMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return Math.Min(machine.Visible, machine.Hidden) > MostUnits ? null
            : machine.Hidden <= machine.Visible
                ? new Tree(machine.HiddenUnit, machine.HiddenFields, machine.VisibleUnit, machine.VisibleFields,
                    (summed, other) => machine.Weights[other, summed]).LogSum()
                : new Tree(machine.VisibleUnit, machine.VisibleFields, machine.HiddenUnit, machine.HiddenFields,
                    (summed, other) => machine.Weights[summed, other]).LogSum();
    }

    private sealed class Tree(
        TwoStateUnit unit, double[] fields, TwoStateUnit otherUnit, double[] otherFields, Func<int, int, double> weight)
    {
        private readonly double[][] _weights = [.. fields.Select((_, k) =>
            (double[])[.. otherFields.Select((_, i) => weight(k, i))])];

        private readonly double[][] _inputs = [[.. otherFields], .. fields.Select(_ => new double[otherFields.Length])];

        private double _largest = double.NegativeInfinity;

        private double _sum;

        public double LogSum()
        {
            Visit(0, 0);
            return _largest + Math.Log(_sum);
        }

        private void Visit(int depth, double logWeight)
        {
            if (depth == fields.Length)
            {
                Add(logWeight + otherUnit.LogPartition(_inputs[depth]));
                return;
            }

            foreach (double value in (ReadOnlySpan<double>)[unit.Low, unit.Low + unit.Gap])
            {
                double[] from = _inputs[depth], to = _inputs[depth + 1], weights = _weights[depth];
                for (int i = 0; i < to.Length; i++)
                    to[i] = from[i] + (value * weights[i]);
                Visit(depth + 1, logWeight + (value * fields[depth]));
            }
        }

        // The sum is kept relative to its largest term so far, so that it cannot overflow.
        private void Add(double logWeight)
        {
            if (logWeight > _largest)
            {
                _sum = (_sum * Math.Exp(_largest - logWeight)) + 1;
                _largest = logWeight;
            }
            else
            {
                _sum += Math.Exp(logWeight - _largest);
            }
        }
    }
}
