using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The learning dynamics of M hidden units in the continuum limit of small β, on a periodic interval of length L,
/// equations (38)–(39) for one unit and (52)–(53) for two; the same equation holds for every M:
/// <code>
/// ∂w_μ/∂t = ∂²w_μ/∂x² + 2w_μ + w_μ Σ_λ w_λ² − Σ_λ w_λ G_λμ,   G_λμ = ∫_0^L w_λ w_μ dx   (Σ_λ includes μ)
///         = −δE/δw_μ
/// E = ∫ [½ Σ_μ (∂w_μ/∂x)² − Σ_μ w_μ² − ¼ (Σ_μ w_μ²)²] dx + ¼ Σ_λμ G_λμ²
/// </code>
/// so that b = G_11 for one unit. Weights are in units of √β, lengths in sites, time in units of 1/(νβ), ν the learning
/// rate. E is invariant under translations and under W → W·R, R ∈ O(M), and unbounded below: narrow high bumps grow
/// without bound.
/// </summary>
/// <remarks>
/// On n points x_j = jh, h = L/n, the integrals are h Σ_j, and −∂²/∂x² has the symbol k² (or (2 − 2cos kh)/h²) on the
/// modes of wave number k = 2πp/L, |p| ≤ n/2. The velocity is then −(1/h) ∂E/∂w_jμ of the discrete energy, exactly; w³
/// is formed on the points, without padding, and the aliases are as small as the highest modes. The instance holds the
/// memory of its transform: it serves one caller at a time.
/// </remarks>
public sealed class ReactionDiffusion : ISemilinearField
{
    private readonly RealFourier _fourier;
    private readonly double[] _rates;
    private readonly double[] _squares;
    private readonly double[] _laplacian;

