using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.MeanField;

/// <summary>
/// Means and variances of units whose inputs fluctuate: each input is a Gaussian number with the mean and the variance
/// that the other layer gives it, where the fixed point of order 1 has it at its mean,
/// <code>
/// m_i = ⟨μ(a_i + (W m^h)_i + √X_ii z)⟩,   D_i = ⟨κ₂(…)⟩,   X = W S^h Wᵀ,   S^h = D_h^½ (1 − GᵀG)^{−1} D_h^½
/// </code>
/// and the same with the layers swapped, G = D_v^½ W D_h^½. Of Gaussian inputs Cov(μ(x), y) = ⟨μ′(x)⟩ Cov(x, y), and
/// μ′ is κ₂, so that these D stand where <see cref="CriticalOperator"/> has those of the fixed point. Fluctuations are
/// large near g₁ = 1 and lessen D, so that g₁ stays below it. Left out is that inputs are not Gaussian.
/// </summary>
/// <param name="Machine">The machine.</param>
/// <param name="VisibleVariances">D_v, N numbers.</param>
/// <param name="HiddenVariances">D_h, M numbers.</param>
/// <param name="Converged">Whether the iteration met its tolerance.</param>
public sealed record GaussianInputs(
    TwoStateMachine Machine, double[] VisibleVariances, double[] HiddenVariances, bool Converged)
{
    private const int Points = 9, MostIterations = 200;

    private const double Tolerance = 1e-6;

    private static readonly GaussianRule Rule = GaussianRule.Normal(Points);

    /// <summary>Looks for them, from the fixed point of order 1, by iteration with the mixing of Anderson.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="start">The fixed point.</param>
    /// <exception cref="ArgumentException">It is that of another machine.</exception>
    public static GaussianInputs Find(TwoStateMachine machine, TapSolution start)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(start);
        Require.Length(start.Visible.Length, machine.Visible);
        Require.Length(start.Hidden.Length, machine.Hidden);
        Matrix<double> weights = Matrix<double>.Build.DenseOfArray(machine.Weights);
        Layer visible = new(machine.VisibleUnit, machine.VisibleFields, start.Visible);
        Layer hidden = new(machine.HiddenUnit, machine.HiddenFields, start.Hidden);
        Matrix<double> covariance = Matrix<double>.Build.DenseOfDiagonalArray(hidden.Variances);
        AndersonMixing mixing = new();
        for (int iteration = 1; iteration <= MostIterations; iteration++)
        {
            Matrix<double> inputs = HiddenInputs(weights, visible.Variances);
            Matrix<double>? stationary = Stationary(inputs, hidden.Variances);
            covariance = stationary ?? Next(inputs, hidden.Variances, covariance);
            // A sweep is another iteration than one in the stationary state: what it did says nothing there.
            mixing = stationary is null ? new() : mixing;
            Vector<double> change = Vector<double>.Build.Dense(
            [
                .. visible.Change(weights * Vector<double>.Build.Dense(hidden.Means),
                    (weights * covariance).PointwiseMultiply(weights).RowSums()),
                .. hidden.Change(weights.TransposeThisAndMultiply(Vector<double>.Build.Dense(visible.Means)),
                    (inputs + (inputs * covariance * inputs)).Diagonal()),
            ]);
            if (change.InfinityNorm() < Tolerance)
                return new(machine, visible.Variances, hidden.Variances, true);
            double[] step = mixing.Step(change).ToArray();
            visible.Move(step.AsSpan(0, 2 * machine.Visible));
            hidden.Move(step.AsSpan(2 * machine.Visible));
        }

        return new(machine, visible.Variances, hidden.Variances, false);
    }

    /// <summary>
    /// ρ(1) of u·v for any direction u. With x = D_v^{−½} δv and y = D_h^{−½} δh a sweep is y = Gᵀx + ξ, x′ = Gy + η,
    /// where ξ and η are what the units draw, of variance 1 each. The stationary covariance of x solves
    /// S = GGᵀ S GGᵀ + GGᵀ + 1, so that S = (1 − GGᵀ)^{−1}, and after t sweeps
    /// <code>Cov(t) = D_v^½ (GGᵀ)^t (1 − GGᵀ)^{−1} D_v^½,   ρ(1) = uᵀCov(1)u / uᵀCov(0)u</code>
    /// For u = D_v^{−½} times a mode of G that is its g²; it is never above g₁².
    /// </summary>
    /// <param name="direction">u, N numbers; not 0 on all units that vary.</param>
    /// <returns>In [0, 1); 1 from g₁ = 1 on, where nothing is stationary.</returns>
    /// <exception cref="ArgumentException">The length is not N.</exception>
    public double SweepCorrelationAlong(ReadOnlySpan<double> direction)
        => Along(direction) is (double drawn, Vector<double> input, Vector<double> passedOn)
            ? input.DotProduct(passedOn) / (drawn + input.DotProduct(passedOn)) : 1;

    /// <summary>
    /// τ_int of u·v for any direction u, in sweeps, with Cov(t) as for <see cref="SweepCorrelationAlong"/>:
    /// <code>
    /// τ = ½ + Σ_{t≥1} uᵀCov(t)u / uᵀCov(0)u,   Σ_{t≥1} Cov(t) = D_v^½ G (1 − GᵀG)^{−2} Gᵀ D_v^½
    /// </code>
    /// For u = D_v^{−½} times a mode of G that is ½ + g²/(1 − g²).
    /// </summary>
    /// <param name="direction">u, N numbers; not 0 on all units that vary.</param>
    /// <returns>At least ½; +∞ from g₁ = 1 on, where nothing is stationary.</returns>
    /// <exception cref="ArgumentException">The length is not N.</exception>
    public double AutocorrelationTimeAlong(ReadOnlySpan<double> direction)
    {
        if (Along(direction) is not (double drawn, Vector<double> input, Vector<double> passedOn))
            return double.PositiveInfinity;
        // S^h x is D_h^½ (1 − GᵀG)^{−1} Gᵀ D_v^½ u: its square over D_h is the sum.
        double sum = 0;
        for (int j = 0; j < HiddenVariances.Length; j++)
            sum += passedOn[j] * passedOn[j] / HiddenVariances[j];
        return 0.5 + (sum / (drawn + input.DotProduct(passedOn)));
    }

    /// <summary>uᵀD_vu, x = WᵀD_vu and S^h x: Cov(0) along u is the first and the product of the other two, as
    /// (1 − GGᵀ)^{−1} = 1 + G (1 − GᵀG)^{−1} Gᵀ, and Cov(1) is the product; null from g₁ = 1 on.</summary>
    private (double Drawn, Vector<double> Input, Vector<double> PassedOn)? Along(ReadOnlySpan<double> direction)
    {
        Require.Length(direction.Length, Machine.Visible);
        Matrix<double> weights = Matrix<double>.Build.DenseOfArray(Machine.Weights);
        Matrix<double>? covariance = Stationary(HiddenInputs(weights, VisibleVariances), HiddenVariances);
        if (covariance is null)
            return null;
        Vector<double> scaled = Vector<double>.Build.Dense(
            [.. direction.ToArray().Zip(VisibleVariances, (u, d) => u * d)]);
        Vector<double> input = weights.TransposeThisAndMultiply(scaled);
        double drawn = 0;
        for (int i = 0; i < direction.Length; i++)
            drawn += direction[i] * scaled[i];
        return (drawn, input, covariance * input);
    }

    /// <summary>WᵀD_vW.</summary>
    private static Matrix<double> HiddenInputs(Matrix<double> weights, double[] variances)
    {
        double[] roots = Array.ConvertAll(variances, Math.Sqrt);
        Matrix<double> scaled = weights.MapIndexed((i, _, w) => roots[i] * w);
        return scaled.TransposeThisAndMultiply(scaled);
    }

    /// <summary>S^h; null where g₁ is not below 1.</summary>
    private static Matrix<double>? Stationary(Matrix<double> inputs, double[] variances)
    {
        double[] roots = Array.ConvertAll(variances, Math.Sqrt);
        Matrix<double> left = inputs.MapIndexed((j, k, x) => (j == k ? 1 : 0) - (roots[j] * x * roots[k]));
        try
        {
            Cholesky<double> factors = left.Cholesky();
            return factors.Solve(Matrix<double>.Build.DenseOfDiagonalArray(roots))
                .MapIndexed((j, _, x) => roots[j] * x);
        }
        catch (ArgumentException)
        {
            // Not positive definite.
            return null;
        }
    }

    /// <summary>S^h one sweep on.</summary>
    private static Matrix<double> Next(Matrix<double> inputs, double[] variances, Matrix<double> before)
        => (inputs + (inputs * before * inputs)).MapIndexed(
            (j, k, x) => (variances[j] * x * variances[k]) + (j == k ? variances[j] : 0));

    /// <summary>The units of a layer, at the means and variances that they have so far.</summary>
    private sealed class Layer(TwoStateUnit unit, double[] fields, double[] means)
    {
        public double[] Means { get; } = [.. means];

        public double[] Variances { get; } = Array.ConvertAll(means, unit.Variance);

        /// <summary>By how much inputs with a mean and a variance move the means, then the variances.</summary>
        public IEnumerable<double> Change(Vector<double> inputs, Vector<double> spreads)
        {
            (double[] m, double[] d) = (new double[Means.Length], new double[Means.Length]);
            for (int k = 0; k < m.Length; k++)
            {
                double root = Math.Sqrt(Math.Max(0, spreads[k]));
                for (int p = 0; p < Points; p++)
                {
                    double mean = unit.Mean(fields[k] + inputs[k] + (root * Rule.Nodes[p]));
                    m[k] += Rule.Weights[p] * mean;
                    d[k] += Rule.Weights[p] * unit.Variance(mean);
                }
            }

            return m.Zip(Means, (to, from) => to - from).Concat(d.Zip(Variances, (to, from) => to - from));
        }

        /// <summary>A variance stays positive, whatever the mixing.</summary>
        public void Move(ReadOnlySpan<double> step)
        {
            for (int k = 0; k < Means.Length; k++)
            {
                Means[k] += step[k];
                Variances[k] = Math.Max(Variances[k] / 2, Variances[k] + step[Means.Length + k]);
            }
        }
    }
}
