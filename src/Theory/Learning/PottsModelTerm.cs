namespace RbmTheory.Theory.Learning;

/// <summary>
/// Averages in a machine of one hidden unit of an even potential and N Potts units: with z_i(h) = Σ_v e^{hw_iv},
/// <code>p(h) = e^{−U(h)} Π_i z_i(h) / Z,   ⟨δ_iv h⟩ = ∫ h e^{hw_iv}/z_i(h) p(h) dh.</code>
/// Both signs of h are summed at every node h ≥ 0 of the rule for e^{−U}.
/// </summary>
internal readonly ref struct PottsModelTerm
{
    private readonly ReadOnlySpan<double> _weights;
    private readonly int _states;
    private readonly List<(double Value, double LogWeight)> _nodes = [];

    public PottsModelTerm(ReadOnlySpan<double> weights, int states, HiddenResponse response, double range)
    {
        _weights = weights;
        _states = states;
        foreach ((double value, double logWeight) in response.HalfRule(range))
        {
            foreach (int sign in (int[])[1, -1])
            {
                double log = logWeight - Math.Log(2);
                for (int i = 0; i < weights.Length; i += states)
                    log += LogSum(weights.Slice(i, states), sign * value);
                _nodes.Add((sign * value, log));
            }
        }

        double highest = _nodes.Max(node => node.LogWeight);
        LogPartition = highest + Math.Log(_nodes.Sum(node => Math.Exp(node.LogWeight - highest)));
    }

    /// <summary>log Z.</summary>
    public double LogPartition { get; }

    /// <summary>Adds factor·⟨δ_iv h⟩ and returns ⟨|h|⟩.</summary>
    public double AddTo(Span<double> sums, double factor)
    {
        double magnitude = 0;
        Span<double> terms = stackalloc double[_states];
        foreach ((double h, double log) in _nodes)
        {
            double p = Math.Exp(log - LogPartition);
            magnitude += p * Math.Abs(h);
            if (p < 1e-18)
                continue;
            for (int i = 0; i < _weights.Length; i += _states)
            {
                double total = 0;
                for (int v = 0; v < _states; v++)
                    total += terms[v] = Math.Exp(h * _weights[i + v]);
                double scale = factor * p * h / total;
                for (int v = 0; v < _states; v++)
                    sums[i + v] += scale * terms[v];
            }
        }

        return magnitude;
    }

    private static double LogSum(ReadOnlySpan<double> weights, double h)
    {
        double sum = 0;
        foreach (double w in weights)
            sum += Math.Exp(h * w);
        return Math.Log(sum);
    }
}