    /// <summary>The flow of <paramref name="hidden"/> units on a ring.</summary>
    /// <param name="length">L, in sites; finite and &gt; 0.</param>
    /// <param name="points">n, a power of two, at least 16.</param>
    /// <param name="hidden">M; at least 1.</param>
    /// <param name="symbol">How ∂²/∂x² acts on the points.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public ReactionDiffusion(
        double length, int points, int hidden = 1, LaplacianSymbol symbol = LaplacianSymbol.Spectral)
    {
        Length = Require.Positive(length);
        Hidden = Require.AtLeast(hidden, 1);
        if (!Enum.IsDefined(symbol))
            throw Require.Error(nameof(symbol), symbol, "one of the symbols");
        _fourier = new RealFourier(points);
        Points = points;
        Symbol = symbol;
        _squares = new double[points];
        _laplacian = new double[points];
        _rates = new double[Dimension];
        // The order of RealFourier: Re X_0 .. Re X_{n/2−1}, X_{n/2}, Im X_1 .. Im X_{n/2−1}.
        for (int k = 0; k < Dimension; k++)
            _rates[k] = 2 - SecondDerivative(k % points <= points / 2 ? k % points : k % (points / 2));
    }

    /// <summary>L, in sites.</summary>
    public double Length { get; }

    /// <summary>n, the number of points.</summary>
    public int Points { get; }

    /// <summary>M, the number of hidden units.</summary>
    public int Hidden { get; }

    /// <summary>How ∂²/∂x² acts on the points.</summary>
    public LaplacianSymbol Symbol { get; }

    /// <summary>h = L/n, the distance of the points, in sites.</summary>
    public double Spacing => Length / Points;

    /// <summary>n·M: the state is stored unit by unit, w_μ(x_j) = state[μn + j].</summary>
    public int Dimension => Points * Hidden;

    /// <summary>2 − k² (or 2 − (2 − 2cos kh)/h²), one a mode.</summary>
    public ReadOnlySpan<double> Rates => _rates;

    /// <summary>Samples a profile on the points, periodically: f of the distance to a centre, in [−L/2, L/2].</summary>
    /// <param name="profile">f.</param>
    /// <param name="centre">The centre, in sites.</param>
    /// <returns>f(x_j − centre), of length n.</returns>
    public double[] Sample(Func<double, double> profile, double centre)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Require.Finite(centre);
        double At(int j) => profile(Math.IEEERemainder((j * Spacing) - centre, Length));
        return [.. Enumerable.Range(0, Points).Select(At)];
    }

    /// <inheritdoc/>
    public void ToModes(ReadOnlySpan<double> state, Span<double> modes)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(modes.Length, Dimension);
        for (int mu = 0; mu < Hidden; mu++)
            _fourier.Forward(Unit(state, mu), Unit(modes, mu));
    }

    /// <inheritdoc/>
    public void FromModes(ReadOnlySpan<double> modes, Span<double> state)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(modes.Length, Dimension);
        for (int mu = 0; mu < Hidden; mu++)
            _fourier.Inverse(Unit(modes, mu), Unit(state, mu));
    }

    /// <summary>Computes N_μ = w_μ Σ_λ w_λ² − Σ_λ w_λ G_λμ; the time is not used.</summary>
    /// <inheritdoc/>
    public void Nonlinear(double time, ReadOnlySpan<double> state, Span<double> nonlinear)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(nonlinear.Length, Dimension);
        Squares(state);
        for (int mu = 0; mu < Hidden; mu++)
        {
            Span<double> target = Unit(nonlinear, mu);
            DiagonalMath.Product(target, _squares, Unit(state, mu));
            for (int lambda = 0; lambda < Hidden; lambda++)
                SpanMath.AddScaled(target, -Overlap(state, lambda, mu), Unit(state, lambda));
        }
    }

    /// <summary>Computes ∂w/∂t, allocating nothing; the time is not used.</summary>
    /// <inheritdoc/>
    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
    {
        Nonlinear(time, state, velocity);
        for (int mu = 0; mu < Hidden; mu++)
        {
            ApplyLinear(Unit(state, mu));
            SpanMath.AddScaled(Unit(velocity, mu), 1, _laplacian);
        }
    }

    /// <summary>G_λμ = ∫ w_λ w_μ dx, equation (53): b_1, b_2 and c of two units.</summary>
    /// <param name="state">w, of length n·M.</param>
    /// <param name="lambda">λ, in 0..M−1.</param>
    /// <param name="mu">μ, in 0..M−1.</param>
    /// <exception cref="ArgumentException">The span has another length, or there is no such unit.</exception>
    public double Overlap(ReadOnlySpan<double> state, int lambda, int mu)
    {
        Require.Length(state.Length, Dimension);
        Require.InRange(lambda, 0, Hidden - 1);
        Require.InRange(mu, 0, Hidden - 1);
        return Spacing * SpanMath.Dot(Unit(state, lambda), Unit(state, mu));
    }

    /// <summary>E of the class, which never increases along the flow; in units of √β⁴ sites.</summary>
    /// <param name="state">w, of length n·M.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public double Energy(ReadOnlySpan<double> state)
    {
        Require.Length(state.Length, Dimension);
        Squares(state);
        double energy = -0.25 * Spacing * SpanMath.Dot(_squares, _squares);
        for (int mu = 0; mu < Hidden; mu++)
        {
            ApplyLinear(Unit(state, mu));
            energy -= 0.5 * Spacing * SpanMath.Dot(Unit(state, mu), _laplacian);
            for (int lambda = 0; lambda < Hidden; lambda++)
                energy += 0.25 * Overlap(state, lambda, mu) * Overlap(state, lambda, mu);
        }

        return energy;
    }

    /// <summary>
    /// Computes ∂(∂w_iμ/∂t)/∂w_jν, symmetric: on the points, 𝓛 of (46) corrected and its likes for M units,
    /// (∂² + 2)_ij δ_μν + δ_ij (|W_i|² δ_μν + 2w_iμ w_iν − G_μν) − h w_iν w_jμ − h δ_μν (WWᵀ)_ij.
    /// </summary>
    /// <param name="state">w, of length n·M.</param>
    /// <param name="jacobian">Receives the matrix of (n·M)² numbers, row i of unit μ first.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Jacobian(ReadOnlySpan<double> state, Span<double> jacobian)
    {
        Require.Length(state.Length, Dimension);
        Require.Length(jacobian.Length, Dimension * Dimension);
        Squares(state);
        double[] linear = new double[Points];
        linear[0] = 1;
        ApplyLinear(linear);
        _laplacian.CopyTo(linear, 0);
        for (int row = 0; row < Dimension; row++)
        {
            (int mu, int i) = (row / Points, row % Points);
            for (int nu = 0; nu < Hidden; nu++)
                JacobianRow(state, mu, nu, i, linear, jacobian.Slice((row * Dimension) + (nu * Points), Points));
        }
    }

    private void JacobianRow(
        ReadOnlySpan<double> state, int mu, int nu, int i, double[] linear, Span<double> row)
    {
        double wMuI = state[(mu * Points) + i], wNuI = state[(nu * Points) + i];
        for (int j = 0; j < Points; j++)
        {
            double value = -Spacing * wNuI * state[(mu * Points) + j];
            for (int lambda = 0; mu == nu && lambda < Hidden; lambda++)
                value -= Spacing * state[(lambda * Points) + i] * state[(lambda * Points) + j];
            row[j] = mu == nu ? value + linear[(j - i + Points) % Points] : value;
        }

        row[i] += (2 * wMuI * wNuI) - Overlap(state, mu, nu) + (mu == nu ? _squares[i] : 0);
    }

    // p is the number of periods in L.
    private double SecondDerivative(int p)
    {
        double k = 2 * Math.PI * p / Length;
        double half = 2 * Math.Sin(0.5 * k * Spacing) / Spacing;
        return Symbol == LaplacianSymbol.Spectral ? k * k : half * half;
    }

    // _laplacian = (∂² + 2) w
    private void ApplyLinear(ReadOnlySpan<double> w)
    {
        _fourier.Forward(w, _laplacian);
        for (int k = 0; k < Points; k++)
            _laplacian[k] *= _rates[k];
        _fourier.Inverse(_laplacian, _laplacian);
    }

    // _squares = Σ_λ w_λ²
    private void Squares(ReadOnlySpan<double> state)
    {
        Array.Clear(_squares);
        for (int lambda = 0; lambda < Hidden; lambda++)
            DiagonalMath.AddProduct(_squares, Unit(state, lambda), Unit(state, lambda));
    }

    private ReadOnlySpan<double> Unit(ReadOnlySpan<double> state, int mu) => state.Slice(mu * Points, Points);

    private Span<double> Unit(Span<double> state, int mu) => state.Slice(mu * Points, Points);
}
