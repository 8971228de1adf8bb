using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// Averages of e^{iqI}, I = Σ_j w_j v_j, over the Ising ring, as traces of products of N real 2×2 matrices.
/// The transfer matrix of (8), over 2cosh β, is diag(1, t) on the even and odd functions of a spin, and e^{iqwv} mixes
/// the two; counting the odd one in units of i, it is a rotation:
/// <code>
/// M_j = R(q w_j) diag(1, t),   R(θ) = | cos θ  −sin θ |,   J = |  0  1 |
///                                     | sin θ   cos θ |        | −1  0 |
/// (1 + t^N) E[cos qI]         =  Tr(M_1 ⋯ M_N)
/// (1 + t^N) E[v_i sin qI]     =  Tr(M_1 ⋯ M_{i−1} J M_i ⋯ M_N)
/// (1 + t^N) E[v_i v_j cos qI] = −Tr(M_1 ⋯ J M_i ⋯ J M_j ⋯ M_N)
/// </code>
/// v_i is iJ in this basis, and E[v_i cos qI] = 0 by the symmetry v → −v. No entry of a product exceeds 1. Four nodes
/// q of <see cref="TanhQuadrature"/> are worked on at once, in four lanes whatever the machine has; from each four to
/// the next the angles are turned by 4h w_j, which errs by 2e-16 a turn.
/// </summary>
internal readonly ref struct RingProducts
{
    /// <summary>How many numbers of working memory are needed for a site.</summary>
    public const int ScratchPerSite = 12 * 4;

    private readonly TanhQuadrature _rule;
    private readonly Vector256<double> _t;
    private readonly ReadOnlySpan<double> _weights;
    private readonly Span<Vector256<double>> _cos;
    private readonly Span<Vector256<double>> _sin;
    private readonly Span<Vector256<double>> _turnCos;
    private readonly Span<Vector256<double>> _turnSin;
    private readonly Span<LaneMatrix> _suffixes;
    private readonly Span<LaneMatrix> _changes;

    /// <summary>Averages for these weights, at the first four nodes of a rule.</summary>
    /// <param name="t">tanh β.</param>
    /// <param name="weights">w, of length N.</param>
    /// <param name="rule">The nodes.</param>
    /// <param name="scratch">At least <see cref="ScratchPerSite"/>·N numbers.</param>
    public RingProducts(double t, ReadOnlySpan<double> weights, TanhQuadrature rule, Span<double> scratch)
    {
        int n = weights.Length;
        _t = Vector256.Create(t);
        _weights = weights;
        _rule = rule;
        Span<Vector256<double>> vectors =
            MemoryMarshal.Cast<double, Vector256<double>>(scratch[..(ScratchPerSite * n)]);
        _cos = vectors[..n];
        _sin = vectors.Slice(n, n);
        _turnCos = vectors.Slice(2 * n, n);
        _turnSin = vectors.Slice(3 * n, n);
        _suffixes = MemoryMarshal.Cast<Vector256<double>, LaneMatrix>(vectors.Slice(4 * n, 4 * n));
        _changes = MemoryMarshal.Cast<Vector256<double>, LaneMatrix>(vectors.Slice(8 * n, 4 * n));
        for (int i = 0; i < n; i++)
            StartAngles(i);
    }

    /// <summary>(1 + t^N) E[cos qI] of four nodes.</summary>
    public Vector256<double> Cosine => _suffixes[0].A + _suffixes[0].D;

    /// <summary>Computes M_i ⋯ M_N for every i.</summary>
    public void Evaluate()
    {
        LaneMatrix product = LaneMatrix.Identity;
        for (int i = _weights.Length - 1; i >= 0; i--)
        {
            product = product.AfterSite(_cos[i], _sin[i], _t);
            _suffixes[i] = product;
        }
    }

    /// <summary>Goes on to the next four nodes.</summary>
    public void Advance()
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            Vector256<double> cos = _cos[i], sin = _sin[i];
            _cos[i] = (cos * _turnCos[i]) - (sin * _turnSin[i]);
            _sin[i] = (sin * _turnCos[i]) + (cos * _turnSin[i]);
        }
    }

    /// <summary>Adds Σ_nodes factor · (1 + t^N) E[v_i sin qI] to each of N sums.</summary>
    public void AddSines(Vector256<double> factors, Span<double> sums)
    {
        LaneMatrix prefix = LaneMatrix.Identity;
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += Vector256.Sum(factors * LaneMatrix.TraceAroundJ(prefix, _suffixes[i]));
            prefix = prefix.BeforeSite(_cos[i], _sin[i], _t);
        }
    }

    /// <summary>Adds Σ_nodes factor · (1 + t^N) E[v_i v_j cos qI] to each of N×N sums, where j ≥ i.</summary>
    /// <param name="factors">One a node.</param>
    /// <param name="sums">Row i starts at i·stride.</param>
    /// <param name="stride">The distance of two rows.</param>
    public void AddCosines(Vector256<double> factors, Span<double> sums, int stride)
    {
        int n = _weights.Length;
        LaneMatrix prefix = LaneMatrix.Identity;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = sums.Slice(i * stride, n);
            row[i] += Vector256.Sum(factors * Cosine);
            LaneMatrix between = prefix.TimesJ().BeforeSite(_cos[i], _sin[i], _t);
            prefix = prefix.BeforeSite(_cos[i], _sin[i], _t);
            for (int j = i + 1; j < n; j++)
            {
                row[j] -= Vector256.Sum(factors * LaneMatrix.TraceAroundJ(between, _suffixes[j]));
                between = between.BeforeSite(_cos[j], _sin[j], _t);
            }
        }
    }

    /// <summary>
    /// Adds Σ_nodes factor · (1 + t^N) Σ_j E[v_i v_j cos qI] x_j to each of N sums, in O(N): it is the derivative, over
    /// q, of E[v_i sin qI] along x, and dM_j = q x_j R(q w_j + π/2) diag(1, t).
    /// </summary>
    public void AddCosineProducts(Vector256<double> factors, ReadOnlySpan<double> x, Span<double> sums)
    {
        LaneMatrix change = default;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            LaneMatrix after = i + 1 < x.Length ? _suffixes[i + 1] : LaneMatrix.Identity;
            change = change.AfterSite(_cos[i], _sin[i], _t) + after.AfterSite(-_sin[i] * x[i], _cos[i] * x[i], _t);
            _changes[i] = change;
        }

        LaneMatrix prefix = LaneMatrix.Identity;
        change = default;
        for (int i = 0; i < x.Length; i++)
        {
            Vector256<double> trace = LaneMatrix.TraceAroundJ(prefix, _changes[i])
                + LaneMatrix.TraceAroundJ(change, _suffixes[i]);
            sums[i] += Vector256.Sum(factors * trace);
            change = change.BeforeSite(_cos[i], _sin[i], _t) + prefix.BeforeSite(-_sin[i] * x[i], _cos[i] * x[i], _t);
            prefix = prefix.BeforeSite(_cos[i], _sin[i], _t);
        }
    }

    private void StartAngles(int i)
    {
        Vector256<double> cos = default, sin = default;
        for (int lane = 0; lane < Vector256<double>.Count; lane++)
        {
            (double s, double c) = Math.SinCos(_rule.Node(lane) * _weights[i]);
            cos = cos.WithElement(lane, c);
            sin = sin.WithElement(lane, s);
        }

        (double turnSin, double turnCos) = Math.SinCos((_rule.Node(4) - _rule.Node(0)) * _weights[i]);
        _cos[i] = cos;
        _sin[i] = sin;
        _turnCos[i] = Vector256.Create(turnCos);
        _turnSin[i] = Vector256.Create(turnSin);
    }
}
