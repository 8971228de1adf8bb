using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// Independent visible rows drawn from p(v) itself, by walking through all states of one side of a machine; where that
/// is the hidden side, v is then drawn from p(v | h).
/// </summary>
public static class ExactSampler
{
    /// <summary>Draws rows.</summary>
    /// <param name="machine">A machine with at most <see cref="ExactLikelihood.MaximumStates"/> states on a
    /// side.</param>
    /// <param name="count">How many rows, at least 1.</param>
    /// <param name="seed">Seed; each row has a stream of its own.</param>
    /// <returns>The rows one after another, as data sets hold them.</returns>
    /// <exception cref="ArgumentException">Both sides have too many states, or the rows do not fit one
    /// array.</exception>
    public static byte[] Rows(Rbm machine, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(machine);
        EnumeratedSide side = StateSpace.RequireSmaller(machine);
        IVisibleUnit unit = machine.VisibleLayer.Unit;
        int bytes = unit.RowBytes(machine.Sites);
        Require.InRange(count, 1, Array.MaxLength / bytes);
        var streams = new RandomStream[count];
        double[] levels = new double[count];
        for (int row = 0; row < count; row++)
        {
            streams[row] = new RandomStream(seed, StreamPurpose.Other, Streams.ExactSamples + (ulong)row);
            levels[row] = streams[row].NextDouble();
        }

        int[][] states = SampleWalk.States(machine, side, levels);
        byte[] rows = new byte[count * bytes];
        float[] visible = new float[machine.VisibleLayer.Width];
        SideLaw law = SideLaw.OfVisible(machine);
        for (int row = 0; row < count; row++)
        {
            if (side == EnumeratedSide.Visible)
                CopyValues(unit, states[row], visible);
            else
                DrawVisible(machine, law, states[row], ref streams[row], visible);
            unit.Encode(visible, rows.AsSpan(row * bytes, bytes));
        }

        return rows;
    }

    private static void DrawVisible(
        Rbm machine, SideLaw law, int[] state, ref RandomStream stream, Span<float> visible)
    {
        float[] hidden = new float[machine.Hidden];
        double[] inputs = new double[law.Width];
        CopyValues(machine.HiddenLayer.Unit, state, hidden);
        FreeEnergy.VisibleInputs(machine, hidden, 1, law.Fields, inputs);
        law.Sample(inputs, ref stream, visible);
    }

    private static void CopyValues(IUnit unit, int[] state, Span<float> values)
    {
        for (int u = 0; u < state.Length; u++)
            unit.Values![state[u]].CopyTo(values[(u * unit.Components)..]);
    }

    /// <summary>Finds for each level in [0, 1) the state where the cumulative probability passes it.</summary>
    private sealed class SampleWalk : StateWalk
    {
        private readonly double[] _levels;
        private readonly int[][] _states;
        private readonly double _logPartition;
        private double _cumulative;
        private int _found;

        private SampleWalk(Rbm machine, EnumeratedSide side, double[] sortedLevels)
            : base(machine, side)
        {
            _levels = sortedLevels;
            _states = new int[sortedLevels.Length][];
            _logPartition = ExactLikelihood.LogPartition(machine, side);
        }

        public static int[][] States(Rbm machine, EnumeratedSide side, double[] levels)
        {
            double[] sorted = [.. levels];
            int[] order = [.. Enumerable.Range(0, levels.Length)];
            Array.Sort(sorted, order);
            var walk = new SampleWalk(machine, side, sorted);
            walk.Walk();

            // The probabilities may sum to a rounding error less than 1.
            while (walk._found < sorted.Length)
                walk._states[walk._found++] = [.. walk.State];
            int[][] states = new int[levels.Length][];
            for (int i = 0; i < order.Length; i++)
                states[order[i]] = walk._states[i];
            return states;
        }

        protected override void AtState(double logBias, ReadOnlySpan<double> inputs)
        {
            _cumulative += PortableMath.Exp(logBias + Law.LogSum(inputs) - _logPartition);
            while (_found < _levels.Length && _levels[_found] < _cumulative)
                _states[_found++] = [.. State];
        }
    }
}
