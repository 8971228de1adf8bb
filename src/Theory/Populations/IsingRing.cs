namespace RbmTheory.Theory.Populations;

/// <summary>
/// The one-dimensional Ising model on a ring of N spins v_i = ±1, equation (8), with everything exact at finite N:
/// <code>
/// p(v) = exp(β Σ_i v_i v_{i+1}) / Z,   Z = (2 cosh β)^N (1 + t^N),   t = tanh β
/// ⟨v_i v_{i+d}⟩ = (t^d + t^(N−d)) / (1 + t^N)
/// λ_k = Σ_d ⟨v_i v_{i+d}⟩ e^{2πikd/N} = x T / (x² + (1 − x²) sin²(πk/N)),   x = e^{−2β},   T = (1 − t^N)/(1 + t^N)
/// </code>
/// The spectrum is the usual (1 − t²)T / (1 − 2t cos(2πk/N) + t²), rewritten in the dual variable x = (1 − t)/(1 + t):
/// written so, nothing cancels at any temperature.
/// </summary>
public sealed class IsingRing
{
    private readonly double _logT;
    private readonly double _dual;
    private readonly double _dualTop;

    /// <summary>A ring of <paramref name="sites"/> spins at inverse temperature <paramref name="beta"/>.</summary>
    /// <param name="sites">N, the number of spins; at least 3.</param>
    /// <param name="beta">β, the coupling of neighbours in units of the temperature; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public IsingRing(int sites, double beta)
    {
        Sites = Require.AtLeast(sites, 3);
        Beta = Require.Positive(beta);
        _dual = Math.Exp(-2 * beta);
        _logT = LogTanh(beta);
        _dualTop = Math.Tanh(-0.5 * sites * _logT);
    }

    /// <summary>N, the number of spins.</summary>
    public int Sites { get; }

    /// <summary>β, the inverse temperature.</summary>
    public double Beta { get; }

    /// <summary>
    /// ξ = −1 / ln tanh β, equation (9), in sites: the covariance of the infinite chain is e^{−d/ξ}.
    /// It grows as e^{2β}/2, and is infinite in double precision beyond β ≈ 370.
    /// </summary>
    public double CorrelationLength => -1 / _logT;

    /// <summary>
    /// Λ_Ising at finite N, equation (26): the top eigenvalue (1 + t)/(1 − t) · (1 − t^N)/(1 + t^N) of the covariance,
    /// that of the uniform mode k = 0; between 1 and N.
    /// </summary>
    public double TopEigenvalue => _dual > 0 ? _dualTop / _dual : Sites;

    /// <summary>
    /// log Z of (8), in nats: N (β + ln(1 + e^{−2β})) + ln(1 + t^N). It never overflows.
    /// </summary>
    public double LogPartition => (Sites * (Beta + Math.Log(1 + _dual))) + Math.Log(1 + Power(Sites));

    /// <summary>
    /// ⟨log p(v)⟩ = βN⟨v_i v_{i+1}⟩ − log Z, minus the entropy, in nats per configuration: no model of these data can
    /// have a larger log-likelihood on average. Between −N ln 2 (hot) and −ln 2 (cold).
    /// </summary>
    public double MeanLogLikelihood
    {
        get
        {
            // βN is taken out of both terms: βN(⟨v_i v_{i+1}⟩ − 1) = −βN (1 − t)(1 − t^(N−1))/(1 + t^N).
            double brokenBonds = 2 * _dual / (1 + _dual) * (1 - Power(Sites - 1)) / (1 + Power(Sites));
            return -(Sites * ((Beta * brokenBonds) + Math.Log(1 + _dual))) - Math.Log(1 + Power(Sites));
        }
    }

    /// <summary>Λ_Ising of an infinite ring, equation (26): e^{2β}.</summary>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException"><paramref name="beta"/> is not a finite number &gt; 0.</exception>
    public static double TopEigenvalueInfinite(double beta) => Math.Exp(2 * Require.Positive(beta));

    /// <summary>⟨v_i v_{i+d}⟩ = (t^d + t^(N−d)) / (1 + t^N), exact at finite N.</summary>
    /// <param name="distance">d, in sites; any integer, taken modulo N.</param>
    public double Covariance(int distance)
    {
        int d = (distance % Sites + Sites) % Sites;
        return (Power(d) + Power(Sites - d)) / (1 + Power(Sites));
    }

    /// <summary>
    /// The eigenvalues λ_k of the covariance matrix ⟨v_i v_j⟩, one for each Fourier mode e^{2πiki/N}, k = 0..N−1.
    /// </summary>
    /// <returns>N numbers, λ_k = λ_{N−k} &gt; 0, whose sum is N; λ_0 is <see cref="TopEigenvalue"/>.</returns>
    public double[] Spectrum()
    {
        var spectrum = new double[Sites];
        spectrum[0] = TopEigenvalue;
        for (int k = 1; k < Sites; k++)
        {
            double sine = Math.Sin(Math.PI * k / Sites);
            spectrum[k] = _dual * _dualTop / ((_dual * _dual) + ((1 - (_dual * _dual)) * sine * sine));
        }

        return spectrum;
    }

    private double Power(int exponent) => Math.Exp(exponent * _logT);

    // ln tanh β = −2 artanh(e^{−2β}): each form is accurate where the other rounds its argument to 1.
    private static double LogTanh(double beta)
        => beta < 0.5 ? Math.Log(Math.Tanh(beta)) : -2 * Math.Atanh(Math.Exp(-2 * beta));
}
