using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// How fast the noise of learning moves the place cell along the ring (Figs. 5 and 6). The flow climbs a likelihood, so
/// its linearisation is self-adjoint, and an update δw moves the centre by δx = −(w′·δw)/(w′·w′), w′ being the
/// derivative of the bump along the ring. With fresh data at every update of rate ν,
/// <code>
/// D = ½ν² (V_model/n_chains + V_data/S_batch) / (w′·w′)²   in sites² an update
/// V = Var(X tanh I),   X = w′·v,   I = w·v
/// E[X² tanh² I] = E[X²] − E[X² sech² I],   sech² x = ∫_0^∞ q cos(qx)/sinh(πq/2) dq
/// </code>
/// over the data (the Ising ring, by transfer matrices) and over the model, both exact. Given the sign of h the model's
/// spins are independent, of mean ±m_i = ±tanh w_i, and X tanh I does not depend on the sign: one Gibbs step makes an
/// independent sample. Shape fluctuations, which change w′·w′ by a share of the order of ν, are left out.
/// </summary>
public sealed class BumpDiffusion
{
    /// <summary>The noise on a bump.</summary>
    /// <param name="bump">The bump of the infinite-data flow.</param>
    /// <exception cref="ArgumentNullException">There is no bump.</exception>
    public BumpDiffusion(PopulationBump bump)
        : this((bump ?? throw new ArgumentNullException(nameof(bump))).Weights, bump.Beta)
    {
    }

