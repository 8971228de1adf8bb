using RbmTheory.Simulation.Kernels.Scalar;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// The law of one side of a machine when the other is given: independent units, each with an input I, field included. In
/// double precision; discrete units are summed over their values here, all others asked for Γ and means.
/// </summary>
/// <remarks>Inputs and means of unit u start at [u × components]. Safe on several threads at once.</remarks>
internal sealed class SideLaw
{
    private readonly IUnit _unit;
    private readonly float[] _parameters;
    private readonly float[][]? _values;
    private readonly double[] _energies = [];
    private readonly bool _oneHot;

    private SideLaw(IUnit unit, int count, float[] fields, float[] parameters)
    {
        _unit = unit;
        _parameters = parameters;
        Count = count;
        Fields = fields.Length == 0
            ? new double[count * unit.Components]
            : Array.ConvertAll(fields, field => (double)field);
        if (unit.Values == null || unit.Parameters != 0)
            return;
        _values = [.. unit.Values];
        _energies = Array.ConvertAll(_values, value => unit.Energy(value, []));
        _oneHot = _values.Length == Components && Components > 1
            && !_values.Where((value, s) => value[s] != 1f || value.Count(x => x != 0f) != 1).Any();
    }

    /// <summary>p(h | v); reads fields now, parameters when asked.</summary>
    public static SideLaw OfHidden(Rbm machine)
        => new(machine.HiddenLayer.Unit, machine.Hidden, machine.Parameters.HiddenFields,
            machine.Parameters.HiddenParameters);

    /// <summary>p(v | h); reads fields now.</summary>
    public static SideLaw OfVisible(Rbm machine)
        => new(machine.VisibleLayer.Unit, machine.Sites, machine.Parameters.VisibleFields, []);

    /// <summary>Number of units.</summary>
    public int Count { get; }

    /// <summary>Numbers of an input.</summary>
    public int Components => _unit.Components;

    /// <summary>Numbers of all inputs.</summary>
    public int Width => Fields.Length;

    /// <summary>Numbers of the parameters of all units.</summary>
    public int ParameterWidth => _parameters.Length;

    /// <summary>The inputs that the fields alone give, 0 without fields.</summary>
    public double[] Fields { get; }

    /// <summary>Σ_u Γ_u(I_u).</summary>
    public double LogSum(ReadOnlySpan<double> inputs)
    {
        var sum = new LogProduct();
        for (int unit = 0; unit < Count; unit++)
            AddLogSum(unit, inputs.Slice(unit * Components, Components), ref sum);
        return sum.Value;
    }

    /// <summary>Adds Γ of one unit.</summary>
    public void AddLogSum(int unit, ReadOnlySpan<double> input, ref LogProduct sum)
    {
        if (_values == null)
        {
            sum.AddLog(_unit.LogPartition(input, ParametersOf(unit)));
        }
        else if (_values.Length == 2)
        {
            double first = Score(0, input), second = Score(1, input);
            sum.AddLog(Math.Max(first, second));
            sum.Multiply(1 + PortableMath.Exp(-Math.Abs(first - second)));
        }
        else
        {
            Span<double> weights = stackalloc double[_values.Length];
            sum.AddLog(Weigh(input, weights, out double total));
            sum.Multiply(total);
        }
    }

    /// <summary>Means of all units and of −∂U/∂λ; returns Σ_u Γ_u(I_u).</summary>
    public double LogSumAndMeans(ReadOnlySpan<double> inputs, Span<double> means, Span<double> parameterMeans)
    {
        var sum = new LogProduct();
        for (int unit = 0; unit < Count; unit++)
        {
            ReadOnlySpan<double> input = inputs.Slice(unit * Components, Components);
            AddLogSum(unit, input, ref sum);
            MeansOf(unit, input, means.Slice(unit * Components, Components),
                parameterMeans.Slice(unit * _unit.Parameters, _unit.Parameters));
        }

        return sum.Value;
    }

    /// <summary>E[x | I] and E[−∂U/∂λ | I] of one unit; in the single precision of training where the unit is not
    /// discrete.</summary>
    public void MeansOf(int unit, ReadOnlySpan<double> input, Span<double> mean, Span<double> parameterMean)
    {
        if (_values == null)
        {
            SingleMeans(unit, input, mean, parameterMean);
            return;
        }

        Span<double> weights = stackalloc double[_values.Length];
        Weigh(input, weights, out double total);
        mean.Clear();
        for (int s = 0; s < _values.Length; s++)
        {
            for (int c = 0; c < mean.Length; c++)
                mean[c] += weights[s] / total * _values[s][c];
        }
    }

    /// <summary>Draws all units.</summary>
    public void Sample(ReadOnlySpan<double> inputs, ref RandomStream stream, Span<float> values)
    {
        Span<float> input = stackalloc float[Components];
        for (int unit = 0; unit < Count; unit++)
        {
            int start = unit * Components;
            for (int c = 0; c < input.Length; c++)
                input[c] = (float)inputs[start + c];
            _unit.Sample(input, ParametersOf(unit), ref stream, values.Slice(start, Components));
        }
    }

    private ReadOnlySpan<float> ParametersOf(int unit)
        => _parameters.AsSpan(unit * _unit.Parameters, _unit.Parameters);

    private void SingleMeans(int unit, ReadOnlySpan<double> input, Span<double> mean, Span<double> parameterMean)
    {
        Span<float> single = stackalloc float[Components];
        Span<float> singleMean = stackalloc float[Components];
        Span<float> singleParameterMean = stackalloc float[parameterMean.Length];
        for (int c = 0; c < single.Length; c++)
            single[c] = (float)input[c];
        _unit.Mean(single, ParametersOf(unit), singleMean);
        _unit.ParameterMean(single, ParametersOf(unit), singleParameterMean);
        for (int c = 0; c < mean.Length; c++)
            mean[c] = singleMean[c];
        for (int k = 0; k < parameterMean.Length; k++)
            parameterMean[k] = singleParameterMean[k];
    }

    /// <summary>−U(x) + x·I of value s.</summary>
    private double Score(int s, ReadOnlySpan<double> input)
    {
        if (_oneHot)
            return input[s] - _energies[s];
        double score = -_energies[s];
        for (int c = 0; c < input.Length; c++)
            score += _values![s][c] * input[c];
        return score;
    }

    /// <summary>e^{score − largest} of every value and their sum; returns the largest score.</summary>
    private double Weigh(ReadOnlySpan<double> input, Span<double> weights, out double total)
    {
        double largest = double.NegativeInfinity;
        for (int s = 0; s < weights.Length; s++)
        {
            weights[s] = Score(s, input);
            largest = Math.Max(largest, weights[s]);
        }

        total = 0;
        foreach (ref double weight in weights)
        {
            weight = PortableMath.Exp(weight - largest);
            total += weight;
        }

        return largest;
    }
}
