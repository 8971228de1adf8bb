using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// Diffusion of a state along a symmetry of its learning, with what the fluctuations across it add: the next order in
/// the noise, at any ν. An update is w ← m(w) + νη, m(w) = w + νF(w), F being a gradient, Cov η = Σ(w), independent from
/// update to update. The steady state w̄ may stand at any place x. The place of a state near it is that to which the
/// updates without noise would bring it,
/// <code>
/// Φ(m(w)) = Φ(w) = (z_0 + ½ Q_ab z_a z_b + (1/6) R_abc z_a z_b z_c + …)/√K,     K = |∂w̄/∂x|²,
/// </code>
/// z being the parts of w − w̄ along the modes of −∂F, λ_a their rates, μ_a = 1 − νλ_a, a = 0 the translation. With
/// F_abc and F_0abc the derivatives of the flow,
/// <code>
/// Q_ab = ν F_0ab/(1 − μ_a μ_b),     T_abc = Q_ae F_ebc
/// R_abc = ν (F_0abc + μ_a T_abc + μ_b T_bac + μ_c T_cab)/(1 − μ_a μ_b μ_c).
/// </code>
/// The place moves by ΔΦ = νΦ_a η_a + ½ν²Φ_ab η_a η_b + … an update, and with g = Φ_aΦ_b Σ_ab K,
/// <code>
/// D = (ν²/2K) [ ⟨g⟩ + ν Q_ab κ_0ab + ν Σ_e β_e Σ_e0/λ_e + ν² (½ tr QΣQΣ + R_abc Σ_0a Σ_bc) ].
/// </code>
/// κ: the third cumulant of η. β_e = ∂_e(Φ_ab Σ_ab): a state that a push leaves lopsided drifts until it has recovered.
/// ⟨g⟩, the mean over the fluctuations, is g(w̄) + ½ν Σ_ab 𝒢_ab, with 𝒢 solving 𝒢(m(w)) − 𝒢(w) = −ν(g(w) − g(w̄)): the
/// mean of 𝒢 does not change in time.
/// </summary>
/// <remarks>
/// λ_0 is taken for zero, whatever is left of it. Parts along z_0 alone follow from Φ(turned by x) = Φ + x: R_000 = −2
/// Σ_a Q_0a², 𝒢_00 = −Σ_a 𝒢_a Q_0a.
/// </remarks>
public sealed class PhaseDiffusion
{
    // Of central differences along a mode, first and mixed second: errors of the order of its square.
    private const double Step = 3e-3;

    private readonly Setting _setting;
    private readonly int _n;
    private readonly double _rate;
    private readonly double[] _left;
    private readonly Matrix<double> _noise;

    /// <summary>Expands about a steady state.</summary>
    /// <param name="setting">The learning about it.</param>
    /// <param name="learningRate">ν; finite and &gt; 0, below 2 over the fastest rate.</param>
    /// <exception cref="ArgumentException">ν is out of its range.</exception>
    public PhaseDiffusion(Setting setting, double learningRate)
    {
        _setting = setting;
        _rate = Require.Positive(learningRate);
        _n = setting.Rates.Length;
        if (!(learningRate * setting.Rates[^1] < 2))
            throw Require.Error(nameof(learningRate), learningRate, $"below {2 / setting.Rates[^1]}: updates blow up");
        _left = [.. setting.Rates.Select((rate, a) => a == 0 ? 1 : 1 - learningRate * rate)];
        _noise = Noise(Vector<double>.Build.Dense(_n));

        Matrix<double>[] second = SecondDerivatives();
        Matrix<double> q = OfPlace(second);
        Matrix<double>[] t = [.. Enumerable.Range(0, _n).Select(_ => Matrix<double>.Build.Dense(_n, _n))];
        for (int e = 0; e < _n; e++)
        {
            for (int a = 0; a < _n; a++)
            {
                if (q[a, e] != 0)
                    second[e].Multiply(q[a, e]).Add(t[a], t[a]);
            }
        }

        Matrix<double>[] r = ThirdOfPlace(t, q);
        double first = _noise[0, 0];
        Lopsided = Drift(q, r) / first;
        Skew = _rate * InModes(setting.Skewness).PointwiseMultiply(q).Enumerate().Sum() / first;
        Shape = MeanOverShapes(second, q, t, r) / first;
        Pushes = _rate * _rate * SecondOrder(q, r) / first;
    }

