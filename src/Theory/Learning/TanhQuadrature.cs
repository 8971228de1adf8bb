using System.Runtime.Intrinsics;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The midpoint rule, q_k = (k + ½)h, for the Fourier integrals of the hidden unit's response, |x| ≤ R:
/// <code>
/// tanh x     = ∫_0^∞ sin(qx) / sinh(πq/2) dq
/// log cosh x = ∫_0^∞ (1 − cos(qx)) / (q sinh(πq/2)) dq
/// sech² x    = ∫_0^∞ q cos(qx) / sinh(πq/2) dq
/// </code>
/// </summary>
/// <remarks>
/// The integrands are even and analytic for |Im q| &lt; 2. By Poisson's sum the rule of step h errs by the images of x
/// at the distances y_m = 2πm/h: for tanh by Σ_m (−1)^m [tanh(x + y_m) + tanh(x − y_m)], at most 2e^{−2(y₁ − R)}; for
/// log cosh by half of that, for sech² by four times. With y₁ = R + ½ ln(8/ε) each is at most ε = 1e-16. Cut at Q = 26,
/// the three leave less than (4/π)(Q + 1)e^{−πQ/2} &lt; 7e-17. Some 4(R + 19.5) nodes are needed.
/// </remarks>
internal readonly struct TanhQuadrature
{
    private const double Tolerance = 1e-16;
    private const double Cut = 26;

    private readonly double _step;

    /// <summary>The rule for arguments of the absolute value <paramref name="range"/> and less.</summary>
    public TanhQuadrature(double range)
    {
        _step = 2 * Math.PI / (range + (0.5 * Math.Log(8 / Tolerance)));
        Count = 4 * (int)Math.Ceiling(Cut / (4 * _step));
    }

    /// <summary>The number of nodes, a multiple of four: they are worked on four at a time.</summary>
    public int Count { get; }

    /// <summary>The rule for I = Σ_j w_j v_j, whose absolute value is at most Σ|w|.</summary>
    public static TanhQuadrature For(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double w in weights)
            sum += Math.Abs(w);
        return new TanhQuadrature(sum);
    }

    /// <summary>q_k.</summary>
    public double Node(int k) => (k + 0.5) * _step;

    /// <summary>h / sinh(πq_k/2).</summary>
    public double Weight(int k) => _step / Math.Sinh(0.5 * Math.PI * Node(k));

    /// <summary>q_k … q_{k+3}.</summary>
    public Vector256<double> Nodes(int k) => Vector256.Create(Node(k), Node(k + 1), Node(k + 2), Node(k + 3));

    /// <summary>The weights of q_k … q_{k+3}.</summary>
    public Vector256<double> Weights(int k) => Vector256.Create(Weight(k), Weight(k + 1), Weight(k + 2), Weight(k + 3));
}
