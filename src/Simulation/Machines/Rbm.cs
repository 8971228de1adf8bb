using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Machines;

/// <summary>
/// A restricted Boltzmann machine (1)–(2): N visible and M hidden units, with the energy
/// <code>E(v, h) = −Σ_{iμ} w_iμ·v_i h_μ + Σ_i (U(v_i) − g_i·v_i) + Σ_μ (U(h_μ) − g_μ h_μ),    p(v, h) = e^{−E(v, h)} / Z.</code>
/// For Potts units v_i is the unit vector of a colour, and w_iμ·v_i the weight of that colour.
/// </summary>
public sealed class Rbm
{
    /// <summary>A machine whose parameters are all zero.</summary>
    /// <param name="visible">The visible side; its units have no parameters but fields.</param>
    /// <param name="hidden">The hidden side; its units have one component.</param>
    /// <exception cref="ArgumentException">A unit cannot stand on that side, or the weights do not fit one
    /// array.</exception>
    public Rbm(Layer<IVisibleUnit> visible, Layer<IUnit> hidden)
    {
        ArgumentNullException.ThrowIfNull(visible);
        ArgumentNullException.ThrowIfNull(hidden);
        if (visible.Unit.Parameters != 0)
            throw Require.Error("visible unit", visible.Unit.Name, "one without parameters beside its field");
        if (hidden.Unit.Components != 1)
            throw Require.Error("hidden unit", hidden.Unit.Name, "one of a single component");
        Require.InRange(hidden.Count, 1, Array.MaxLength / visible.Width);
        VisibleLayer = visible;
        HiddenLayer = hidden;
        Parameters = new(visible.Width * hidden.Count, visible.HasFields ? visible.Width : 0,
            hidden.HasFields ? hidden.Count : 0, hidden.Count * hidden.Unit.Parameters);
    }

    /// <summary>The machine of the paper, N × M spins ±1 without fields, all weights zero.</summary>
    /// <param name="sites">N, at least 1.</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public static Rbm OfSpins(int sites, int hidden)
        => new(new(SpinUnit.Instance, Require.AtLeast(sites, 1)), new(SpinUnit.Instance, hidden));

    /// <summary>The machine of the paper with random weights, see <see cref="Randomize"/>.</summary>
    /// <param name="sites">N, at least 1.</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="standardDeviation">Of each weight, finite and ≥ 0.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static Rbm OfSpins(int sites, int hidden, double standardDeviation, ulong seed)
    {
        Rbm machine = OfSpins(sites, hidden);
        machine.Randomize(standardDeviation, seed);
        return machine;
    }

    /// <summary>The visible side.</summary>
    public Layer<IVisibleUnit> VisibleLayer { get; }

    /// <summary>The hidden side.</summary>
    public Layer<IUnit> HiddenLayer { get; }

    /// <summary>Number of visible units N.</summary>
    public int Sites => VisibleLayer.Count;

    /// <summary>Number of hidden units M.</summary>
    public int Hidden => HiddenLayer.Count;

    /// <summary>Everything that is learned. The arrays are the machine's own: training writes into them.</summary>
    public Parameters Parameters { get; }

    /// <summary>The weights, see <see cref="Parameters.Weights"/>.</summary>
    public float[] Weights => Parameters.Weights;

    /// <summary>The receptive field of one hidden unit, length N × components, writable in place.</summary>
    /// <param name="mu">The hidden unit, in [0, M).</param>
    /// <exception cref="ArgumentException">There is no such unit.</exception>
    public Span<float> FieldOf(int mu)
        => Weights.AsSpan(Require.InRange(mu, 0, Hidden - 1) * VisibleLayer.Width, VisibleLayer.Width);

    /// <summary>
    /// Replaces the weights by independent Gaussian numbers of mean 0, brought to the gauge of the visible units; the
    /// receptive field of unit μ does not depend on M.
    /// </summary>
    /// <param name="standardDeviation">Of each weight before the gauge is fixed, finite and ≥ 0.</param>
    /// <param name="seed">Seed, purpose <see cref="StreamPurpose.Weights"/>, one stream a hidden unit.</param>
    /// <exception cref="ArgumentException">The deviation is out of range.</exception>
    public void Randomize(double standardDeviation, ulong seed)
    {
        Require.NonNegative(standardDeviation);
        for (int mu = 0; mu < Hidden; mu++)
        {
            var stream = new RandomStream(seed, StreamPurpose.Weights, (ulong)mu);
            foreach (ref float weight in FieldOf(mu))
                weight = (float)(standardDeviation * stream.NextGaussian());
        }

        ToGauge();
    }

    /// <summary>Brings weights and visible fields to the gauge of the visible units: zero-sum for Potts
    /// colours.</summary>
    public void ToGauge()
    {
        int components = VisibleLayer.Unit.Components;
        if (components == 1)
            return;
        for (int x = 0; x < Weights.Length; x += components)
            VisibleLayer.Unit.ToGauge(Weights.AsSpan(x, components));
        for (int x = 0; x < Parameters.VisibleFields.Length; x += components)
            VisibleLayer.Unit.ToGauge(Parameters.VisibleFields.AsSpan(x, components));
    }

    /// <summary>A machine with a copy of the parameters.</summary>
    public Rbm Clone()
    {
        Rbm copy = new(VisibleLayer, HiddenLayer);
        copy.Parameters.CopyFrom(Parameters);
        return copy;
    }
}
