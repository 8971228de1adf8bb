using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// What small weights grow by, mode by mode, to first order in the weights:
/// <code>
/// units 0 and 1, visible fields ln(p/(1 − p)):   dW/dt = (ν/4) (C − D) W off the uniform hidden direction
/// units ±1, no fields:                           dW/dt = ν (C − 1) W                                (23)
/// </code>
/// with C the covariance of the data, D its diagonal p(1 − p); of spins C = ⟨v vᵀ⟩, whose diagonal is 1. So growth
/// is by the covariance without its diagonal, and not by the principal components of the data: the model, independent
/// units as yet, takes away what each unit does alone. The trace is 0, and a mode grows where its eigenvalue l is
/// &gt; 0. The uniform direction of the first line: <see cref="BinaryLinearRegime"/>.
/// </summary>
public sealed class GrowthOperator
{
    private readonly double[][] _vectors;
    private readonly Evd<double> _modes;

    private GrowthOperator(double[,] matrix, double[] variances, double rate)
    {
        _modes = Symmetric.Eigen(matrix, nameof(matrix));
        int[] order = [.. Enumerable.Range(0, variances.Length).OrderByDescending(a => _modes.EigenValues[a].Real)];
        Eigenvalues = [.. order.Select(a => _modes.EigenValues[a].Real)];
        _vectors = [.. order.Select(a => Oriented(_modes.EigenVectors.Column(a)))];
        Rate = rate;
        // Units that never change give zeros, which come out with the rounding of the largest.
        double rounding = variances.Length * 1e-15 * Math.Max(Eigenvalues[0], -Eigenvalues[^1]);
        Growing = Eigenvalues.Count(l => l > rounding);
        if (Growing > 0)
            CriticalSingularValue = 1 / Math.Sqrt(rate * _vectors[0].Zip(variances, (u, d) => u * u * d).Sum());
    }

    /// <summary>N.</summary>
    public int Sites => _vectors.Length;

    /// <summary>l_a, the eigenvalues of C − D, or C − 1 of spins, largest first.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>How many modes grow: eigenvalues above 0 by more than rounding.</summary>
    public int Growing { get; }

    /// <summary>What multiplies ν l_a: ¼ of units 0 and 1, 1 of spins.</summary>
    public double Rate { get; }

    /// <summary>
    /// s₁*, the singular value at which the first mode u₁ makes the machine ordered: its gain in one pass through both
    /// layers is 1 there. With the frozen means of the data that is 2/√(u₁ᵀDu₁), whatever the hidden units and the
    /// rate; of spins without fields 1. Null where no mode grows.
    /// </summary>
    public double? CriticalSingularValue { get; }

    /// <summary>Of units 0 and 1.</summary>
    /// <param name="covariance">C, N × N, symmetric and finite, its diagonal not negative.</param>
    /// <exception cref="ArgumentException"><paramref name="covariance"/> is out of its range.</exception>
    public static GrowthOperator OfBinary(double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        int n = Symmetric.Check(covariance, nameof(covariance));
        double[,] matrix = (double[,])covariance.Clone();
        double[] variances = new double[n];
        for (int i = 0; i < n; i++)
        {
            variances[i] = Require.NonNegative(covariance[i, i], $"covariance[{i},{i}]");
            matrix[i, i] = 0;
        }

        return new(matrix, variances, 0.25);
    }

    /// <summary>Of units ±1, without fields.</summary>
    /// <param name="moments">⟨v_i v_j⟩, N × N, symmetric and finite, its diagonal 1.</param>
    /// <exception cref="ArgumentException"><paramref name="moments"/> is out of its range.</exception>
    public static GrowthOperator OfSpins(double[,] moments)
    {
        ArgumentNullException.ThrowIfNull(moments);
        int n = Symmetric.Check(moments, nameof(moments));
        double[,] matrix = (double[,])moments.Clone();
        for (int i = 0; i < n; i++)
        {
            if (Math.Abs(moments[i, i] - 1) > 1e-9)
                throw Require.Error($"moments[{i},{i}]", moments[i, i], "1");
            matrix[i, i] = 0;
        }

        return new(matrix, [.. Enumerable.Repeat(1.0, n)], 1);
    }

    /// <summary>u_a, the mode of l_a: norm 1, its component that is largest in size &gt; 0.</summary>
    /// <param name="index">a, counted from 0.</param>
    /// <exception cref="ArgumentException">There is no such mode.</exception>
    public ReadOnlySpan<double> Mode(int index) => _vectors[Require.InRange(index, 0, _vectors.Length - 1)];

    /// <summary>The flow W(t) = e^{ν t (C − D)/4} W(0), or e^{ν t (C − 1)} W(0) of spins.</summary>
    /// <param name="learningRate">ν, finite and &gt; 0; 1 where t is ν times the updates.</param>
    /// <exception cref="ArgumentException"><paramref name="learningRate"/> is out of its range.</exception>
    public LinearizedFlow Flow(double learningRate = 1)
        => LinearizedFlow.OfModes(
            [.. _modes.EigenValues.Select(l => Require.Positive(learningRate) * Rate * l.Real)], _modes.EigenVectors,
            learningRate);

    /// <summary>
    /// When mode a leaves the noise: its component |u_aᵀW(0)| e^{Rate ν l_a t} reaches the strength w_c at which
    /// <see cref="SpikedNoise"/> shows it. 0 where it is there at the start, +∞ where it never is.
    /// </summary>
    /// <param name="index">a, counted from 0.</param>
    /// <param name="start">W(0), w_iμ = start[μN + i]; M·N numbers.</param>
    /// <param name="deviation">σ of the noise about the modes, finite and &gt; 0: that of W(0).</param>
    /// <param name="learningRate">ν, finite and &gt; 0; t is in updates then.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double EscapeTime(int index, ReadOnlySpan<double> start, double deviation, double learningRate = 1)
    {
        ReadOnlySpan<double> mode = Mode(index);
        double threshold = new SpikedNoise(Sites, HiddenUnits.Of(start, Sites), deviation).Threshold;
        double rate = Require.Positive(learningRate) * Rate * Eigenvalues[index], square = 0;
        for (int first = 0; first < start.Length; first += Sites)
        {
            double component = 0;
            for (int i = 0; i < Sites; i++)
                component += mode[i] * start[first + i];
            square += component * component;
        }

        double logarithm = Math.Log(threshold / Math.Sqrt(square));
        return logarithm <= 0 ? 0 : index < Growing ? logarithm / rate : double.PositiveInfinity;
    }

    private static double[] Oriented(Vector<double> vector)
        => (vector[vector.AbsoluteMaximumIndex()] < 0 ? -vector : vector).ToArray();
}
