using MathNet.Numerics.IntegralTransforms;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Complex = System.Numerics.Complex;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// The learning of small weights, equation (23), solved exactly in the eigenbasis of C: every unit follows the same
/// linear flow, and ends along the top eigenvector.
/// <code>
/// dw_μ/dt = ν (C − 1) w_μ   ⇒   w_μ(t) = Σ_k e^{g_k t} e_k (e_k·w_μ(0)),   C e_k = Λ_k e_k,   g_k = ν(Λ_k − 1)
/// </code>
/// Weights are stored unit by unit, w_iμ = weights[μN + i]. On a ring C is circulant and e_k are Fourier modes; an
/// empirical C is diagonalised.
/// </summary>
public sealed class LinearizedFlow
{
    private readonly double[] _rates;         // by mode of the basis
    private readonly Matrix<double>? _basis;  // columns e_k; null for Fourier modes

    private LinearizedFlow(double[] rates, Matrix<double>? basis, double learningRate)
    {
        _basis = basis;
        _rates = rates;
        LearningRate = learningRate;
        GrowthRates = [.. _rates.OrderDescending()];
    }

    /// <summary>N, the number of visible units.</summary>
    public int Sites => _rates.Length;

    /// <summary>ν.</summary>
    public double LearningRate { get; }

    /// <summary>g_k = ν(Λ_k − 1), N rates per unit of time in descending order.</summary>
    public IReadOnlyList<double> GrowthRates { get; }

    /// <summary>The flow of a translation-invariant covariance, by fast Fourier transform.</summary>
    /// <param name="firstRow">C_{0,d}, d = 0..N−1, N ≥ 2 finite numbers with C_{0,d} = C_{0,N−d}.</param>
    /// <param name="learningRate">ν, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static LinearizedFlow OfRing(ReadOnlySpan<double> firstRow, double learningRate = 1)
    {
        Require.Positive(learningRate);
        int n = Require.AtLeast(firstRow.Length, 2, "firstRow.Length");
        double scale = 0;
        for (int d = 0; d < n; d++)
            scale = Math.Max(scale, Math.Abs(Require.Finite(firstRow[d], $"firstRow[{d}]")));
        for (int d = 1; d < n; d++)
        {
            if (Math.Abs(firstRow[d] - firstRow[n - d]) > 1e-12 * scale)
                throw Require.Error($"firstRow[{d}]", firstRow[d], $"firstRow[{n - d}]: a covariance is symmetric");
        }

        Complex[] modes = [.. firstRow.ToArray().Select(x => new Complex(x, 0))];
        Fourier.Forward(modes, FourierOptions.NoScaling);
        return new LinearizedFlow([.. modes.Select(x => learningRate * (x.Real - 1))], null, learningRate);
    }

    /// <summary>The flow of any covariance, such as an empirical one, by diagonalisation.</summary>
    /// <param name="covariance">C, N×N with N ≥ 1, symmetric and finite.</param>
    /// <param name="learningRate">ν, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static LinearizedFlow OfCovariance(double[,] covariance, double learningRate = 1)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        Require.Positive(learningRate);
        Evd<double> evd = Symmetric.Eigen(covariance, nameof(covariance));
        return OfModes([.. evd.EigenValues.Select(x => learningRate * (x.Real - 1))], evd.EigenVectors, learningRate);
    }

    /// <summary>The flow dw/dt = Σ_k g_k e_k (e_k·w) of given modes.</summary>
    /// <param name="rates">g_k, finite.</param>
    /// <param name="basis">N × N, its columns the orthonormal e_k.</param>
    /// <param name="learningRate">ν, which is in the rates already.</param>
    internal static LinearizedFlow OfModes(double[] rates, Matrix<double> basis, double learningRate)
        => new(rates, basis, learningRate);

    /// <summary>w(t), from w(0); infinite or not a number where e^{g t} overflows, from g t = 709 on.</summary>
    /// <param name="start">w(0), M·N numbers, unit by unit; any M ≥ 1.</param>
    /// <param name="time">t, finite; negative times go back.</param>
    /// <returns>M·N numbers.</returns>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double[] Evolve(ReadOnlySpan<double> start, double time)
        => Evolve(start, [.. _rates.Select(g => Math.Exp(g * Require.Finite(time)))]);

    /// <summary>w after n updates w ← w + ν (C − 1) w of finite ν: <c>Σ_k (1 + g_k)^n e_k (e_k·w(0))</c>, which falls
    /// behind the flow by n g²/2 in the logarithm.</summary>
    /// <param name="start">w(0), M·N numbers, unit by unit; any M ≥ 1.</param>
    /// <param name="updates">n, at least 0.</param>
    /// <returns>M·N numbers.</returns>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double[] AfterUpdates(ReadOnlySpan<double> start, int updates)
        => Evolve(start, FactorsOf(updates));

    /// <summary>e_k·w_μ, unit by unit, for a flow that is diagonalised.</summary>
    /// <param name="weights">w, M·N numbers, unit by unit.</param>
    internal double[] Modes(ReadOnlySpan<double> weights)
        => _basis!.TransposeThisAndMultiply(Units(weights.ToArray())).ToColumnMajorArray();

    /// <summary>What <see cref="Modes"/> become after n updates.</summary>
    /// <param name="modes">e_k·w_μ(0), unit by unit.</param>
    /// <param name="updates">n, at least 0.</param>
    internal double[] ModesAfterUpdates(double[] modes, int updates) => Scaled(modes, FactorsOf(updates));

    private double[] FactorsOf(int updates)
        => [.. _rates.Select(g => Math.Pow(1 + g, Require.AtLeast(updates, 0)))];

    private double[] Evolve(ReadOnlySpan<double> start, double[] factors)
    {
        if (start.IsEmpty || start.Length % Sites != 0)
            throw Require.Error("start.Length", start.Length, $"a multiple of N = {Sites}");
        if (_basis is not null)
            return (_basis * Units(Scaled(Modes(start), factors))).ToColumnMajorArray();
        var end = new double[start.Length];
        for (int mu = 0; mu < start.Length; mu += Sites)
            EvolveOnRing(start.Slice(mu, Sites), factors).CopyTo(end, mu);
        return end;
    }

    /// <summary>Columns w_μ.</summary>
    private Matrix<double> Units(double[] weights)
        => Matrix<double>.Build.Dense(Sites, weights.Length / Sites, weights);

    private static double[] Scaled(double[] modes, double[] factors)
        => [.. modes.Select((mode, k) => mode * factors[k % factors.Length])];

    private double[] EvolveOnRing(ReadOnlySpan<double> unit, double[] factors)
    {
        Complex[] transform = [.. unit.ToArray().Select(x => new Complex(x, 0))];
        Fourier.Forward(transform, FourierOptions.NoScaling);
        for (int k = 0; k < Sites; k++)
            transform[k] *= factors[k] / Sites;
        Fourier.Inverse(transform, FourierOptions.NoScaling);
        return [.. transform.Select(x => x.Real)];
    }
}
