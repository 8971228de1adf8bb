using MathNet.Numerics.Integration;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Likelihoods;

/// <summary>
/// A machine of any unit types from its definition (1): −E(v, h) of every pair of configurations, in double precision
/// and for double parameters, sharing no code with what it checks. A real h stands on a Gauss–Legendre grid.
/// </summary>
/// <remarks>
/// The grid has 32 nodes on each of [−15, 0] and [0, 15]: e^{−h²/2 − θ|h| + Ih} is entire on either half, nodes are at
/// most 0.74 apart, where a Gaussian of variance 1 is integrated to e^{−2π²/0.74²} = 2e−16, and what lies beyond 15 is
/// below 1e−16 for |I| + |θ| ≤ 6.
/// </remarks>
internal sealed class JointLaw
{
    private const double Reach = 15;
    private const int NodesAHalf = 32;

    private readonly int _sites;
    private readonly int _components;
    private readonly int _hiddenCount;
    private readonly bool _fields;
    private readonly string _hiddenName;
    private readonly double[][] _colours;
    private readonly (double H, double LogMeasure)[] _hiddenUnit;
    private readonly (double[] Values, double LogMeasure)[] _hidden;

    public JointLaw(Rbm machine)
    {
        _sites = machine.Sites;
        _components = machine.VisibleLayer.Unit.Components;
        _hiddenCount = machine.Hidden;
        _fields = machine.VisibleLayer.HasFields;
        _hiddenName = machine.HiddenLayer.Unit.Name;
        _colours = machine.VisibleLayer.Unit.Name switch
        {
            "spin" => [[-1], [1]],
            "binary" => [[0], [1]],
            _ => [.. Enumerable.Range(0, _components).Select(a =>
                Enumerable.Range(0, _components).Select(b => a == b ? 1.0 : 0).ToArray())],
        };
        _hiddenUnit = _hiddenName switch
        {
            "spin" => [(-1, 0), (1, 0)],
            "binary" => [(0, 0), (1, 0)],
            _ => Grid(),
        };
        _hidden = [.. Product(_hiddenUnit, _hiddenCount)];
        VisibleStates = (int)Math.Pow(_colours.Length, _sites);
        Start = [.. machine.Parameters.All.SelectMany(array => array.Values).Select(value => (double)value)];
    }

    public int VisibleStates { get; }

    public int HiddenStates => _hidden.Length;

    /// <summary>The parameters of the machine, one array after another.</summary>
    public double[] Start { get; }

    public int Colour(int state, int site) => state / (int)Math.Pow(_colours.Length, site) % _colours.Length;

    /// <summary>The state with another colour at a site.</summary>
    public int WithColour(int state, int site, int colour)
        => state + (colour - Colour(state, site)) * (int)Math.Pow(_colours.Length, site);

    public int Colours => _colours.Length;

    public float[] VisibleValues(int state)
        => [.. Enumerable.Range(0, _sites).SelectMany(i => _colours[Colour(state, i)]).Select(x => (float)x)];

    /// <summary>Bits where a unit has one component, bytes otherwise.</summary>
    public byte[] Row(int state)
    {
        byte[] row = new byte[_components == 1 ? (_sites + 7) / 8 : _sites];
        for (int i = 0; i < _sites; i++)
        {
            if (_components == 1)
                row[i / 8] |= (byte)(Colour(state, i) << i % 8);
            else
                row[i] = (byte)Colour(state, i);
        }

        return row;
    }

    public RowSet Data(params int[] states) => new(_sites, Array.ConvertAll(states, Row));

    /// <summary>log Σ_h e^{−E(v, h)} of every v; for real h the double integral is the product of two.</summary>
    public double[] LogVisibleWeights(double[] parameters)
    {
        bool real = _hiddenName is "gaussian" or "double-well";
        return [.. Enumerable.Range(0, VisibleStates).Select(v => real
            ? VisibleTerm(parameters, v) + Enumerable.Range(0, _hiddenCount).Sum(mu => LogSum(
                _hiddenUnit.Select(one => HiddenTerm(parameters, v, mu, one.H) + one.LogMeasure)))
            : LogSum(_hidden.Select(h => MinusEnergy(parameters, v, h.Values) + h.LogMeasure)))];
    }

    public double LogPartition(double[] parameters) => LogSum(LogVisibleWeights(parameters));

    /// <summary>p(v).</summary>
    public double[] Probabilities()
    {
        double[] weights = LogVisibleWeights(Start);
        double logPartition = LogSum(weights);
        return Array.ConvertAll(weights, weight => Math.Exp(weight - logPartition));
    }

    public double MeanLogLikelihood(double[] parameters, int[] data)
    {
        double[] weights = LogVisibleWeights(parameters);
        return data.Average(v => weights[v]) - LogSum(weights);
    }

    public static double LogSum(IEnumerable<double> logs)
    {
        double[] terms = logs.ToArray();
        double largest = terms.Max();
        return largest + Math.Log(terms.Sum(term => Math.Exp(term - largest)));
    }

    private double MinusEnergy(double[] parameters, int visible, double[] hidden)
        => VisibleTerm(parameters, visible)
            + Enumerable.Range(0, _hiddenCount).Sum(mu => HiddenTerm(parameters, visible, mu, hidden[mu]));

    /// <summary>Σ_i g_i·v_i.</summary>
    private double VisibleTerm(double[] parameters, int visible)
        => _fields ? Dot(parameters, _sites * _components * _hiddenCount, visible) : 0;

    /// <summary>(Σ_i w_iμ·v_i + g_μ) h_μ − U(h_μ).</summary>
    private double HiddenTerm(double[] parameters, int visible, int mu, double h)
    {
        int width = _sites * _components, fields = width * (_hiddenCount + 1);
        double term = h * Dot(parameters, mu * width, visible);
        if (_fields)
            term += parameters[fields + mu] * h;
        if (_hiddenName is "gaussian" or "double-well")
            term -= h * h / 2;
        if (_hiddenName == "double-well")
            term -= parameters[(_fields ? fields + _hiddenCount : width * _hiddenCount) + mu] * Math.Abs(h);
        return term;
    }

    private double Dot(double[] parameters, int start, int visible)
    {
        double sum = 0;
        for (int i = 0; i < _sites; i++)
        {
            double[] value = _colours[Colour(visible, i)];
            for (int c = 0; c < _components; c++)
                sum += parameters[start + i * _components + c] * value[c];
        }

        return sum;
    }

    private static (double, double)[] Grid()
    {
        var right = new GaussLegendreRule(0, Reach, NodesAHalf);
        return [.. Enumerable.Range(0, NodesAHalf).SelectMany(k => new[]
        {
            (right.GetAbscissa(k), Math.Log(right.GetWeight(k))), (-right.GetAbscissa(k), Math.Log(right.GetWeight(k))),
        })];
    }

    private static IEnumerable<(double[] Values, double LogMeasure)> Product((double H, double Log)[] one, int count)
        => count == 0
            ? [([], 0)]
            : Product(one, count - 1).SelectMany(rest =>
                one.Select(unit => ((double[])[.. rest.Values, unit.H], rest.LogMeasure + unit.Log)));
}
