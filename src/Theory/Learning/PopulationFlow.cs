using System.Buffers;
using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The learning dynamics of one hidden ±1 unit from infinitely many configurations of the Ising ring, at any β:
/// (19)–(22) with the exact average over the data, and the exact model term (32):
/// <code>
/// dw_i/dt = E[v_i tanh I] − tanh w_i = ∂L/∂w_i,   I = Σ_j w_j v_j
/// L(w) = E[log cosh I] − Σ_i log cosh w_i − N ln 2
/// E[v_i tanh I] = ∫_0^∞ E[v_i sin qI] / sinh(πq/2) dq
/// E[log cosh I] = ∫_0^∞ (1 − E[cos qI]) / (q sinh(πq/2)) dq
/// </code>
/// L is the mean log-likelihood, since p(v) = cosh I / (2^N Π cosh w_i). The averages at a given q are traces of
/// products of N 2×2 matrices, and the midpoint rule in q converges exponentially: about 4(Σ|w| + 20) nodes leave
/// 2e-16, and each costs O(N), or O(N²) for the Jacobian. What is left is the rounding of the products, about N·1e-15.
/// Weights are those of the machine, not rescaled; time is in units of 1/ν, ν the learning rate.
/// </summary>
public sealed class PopulationFlow : IGradientFlow
{
    private readonly double _t;
    private readonly double _normalisation;

    /// <summary>The flow on a ring of <paramref name="sites"/> spins at inverse temperature <paramref
    /// name="beta"/>.</summary>
    /// <param name="sites">N; at least 3.</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public PopulationFlow(int sites, double beta)
    {
        Sites = Require.AtLeast(sites, 3);
        Beta = Require.Positive(beta);
        _t = Math.Tanh(beta);
        _normalisation = 1 / (1 + Math.Pow(_t, sites));
    }

    /// <summary>N, the number of visible spins.</summary>
    public int Sites { get; }

    /// <summary>β, the inverse temperature of the data.</summary>
    public double Beta { get; }

    /// <summary>N.</summary>
    public int Dimension => Sites;

    /// <inheritdoc/>
    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
    {
        Require.Length(state.Length, Sites);
        Require.Length(velocity.Length, Sites);
        for (int i = 0; i < Sites; i++)
            velocity[i] = -Math.Tanh(state[i]);

        using var memory = new Scratch(Sites);
        RingProducts products = memory.Products(_t, state);
        var rule = new TanhQuadrature(Range(state));
        for (int k = 0; k < rule.Count; k++)
        {
            products.Evaluate(rule.Node(k));
            products.AddSines(_normalisation * rule.Weight(k), velocity);
        }
    }

    /// <summary>L(w), the mean log-likelihood of the data, in nats per configuration; at most 0.</summary>
    /// <param name="weights">w, of length N.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public double LogLikelihood(ReadOnlySpan<double> weights)
    {
        Require.Length(weights.Length, Sites);
        double likelihood = -Sites * Math.Log(2);
        foreach (double w in weights)
            likelihood -= LogCosh(w);

        using var memory = new Scratch(Sites);
        RingProducts products = memory.Products(_t, weights);
        var rule = new TanhQuadrature(Range(weights));
        for (int k = 0; k < rule.Count; k++)
        {
            products.Evaluate(rule.Node(k));
            likelihood += rule.Weight(k) / rule.Node(k) * (1 - (_normalisation * products.Cosine));
        }

        return likelihood;
    }

    /// <summary>−L(w): the flow climbs the likelihood.</summary>
    /// <inheritdoc/>
    public double Energy(ReadOnlySpan<double> state) => -LogLikelihood(state);

    /// <summary>
    /// ∂(dw_i/dt)/∂w_j = E[v_i v_j sech² I] − δ_ij sech² w_i, with E[v_i v_j sech² I] = ∫ q E[v_i v_j cos
    /// qI]/sinh(πq/2) dq.
    /// </summary>
    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> state, Span<double> jacobian)
    {
        Require.Length(state.Length, Sites);
        Require.Length(jacobian.Length, Sites * Sites);
        jacobian.Clear();
        using var memory = new Scratch(Sites);
        RingProducts products = memory.Products(_t, state);
        var rule = new TanhQuadrature(Range(state));
        for (int k = 0; k < rule.Count; k++)
        {
            products.Evaluate(rule.Node(k));
            products.AddCosines(_normalisation * rule.Weight(k) * rule.Node(k), jacobian);
        }

        for (int i = 0; i < Sites; i++)
        {
            double tanh = Math.Tanh(state[i]);
            jacobian[(i * Sites) + i] -= 1 - (tanh * tanh);
            for (int j = 0; j < i; j++)
                jacobian[(i * Sites) + j] = jacobian[(j * Sites) + i];
        }
    }

    // |I| ≤ Σ|w|.
    private static double Range(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double w in weights)
            sum += Math.Abs(w);
        return sum;
    }

    private static double LogCosh(double x)
    {
        double magnitude = Math.Abs(x);
        return magnitude + Math.Log(0.5 * (1 + Math.Exp(-2 * magnitude)));
    }

    /// <summary>Memory lent by the pool, so that a call allocates nothing and calls may run side by side.</summary>
    private readonly struct Scratch(int sites) : IDisposable
    {
        private readonly double[] _numbers = ArrayPool<double>.Shared.Rent(2 * sites);
        private readonly RingProducts.Matrix[] _matrices = ArrayPool<RingProducts.Matrix>.Shared.Rent(sites);

        public RingProducts Products(double t, ReadOnlySpan<double> weights) => new(t, weights, _numbers, _matrices);

        public void Dispose()
        {
            ArrayPool<double>.Shared.Return(_numbers);
            ArrayPool<RingProducts.Matrix>.Shared.Return(_matrices);
        }
    }
}
