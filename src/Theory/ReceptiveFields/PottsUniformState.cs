using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Learning;
using Complex = System.Numerics.Complex;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// One ±1 hidden unit on a Potts ring, infinitely many data: the steady state whose weights w_v are the same at every
/// site (a place field over the colours, none along the ring), and how waves e^{2πiki/N} on it grow. With T the
/// transfer matrix and p_± ∝ e^{±w} the model's colours given h = ±1,
/// <code>
/// ẇ_iv = ν (E[δ_iv tanh I] − ½(p_+ − p_−)_v),   I = Σ_i w_{i,v_i},   in the zero-sum gauge
/// E[δ_0u δ_dv sech² I] = (1/Tr T^N) ∫_0^∞ q Re (T_q^d)_uv (T_q^{N−d})_vu / sinh(πq/2) dq,   T_q = T e^{iqw}
/// J_k = Σ_d cos(2πkd/N) E[δ_0u δ_dv sech² I] − ½ Σ_± (diag p_± − p_± p_±ᵀ),   k ≠ 0
/// </code>
/// and a wave k grows at the rate ν times the largest eigenvalue of J_k. By reflection J_k is real and symmetric. At
/// w = 0 it is ((1 − 1/P) Λ_{k,p} − 1)/P on the mode p over the colours: what the top eigenvalue of C is compared with.
/// </summary>
public sealed class PottsUniformState
{
    private const double Tolerance = 1e-13;
    private const int MostSteps = 2000;

    private readonly double[,] _transfer;
    private readonly double _norm;

    /// <summary>Solves for the steady state by relaxation, from a cosine over the colours.</summary>
    /// <param name="sites">N; at least 3.</param>
    /// <param name="states">P; even and at least 4, so that the colours have opposites.</param>
    /// <param name="beta">β of the XY kernel, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The relaxation does not come to rest.</exception>
    public PottsUniformState(int sites, int states, double beta)
    {
        Sites = Require.AtLeast(sites, 3);
        if (Require.AtLeast(states, 4) % 2 != 0)
            throw Require.Error(nameof(states), states, "even");
        Require.Positive(beta);
        double[] angle = [.. Enumerable.Range(0, states).Select(v => 2 * Math.PI * v / states)];
        _transfer = new double[states, states];
        double total = angle.Sum(a => Math.Exp(beta * (Math.Cos(a) - 1)));
        for (int u = 0; u < states; u++)
        {
            for (int v = 0; v < states; v++)
                _transfer[u, v] = Math.Exp(beta * (Math.Cos(angle[u] - angle[v]) - 1)) / total;
        }

        _norm = Powers(Transfer(new double[states], 0))[sites].Diagonal().Sum().Real;
        Weights = Relax([.. angle.Select(a => 0.1 * Math.Cos(a))]);
    }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>w_v, the same at every site; length P, of sum 0, largest at colour 0.</summary>
    public double[] Weights { get; }

    /// <summary>Growth rate of a wave along the ring, in units of ν.</summary>
    /// <param name="mode">k, in 1..N−1.</param>
    /// <exception cref="ArgumentException"><paramref name="mode"/> is out of its range.</exception>
    public double GrowthRate(int mode)
    {
        Require.InRange(mode, 1, Sites - 1);
        int states = Weights.Length;
        Matrix<double> jacobian = -ModelSlope();
        TanhQuadrature rule = Rule(Weights);
        for (int n = 0; n < rule.Count; n++)
        {
            double weight = rule.Weight(n) * rule.Node(n) / _norm;
            Matrix<Complex>[] powers = Powers(Transfer(Weights, rule.Node(n)));
            for (int d = 0; d < Sites; d++)
            {
                double wave = weight * Math.Cos(2 * Math.PI * mode * d / Sites);
                Matrix<Complex> there = powers[d], back = powers[Sites - d];
                for (int u = 0; u < states; u++)
                {
                    for (int v = 0; v < states; v++)
                        jacobian[u, v] += wave * (there[u, v] * back[v, u]).Real;
                }
            }
        }

        Matrix<double> gauge = Matrix<double>.Build.Dense(states, states, (u, v) => (u == v ? 1 : 0) - 1.0 / states);
        Matrix<double> inGauge = gauge * jacobian * gauge;

        // The gauge direction itself has eigenvalue 0: it is pushed below all others.
        Matrix<double> only = inGauge - (Matrix<double>.Build.DenseIdentity(states) - gauge) * 10;
        return ((only + only.Transpose()) / 2).Evd(Symmetricity.Symmetric).EigenValues.Max(value => value.Real);
    }

    private double[] Relax(double[] weights)
    {
        for (int step = 0; step < MostSteps; step++)
        {
            double[] velocity = Velocity(weights);
            if (velocity.Max(Math.Abs) < Tolerance)
                return weights;

            // The slope of the model term is about 1/P: half of Newton's step for it.
            for (int v = 0; v < weights.Length; v++)
                weights[v] += 0.5 * weights.Length * velocity[v];
        }

        throw new InvalidOperationException("the uniform state does not come to rest");
    }

    private double[] Velocity(double[] weights)
    {
        (double[] plus, double[] minus) = Model(weights);
        double[] velocity = [.. plus.Zip(minus, (p, m) => -0.5 * (p - m))];
        TanhQuadrature rule = Rule(weights);
        for (int n = 0; n < rule.Count; n++)
        {
            Vector<Complex> closed = Transfer(weights, rule.Node(n)).Power(Sites).Diagonal();
            for (int v = 0; v < weights.Length; v++)
                velocity[v] += rule.Weight(n) * closed[v].Imaginary / _norm;
        }

        double mean = velocity.Average();
        return [.. velocity.Select(x => x - mean)];
    }

    private Matrix<double> ModelSlope()
    {
        (double[] plus, double[] minus) = Model(Weights);
        return Matrix<double>.Build.Dense(Weights.Length, Weights.Length, (u, v) =>
            0.5 * ((u == v ? plus[u] + minus[u] : 0) - plus[u] * plus[v] - minus[u] * minus[v]));
    }

    private static (double[] Plus, double[] Minus) Model(double[] weights)
    {
        double plus = weights.Sum(Math.Exp), minus = weights.Sum(w => Math.Exp(-w));
        return ([.. weights.Select(w => Math.Exp(w) / plus)], [.. weights.Select(w => Math.Exp(-w) / minus)]);
    }

    private TanhQuadrature Rule(double[] weights) => new(Sites * weights.Max(Math.Abs));

    private Matrix<Complex> Transfer(double[] weights, double q) => Matrix<Complex>.Build.Dense(
        weights.Length, weights.Length,
        (u, v) => _transfer[u, v] * Complex.FromPolarCoordinates(1, q * weights[v]));

    private Matrix<Complex>[] Powers(Matrix<Complex> transfer)
    {
        var powers = new Matrix<Complex>[Sites + 1];
        powers[0] = Matrix<Complex>.Build.DenseIdentity(transfer.RowCount);
        for (int d = 1; d <= Sites; d++)
            powers[d] = powers[d - 1] * transfer;
        return powers;
    }
}
