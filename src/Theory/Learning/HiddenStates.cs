using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// Averages over the model of M hidden ±1 units, exact, by its 2^M hidden states h: the visible spins are independent
/// given h, so that
/// <code>
/// Z = Σ_h Π_i 2cosh u_i(h),   u_i(h) = Σ_μ w_iμ h_μ,   p(h) = Π_i 2cosh u_i(h) / Z
/// ⟨v_i h_μ⟩ = ∂ log Z/∂w_iμ = E_h[h_μ tanh u_i]
/// </code>
/// h and −h count the same: 2^{M−1} states are visited, in the order of the binary numbers. Sums are kept relative to
/// the largest weight so far, so that none overflows.
/// </summary>
internal ref struct HiddenStates
{
    private readonly int _sites;
    private readonly int _hidden;
    private readonly ReadOnlySpan<double> _weights;
    private readonly Span<double> _fields;
    private int _state;

    /// <summary>The states of a machine; <see cref="Next"/> goes to the first.</summary>
    /// <param name="sites">N.</param>
    /// <param name="weights">w, of length N·M, unit by unit.</param>
    /// <param name="scratch">N numbers.</param>
    public HiddenStates(int sites, ReadOnlySpan<double> weights, Span<double> scratch)
    {
        _sites = sites;
        _hidden = weights.Length / sites;
        _weights = weights;
        _fields = scratch[..sites];
        _state = -1;
        LargestLogWeight = double.NegativeInfinity;
    }

    /// <summary>Σ_h so far of e^{<see cref="LogWeight"/> − <see cref="LargestLogWeight"/>}.</summary>
    public double Sum { get; private set; }

    /// <summary>Σ_i log 2cosh u_i of the state.</summary>
    public double LogWeight { get; private set; }

    /// <summary>The largest <see cref="LogWeight"/> so far.</summary>
    public double LargestLogWeight { get; private set; }

    /// <summary>log Z, in nats, when all states have been visited.</summary>
    public readonly double LogPartition => LargestLogWeight + Math.Log(2 * Sum);

    /// <summary>tanh u_i of the state.</summary>
    public readonly ReadOnlySpan<double> Tanh => _fields;

    /// <summary>h_μ, ±1; the first unit's is always 1.</summary>
    public readonly double Spin(int mu) => mu > 0 && ((_state >> (mu - 1)) & 1) != 0 ? -1 : 1;

    /// <summary>Goes to the next state.</summary>
    /// <param name="weight">e^{LogWeight − LargestLogWeight} of it.</param>
    /// <param name="rescale">What sums made so far must be multiplied by before it is added; at most 1.</param>
    public bool Next(out double weight, out double rescale)
    {
        weight = rescale = 1;
        if (++_state >> (_hidden - 1) != 0)
            return false;

        _fields.Clear();
        for (int mu = 0; mu < _hidden; mu++)
            SpanMath.AddScaled(_fields, Spin(mu), _weights.Slice(mu * _sites, _sites));
        LogWeight = 0;
        foreach (ref double u in _fields)
        {
            LogWeight += Response.LogTwoCosh(u);
            u = Math.Tanh(u);
        }

        if (LogWeight > LargestLogWeight)
        {
            rescale = Math.Exp(LargestLogWeight - LogWeight);
            LargestLogWeight = LogWeight;
        }
        else
        {
            weight = Math.Exp(LogWeight - LargestLogWeight);
        }

        Sum = (Sum * rescale) + weight;
        return true;
    }
}
