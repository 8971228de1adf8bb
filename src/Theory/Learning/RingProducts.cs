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
/// v_i is iJ in this basis, and E[v_i cos qI] = 0 by the symmetry v → −v. No entry of a product exceeds 1.
/// </summary>
internal readonly ref struct RingProducts
{
    private readonly double _t;
    private readonly ReadOnlySpan<double> _weights;
    private readonly Span<double> _cos;
    private readonly Span<double> _sin;
    private readonly Span<Matrix> _suffixes;

    /// <summary>Averages for these weights.</summary>
    /// <param name="t">tanh β.</param>
    /// <param name="weights">w, of length N.</param>
    /// <param name="scratch">2N numbers.</param>
    /// <param name="suffixes">N matrices.</param>
    public RingProducts(double t, ReadOnlySpan<double> weights, Span<double> scratch, Span<Matrix> suffixes)
    {
        _t = t;
        _weights = weights;
        _cos = scratch[..weights.Length];
        _sin = scratch.Slice(weights.Length, weights.Length);
        _suffixes = suffixes;
    }

    /// <summary>(1 + t^N) E[cos qI], of the q last given to <see cref="Evaluate"/>.</summary>
    public double Cosine => _suffixes[0].A + _suffixes[0].D;

    /// <summary>Computes M_i ⋯ M_N for every i.</summary>
    public void Evaluate(double q)
    {
        Matrix product = Matrix.Identity;
        for (int i = _weights.Length - 1; i >= 0; i--)
        {
            (_sin[i], _cos[i]) = Math.SinCos(q * _weights[i]);
            product = Site(i) * product;
            _suffixes[i] = product;
        }
    }

    /// <summary>Adds factor · (1 + t^N) E[v_i sin qI] to each of N sums.</summary>
    public void AddSines(double factor, Span<double> sums)
    {
        Matrix prefix = Matrix.Identity;
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += factor * Matrix.TraceAroundJ(prefix, _suffixes[i]);
            prefix *= Site(i);
        }
    }

    /// <summary>Adds factor · (1 + t^N) E[v_i v_j cos qI] to each of N×N sums, where j ≥ i.</summary>
    public void AddCosines(double factor, Span<double> sums)
    {
        int n = _weights.Length;
        Matrix prefix = Matrix.Identity;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = sums.Slice(i * n, n);
            row[i] += factor * Cosine;
            Matrix next = prefix * Site(i);
            Matrix between = prefix.TimesJ() * Site(i);
            for (int j = i + 1; j < n; j++)
            {
                row[j] -= factor * Matrix.TraceAroundJ(between, _suffixes[j]);
                between *= Site(j);
            }

            prefix = next;
        }
    }

    private Matrix Site(int i) => new(_cos[i], -_sin[i] * _t, _sin[i], _cos[i] * _t);

    /// <summary>The 2×2 matrix of rows (A, B) and (C, D).</summary>
    internal readonly record struct Matrix(double A, double B, double C, double D)
    {
        public static Matrix Identity => new(1, 0, 0, 1);

        public static Matrix operator *(Matrix x, Matrix y) => new(
            (x.A * y.A) + (x.B * y.C), (x.A * y.B) + (x.B * y.D), (x.C * y.A) + (x.D * y.C), (x.C * y.B) + (x.D * y.D));

        public Matrix TimesJ() => new(-B, A, -D, C);

        /// <summary>Tr(xJy).</summary>
        public static double TraceAroundJ(Matrix x, Matrix y) => (x.A * y.C) - (x.B * y.A) + (x.C * y.D) - (x.D * y.B);
    }
}
