using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The learning dynamics of M hidden ±1 units from infinitely many configurations of the Ising ring, to lowest order in
/// β, equations (37) for one unit and (50)–(51) for two; the same equation holds for every M:
/// <code>
/// dw_iμ/dt = w_{i+1,μ} + w_{i−1,μ} + w_iμ³ + w_iμ Σ_{λ≠μ} w_iλ² − Σ_λ w_iλ Σ_k w_kλ w_kμ   (Σ_λ includes μ)
///          = −∂E/∂w_iμ
/// E = −½ tr WᵀAW + ¼ tr (WᵀW)² − ¼ Σ_i |W_i|⁴
/// </code>
/// A being the adjacency matrix of the ring, W the N×M weights and W_i a row of them. Weights are in units of √β, time
/// in units of 1/(νβ), ν the learning rate. E is invariant under W → W·R for R ∈ O(M), and bounded below.
/// The last sum of (51) is printed Σ_k w_k1 w_k1; expanding (48) gives Σ_k w_k1 w_k2, and only so there is an energy.
/// </summary>
/// <remarks>
/// For any M, with I_μ = Σ_j w_jμ v_j and the model's ⟨v_i h_μ⟩ = ∂ log Σ_h Π_j cosh(Σ_λ w_jλ h_λ) / ∂w_iμ. To third
/// order, on data that are uncorrelated but for neighbours, E[v_i tanh I_μ] = w_iμ + β(w_{i+1,μ} + w_{i−1,μ}) − w_iμ
/// G_μμ + ⅔ w_iμ³, G = WᵀW; the model has Σ_j log cosh = ½ Σ_{λν} G_λν h_λ h_ν − Σ_j (Σ_λ w_jλ h_λ)⁴/12 under h
/// uniform, so that ⟨v_i h_μ⟩ = w_iμ + Σ_{λ≠μ} w_iλ G_λμ − ⅓ w_iμ³ − w_iμ Σ_{λ≠μ} w_iλ². Their difference, with w → √β
/// w, is the above.
/// </remarks>
public sealed class SmallBetaFlow : IGradientFlow
{
    /// <summary>The flow of <paramref name="hidden"/> units on a ring of <paramref name="sites"/> spins.</summary>
    /// <param name="sites">N; at least 3.</param>
    /// <param name="hidden">M; at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public SmallBetaFlow(int sites, int hidden = 1)
    {
        Sites = Require.AtLeast(sites, 3);
        Hidden = Require.AtLeast(hidden, 1);
    }

    /// <summary>N, the number of visible spins.</summary>
    public int Sites { get; }

    /// <summary>M, the number of hidden units.</summary>
    public int Hidden { get; }

    /// <summary>N·M: the state is stored unit by unit, w_iμ = state[μN + i].</summary>
    public int Dimension => Sites * Hidden;

