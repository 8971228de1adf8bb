using System.Buffers;
using System.Runtime.Intrinsics;
using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The learning dynamics of M hidden ±1 units from infinitely many configurations of the Ising ring, at any β:
/// (19)–(22) with the exact average over the data, one unit at a time, and the exact model term:
/// <code>
/// dw_iμ/dt = E[v_i tanh I_μ] − ⟨v_i h_μ⟩_model = ∂L/∂w_iμ,   I_μ = Σ_j w_jμ v_j
/// L(w) = Σ_μ E[log 2cosh I_μ] − log Z,   Z = Σ_h Π_i 2cosh(Σ_μ w_iμ h_μ)
/// E[v_i tanh I] = ∫_0^∞ E[v_i sin qI] / sinh(πq/2) dq
/// E[log cosh I] = ∫_0^∞ (1 − E[cos qI]) / (q sinh(πq/2)) dq
/// </code>
/// L is the mean log-likelihood, since p(v) = Π_μ 2cosh I_μ / Z. For one unit the model term is tanh w_i, (32); for two
/// it is (48), corrected. The averages at a given q are traces of products of N 2×2 matrices, and the midpoint rule in
/// q converges exponentially: about 4(Σ|w| + 20) nodes leave 2e-16, and each costs O(N), or O(N²) for the Jacobian.
/// What is left is the rounding of the products, about N·1e-15. The model term costs O(2^M N M).
/// Weights are those of the machine, not rescaled; time is in units of 1/ν, ν the learning rate.
/// </summary>
public sealed class PopulationFlow : IGradientFlow
{
    /// <summary>The most hidden units: 2^12 hidden states are summed.</summary>
    public const int MaximumHidden = 12;

    private readonly double _t;
    private readonly double _normalisation;

    /// <summary>
    /// The flow of <paramref name="hidden"/> units on a ring of <paramref name="sites"/> spins at inverse temperature
    /// <paramref name="beta"/>.
    /// </summary>
    /// <param name="sites">N; at least 3.</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <param name="hidden">M; from 1 to <see cref="MaximumHidden"/>.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public PopulationFlow(int sites, double beta, int hidden = 1)
    {
        Sites = Require.AtLeast(sites, 3);
        Beta = Require.Positive(beta);
        Hidden = Require.InRange(hidden, 1, MaximumHidden);
        _t = Math.Tanh(beta);
        _normalisation = 1 / (1 + Math.Pow(_t, sites));
    }

    /// <summary>N, the number of visible spins.</summary>
    public int Sites { get; }

    /// <summary>M, the number of hidden units.</summary>
    public int Hidden { get; }

    /// <summary>β, the inverse temperature of the data.</summary>
    public double Beta { get; }

    /// <summary>N·M: the state is stored unit by unit, w_iμ = state[μN + i].</summary>
    public int Dimension => Sites * Hidden;

    /// <inheritdoc/>
    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(velocity.Length, Dimension);
        using var memory = new Scratch(this);
        if (Hidden == 1)
        {
            for (int i = 0; i < Sites; i++)
                velocity[i] = Math.Tanh(state[i]);
        }
        else
        {
            memory.Model(state).Means(velocity);
        }

