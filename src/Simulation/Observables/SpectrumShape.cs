namespace RbmTheory.Simulation.Observables;

/// <summary>
/// How many singular values of weights count, by several measures that agree where few are large and the others 0; with
/// the shares p_α = s_α²/Σ_β s_β².
/// </summary>
public sealed class SpectrumShape
{
    private readonly double[] _values;

    /// <summary>Takes the values.</summary>
    /// <param name="values">s_1 ≥ s_2 ≥ … ≥ 0, finite, the first &gt; 0.</param>
    /// <exception cref="ArgumentException">There is none, one is out of its range, or they are in another
    /// order.</exception>
    public SpectrumShape(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require.AtLeast(values.Count, 1);
        _values = [.. values];
        Require.Positive(_values[0], nameof(values));
        for (int a = 1; a < _values.Length; a++)
        {
            if (!(_values[a] >= 0 && _values[a] <= _values[a - 1]))
                throw Require.Error($"values[{a}]", _values[a], $"in [0, {_values[a - 1]}], the value before it");
        }

        // In units of the largest, so that no square overflows or vanishes.
        double squares = _values.Sum(s => s / _values[0] * (s / _values[0]));
        foreach (double s in _values)
        {
            double share = s / _values[0] * (s / _values[0]) / squares;
            ParticipationRatio += share * share;
            EntropyRank -= share > 0 ? share * Math.Log(share) : 0;
        }

        ParticipationRatio = 1 / ParticipationRatio;
        EntropyRank = Math.Exp(EntropyRank);
    }

    /// <summary>N_eff = (Σ s²)²/Σ s⁴ = 1/Σ p², from 1 to the number of values.</summary>
    public double ParticipationRatio { get; }

    /// <summary>e^{−Σ p ln p}, from 1 to the number of values, at least <see cref="ParticipationRatio"/>.</summary>
    public double EntropyRank { get; }

    /// <summary>How many values are above half of the largest.</summary>
    public int AboveHalfMaximum => CountAbove(_values[0] / 2);

    /// <summary>How many values are above a bound: outliers, where that is the edge of noise, or more.</summary>
    /// <param name="bound">Any number.</param>
    public int CountAbove(double bound) => _values.Count(s => s > bound);

    /// <summary>The value that a share q of all is at most, with straight lines between the values: the smallest for
    /// q = 0, the median for q = ½.</summary>
    /// <param name="share">q, in [0, 1].</param>
    /// <exception cref="ArgumentException">q is out of its range.</exception>
    public double Quantile(double share)
    {
        if (!(share is >= 0 and <= 1))
            throw Require.Error(nameof(share), share, "in [0, 1]");
        double place = share * (_values.Length - 1);
        int below = Math.Min((int)place, Math.Max(0, _values.Length - 2));
        double lower = _values[_values.Length - 1 - below];
        double upper = _values[Math.Max(0, _values.Length - 2 - below)];
        return lower + ((place - below) * (upper - lower));
    }
}
