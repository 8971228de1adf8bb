namespace RbmTheory.Theory.MeanField;

/// <summary>
/// The replica-symmetric theory of a machine of ±1 units with one direction that stands in noise (Decelle, Fissore and
/// Furtlehner 2018, and 003 with its signs put right), p(s, τ) ∝ exp(sᵀWτ + η√L u·s + θ√L v·τ),
/// <code>
/// W = w u vᵀ + r,   r_ia ~ N(0, σ²/L),   L = √(N_v N_h),   κ = N_h/N_v,   |u| = |v| = 1
/// m = κ^{−¼}⟨û tanh(κ^{¼}(A û + σ√q̄ x))⟩,   q = ⟨tanh²(κ^{¼}(A û + σ√q̄ x))⟩,   A = w m̄ + η
/// m̄ = κ^{¼}⟨v̂ tanh(κ^{−¼}(Ā v̂ + σ√q x))⟩,   q̄ = ⟨tanh²(κ^{−¼}(Ā v̂ + σ√q x))⟩,   Ā = w m + θ
/// </code>
/// with m = u·⟨s⟩/√L, m̄ = v·⟨τ⟩/√L, û = √N_v u_i, v̂ = √N_h v_a.
/// </summary>
/// <remarks>
/// <para>Where they come from: the input of s_i is u_i(w v·τ + η√L) + Σ_a r_ia τ_a. The first is û_i √(L/N_v) (w m̄ +
/// η) and √(L/N_v) = κ^{¼}; the second is, over r and after the reaction of s_i itself is taken away, a Gaussian
/// number of variance σ²N_h q̄/L = κ^{½}σ²q̄, alike in all replicas that share r. The hidden layer is the same with κ
/// → 1/κ. Of Gaussian modes m = (w m̄ + η)(1 − q), m̄ = (w m + θ)(1 − q̄), of inputs of variance κ^{½}(σ²q̄ +
/// A²).</para>
/// <para>Linear stability of q between replicas that are told apart multiplies a difference by σ²N_h⟨sech⁴⟩/L and
/// σ²N_v⟨sech⁴⟩/L in turn: stable where σ⁴⟨sech⁴⟩⟨sech⁴⟩ &lt; 1 (de Almeida and Thouless). Below it, as in all of
/// SG, the numbers are those of replica symmetry only.</para>
/// <para>Several modes: only the strongest condenses, unless others are as strong; see <see cref="ModeLaw"/>.</para>
/// </remarks>
public sealed record ReplicaEquations
{
    /// <summary>The equations of a machine.</summary>
    /// <param name="sigma">σ of the noise, finite and ≥ 0.</param>
    /// <param name="spike">w of the mode, finite and ≥ 0.</param>
    /// <param name="kappa">κ = N_h/N_v, finite and &gt; 0.</param>
    /// <param name="law">The law of û and v̂; Gaussian where null.</param>
    /// <param name="visibleField">η, finite: along the mode, or against it where negative.</param>
    /// <param name="hiddenField">θ, finite.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public ReplicaEquations(
        double sigma, double spike, double kappa, ModeLaw? law = null, double visibleField = 0, double hiddenField = 0)
    {
        Sigma = Require.NonNegative(sigma);
        Spike = Require.NonNegative(spike);
        Kappa = Require.Positive(kappa);
        Law = law ?? ModeLaw.Gaussian;
        VisibleField = Require.Finite(visibleField);
        HiddenField = Require.Finite(hiddenField);
        Scale = Math.Sqrt(Math.Sqrt(kappa));
    }

    /// <summary>σ.</summary>
    public double Sigma { get; }

    /// <summary>w.</summary>
    public double Spike { get; }

    /// <summary>κ.</summary>
    public double Kappa { get; }

    /// <summary>The law of û and v̂.</summary>
    public ModeLaw Law { get; }

    /// <summary>η.</summary>
    public double VisibleField { get; init; }

    /// <summary>θ.</summary>
    public double HiddenField { get; init; }

    /// <summary>The phase without the fields: F above w = 1 where σ ≤ 1, and above
    /// <see cref="PhaseLines.GlassToFerromagnet"/> beyond.</summary>
    /// <remarks>That line is above 1: a weaker mode is not asked for it.</remarks>
    public Phase Phase => Sigma <= 1 ? (Spike <= 1 ? Phase.Paramagnet : Phase.Ferromagnet)
        : Spike <= 1 || Spike <= PhaseLines.GlassToFerromagnet(Sigma, Kappa) ? Phase.SpinGlass : Phase.Ferromagnet;

    /// <summary>κ^{¼}.</summary>
    internal double Scale { get; }

    internal bool HasFields => VisibleField != 0 || HiddenField != 0;

    /// <summary>
    /// The state that magnetisation along the mode leads to: without fields the stable one with m ≥ 0; with fields
    /// against the mode the metastable one, as long as there is any, and else the one they turn the machine to.
    /// </summary>
    /// <returns>Residual below 1e−12.</returns>
    /// <exception cref="InvalidOperationException">The iteration did not converge: none is known where it does
    /// not.</exception>
    public ReplicaState Solve() => ReplicaSolver.Solve(this);

    /// <summary>The hidden layer, from the visible one.</summary>
    internal LayerResponse HiddenLayer(double m, double q)
        => LayerResponse.Of(Law, 1 / Scale, (Spike * m) + HiddenField, Sigma * Sigma * q);

    /// <summary>The visible layer, from the hidden one.</summary>
    internal LayerResponse VisibleLayer(double mBar, double qBar)
        => LayerResponse.Of(Law, Scale, (Spike * mBar) + VisibleField, Sigma * Sigma * qBar);
}
