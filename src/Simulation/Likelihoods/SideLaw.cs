using System.Runtime.CompilerServices;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// The law of one side of a machine when the other is given: independent units, each with an input I, field included.
/// In double precision; discrete units are summed over their values here, all others compute Γ and means themselves.
/// </summary>
/// <remarks>Inputs and means of unit u start at [u × components]. Safe on several threads at once.</remarks>
internal sealed class SideLaw
{
    private readonly IUnit _unit;
    private readonly float[] _parameters;
    private readonly float[][]? _values;
    private readonly double[] _energies = [];
    private readonly bool _oneHot;

    // The values and energies of a unit of two numbers, such as a spin.
    private readonly bool _twoNumbers;
    private readonly double _first, _second, _firstEnergy, _secondEnergy;

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
        _twoNumbers = _values.Length == 2 && Components == 1;
        if (_twoNumbers)
            (_first, _second, _firstEnergy, _secondEnergy) = (_values[0][0], _values[1][0], _energies[0], _energies[1]);
        _oneHot = _values.Length == Components && Components > 1
            && !_values.Where((value, s) => value[s] != 1f || value.Count(x => x != 0f) != 1).Any();
    }

    /// <summary>p(h | v); copies the fields, but keeps a reference to the parameters.</summary>
    public static SideLaw OfHidden(Rbm machine)
        => new(machine.HiddenLayer.Unit, machine.Hidden, machine.Parameters.HiddenFields,
            machine.Parameters.HiddenParameters);

    /// <summary>p(v | h); copies the fields.</summary>
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
        else if (_twoNumbers)
        {
            Weigh(input[0], ref sum);
        }
        else
        {
            Span<double> weights = stackalloc double[_values.Length];
            Weigh(input, weights, ref sum);
        }
    }

    /// <summary>Means of all units and of −∂U/∂λ; returns Σ_u Γ_u(I_u).</summary>
    public double LogSumAndMeans(ReadOnlySpan<double> inputs, Span<double> means, Span<double> parameterMeans)
    {
        var sum = new LogProduct();
        for (int unit = 0; unit < Count; unit++)
        {
            AddLogSumAndMeans(unit, inputs.Slice(unit * Components, Components), ref sum,
                means.Slice(unit * Components, Components),
                parameterMeans.Slice(unit * _unit.Parameters, _unit.Parameters));
        }

        return sum.Value;
    }

    /// <summary>E[x | I] and E[−∂U/∂λ | I] of one unit, in the single precision of training where the unit is not
    /// discrete; adds its Γ.</summary>
    public void AddLogSumAndMeans(
        int unit, ReadOnlySpan<double> input, ref LogProduct sum, Span<double> mean, Span<double> parameterMean)
    {
        if (_values == null)
        {
            sum.AddLog(_unit.LogPartition(input, ParametersOf(unit)));
            SingleMeans(unit, input, mean, parameterMean);
        }
        else if (_twoNumbers)
        {
            var (first, second) = Weigh(input[0], ref sum);
            mean[0] = (first * _first + second * _second) / (first + second);
        }
        else
        {
            Span<double> weights = stackalloc double[_values.Length];
            double total = Weigh(input, weights, ref sum);
            mean.Clear();
            for (int s = 0; s < weights.Length; s++)
            {
                for (int c = 0; c < mean.Length; c++)
                    mean[c] += weights[s] / total * _values[s][c];
            }
        }
    }

    /// <summary>E[x | I] and E[−∂U/∂λ | I] of one unit alone.</summary>
    public void MeansOf(int unit, ReadOnlySpan<double> input, Span<double> mean, Span<double> parameterMean)
    {
        if (_values == null)
        {
            SingleMeans(unit, input, mean, parameterMean);
            return;
        }

        var unused = new LogProduct();
        AddLogSumAndMeans(unit, input, ref unused, mean, parameterMean);
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

    /// <summary>e^{score − largest} of a unit of two numbers; adds Γ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (double First, double Second) Weigh(double input, ref LogProduct sum)
    {
        double first = _first * input - _firstEnergy, second = _second * input - _secondEnergy;
        double smaller = PortableMath.Exp(-Math.Abs(first - second));
        sum.AddLog(Math.Max(first, second));
        sum.Multiply(1 + smaller);
        return first > second ? (1, smaller) : (smaller, 1);
    }

    /// <summary>e^{score − largest} of every value; adds Γ and returns the sum.</summary>
    private double Weigh(ReadOnlySpan<double> input, Span<double> weights, ref LogProduct sum)
    {
        double largest = double.NegativeInfinity;
        for (int s = 0; s < weights.Length; s++)
        {
            weights[s] = Score(s, input);
            largest = Math.Max(largest, weights[s]);
        }

        double total = 0;
        foreach (ref double weight in weights)
        {
            weight = PortableMath.Exp(weight - largest);
            total += weight;
        }

        sum.AddLog(largest);
        sum.Multiply(total);
        return total;
    }
}
