using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// Walks through the states of one side of a machine, the last unit fastest, and holds the inputs of the other side at
/// each. For each unit the inputs that the units before it give are stored: the next state takes two additions an
/// input on average, and rounding errors do not accumulate from state to state.
/// </summary>
internal abstract class StateWalk
{
    private readonly double[][] _inputs;
    private readonly double[][][] _contributions;
    private readonly double[][] _biases;
    private readonly bool _mirrored;

    /// <summary>A walk.</summary>
    /// <param name="machine">The machine; its weights and fields are read now.</param>
    /// <param name="side">Which side is enumerated; its units are discrete.</param>
    /// <param name="mirrored">Whether the first unit stays at its last value, because the states with the other one are
    /// mirror images of these.</param>
    protected StateWalk(Rbm machine, EnumeratedSide side, bool mirrored = false)
    {
        bool ofHidden = side == EnumeratedSide.Hidden;
        IUnit unit = ofHidden ? machine.HiddenLayer.Unit : machine.VisibleLayer.Unit;
        SideLaw own = ofHidden ? SideLaw.OfHidden(machine) : SideLaw.OfVisible(machine);
        Law = ofHidden ? SideLaw.OfVisible(machine) : SideLaw.OfHidden(machine);
        Count = own.Count;
        Values = [.. unit.Values!];
        State = new int[Count];
        _mirrored = mirrored;
        _inputs = Arrays(Count + 1, Law.Width);
        Law.Fields.CopyTo(_inputs[0], 0);
        _biases = Arrays(Count, Values.Length);
        _contributions = new double[Count][][];
        for (int u = 0; u < Count; u++)
        {
            _contributions[u] = Arrays(Values.Length, Law.Width);
            for (int s = 0; s < Values.Length; s++)
            {
                _biases[u][s] = -unit.Energy(Values[s], []);
                for (int c = 0; c < unit.Components; c++)
                    _biases[u][s] += own.Fields[u * unit.Components + c] * Values[s][c];
                Contribute(machine, ofHidden, u, Values[s], _contributions[u][s]);
            }
        }
    }

    /// <summary>The law of the other side.</summary>
    protected SideLaw Law { get; }

    /// <summary>Number of units walked through.</summary>
    protected int Count { get; }

    /// <summary>The values of each.</summary>
    protected float[][] Values { get; }

    /// <summary>The present state: which value each unit has.</summary>
    protected int[] State { get; }

    /// <summary>Goes through all states once.</summary>
    protected void Walk() => Visit(0, 0);

    /// <summary>Called at each state.</summary>
    /// <param name="logBias">Σ_u (g·x − U(x)) of the enumerated units.</param>
    /// <param name="inputs">Of the other side, fields included.</param>
    protected abstract void AtState(double logBias, ReadOnlySpan<double> inputs);

    /// <summary>Called before the states in which a unit has its next value, all units before it being fixed.</summary>
    protected virtual void BeforeValue(int unit)
    {
    }

    /// <summary>Called after the states in which a unit has a value, all units before it being fixed.</summary>
    protected virtual void AfterValue(int unit, float[] value)
    {
    }

    protected static double[][] Arrays(int count, int length)
    {
        double[][] arrays = new double[count][];
        for (int i = 0; i < count; i++)
            arrays[i] = new double[length];
        return arrays;
    }

    private void Visit(int unit, double logBias)
    {
        if (unit == Count)
        {
            AtState(logBias, _inputs[Count]);
            return;
        }

        for (int s = _mirrored && unit == 0 ? Values.Length - 1 : 0; s < Values.Length; s++)
        {
            State[unit] = s;
            double[] before = _inputs[unit], after = _inputs[unit + 1], contribution = _contributions[unit][s];
            for (int x = 0; x < after.Length; x++)
                after[x] = before[x] + contribution[x];
            BeforeValue(unit);
            Visit(unit + 1, logBias + _biases[unit][s]);
            AfterValue(unit, Values[s]);
        }
    }

    /// <summary>What one unit with a value adds to the inputs of the other side.</summary>
    private static void Contribute(Rbm machine, bool ofHidden, int unit, float[] value, double[] contribution)
    {
        int width = machine.VisibleLayer.Width;
        if (ofHidden)
        {
            for (int x = 0; x < width; x++)
                contribution[x] = (double)machine.Weights[unit * width + x] * value[0];
            return;
        }

        for (int mu = 0; mu < contribution.Length; mu++)
        {
            for (int c = 0; c < value.Length; c++)
                contribution[mu] += (double)machine.Weights[mu * width + unit * value.Length + c] * value[c];
        }
    }
}