    /// <summary>The noise on any weights of one unit.</summary>
    /// <param name="weights">w, one a site, as in the machine; at least 3.</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public BumpDiffusion(double[] weights, double beta)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Derivative = RingDerivative.Of(weights);
        Stiffness = SpanMath.Dot(Derivative, Derivative);
        DataVariance = VarianceOverData(weights, beta, Derivative);
        ModelVariance = VarianceOverModel(weights, Derivative);
    }

    /// <summary>w′, the spectral derivative of the weights along the ring, per site.</summary>
    public double[] Derivative { get; }

    /// <summary>w′·w′.</summary>
    public double Stiffness { get; }

    /// <summary>V_data, the variance of w′·v tanh I over the data, of one configuration.</summary>
    public double DataVariance { get; }

    /// <summary>V_model, the variance of w′·v tanh I over the model, of one chain.</summary>
    public double ModelVariance { get; }

    /// <summary>D, in sites² an update: the mean square displacement after n updates is 2Dn.</summary>
    /// <param name="learningRate">ν; finite and &gt; 0.</param>
    /// <param name="batchSize">S_batch, fresh configurations an update; at least 1.</param>
    /// <param name="chains">n_chains, independent; at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double PerUpdate(double learningRate, int batchSize, int chains)
    {
        Require.Positive(learningRate);
        double variance = (ModelVariance / Require.AtLeast(chains, 1)) + (DataVariance / Require.AtLeast(batchSize, 1));
        double mobility = learningRate / Stiffness;
        return 0.5 * mobility * mobility * variance;
    }

    /// <summary>D, in sites² an epoch, of S/S_batch updates.</summary>
    /// <param name="learningRate">ν; finite and &gt; 0.</param>
    /// <param name="batchSize">S_batch, fresh configurations an update; at least 1.</param>
    /// <param name="chains">n_chains, independent; at least 1.</param>
    /// <param name="samples">S, the configurations of an epoch; at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double PerEpoch(double learningRate, int batchSize, int chains, int samples)
        => PerUpdate(learningRate, batchSize, chains) * Require.AtLeast(samples, 1) / batchSize;

    /// <summary>
    /// The temperature of that noise, T = D (w′·w′)/ν with D an update, in nats: the centre is a Brownian particle whose
    /// potential is minus the log-likelihood.
    /// </summary>
    /// <param name="learningRate">ν; finite and &gt; 0.</param>
    /// <param name="batchSize">S_batch, fresh configurations an update; at least 1.</param>
    /// <param name="chains">n_chains, independent; at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double Temperature(double learningRate, int batchSize, int chains)
        => PerUpdate(learningRate, batchSize, chains) * Stiffness / learningRate;

    /// <summary>
    /// The diffusion constant at long times in a frozen periodic potential, by Lifson and Jackson (J. Chem. Phys. 36,
    /// 2410, 1962): D_eff = D / (⟨e^{U/T}⟩⟨e^{−U/T}⟩), at most D.
    /// </summary>
    /// <param name="diffusion">D without the potential; finite and &gt; 0.</param>
    /// <param name="potential">U/T on an even grid over one period, at least one point, each finite.</param>
    /// <returns>D_eff, in the unit of D; zero where the barrier is beyond double precision.</returns>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double InPotential(double diffusion, ReadOnlySpan<double> potential)
    {
        Require.Positive(diffusion);
        Require.AtLeast(potential.Length, 1);
        double highest = double.NegativeInfinity, lowest = double.PositiveInfinity;
        foreach (double u in potential)
            (highest, lowest) = (Math.Max(highest, Require.Finite(u, nameof(potential))), Math.Min(lowest, u));
        double up = 0, down = 0;
        foreach (double u in potential)
        {
            up += Math.Exp(u - highest);
            down += Math.Exp(lowest - u);
        }

        // The extremes are taken out, so that neither average overflows.
        double points = potential.Length;
        return diffusion * Math.Exp(lowest - highest) / (up / points * (down / points));
    }

    private static double VarianceOverData(double[] weights, double beta, double[] x)
    {
        int n = weights.Length;
        var flow = new PopulationFlow(n, beta);
        var ring = new IsingRing(n, beta);
        double[] means = new double[n], curvature = new double[n];
        flow.Velocity(0, weights, means);
        flow.DataCurvature(weights, x, curvature);
        double square = 0, mean = 0;
        for (int i = 0; i < n; i++)
        {
            mean += x[i] * (means[i] + Math.Tanh(weights[i]));
            square -= x[i] * curvature[i];
            for (int j = 0; j < n; j++)
                square += x[i] * x[j] * ring.Covariance(i - j);
        }

        return square - (mean * mean);
    }

    // E[e^{iqI}] = φ = Π a_j, a_j = cos qw_j + i m_j sin qw_j; a factor v_j turns a_j into b_j = m_j cos qw_j + i sin
    // qw_j. With ρ_j = b_j/a_j, E[X² e^{iqI}] = φ [(Σ x_j ρ_j)² + Σ x_j² (1 − ρ_j²)]. Since |a_j| ≥ |m_j|, nothing is
    // divided by zero: a_j = 1 where m_j = 0.
    private static double VarianceOverModel(double[] weights, double[] x)
    {
        double mean = 0, square = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double m = Math.Tanh(weights[i]);
            mean += x[i] * m;
            square += x[i] * x[i] * (1 - (m * m));
        }

        square += mean * mean;
        var rule = TanhQuadrature.For(weights);
        for (int k = 0; k < rule.Count; k++)
            square -= rule.Weight(k) * rule.Node(k) * ModelSquare(weights, x, rule.Node(k));
        return square - (mean * mean);
    }

    private static double ModelSquare(double[] weights, double[] x, double q)
    {
        System.Numerics.Complex product = 1, sum = 0, local = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double m = Math.Tanh(weights[i]);
            (double sin, double cos) = Math.SinCos(q * weights[i]);
            var a = new System.Numerics.Complex(cos, m * sin);
            System.Numerics.Complex ratio = new System.Numerics.Complex(m * cos, sin) / a;
            product *= a;
            sum += x[i] * ratio;
            local += x[i] * x[i] * (1 - (ratio * ratio));
        }

        return (product * ((sum * sum) + local)).Real;
    }
}
