using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// Sums weight × (means of the other side) over the states of one side, and the same times the value of each enumerated
/// unit. Sums over the states that share the values of the first units are folded into those with one unit less, so
/// that a state costs two additions a mean on average, however many units are enumerated.
/// </summary>
internal sealed class AverageWalk : StateWalk
{
    /// <summary>Weights are kept relative to that of a reference state; a state whose weight is e^600 times larger
    /// becomes the reference.</summary>
    private const double Headroom = 600;

    private readonly int _components;
    private readonly int _length;
    private readonly double[][] _sums;
    private readonly double[][] _moments;
    private readonly double[] _means;
    private double _reference = double.NaN;

    private AverageWalk(Rbm machine, EnumeratedSide side)
        : base(machine, side, StateSpace.IsMirrored(machine))
    {
        // Means, means of −∂U/∂λ, and 1.
        _components = Values[0].Length;
        _means = new double[Law.Width + Law.ParameterWidth + 1];
        _length = _means.Length;
        _sums = Arrays(Count + 1, _length);
        _moments = Arrays(Count, _components * _length);
    }

    private double Norm => _sums[0][_length - 1];

    public static ParameterAverages Averages(Rbm machine, EnumeratedSide side)
    {
        var walk = new AverageWalk(machine, side);
        walk.Walk();
        var averages = new ParameterAverages(machine.Parameters);
        if (side == EnumeratedSide.Hidden)
            walk.FinishHidden(averages);
        else
            walk.FinishVisible(averages);
        return averages;
    }

    protected override void AtState(double logBias, ReadOnlySpan<double> inputs)
    {
        double logWeight = logBias + Law.LogSumAndMeans(
            inputs, _means.AsSpan(0, Law.Width), _means.AsSpan(Law.Width, Law.ParameterWidth));
        _means[^1] = 1;
        if (double.IsNaN(_reference))
            _reference = logWeight;
        if (logWeight - _reference > Headroom)
            MoveReference(logWeight);
        AddTo(_sums[Count], PortableMath.Exp(logWeight - _reference), _means);
    }

    protected override void BeforeValue(int unit) => Array.Clear(_sums[unit + 1]);

    protected override void AfterValue(int unit, float[] value)
    {
        double[] sums = _sums[unit + 1];
        AddTo(_sums[unit], 1, sums);
        for (int c = 0; c < value.Length; c++)
        {
            if (value[c] != 0)
                AddTo(_moments[unit].AsSpan(c * _length, _length), value[c], sums);
        }
    }

    private static void AddTo(Span<double> sums, double factor, ReadOnlySpan<double> terms)
    {
        for (int j = 0; j < sums.Length; j++)
            sums[j] += factor * terms[j];
    }

    private void MoveReference(double logWeight)
    {
        double factor = PortableMath.Exp(_reference - logWeight);
        _reference = logWeight;
        foreach (double[] array in _sums.Concat(_moments))
        {
            foreach (ref double value in array.AsSpan())
                value *= factor;
        }
    }

    /// <summary>Unit u is hidden unit μ; the means are those of v.</summary>
    private void FinishHidden(ParameterAverages averages)
    {
        for (int mu = 0; mu < Count; mu++)
        {
            for (int x = 0; x < Law.Width; x++)
                averages.Weights[mu * Law.Width + x] = _moments[mu][x] / Norm;
        }

        for (int x = 0; x < averages.VisibleFields.Length; x++)
            averages.VisibleFields[x] = _sums[0][x] / Norm;
        for (int mu = 0; mu < averages.HiddenFields.Length; mu++)
            averages.HiddenFields[mu] = _moments[mu][_length - 1] / Norm;
    }

    /// <summary>Unit u is visible unit i; the means are those of h.</summary>
    private void FinishVisible(ParameterAverages averages)
    {
        int width = Count * _components;
        for (int x = 0; x < width; x++)
        {
            ReadOnlySpan<double> moments = _moments[x / _components].AsSpan(x % _components * _length, _length);
            for (int mu = 0; mu < Law.Width; mu++)
                averages.Weights[mu * width + x] = moments[mu] / Norm;
            if (averages.VisibleFields.Length != 0)
                averages.VisibleFields[x] = moments[^1] / Norm;
        }

        for (int mu = 0; mu < averages.HiddenFields.Length; mu++)
            averages.HiddenFields[mu] = _sums[0][mu] / Norm;
        for (int k = 0; k < averages.HiddenParameters.Length; k++)
            averages.HiddenParameters[k] = _sums[0][Law.Width + k] / Norm;
    }
}