        SpanMath.Scale(velocity, -1);
        for (int mu = 0; mu < Hidden; mu++)
            AddDataMeans(state.Slice(mu * Sites, Sites), velocity.Slice(mu * Sites, Sites), memory.Numbers);
    }

    /// <summary>L(w), the mean log-likelihood of the data, in nats per configuration; at most 0.</summary>
    /// <param name="weights">w, of length N·M.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public double LogLikelihood(ReadOnlySpan<double> weights)
    {
        Require.Length(weights.Length, Dimension);
        using var memory = new Scratch(this);
        double likelihood = (Hidden * Math.Log(2)) - memory.Model(weights).LogPartition();
        for (int mu = 0; mu < Hidden; mu++)
        {
            ReadOnlySpan<double> unit = weights.Slice(mu * Sites, Sites);
            var rule = TanhQuadrature.For(unit);
            var products = new RingProducts(_t, unit, rule, memory.Numbers);
            for (int k = 0; k < rule.Count; k += Vector256<double>.Count)
            {
                products.Evaluate();
                Vector256<double> gap = Vector256<double>.One - (_normalisation * products.Cosine);
                likelihood += Vector256.Sum(rule.Weights(k) / rule.Nodes(k) * gap);
                products.Advance();
            }
        }

        return likelihood;
    }

    /// <summary>−L(w): the flow climbs the likelihood.</summary>
    /// <inheritdoc/>
    public double Energy(ReadOnlySpan<double> state) => -LogLikelihood(state);

    /// <summary>
    /// ∂(dw_iμ/dt)/∂w_jν = δ_μν E[v_i v_j sech² I_μ] − ∂² log Z/∂w_iμ∂w_jν, with E[v_i v_j sech² I] = ∫ q E[v_i v_j cos
    /// qI]/sinh(πq/2) dq.
    /// </summary>
    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> state, Span<double> jacobian)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(jacobian.Length, Dimension * Dimension);
        using var memory = new Scratch(this);
        memory.Model(state).Hessian(jacobian);
        SpanMath.Scale(jacobian, -1);
        for (int mu = 0; mu < Hidden; mu++)
        {
            ReadOnlySpan<double> unit = state.Slice(mu * Sites, Sites);
            Span<double> block = jacobian[((mu * Sites * Dimension) + (mu * Sites))..];
            var rule = TanhQuadrature.For(unit);
            var products = new RingProducts(_t, unit, rule, memory.Numbers);
            for (int k = 0; k < rule.Count; k += Vector256<double>.Count)
            {
                products.Evaluate();
                products.AddCosines(_normalisation * rule.Weights(k) * rule.Nodes(k), block, Dimension);
                products.Advance();
            }
        }

        // The data term was added where j ≥ i only; the model term is symmetric to rounding.
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j < i; j++)
                jacobian[(i * Dimension) + j] = jacobian[(j * Dimension) + i];
        }
    }

    /// <summary>
    /// Computes Σ_jν ∂(dw_iμ/dt)/∂w_jν x_jν in O(N) a node and O(2^M N M), without the Jacobian; allocates nothing.
    /// </summary>
    /// <param name="state">w, of length N·M.</param>
    /// <param name="vector">x, of length N·M.</param>
    /// <param name="product">Receives the product; of length N·M, overlapping neither.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void JacobianProduct(ReadOnlySpan<double> state, ReadOnlySpan<double> vector, Span<double> product)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(vector.Length, Dimension);
        Require.Length(product.Length, Dimension);
        using var memory = new Scratch(this);
        memory.Model(state).Product(vector, product);
        SpanMath.Scale(product, -1);
        for (int mu = 0; mu < Hidden; mu++)
        {
            int start = mu * Sites;
            AddDataCurvature(
                state.Slice(start, Sites), vector.Slice(start, Sites), product.Slice(start, Sites), memory.Numbers);
        }
    }

    /// <summary>Computes Σ_j E[v_i v_j sech² I] x_j over the data, for one unit's weights.</summary>
    internal void DataCurvature(ReadOnlySpan<double> weights, ReadOnlySpan<double> x, Span<double> product)
    {
        product.Clear();
        using var memory = new Scratch(this);
        AddDataCurvature(weights, x, product, memory.Numbers);
    }

    private void AddDataMeans(ReadOnlySpan<double> weights, Span<double> sums, Span<double> scratch)
    {
        var rule = TanhQuadrature.For(weights);
        var products = new RingProducts(_t, weights, rule, scratch);
        for (int k = 0; k < rule.Count; k += Vector256<double>.Count)
        {
            products.Evaluate();
            products.AddSines(_normalisation * rule.Weights(k), sums);
            products.Advance();
        }
    }

    private void AddDataCurvature(
        ReadOnlySpan<double> weights, ReadOnlySpan<double> x, Span<double> sums, Span<double> scratch)
    {
        var rule = TanhQuadrature.For(weights);
        var products = new RingProducts(_t, weights, rule, scratch);
        for (int k = 0; k < rule.Count; k += Vector256<double>.Count)
        {
            products.Evaluate();
            products.AddCosineProducts(_normalisation * rule.Weights(k) * rule.Nodes(k), x, sums);
            products.Advance();
        }
    }

    /// <summary>Memory rented from the shared array pool, so that a call allocates nothing and several calls may run at
    /// once.</summary>
    private readonly struct Scratch(PopulationFlow flow) : IDisposable
    {
        private readonly double[] _numbers = ArrayPool<double>.Shared.Rent(
            (flow.Sites * RingProducts.ScratchPerSite) + ModelTerm.Scratch(flow.Sites, flow.Hidden));

        public Span<double> Numbers => _numbers;

        public ModelTerm Model(ReadOnlySpan<double> weights) => new(flow.Sites, weights, _numbers);

        public void Dispose() => ArrayPool<double>.Shared.Return(_numbers);
    }
}
