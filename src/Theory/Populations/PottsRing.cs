namespace RbmTheory.Theory.Populations;

/// <summary>
/// A ring of N Potts variables v_i = 0..P−1, equation (14), whose kernel depends on the difference of neighbours only,
/// M(v, v′) = c(v′ − v mod P), c even; everything is exact at finite N. The transfer matrix e^{βM} is circulant:
/// <code>
/// p(v) = exp(β Σ_i M(v_i, v_{i+1})) / Z,   Z = Σ_p λ_p^N,   λ_p = Σ_d e^{βc(d)} cos(2πpd/P)                  (29)
/// G_p(d) = ⟨cos(2πp(v_i − v_{i+d})/P)⟩ = Σ_q λ_q^d λ_{p−q}^{N−d} / Σ_q λ_q^N  →  (λ_p/λ_0)^d as N grows
/// C_d(v − v′) = (1/(P−1)) Σ_{p≥1} G_p(d) cos(2πp(v − v′)/P)                                               (28)
/// Λ_{k,p} = (P/(P−1)) Σ_d G_p(d) cos(2πkd/N),  p ≥ 1;   Λ_{k,0} = 0
/// </code>
/// C is the covariance of the indicators [v_i = v] divided by their variance (1/P)(1 − 1/P), so that C_ii(v, v) = 1 and
/// C_ii(v, v′) = −1/(P − 1); the factor P/(P−1) follows. With x = λ_q/λ_0 and y = λ_{p−q}/λ_0 the geometric sums are
/// Σ_d (x^d y^{N−d} + y^d x^{N−d}) cos θd = (y^N − x^N)(y² − x²) / (x² + y² − 2xy cos θ), e^{iNθ} = 1.
/// With P = 2 and c = (1, −1) this is the Ising ring, and C is twice its covariance on the one mode p = 1.
/// </summary>
public sealed class PottsRing
{
    private readonly double[] _gaps;    // 1 − λ_p/λ_0, without cancellation
    private readonly double[] _powers;  // (λ_p/λ_0)^N
    private readonly double _highest;   // max c
    private readonly double _logTop;    // ln λ_0 − β max c
    private readonly double _norm;      // Σ_p (λ_p/λ_0)^N

    /// <summary>A ring with any kernel that depends on the difference.</summary>
    /// <param name="sites">N, the number of variables; at least 3.</param>
    /// <param name="beta">β, the inverse temperature; finite and &gt; 0.</param>
    /// <param name="coupling">c(d) = M(v, v + d) for d = 0..P−1, P ≥ 2 finite numbers with c(d) = c(P − d).</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public PottsRing(int sites, double beta, IReadOnlyList<double> coupling)
    {
        ArgumentNullException.ThrowIfNull(coupling);
        Sites = Require.AtLeast(sites, 3);
        Beta = Require.Positive(beta);
        States = Require.AtLeast(coupling.Count, 2, nameof(coupling) + ".Count");
        for (int d = 0; d < States; d++)
        {
            double difference = Require.Finite(coupling[d], $"coupling[{d}]") - coupling[(States - d) % States];
            if (Math.Abs(difference) > 1e-12 * Math.Abs(coupling[d]))
                throw Require.Error($"coupling[{d}]", coupling[d], $"coupling[{States - d}]: the kernel is symmetric");
        }

        _highest = coupling.Max();
        double[] weights = [.. coupling.Select(c => Math.Exp(beta * (c - _highest)))];
        double total = weights.Sum();
        _logTop = Math.Log(total);
        _gaps = new double[States];
        for (int p = 1; p < States; p++)
            _gaps[p] = weights.Select((w, d) => w * 2 * SinSquared(Math.PI * p * d / States)).Sum() / total;
        _powers = [.. Enumerable.Range(0, States).Select(p => Power(p, sites))];
        _norm = _powers.Sum();
    }

    /// <summary>N, the number of sites.</summary>
    public int Sites { get; }

    /// <summary>P, the number of states of a variable.</summary>
    public int States { get; }

    /// <summary>β, the inverse temperature.</summary>
    public double Beta { get; }