    /// <summary>What the fluctuations of the shape make of ⟨g⟩, as a share of D.</summary>
    public double Shape { get; }

    /// <summary>What the third cumulant of the noise adds, as a share of D.</summary>
    public double Skew { get; }

    /// <summary>What lopsided fields add by their drift, as a share of D.</summary>
    public double Lopsided { get; }

    /// <summary>What the second order of a single push adds, as a share of D.</summary>
    public double Pushes { get; }

    /// <summary>D/D(leading) − 1; the next term is of the order of its square.</summary>
    public double Correction => Shape + Skew + Lopsided + Pushes;

    /// <summary>
    /// What the mean square displacement of an observable y, in place of √K Φ, has on top of 2Dt: with p = ∂y/∂z, p_0 = 1,
    /// and P_ab = ν²Σ_ab/(1 − μ_a μ_b), Σ_ab p_a p_b P_ab (2 − μ_a^t − μ_b^t) but for a = b = 0, to leading order.
    /// </summary>
    /// <param name="gradient">p, mode by mode.</param>
    /// <param name="lag">t in updates, at least 0.</param>
    public double Jitter(Vector<double> gradient, int lag)
    {
        double sum = 0;
        double[] left = [.. _left.Select(mu => Math.Pow(mu, lag))];
        for (int a = 0; a < _n; a++)
        {
            for (int b = a == 0 ? 1 : 0; b < _n; b++)
            {
                sum += gradient[a] * gradient[b] * _rate * _rate * _noise[a, b] / (1 - _left[a] * _left[b])
                    * (2 - left[a] - left[b]);
            }
        }

        return sum;
    }

    /// <summary>F_abc, c by c, from the Jacobian at either side.</summary>
    private Matrix<double>[] SecondDerivatives() =>
    [
        .. Enumerable.Range(0, _n).Select(c => (Jacobian(Along(c, 1)) - Jacobian(Along(c, -1))) / (2 * Step)),
    ];

    /// <summary>Q.</summary>
    private Matrix<double> OfPlace(Matrix<double>[] second)
        => Matrix<double>.Build.Dense(_n, _n, (a, b) => a + b == 0
            ? 0 : _rate * second[b][0, a] / (1 - _left[a] * _left[b]));

    /// <summary>R_abc, c by c.</summary>
    private Matrix<double>[] ThirdOfPlace(Matrix<double>[] t, Matrix<double> q)
    {
        Vector<double> slide = Along(0, 1);
        Matrix<double>[] r = new Matrix<double>[_n];
        for (int c = 0; c < _n; c++)
        {
            Vector<double> step = Along(c, 1);
            Matrix<double> mixed = (Jacobian(slide + step) - Jacobian(slide - step) - Jacobian(step - slide)
                + Jacobian(-slide - step)) / (4 * Step * Step);
            r[c] = Matrix<double>.Build.Dense(_n, _n, (a, b) => a + b + c == 0
                ? -2 * q.Row(0).DotProduct(q.Row(0))
                : _rate * (mixed[a, b] + _left[a] * t[a][b, c] + _left[b] * t[b][a, c] + _left[c] * t[c][a, b])
                    / (1 - _left[a] * _left[b] * _left[c]));
        }

        return r;
    }

    /// <summary>½ν Σ_ab 𝒢_ab.</summary>
    private double MeanOverShapes(
        Matrix<double>[] second, Matrix<double> q, Matrix<double>[] t, Matrix<double>[] r)
    {
        Matrix<double> here = q.MapIndexed((_, b, value) => value * _left[b]);
        (Matrix<double> row, double[] ofPlace) = NoiseDerivatives();
        double[] first = new double[_n];
        for (int c = 1; c < _n; c++)
            first[c] = (2 * here.Column(c).DotProduct(_noise.Column(0)) + ofPlace[c]) / _setting.Rates[c];

        Matrix<double> squares = 2 * here.TransposeThisAndMultiply(_noise).Multiply(here);
        Matrix<double> sides = here.TransposeThisAndMultiply(row);
        Matrix<double> spread = Matrix<double>.Build.Dense(_n, _n);
        double sum = 0;
        for (int c = 0; c < _n; c++)
        {
            for (int d = 0; d < _n; d++)
            {
                if (c + d == 0)
                    continue;
                double value = squares[c, d] + 2 * (sides[c, d] + sides[d, c]);
                for (int a = 0; a < _n; a++)
                {
                    value += 2 * (_rate * t[a][c, d] + r[d][a, c] * _left[c] * _left[d]) * _noise[a, 0]
                        + first[a] * second[d][a, c];
                }

                spread[c, d] = _rate * _noise[c, d] / (1 - _left[c] * _left[d]);
                sum += spread[c, d] * value;
            }
        }

        sum += SecondOfNoise(spread);
        for (int a = 1; a < _n; a++)
            sum -= _noise[0, 0] * first[a] * q[0, a];
        return 0.5 * _rate * sum;
    }

