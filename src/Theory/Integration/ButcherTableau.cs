namespace RbmTheory.Theory.Integration;

/// <summary>
/// The coefficients of an explicit embedded Runge–Kutta method with a continuous extension, as data:
/// <code>
/// k_i = f(t + c_i h, w + h Σ_{j&lt;i} a_ij k_j),   w₁ = w + h Σ_i b_i k_i,   error = h Σ_i e_i k_i
/// w(t + θh) = w + h Σ_i b_i(θ) k_i,   b_i(θ) = Σ_{p≥1} d_ip θ^p,   0 ≤ θ ≤ 1
/// </code>
/// </summary>
public sealed class ButcherTableau
{
    private readonly double[] _nodes;
    private readonly double[][] _stages;
    private readonly double[] _weights;
    private readonly double[] _error;
    private readonly double[][] _dense;

    private ButcherTableau(int order, double[] nodes, double[][] stages, double[] embedded, double[][] dense)
    {
        Order = order;
        _nodes = nodes;
        _stages = stages;
        _dense = dense;
        // First same as last: the last stage is evaluated at the new state, so its row of a is b.
        _weights = [.. stages[^1], 0];
        _error = [.. _weights.Zip(embedded, (b, bHat) => b - bHat)];
    }

    /// <summary>
    /// Dormand and Prince's pair of orders 5 and 4 (J. Comput. Appl. Math. 6, 19, 1980), seven stages of which the
    /// last is the first of the next step, with Shampine's continuous extension of order 4 (Math. Comp. 46, 135,
    /// 1986). Its error coefficients are the difference of the two solutions; the solution of order 5 is carried on.
    /// </summary>
    public static ButcherTableau DormandPrince54 { get; } = new(
        order: 5,
        nodes: [0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1],
        stages:
        [
            [],
            [1.0 / 5],
            [3.0 / 40, 9.0 / 40],
            [44.0 / 45, -56.0 / 15, 32.0 / 9],
            [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
            [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
            [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
        ],
        embedded: [5179.0 / 57600, 0, 7571.0 / 16695, 393.0 / 640, -92097.0 / 339200, 187.0 / 2100, 1.0 / 40],
        dense:
        [
            [1, -8048581381.0 / 2820520608, 8663915743.0 / 2820520608, -12715105075.0 / 11282082432],
            [0, 0, 0, 0],
            [0, 131558114200.0 / 32700410799, -68118460800.0 / 10900136933, 87487479700.0 / 32700410799],
            [0, -1754552775.0 / 470086768, 14199869525.0 / 1410260304, -10690763975.0 / 1880347072],
            [0, 127303824393.0 / 49829197408, -318862633887.0 / 49829197408, 701980252875.0 / 199316789632],
            [0, -282668133.0 / 205662961, 2019193451.0 / 616988883, -1453857185.0 / 822651844],
            [0, 40617522.0 / 29380423, -110615467.0 / 29380423, 69997945.0 / 29380423],
        ]);

    /// <summary>The order of the solution carried on; the embedded one is an order lower.</summary>
    public int Order { get; }

    /// <summary>The number of stages; the last one is the first of the next step.</summary>
    public int Stages => _nodes.Length;

    /// <summary>c_i, one a stage, in units of the step.</summary>
    public ReadOnlySpan<double> Nodes => _nodes;

    /// <summary>b_i, one a stage: the weights of the solution.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>e_i, one a stage: the weights of the solution minus those of the embedded one.</summary>
    public ReadOnlySpan<double> ErrorWeights => _error;

    /// <summary>a_ij for j &lt; i.</summary>
    /// <param name="stage">i, from 0 to <see cref="Stages"/> − 1.</param>
    /// <exception cref="ArgumentException">There is no such stage.</exception>
    public ReadOnlySpan<double> StageWeights(int stage) => _stages[Require.InRange(stage, 0, Stages - 1)];

    /// <summary>b_i(θ), the weight of a stage in the continuous extension.</summary>
    /// <param name="stage">i, from 0 to <see cref="Stages"/> − 1.</param>
    /// <param name="theta">θ, the part of the step that is done; in [0, 1], unless to extrapolate.</param>
    /// <exception cref="ArgumentException">There is no such stage.</exception>
    public double DenseWeight(int stage, double theta)
    {
        double[] coefficients = _dense[Require.InRange(stage, 0, Stages - 1)];
        double weight = 0;
        for (int p = coefficients.Length - 1; p >= 0; p--)
            weight = (weight + coefficients[p]) * theta;
        return weight;
    }
}
