using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// How the noise of learning makes the place cell fluctuate, to first order in ν. An update is w ← w + ν (F(w) + η),
/// with F the exact flow and Cov η = Σ = Σ_data/S_batch + Σ_model/n_chains, new data at every update. In the modes of
/// −∂F, of rates λ_a, the weights fluctuate with covariance P about a mean that is shifted by d, F being nonlinear:
/// <code>
/// P_ab = ν Σ_ab/(λ_a + λ_b),      λ_a d_a = ½ Σ_bc ∂²F_a/∂w_b∂w_c P_bc.
/// </code>
/// The position of the bump is the slow mode, a = 0. It starts on a site at t = 0, and its variance relaxes to P_00 in
/// 1/(νλ_0) updates, the longest of all times: d is computed with P_00 (1 − e^{−2νλ_0 t}), and with the stationary P of
/// the other modes. Times here are νt.
/// </summary>
public sealed class BumpFluctuations
{
    // Second differences along the axes of P: the error is of the order of its square, and rounding 1e-14 over it.
    private const double Step = 2e-3;

    private readonly BumpModes _modes;
    private readonly Vector<double> _ofPlace, _ofShape;

    /// <summary>The fluctuations about a bump.</summary>
    /// <param name="bump">The bump, stable: on a site.</param>
    /// <param name="learningRate">ν; finite and &gt; 0.</param>
    /// <param name="batchSize">S_batch, fresh configurations an update; at least 1.</param>
    /// <param name="chains">n_chains, independent; at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range, or the bump is not stable.</exception>
    public BumpFluctuations(PopulationBump bump, double learningRate, int batchSize, int chains)
    {
        Require.Positive(learningRate);
        Require.AtLeast(batchSize, 1);
        Require.AtLeast(chains, 1);
        _modes = new BumpModes(bump);
        int n = _modes.Rates.Length;
        Covariance = Matrix<double>.Build.Dense(n, n, (a, b) => learningRate
            * (_modes.Data[a, b] / batchSize + _modes.Model[a, b] / chains) / (_modes.Rates[a] + _modes.Rates[b]));
        Matrix<double> place = Matrix<double>.Build.Dense(n, n), shape = Covariance.Clone();
        place[0, 0] = Covariance[0, 0];
        shape.ClearRow(0);
        shape.ClearColumn(0);
        (_ofPlace, _ofShape) = (Force(place), Force(shape));
    }

    /// <summary>P in equilibrium, in the modes, translation first.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>
    /// The mean weights of a bump that keeps its place and fluctuates in shape: w + d, P_0b left out.
    /// </summary>
    public double[] MeanShape
        => [.. _modes.Weights + (_modes.Vectors * Vector<double>.Build.Dense(
            _ofShape.Count, a => a == 0 ? 0 : _ofShape[a] / _modes.Rates[a]))];

    /// <summary>
    /// Σ_i w̄_i² of the weights averaged from a time to another: w·w + 2 w·d̄ + tr Var(w̄). With ⟨·⟩ the mean over the
    /// window and ½∂²F P = g_place (1 − e^{−2λ_0 t}) + g_shape,
    /// <code>
    /// d̄_a = (g_place + g_shape)_a (1 − ⟨e^{−λ_a t}⟩)/λ_a − g_place,a (⟨e^{−2λ_0 t}⟩ − ⟨e^{−λ_a t}⟩)/(λ_a − 2λ_0),
    /// Var(w̄)_aa = P_aa (2(x − 1 + e^{−x})/x² − ⟨e^{−λ_a t}⟩²),   x = λ_a times the length of the window.
    /// </code>
    /// </summary>
    /// <param name="from">
    /// νt at the start of the average, since the bump stood on its site; finite and ≥ 0, some 1/λ_1 or more for the
    /// shape to fluctuate as it does in the end.
    /// </param>
    /// <param name="length">The length of the window, in νt; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double SumSquaresOfAverage(double from, double length)
    {
        Require.NonNegative(from);
        Require.Positive(length);
        double Left(double rate) => Math.Exp(-rate * from) * -double.ExpM1(-rate * length) / (rate * length);
        double slow = 2 * _modes.Rates[0], sum = _modes.Weights * _modes.Weights;
        Vector<double> weights = _modes.Vectors.TransposeThisAndMultiply(_modes.Weights);
        for (int a = 0; a < weights.Count; a++)
        {
            double rate = _modes.Rates[a], left = Left(rate), x = rate * length;
            sum += Covariance[a, a] * (Together(x) - left * left);

            // By symmetry there is no mean force on the position of the bump.
            if (a > 0)
            {
                sum += 2 * weights[a] * ((_ofPlace[a] + _ofShape[a]) * (1 - left) / rate
                    - _ofPlace[a] * (Left(slow) - left) / (rate - slow));
            }
        }

        return sum;
    }

    // 2(x − 1 + e^{−x})/x²; by its series where the difference would be lost.
    private static double Together(double x) => x < 1e-4 ? 1 - x / 3 : 2 * (x + double.ExpM1(-x)) / (x * x);

    /// <summary>½ Σ_bc ∂²F/∂w_b∂w_c P_bc in the modes, along the axes of P.</summary>
    private Vector<double> Force(Matrix<double> covariance)
    {
        int n = covariance.RowCount;
        Evd<double> evd = covariance.Evd(Symmetricity.Symmetric);
        double largest = evd.EigenValues.Max(value => value.Real);
        double[] here = Velocity(_modes.Weights);
        var sum = Vector<double>.Build.Dense(n);
        for (int k = 0; k < n; k++)
        {
            double variance = evd.EigenValues[k].Real;
            if (variance < 1e-9 * largest)
                continue;
            Vector<double> step = Step * (_modes.Vectors * evd.EigenVectors.Column(k));
            double[] up = Velocity(_modes.Weights + step), down = Velocity(_modes.Weights - step);
            for (int i = 0; i < n; i++)
                sum[i] += 0.5 * variance * (up[i] - (2 * here[i]) + down[i]) / (Step * Step);
        }

        return _modes.Vectors.TransposeThisAndMultiply(sum);
    }

    private double[] Velocity(Vector<double> weights)
    {
        double[] velocity = new double[weights.Count];
        _modes.Flow.Velocity(0, weights.ToArray(), velocity);
        return velocity;
    }
}