    /// <summary>
    /// ξ = −1 / ln max_{p≥1} |λ_p/λ_0|, in sites: the slowest decay of (28); 0 for independent variables.
    /// </summary>
    public double CorrelationLength => -1 / Enumerable.Range(1, States - 1).Max(LogAbsoluteRatio);

    /// <summary>The top eigenvalue of C at finite N; between P/(P−1) and NP/(P−1).</summary>
    public double TopEigenvalue => Spectrum().Max();

    /// <summary>
    /// The top eigenvalue of C on an infinite ring, (P/(P−1)) max_p (λ_0 + |λ_p|)/(λ_0 − |λ_p|): equation (30) for the
    /// XY kernel, where p = 1 is the largest.
    /// </summary>
    public double TopEigenvalueInfinite
        => (double)States / (States - 1)
            * Enumerable.Range(1, States - 1).Max(p => Math.Max(ModeTopInfinite(p), 1 / ModeTopInfinite(p)));

    /// <summary>log Z of (14), in nats; it never overflows.</summary>
    public double LogPartition => (Sites * ((Beta * _highest) + _logTop)) + Math.Log(_norm);

    /// <summary>The discretised XY model, c(d) = cos(2πd/P), equation (15).</summary>
    /// <param name="sites">N, at least 3.</param>
    /// <param name="states">P, at least 2.</param>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static PottsRing Xy(int sites, int states, double beta)
    {
        Require.AtLeast(states, 2);
        return new(sites, beta, [.. Enumerable.Range(0, states).Select(
            d => Math.Cos(2 * Math.PI * Math.Min(d, states - d) / states))]);
    }

    /// <summary>
    /// Short-range coupling of the states: c(d) = 1 where |d| ≤ range around the circle of states, else 0.
    /// </summary>
    /// <param name="sites">N, at least 3.</param>
    /// <param name="states">P, at least 2.</param>
    /// <param name="range">From 0, the usual Potts model, to P/2 − 1.</param>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static PottsRing ShortRange(int sites, int states, int range, double beta)
    {
        Require.AtLeast(states, 2);
        Require.InRange(range, 0, Math.Max(0, (states / 2) - 1));
        return new(sites, beta, [.. Enumerable.Range(0, states).Select(
            d => Math.Min(d, states - d) <= range ? 1.0 : 0.0)]);
    }

    /// <summary>λ_p/λ_0, above −1 and at most 1.</summary>
    /// <param name="p">The mode over the states; any integer, taken modulo P.</param>
    public double TransferRatio(int p) => 1 - _gaps[Modulo(p, States)];

    /// <summary>
    /// (λ_0 + λ_p)/(λ_0 − λ_p): the eigenvalue of the modes (k = 0, p) of an infinite ring, over P/(P−1).
    /// </summary>
    /// <param name="p">The mode over the states, 1..P−1.</param>
    /// <exception cref="ArgumentException"><paramref name="p"/> is out of its range.</exception>
    public double ModeTopInfinite(int p)
    {
        Require.InRange(p, 1, States - 1);
        return (2 - _gaps[p]) / _gaps[p];
    }

    /// <summary>G_p(d) = ⟨cos(2πp(v_i − v_{i+d})/P)⟩, exact at finite N; between −1 and 1.</summary>
    /// <param name="p">The mode over the states; any integer, taken modulo P.</param>
    /// <param name="distance">d, in sites; any integer, taken modulo N.</param>
    public double ModeCorrelation(int p, int distance)
    {
        int d = Modulo(distance, Sites);
        double sum = 0;
        for (int q = 0; q < States; q++)
            sum += Power(q, d) * Power(Modulo(p - q, States), Sites - d);
        return sum / _norm;
    }

    /// <summary>C_d(v − v′) at finite N, of two variables at a distance; C_0(0) = 1.</summary>
    /// <param name="distance">d, in sites; any integer, taken modulo N.</param>
    /// <param name="difference">v − v′; any integer, taken modulo P.</param>
    public double Covariance(int distance, int difference)
        => SumModes(difference, p => ModeCorrelation(p, distance));

