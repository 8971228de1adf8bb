using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// log Z of M hidden ±1 units on N spins, its gradient ⟨v_i h_μ⟩ and its Hessian, exact by <see cref="HiddenStates"/>.
/// With T = tanh u, E the average over the hidden states, and X(h) = Σ_jν T_j x_jν h_ν along a direction x:
/// <code>
/// ∂ log Z/∂w_iμ             = E[h_μ T_i]
/// ∂² log Z/∂w_iμ∂w_jν       = E[h_μ h_ν (T_i T_j + δ_ij (1 − T_i²))] − E[h_μ T_i] E[h_ν T_j]
/// Σ_jν (∂² log Z …) x_jν    = E[h_μ (1 − T_i²) Σ_ν x_iν h_ν] + E[h_μ T_i X] − E[h_μ T_i] E[X]
/// </code>
/// </summary>
internal readonly ref struct ModelTerm(int sites, ReadOnlySpan<double> weights, Span<double> scratch)
{
    private readonly int _hidden = weights.Length / sites;
    private readonly ReadOnlySpan<double> _weights = weights;
    private readonly Span<double> _fields = scratch[..sites];
    private readonly Span<double> _local = scratch.Slice(sites, sites);
    private readonly Span<double> _means = scratch.Slice(2 * sites, weights.Length);

    /// <summary>How many numbers of working memory are needed.</summary>
    public static int Scratch(int sites, int hidden) => sites * (hidden + 2);

    public double LogPartition()
    {
        var states = new HiddenStates(sites, _weights, _fields);
        while (states.Next(out _, out _))
        {
        }

        return states.LogPartition;
    }

    /// <summary>Computes ⟨v_i h_μ⟩.</summary>
    public void Means(Span<double> means)
    {
        means.Clear();
        var states = new HiddenStates(sites, _weights, _fields);
        while (states.Next(out double weight, out double rescale))
        {
            if (rescale < 1)
                SpanMath.Scale(means, rescale);
            for (int mu = 0; mu < _hidden; mu++)
                SpanMath.AddScaled(means.Slice(mu * sites, sites), weight * states.Spin(mu), states.Tanh);
        }

        SpanMath.Scale(means, 1 / states.Sum);
    }

    /// <summary>Computes the product of the Hessian and a vector.</summary>
    public void Product(ReadOnlySpan<double> x, Span<double> product)
    {
        product.Clear();
        _means.Clear();
        double change = 0;
        var states = new HiddenStates(sites, _weights, _fields);
        while (states.Next(out double weight, out double rescale))
        {
            SpanMath.Scale(product, rescale);
            SpanMath.Scale(_means, rescale);
            _local.Clear();
            for (int mu = 0; mu < _hidden; mu++)
                SpanMath.AddScaled(_local, states.Spin(mu), x.Slice(mu * sites, sites));
            double along = SpanMath.Dot(states.Tanh, _local);
            change = (change * rescale) + (weight * along);
            for (int i = 0; i < sites; i++)
                _local[i] = (_local[i] * (1 - (states.Tanh[i] * states.Tanh[i]))) + (states.Tanh[i] * along);
            for (int mu = 0; mu < _hidden; mu++)
            {
                SpanMath.AddScaled(product.Slice(mu * sites, sites), weight * states.Spin(mu), _local);
                SpanMath.AddScaled(_means.Slice(mu * sites, sites), weight * states.Spin(mu), states.Tanh);
            }
        }

        SpanMath.Scale(product, 1 / states.Sum);
        SpanMath.AddScaled(product, -change / (states.Sum * states.Sum), _means);
    }

    /// <summary>Computes the Hessian, row by row.</summary>
    public void Hessian(Span<double> hessian)
    {
        int n = _weights.Length;
        hessian.Clear();
        _means.Clear();
        var states = new HiddenStates(sites, _weights, _fields);
        while (states.Next(out double weight, out double rescale))
        {
            SpanMath.Scale(hessian, rescale);
            SpanMath.Scale(_means, rescale);
            for (int row = 0; row < n; row++)
            {
                double spin = states.Spin(row / sites), tanh = states.Tanh[row % sites];
                _means[row] += weight * spin * tanh;
                for (int nu = 0; nu < _hidden; nu++)
                {
                    Span<double> block = hessian.Slice((row * n) + (nu * sites), sites);
                    SpanMath.AddScaled(block, weight * spin * states.Spin(nu) * tanh, states.Tanh);
                    block[row % sites] += weight * spin * states.Spin(nu) * (1 - (tanh * tanh));
                }
            }
        }

        SpanMath.Scale(hessian, 1 / states.Sum);
        SpanMath.Scale(_means, 1 / states.Sum);
        for (int row = 0; row < n; row++)
            SpanMath.AddScaled(hessian.Slice(row * n, n), -_means[row], _means);
    }
}
