namespace RbmTheory.Theory.Integration;

/// <summary>
/// The coefficients of a stiffly accurate Rosenbrock method, dw/dt = f(w), J = ∂f/∂w, as data, in the form that needs
/// no product with J (Hairer and Wanner II, equation IV.7.25):
/// <code>
/// (1/(hγ) − J) u_i = f(w + Σ_{j&lt;i} a_ij u_j) + Σ_{j&lt;i} (c_ij/h) u_j
/// w₁ = w + Σ_{j&lt;s} a_sj u_j + u_s,   error = u_s
/// w(t + θh) = (1 − θ)w + θ(w₁ + (1 − θ)(k_1 + θ(k_2 + θk_3))),   k_p = Σ_j h_pj u_j,   0 ≤ θ ≤ 1
/// </code>
/// The solution less its error is the last point at which f was evaluated, so that a steady state is found at once by a
/// long step.
/// </summary>
public sealed class RosenbrockTableau
{
    private readonly double[][] _states;
    private readonly double[][] _slopes;
    private readonly double[][] _dense;

    private RosenbrockTableau(int order, double gamma, double[][] states, double[][] slopes, double[][] dense)
    {
        Order = order;
        Gamma = gamma;
        _states = states;
        _slopes = slopes;
        _dense = dense;
    }

    /// <summary>
    /// Rodas5P (Steinebach, BIT Numer. Math. 63, 27, 2023): order 5 with an error estimate of order 4, L-stable, eight
    /// stages, a continuous extension of order 4.
    /// </summary>
    public static RosenbrockTableau Rodas5P { get; } = new(
        order: 5,
        gamma: 0.21193756319429014,
        states:
        [
            [],
            [3],
            [2.849394379747939, 0.45842242204463923],
            [-6.954028509809101, 2.489845061869568, -10.358996098473584],
            [2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641],
            [-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946],
            [-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946, 1],
            [
                -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946,
                1, 1,
            ],
        ],
        slopes:
        [
            [],
            [-14.155112264123755],
            [-17.97296035885952, -2.859693295451294],
            [147.12150275711716, -1.41221402718213, 71.68940251302358],
            [165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306],
            [24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471],
            [
                30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
                -28.087943162872662,
            ],
            [
                37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
                -54.66780262877968, -9.48861652309627,
            ],
        ],
        dense:
        [
            [
                25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204, 0.524948541321073,
                1.1241088310450404, 0.4272876194431874, -0.17202221070155493,
            ],
            [
                -9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796, 20.176138334709044,
                15.98066361424651, -6.789040303419874, -6.710236069923372,
            ],
            [
                11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643, -52.072871366152654,
                -59.78993625266729, -0.15582684282751913, 4.883087185713722,
            ],
        ]);

    /// <summary>The order of the solution carried on; that of the error estimate is one less.</summary>
    public int Order { get; }

    /// <summary>γ, the diagonal of the method.</summary>
    public double Gamma { get; }

    /// <summary>s, the number of stages, each of which is one linear system.</summary>
    public int Stages => _states.Length;

    /// <summary>The number of the k_p of the continuous extension.</summary>
    public int DenseTerms => _dense.Length;

    /// <summary>a_ij for j &lt; i.</summary>
    /// <param name="stage">i, from 0 to <see cref="Stages"/> − 1.</param>
    /// <exception cref="ArgumentException">There is no such stage.</exception>
    public ReadOnlySpan<double> StateWeights(int stage) => _states[Require.InRange(stage, 0, Stages - 1)];

    /// <summary>c_ij for j &lt; i.</summary>
    /// <param name="stage">i, from 0 to <see cref="Stages"/> − 1.</param>
    /// <exception cref="ArgumentException">There is no such stage.</exception>
    public ReadOnlySpan<double> SlopeWeights(int stage) => _slopes[Require.InRange(stage, 0, Stages - 1)];

    /// <summary>h_pj, one a stage.</summary>
    /// <param name="term">p − 1, from 0 to <see cref="DenseTerms"/> − 1.</param>
    /// <exception cref="ArgumentException">There is no such term.</exception>
    public ReadOnlySpan<double> DenseWeights(int term) => _dense[Require.InRange(term, 0, DenseTerms - 1)];
}