    /// <summary>∂_c Σ_a0 in row a and column c, and ∂_c Σ_00.</summary>
    private (Matrix<double> Row, double[] OfPlace) NoiseDerivatives()
    {
        Matrix<double> row = Matrix<double>.Build.Dense(_n, _n);
        for (int c = 0; c < _n; c++)
            row.SetColumn(c, ((Noise(Along(c, 1)) - Noise(Along(c, -1))) / (2 * Step)).Column(0));
        return (row, row.Row(0).ToArray());
    }

    /// <summary>Σ_cd ∂_c∂_d Σ_00 P_cd, along the axes of P.</summary>
    private double SecondOfNoise(Matrix<double> spread)
    {
        Evd<double> evd = spread.Evd(Symmetricity.Symmetric);
        double largest = evd.EigenValues.Max(value => Math.Abs(value.Real)), sum = 0;
        for (int k = 0; k < _n; k++)
        {
            double variance = evd.EigenValues[k].Real;
            if (Math.Abs(variance) < 1e-9 * largest)
                continue;
            Vector<double> step = Step * evd.EigenVectors.Column(k);
            sum += variance * (Noise(step)[0, 0] - 2 * _noise[0, 0] + Noise(-step)[0, 0]) / (Step * Step);
        }

        return sum;
    }

    private double Drift(Matrix<double> q, Matrix<double>[] r)
    {
        Vector<double> recovery = Vector<double>.Build.Dense(_n, e => e == 0 ? 0 : _noise[e, 0] / _setting.Rates[e]);
        double length = recovery.L2Norm();
        if (length == 0)
            return 0;
        Vector<double> step = Step / length * recovery;
        double sum = length * (Noise(step) - Noise(-step)).PointwiseMultiply(q).Enumerate().Sum() / (2 * Step);
        for (int e = 1; e < _n; e++)
            sum += recovery[e] * _left[e] * r[e].PointwiseMultiply(_noise).Enumerate().Sum();
        return _rate * sum;
    }

    private double SecondOrder(Matrix<double> q, Matrix<double>[] r)
    {
        Matrix<double> product = q * _noise;
        double sum = 0.5 * (product * product).Trace();
        for (int c = 0; c < _n; c++)
            sum += (r[c] * _noise.Column(0)).DotProduct(_noise.Column(c));
        return sum;
    }

    private Vector<double> Along(int mode, int sign)
        => Vector<double>.Build.Dense(_n, a => a == mode ? sign * Step : 0);

    private Matrix<double> Jacobian(Vector<double> away) => InModes(_setting.Jacobian(_setting.Modes * away));

    private Matrix<double> Noise(Vector<double> away) => InModes(_setting.Noise(_setting.Modes * away));

    private Matrix<double> InModes(Matrix<double> matrix)
        => _setting.Modes.TransposeThisAndMultiply(matrix).Multiply(_setting.Modes);

    /// <summary>The learning about a steady state w̄.</summary>
    /// <param name="Rates">λ_a, ascending, the translation's first.</param>
    /// <param name="Modes">The modes, in columns.</param>
    /// <param name="Jacobian">∂F at w̄ + the argument.</param>
    /// <param name="Noise">Σ at w̄ + the argument.</param>
    /// <param name="Skewness">κ_xij at w̄, x the first mode.</param>
    public sealed record Setting(
        double[] Rates, Matrix<double> Modes, Func<Vector<double>, Matrix<double>> Jacobian,
        Func<Vector<double>, Matrix<double>> Noise, Matrix<double> Skewness);
}
