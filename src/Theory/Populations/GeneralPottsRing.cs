using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Theory.Populations;

/// <summary>
/// A ring of N Potts variables, equation (14), with any symmetric kernel M(v, v′), exact at finite N. With the
/// eigenvectors u_p and the eigenvalues λ_p of the transfer matrix T = e^{βM}:
/// <code>
/// P(v_i = a, v_{i+d} = b) = (T^d)_{ab} (T^{N−d})_{ba} / Tr T^N,   (T^d)_{ab} = Σ_p u_p(a) λ_p^d u_p(b)
/// C_d(a, b) = (P(a, b) − P(a)P(b)) / √(P(a)(1 − P(a)) P(b)(1 − P(b)))
/// </code>
/// Modes over the sites remain e^{2πiki/N}; over the states each k has its own symmetric P×P matrix to diagonalise.
/// <see cref="PottsRing"/> needs no diagonalisation where M depends on the difference only.
/// </summary>
public sealed class GeneralPottsRing
{
    private readonly double[,] _vectors;
    private readonly double[] _ratios;
    private readonly double _top;
    private readonly double[] _marginal;
    private readonly double _norm;

    /// <summary>A ring with any symmetric kernel.</summary>
    /// <param name="sites">N, the number of variables; at least 3.</param>
    /// <param name="beta">β, the inverse temperature; finite and &gt; 0.</param>
    /// <param name="kernel">M, P×P with P ≥ 2, symmetric and finite.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public GeneralPottsRing(int sites, double beta, double[,] kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Sites = Require.AtLeast(sites, 3);
        Beta = Require.Positive(beta);
        States = Require.AtLeast(kernel.GetLength(0), 2, "kernel rows");
        Require.Length(kernel.GetLength(1), States, "kernel columns");
        double highest = double.NegativeInfinity;
        for (int a = 0; a < States; a++)
        {
            for (int b = 0; b < States; b++)
            {
                highest = Math.Max(highest, Require.Finite(kernel[a, b], $"kernel[{a},{b}]"));
                if (b < a && kernel[a, b] != kernel[b, a])
                    throw Require.Error($"kernel[{a},{b}]", kernel[a, b], $"kernel[{b},{a}]: the kernel is symmetric");
            }
        }

        Evd<double> evd = Matrix<double>.Build
            .Dense(States, States, (a, b) => Math.Exp(beta * (kernel[a, b] - highest)))
            .Evd(Symmetricity.Symmetric);
        _vectors = evd.EigenVectors.ToArray();
        double top = evd.EigenValues.Max(z => z.Real);
        _top = top * Math.Exp(beta * highest);
        _ratios = [.. evd.EigenValues.Select(z => z.Real / top)];
        _norm = _ratios.Sum(x => Math.Pow(x, sites));
        _marginal = [.. Enumerable.Range(0, States).Select(a => Power(a, a, sites) / _norm)];
    }

    /// <summary>N, the number of sites.</summary>
    public int Sites { get; }

    /// <summary>P, the number of states of a variable.</summary>
    public int States { get; }

    /// <summary>β, the inverse temperature.</summary>
    public double Beta { get; }

    /// <summary>λ_p, the P eigenvalues of the transfer matrix, descending: (29) where M depends on the difference.</summary>
    public IReadOnlyList<double> TransferEigenvalues => [.. _ratios.Select(x => _top * x).OrderDescending()];

    /// <summary>−1/ln|λ_1/λ_0|, in sites, λ_1 being the second largest in size; N is taken as infinite.</summary>
    public double CorrelationLength => -1 / Math.Log(_ratios.Select(Math.Abs).OrderDescending().ElementAt(1));

    /// <summary>The largest eigenvalue of C at finite N: what (30) is for the XY kernel.</summary>
    public double TopEigenvalue => Spectrum().Max();

    /// <summary>P(v_i = a), the same at every site.</summary>
    /// <param name="a">A state, 0..P−1.</param>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    public double Marginal(int a) => _marginal[Require.InRange(a, 0, States - 1)];

    /// <summary>P(v_i = a, v_{i+d} = b), exact at finite N.</summary>
    /// <param name="distance">d, in sites; any integer, taken modulo N.</param>
    /// <param name="a">A state, 0..P−1.</param>
    /// <param name="b">A state, 0..P−1.</param>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    public double JointProbability(int distance, int a, int b)
    {
        Require.InRange(a, 0, States - 1);
        Require.InRange(b, 0, States - 1);
        int d = ((distance % Sites) + Sites) % Sites;
        return Power(a, b, d) * Power(a, b, Sites - d) / _norm;
    }

    /// <summary>C_d(a, b), the covariance of the indicators of two states over their standard deviations.</summary>
    /// <param name="distance">d, in sites; any integer, taken modulo N.</param>
    /// <param name="a">A state, 0..P−1.</param>
    /// <param name="b">A state, 0..P−1.</param>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    public double Covariance(int distance, int a, int b)
    {
        double p = Marginal(a), q = Marginal(b);
        return (JointProbability(distance, a, b) - (p * q)) / Math.Sqrt(p * (1 - p) * q * (1 - q));
    }

    /// <summary>
    /// The NP eigenvalues of C: for each mode k = 0..N−1 over the sites, P of them in ascending order; their sum is NP.
    /// </summary>
    public double[] Spectrum()
    {
        double[,] mode = new double[States, States];
        double[,,] covariances = new double[Sites, States, States];
        for (int d = 0; d < Sites; d++)
        {
            for (int a = 0; a < States; a++)
            {
                for (int b = 0; b <= a; b++)
                    covariances[d, a, b] = Covariance(d, a, b);
            }
        }

        double[] spectrum = new double[Sites * States];
        for (int k = 0; k < Sites; k++)
        {
            for (int a = 0; a < States; a++)
            {
                for (int b = 0; b <= a; b++)
                    mode[a, b] = mode[b, a] = Enumerable.Range(0, Sites).Sum(
                        d => covariances[d, a, b] * Math.Cos(2 * Math.PI * ((long)k * d % Sites) / Sites));
            }

            double[] values = [.. Matrix<double>.Build.DenseOfArray(mode)
                .Evd(Symmetricity.Symmetric).EigenValues.Select(z => z.Real).Order()];
            values.CopyTo(spectrum, k * States);
        }

        return spectrum;
    }

    private double Power(int a, int b, int exponent)
    {
        double sum = 0;
        for (int p = 0; p < States; p++)
            sum += _vectors[a, p] * Math.Pow(_ratios[p], exponent) * _vectors[b, p];
        return sum;
    }
}