    /// <summary>
    /// Computes dw/dt in N·M(M+1) multiplications, allocating nothing; the time is not used.
    /// </summary>
    /// <inheritdoc/>
    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(velocity.Length, Dimension);
        for (int mu = 0; mu < Hidden; mu++)
            Diffuse(Unit(state, mu), Unit(velocity, mu));
        for (int mu = 0; mu < Hidden; mu++)
        {
            ReadOnlySpan<double> w = Unit(state, mu);
            Span<double> dw = Unit(velocity, mu);
            ActivateAndRepress(w, dw);
            for (int lambda = 0; lambda < mu; lambda++)
                ActivateAndRepressPair(w, Unit(state, lambda), dw, Unit(velocity, lambda));
        }
    }

    /// <inheritdoc/>
    public double Energy(ReadOnlySpan<double> state)
    {
        Require.Length(state.Length, Dimension);
        double energy = 0;
        for (int mu = 0; mu < Hidden; mu++)
        {
            ReadOnlySpan<double> w = Unit(state, mu);
            for (int i = 0; i < Sites; i++)
                energy -= w[i] * w[i + 1 < Sites ? i + 1 : 0];
            for (int lambda = 0; lambda < Hidden; lambda++)
            {
                double overlap = SpanMath.Dot(w, Unit(state, lambda));
                energy += 0.25 * overlap * overlap;
            }
        }

        for (int i = 0; i < Sites; i++)
        {
            double squares = SquaresAt(state, i);
            energy -= 0.25 * squares * squares;
        }

        return energy;
    }

    /// <summary>
    /// ∂(dw_iμ/dt)/∂w_jν = A_ij δ_μν + δ_ij (|W_i|² δ_μν + 2 w_iμ w_iν − G_μν) − w_iν w_jμ − δ_μν (WWᵀ)_ij, G = WᵀW.
    /// </summary>
    /// <inheritdoc/>
    public void Jacobian(ReadOnlySpan<double> state, Span<double> jacobian)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(jacobian.Length, Dimension * Dimension);
        for (int mu = 0; mu < Hidden; mu++)
        {
            for (int nu = 0; nu < Hidden; nu++)
            {
                double overlap = SpanMath.Dot(Unit(state, mu), Unit(state, nu));
                for (int i = 0; i < Sites; i++)
                {
                    Span<double> row = jacobian.Slice((((mu * Sites) + i) * Dimension) + (nu * Sites), Sites);
                    JacobianRow(state, mu, nu, i, overlap, row);
                }
            }
        }
    }

    private void JacobianRow(ReadOnlySpan<double> state, int mu, int nu, int i, double overlap, Span<double> row)
    {
        ReadOnlySpan<double> wMu = Unit(state, mu);
        double wMuI = wMu[i];
        double wNuI = state[(nu * Sites) + i];
        for (int j = 0; j < Sites; j++)
            row[j] = -wNuI * wMu[j];
        row[i] += (2 * wMuI * wNuI) - overlap;
        if (mu != nu)
            return;

        for (int lambda = 0; lambda < Hidden; lambda++)
        {
            ReadOnlySpan<double> w = Unit(state, lambda);
            for (int j = 0; j < Sites; j++)
                row[j] -= w[i] * w[j];
        }

        row[i] += SquaresAt(state, i);
        row[(i + 1) % Sites] += 1;
        row[(i + Sites - 1) % Sites] += 1;
    }

    // dw_i = w_{i+1} + w_{i−1}; the two ends of the ring stand apart so that the loop has no modulo.
    private static void Diffuse(ReadOnlySpan<double> w, Span<double> dw)
    {
        int last = w.Length - 1;
        dw[0] = w[1] + w[last];
        dw[last] = w[0] + w[last - 1];
        for (int i = 1; i < last; i++)
            dw[i] = w[i - 1] + w[i + 1];
    }

    // dw_i += w_i (w_i² − Σ_k w_k²), the unit on itself.
    private static void ActivateAndRepress(ReadOnlySpan<double> w, Span<double> dw)
    {
        double repressor = SpanMath.Dot(w, w);
        for (int i = 0; i < dw.Length; i++)
            dw[i] += w[i] * ((w[i] * w[i]) - repressor);
    }

    // The units μ and λ on each other: dw_iμ += w_iμ w_iλ² − w_iλ G_λμ, and the same with the two exchanged.
    private static void ActivateAndRepressPair(
        ReadOnlySpan<double> mu, ReadOnlySpan<double> lambda, Span<double> dMu, Span<double> dLambda)
    {
        double overlap = SpanMath.Dot(mu, lambda);
        for (int i = 0; i < mu.Length; i++)
        {
            double local = (mu[i] * lambda[i]) - overlap;
            dMu[i] += lambda[i] * local;
            dLambda[i] += mu[i] * local;
        }
    }

    private double SquaresAt(ReadOnlySpan<double> state, int site)
    {
        double sum = 0;
        for (int mu = 0; mu < Hidden; mu++)
            sum += state[(mu * Sites) + site] * state[(mu * Sites) + site];
        return sum;
    }

    private ReadOnlySpan<double> Unit(ReadOnlySpan<double> state, int mu) => state.Slice(mu * Sites, Sites);

    private Span<double> Unit(Span<double> state, int mu) => state.Slice(mu * Sites, Sites);
}
