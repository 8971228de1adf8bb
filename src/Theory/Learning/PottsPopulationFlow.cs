using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The learning dynamics of one hidden unit from infinitely many configurations of the discretised XY ring (13)–(15),
/// exact at any β, for h = ±1 and for the real h of U = ½h² + θ|h|, θ learned:
/// <code>
/// ẇ_iv = E[δ_iv f(I)]_data − ⟨δ_iv h⟩_model,   θ̇ = −E[E(|h| | I)]_data + ⟨|h|⟩_model,   I = Σ_i w_{i,v_i}
/// f(I) = E[h|I] = sI + Σ_k b_k sin(q_k I),   s = 0 or 1
/// ⟨δ_iv h⟩_model = ∫ h p_i(v|h) p(h) dh,   p_i(v|h) ∝ e^{hw_iv},   p(h) ∝ e^{−U(h)} Π_i Σ_v e^{hw_iv}
/// </code>
/// in the zero-sum gauge, where the mean over the colours is left out. E[δ_iv e^{iqI}] over the data is a diagonal
/// element of a product of N transfer matrices, E[δ_iv I] the covariance times w; some 110 nodes q leave 1e-12. Both
/// velocities are the gradient of the mean log-likelihood
/// <code>L = E[Γ(I)]_data − log ∫ e^{−U(h)} Π_i Σ_v e^{hw_iv} dh.</code>
/// Weights are those of the machine; time is in units of 1/ν. The state is w_iv at [iP + v], and θ at the end.
/// </summary>
public sealed class PottsPopulationFlow : IVectorField
{
    private readonly double[][,] _pairs; // E[δ_0u δ_dv]
    private readonly PottsRingProducts _products;
    private readonly double _norm;

    /// <summary>The flow on a ring of the XY model.</summary>
    /// <param name="sites">N; at least 3.</param>
    /// <param name="states">P; at least 2.</param>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <param name="doubleWell">Real h with θ learned; or h = ±1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public PottsPopulationFlow(int sites, int states, double beta, bool doubleWell)
    {
        PottsRing ring = PottsRing.Xy(sites, states, beta);
        (Sites, States, Beta, DoubleWell) = (sites, states, beta, doubleWell);
        double[,] transfer = new double[states, states];
        double total = 0;
        for (int v = 0; v < states; v++)
            total += Math.Exp(beta * (Math.Cos(2 * Math.PI * v / states) - 1));
        for (int u = 0; u < states; u++)
        {
            for (int v = 0; v < states; v++)
                transfer[u, v] = Math.Exp(beta * (Math.Cos(2 * Math.PI * (u - v) / states) - 1)) / total;
        }

        _norm = Enumerable.Range(0, states).Sum(p => Math.Pow(ring.TransferRatio(p), sites));
        _products = new(sites, transfer);
        double share = 1.0 / states, scale = share * (1 - share);
        _pairs = [.. Enumerable.Range(0, sites).Select(d => Pairs(d))];

        double[,] Pairs(int distance)
        {
            double[,] pairs = new double[states, states];
            for (int u = 0; u < states; u++)
            {
                for (int v = 0; v < states; v++)
                    pairs[u, v] = (scale * ring.Covariance(distance, u - v)) + (share * share);
            }

            return pairs;
        }
    }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>P.</summary>
    public int States { get; }

    /// <summary>β.</summary>
    public double Beta { get; }

    /// <summary>Whether h is real and θ learned.</summary>
    public bool DoubleWell { get; }

    /// <summary>N·P weights, and θ.</summary>
    public int Dimension => (Sites * States) + (DoubleWell ? 1 : 0);

    /// <inheritdoc/>
    /// <remarks>It allocates some kilobytes: the series of the response, which θ changes.</remarks>
    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(velocity.Length, Dimension);
        int weights = Sites * States;
        ReadOnlySpan<double> w = state[..weights];
        HiddenResponse response = ResponseOf(state);
        double range = Range(w);
        SineSeries series = SeriesOf(response, range);
        Span<double> sums = velocity[..weights];
        sums.Clear();
        double magnitude = response.Magnitude(0);
        for (int k = 0; k < series.Nodes.Length; k++)
        {
            double q = series.Nodes[k];
            double cosine = _products.AddSines(w, q, series.Coefficients[0][k] / _norm, sums) / _norm;
            if (DoubleWell)
                magnitude += series.Coefficients[1][k] * (1 - cosine) / q;
        }

        AddLinear(response.Slope, w, sums);
        double ofModel = new PottsModelTerm(w, States, response, range).AddTo(sums, -1);
        PottsGauge.Apply(sums, States);
        if (DoubleWell)
            velocity[weights] = ofModel - magnitude;
    }

    /// <summary>L(w, θ), in nats per configuration.</summary>
    /// <param name="state">w and θ, of length <see cref="Dimension"/>.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public double LogLikelihood(ReadOnlySpan<double> state)
    {
        Require.Length(state.Length, Dimension);
        ReadOnlySpan<double> w = state[..(Sites * States)];
        HiddenResponse response = ResponseOf(state);
        double range = Range(w);
        SineSeries series = SeriesOf(response, range);
        double[] sums = new double[w.Length];
        double likelihood = response.LogPartition(0);
        for (int k = 0; k < series.Nodes.Length; k++)
        {
            double cosine = _products.AddSines(w, series.Nodes[k], 0, sums) / _norm;
            likelihood += series.Coefficients[0][k] * (1 - cosine) / series.Nodes[k];
        }

        AddLinear(0.5 * response.Slope, w, sums);
        for (int i = 0; i < w.Length; i++)
            likelihood += sums[i] * w[i];
        return likelihood - new PottsModelTerm(w, States, response, range).LogPartition;
    }

    private HiddenResponse ResponseOf(ReadOnlySpan<double> state)
        => DoubleWell ? new DoubleWellResponse(state[^1]) : new SpinResponse();

    private static SineSeries SeriesOf(HiddenResponse response, double range) => SineSeries.Of(
        range, x => response.Mean(x) - (response.Slope * x), response.MagnitudeSlope);

    /// <summary>The largest |I|, at most.</summary>
    private double Range(ReadOnlySpan<double> weights)
    {
        double range = 0;
        for (int i = 0; i < weights.Length; i += States)
        {
            double largest = 0;
            foreach (double w in weights.Slice(i, States))
                largest = Math.Max(largest, Math.Abs(w));
            range += largest;
        }

        return range;
    }

    /// <summary>factor·E[δ_iv I].</summary>
    private void AddLinear(double factor, ReadOnlySpan<double> weights, Span<double> sums)
    {
        if (factor == 0)
            return;
        for (int i = 0; i < Sites; i++)
        {
            for (int j = 0; j < Sites; j++)
            {
                double[,] pairs = _pairs[Math.Abs(i - j)];
                for (int v = 0; v < States; v++)
                {
                    double sum = 0;
                    for (int u = 0; u < States; u++)
                        sum += pairs[v, u] * weights[(j * States) + u];
                    sums[(i * States) + v] += factor * sum;
                }
            }
        }
    }
}