    /// <summary>Λ_{k,p}, the eigenvalue of C on the mode e^{2πi(ki/N + pv/P)}.</summary>
    /// <param name="k">The mode over the sites; any integer, taken modulo N.</param>
    /// <param name="p">The mode over the states; any integer, taken modulo P.</param>
    public double Eigenvalue(int k, int p)
    {
        int mode = Modulo(p, States);
        if (mode == 0)
            return 0;
        double sum = 0;
        for (int q = 0; q < States; q++)
            sum += GeometricSum(q, Modulo(mode - q, States), Modulo(k, Sites));
        return States / (States - 1.0) * sum / (2 * _norm);
    }

    /// <summary>The NP eigenvalues of C, Λ_{k,p} at index kP + p: non-negative, N of them zero, their sum NP.</summary>
    public double[] Spectrum()
    {
        var spectrum = new double[Sites * States];
        for (int k = 0; k < Sites; k++)
        {
            for (int p = 1; p < States; p++)
                spectrum[(k * States) + p] = Eigenvalue(k, p);
        }

        return spectrum;
    }

    // (y^N − x^N)(y² − x²) / ((y − x)² + 4xy sin²(θ/2)); where xy < 0 the denominator is (y + x)² − 4xy cos²(θ/2), so
    // that nothing cancels. Where it vanishes with y − x, at θ = 0, that factor divides out, and (y^N − x^N)/(y − x) is
    // summed, all its terms of one sign; so with y + x at θ = π, N even, where x^d(−1)^d = (−x)^d.
    private double GeometricSum(int q, int other, int k)
    {
        double x = TransferRatio(q), y = TransferRatio(other);
        if (x * y < 0 ? 2 * k == Sites : k == 0)
        {
            double sum = 0;
            for (int j = 0; j < Sites; j++)
                sum += Power(q, j) * Power(other, Sites - 1 - j) * (k > 0 && int.IsOddInteger(j) ? -1 : 1);
            return (k == 0 ? y + x : y - x) * sum;
        }

        double difference = _gaps[q] - _gaps[other];
        double powers = x > 0 && y > 0
            ? PowerDifference(Sites * LogAbsoluteRatio(q), Sites * LogAbsoluteRatio(other))
            : _powers[other] - _powers[q];
        if (powers == 0 || difference == 0)
            return 0;
        double denominator = x * y < 0
            ? ((x + y) * (x + y)) - (4 * x * y * SinSquared(Math.PI * (0.5 - ((double)k / Sites))))
            : (difference * difference) + (4 * x * y * SinSquared(Math.PI * k / Sites));
        return powers * difference * (x + y) / denominator;
    }

    private double SumModes(int difference, Func<int, double> correlation)
        => Enumerable.Range(1, States - 1).Sum(
            p => correlation(p) * Math.Cos(2 * Math.PI * p * Modulo(difference, States) / States)) / (States - 1);

    // e^b − e^a, with the relative accuracy of b − a where that is small.
    private static double PowerDifference(double a, double b) => Math.Abs(b - a) < 1
        ? 2 * Math.Sinh((b - a) / 2) * Math.Exp((a + b) / 2)
        : Math.Exp(b) - Math.Exp(a);

    // ln |λ_p/λ_0|. Near λ_p = λ_0, ln(1 − g) = −2 artanh(g/(2 − g)) keeps the digits of g.
    private double LogAbsoluteRatio(int p)
        => _gaps[p] <= 1 ? -2 * Math.Atanh(_gaps[p] / (2 - _gaps[p])) : Math.Log(_gaps[p] - 1);

    private double Power(int p, int exponent)
    {
        int mode = Modulo(p, States);
        if (exponent == 0)
            return 1;
        double power = Math.Exp(exponent * LogAbsoluteRatio(mode));
        return _gaps[mode] > 1 && int.IsOddInteger(exponent) ? -power : power;
    }

    private static double SinSquared(double x) => Math.Sin(x) * Math.Sin(x);

    private static int Modulo(int value, int modulus) => ((value % modulus) + modulus) % modulus;
}
