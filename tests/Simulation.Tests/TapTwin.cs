using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

/// <summary>
/// Extended mean field in double precision, as it is written down for {0,1} and for ±1: the free energy, one step of
/// the equations after another, and the averages.
/// </summary>
internal sealed class TapTwin(Rbm machine, int order)
{
    private readonly Side _visible = Side.Of(machine.VisibleLayer.Unit), _hidden = Side.Of(machine.HiddenLayer.Unit);

    /// <summary>a_i and b_μ; zeros where the machine has none.</summary>
    private double Field(bool visible, int k)
    {
        float[] fields = visible ? machine.Parameters.VisibleFields : machine.Parameters.HiddenFields;
        return fields.Length > 0 ? fields[k] : 0;
    }

    private double Weight(int i, int mu) => machine.FieldOf(mu)[i];

    /// <summary>F = −S(m^v) − S(m^h) − a·m^v − b·m^h − Σ w m m − ½ Σ w² κ₂ κ₂ − ⅙ Σ w³ κ₃ κ₃.</summary>
    /// <param name="v">m^v.</param>
    /// <param name="h">m^h.</param>
    /// <param name="change">Added to the weight of unit i and hidden unit μ.</param>
    public double FreeEnergy(double[] v, double[] h, (int I, int Mu, double Step) change = default)
    {
        double sum = 0;
        for (int i = 0; i < v.Length; i++)
            sum -= _visible.Entropy(v[i]) + Field(true, i) * v[i];
        for (int mu = 0; mu < h.Length; mu++)
            sum -= _hidden.Entropy(h[mu]) + Field(false, mu) * h[mu];
        for (int i = 0; i < v.Length; i++)
        {
            for (int mu = 0; mu < h.Length; mu++)
            {
                double w = Weight(i, mu) + ((i, mu) == (change.I, change.Mu) ? change.Step : 0);
                sum -= w * v[i] * h[mu];
                if (order > 1)
                    sum -= w * w * _visible.Variance(v[i]) * _hidden.Variance(h[mu]) / 2;
                if (order > 2)
                    sum -= w * w * w * _visible.Third(v[i]) * _hidden.Third(h[mu]) / 6;
            }
        }

        return sum;
    }

    /// <summary>m^h = m(b + vW), m^v = m(a + W m^h).</summary>
    public (double[] Visible, double[] Hidden) Start(double[] data)
    {
        double[] h = [.. Enumerable.Range(0, machine.Hidden).Select(mu => _hidden.Mean(Field(false, mu) + Sum(data, mu)))];
        double[] v = [.. Enumerable.Range(0, machine.Sites).Select(i => _visible.Mean(
            Field(true, i) + Enumerable.Range(0, h.Length).Sum(mu => Weight(i, mu) * h[mu])))];
        return (v, h);
    }

    private double Sum(double[] v, int mu) => Enumerable.Range(0, v.Length).Sum(i => Weight(i, mu) * v[i]);

    /// <summary>m ← ½m + ½m(x), the hidden units first.</summary>
    /// <returns>The largest |Δm|.</returns>
    public double Step(double[] v, double[] h)
    {
        double[] nextHidden = [.. h.Select((m, mu) => m / 2 + _hidden.Mean(Field(false, mu) + Input(
            _hidden, m, _visible, v, i => Weight(i, mu))) / 2)];
        double moved = h.Zip(nextHidden, (a, b) => Math.Abs(a - b)).Max();
        nextHidden.CopyTo(h, 0);
        double[] next = [.. v.Select((m, i) => m / 2 + _visible.Mean(Field(true, i) + Input(
            _visible, m, _hidden, h, mu => Weight(i, mu))) / 2)];
        moved = Math.Max(moved, v.Zip(next, (a, b) => Math.Abs(a - b)).Max());
        next.CopyTo(v, 0);
        return moved;
    }

    // {0,1}: Σ w m' + (½ − m) Σ w² c' + (⅓ − 2c) Σ w³ c'(½ − m'); ±1: Σ w m' − m Σ w² c' + (⅔ − 2m²) Σ w³ m' c'.
    private double Input(Side own, double m, Side other, double[] means, Func<int, double> weight)
    {
        double sum = 0;
        for (int k = 0; k < means.Length; k++)
        {
            double w = weight(k);
            sum += w * means[k];
            if (order > 1)
                sum += own.HalfSlope(m) * w * w * other.Variance(means[k]);
            if (order > 2)
                sum += own.SixthOfThirdSlope(m) * w * w * w * other.Third(means[k]);
        }

        return sum;
    }

    /// <summary>⟨v_i h_μ⟩, hidden-major as the weights are.</summary>
    public double[] Correlations(double[] v, double[] h)
    {
        double[] averages = new double[machine.Weights.Length];
        for (int mu = 0; mu < h.Length; mu++)
        {
            for (int i = 0; i < v.Length; i++)
            {
                double w = Weight(i, mu), average = v[i] * h[mu];
                if (order > 1)
                    average += w * _visible.Variance(v[i]) * _hidden.Variance(h[mu]);
                if (order > 2)
                    average += w * w * _visible.Third(v[i]) * _hidden.Third(h[mu]) / 2;
                averages[mu * v.Length + i] = average;
            }
        }

        return averages;
    }

    /// <summary>A unit as mean field sees it, its formulas written down for {0,1} and for ±1 apart.</summary>
    private sealed record Side(
        Func<double, double> Mean, Func<double, double> Probability, Func<double, double> Variance,
        Func<double, double> Third, Func<double, double> HalfSlope, Func<double, double> SixthOfThirdSlope)
    {
        private static readonly Side Binary = new(x => 1 / (1 + Math.Exp(-x)), m => m, m => m - m * m,
            m => 2 * (m - m * m) * (0.5 - m), m => 0.5 - m, m => 1 / 6.0 - (m - m * m));

        private static readonly Side Spin = new(Math.Tanh, m => (1 + m) / 2, m => 1 - m * m,
            m => -2 * m * (1 - m * m), m => -m, m => m * m - 1 / 3.0);

        public static Side Of(IUnit unit) => unit is SpinUnit ? Spin : Binary;

        public double Entropy(double m)
        {
            double p = Probability(m);
            return -(p * Math.Log(p)) - (1 - p) * Math.Log(1 - p);
        }
    }
}
