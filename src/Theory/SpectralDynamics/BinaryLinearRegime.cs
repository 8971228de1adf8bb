using MathNet.Numerics.LinearAlgebra.Factorization;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// The learning of small weights of a machine of units 0 and 1 that starts from the visible fields a = ln(p/(1 − p)) of
/// independent units (19) and hidden fields 0, to first order in the weights W, N × M, and the shift δa of the fields:
/// <code>
/// dW/dt = (ν/4)(C − D) W − (ν/2) (D(½W1 + δa)) 1ᵀ,    dδa/dt = −ν D(½W1 + δa),    D = diag p(1 − p) = diag C
/// </code>
/// Derivation: σ(x) = ½ + x/4 + O(x³), so that the data term of w_iμ is ½p_i + ¼ Σ_k w_kμ⟨v_i v_k⟩; the visible units
/// of the model are independent to this order, with the means p + D(½W1 + δa). Hidden fields move to second order only.
/// <para>Off the uniform direction 1 of the hidden units, W(t) = e^{νt(C − D)/4} W(0). Along it, x = W1/√M and δa
/// move together, by the symmetric operator</para>
/// <code>
/// d/dt (x, δa) = ν [ [(C − D)/4 − (M/4) D,  −(√M/2) D],  [−(√M/2) D,  −D] ] (x, δa)
/// </code>
/// of 2N × 2N, which is diagonalised as a whole: C and D do not commute.
/// </summary>
/// <remarks>Of first order in W: for largest singular values below 1. The operator of 2N × 2N is solved when it is first
/// needed, in a time that grows as N³.</remarks>
public sealed class BinaryLinearRegime
{
    private readonly LinearizedFlow _apart;
    private readonly Lazy<LinearizedFlow> _together;

    /// <summary>The regime of data.</summary>
    /// <param name="covariance">C, N × N, symmetric and finite, its diagonal p(1 − p).</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="learningRate">ν, finite and &gt; 0; 1 where t is ν times the updates.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public BinaryLinearRegime(double[,] covariance, int hidden, double learningRate = 1)
    {
        Growth = GrowthOperator.OfBinary(covariance);
        Hidden = Require.AtLeast(hidden, 1);
        LearningRate = Require.Positive(learningRate);
        _apart = Growth.Flow(learningRate);
        double[,] copy = (double[,])covariance.Clone();
        _together = new(() => Together(copy, hidden, learningRate));
    }

    /// <summary>C − D: the modes that grow off the uniform direction.</summary>
    public GrowthOperator Growth { get; }

    /// <summary>M.</summary>
    public int Hidden { get; }

    /// <summary>ν.</summary>
    public double LearningRate { get; }

    /// <summary>W(t) and δa(t).</summary>
    /// <param name="weights">W(0), w_iμ = weights[μN + i]; M·N numbers.</param>
    /// <param name="fieldShifts">δa(0), N numbers: what the visible fields are above ln(p/(1 − p)).</param>
    /// <param name="time">t, finite; in updates, of infinitely many samples and small ν.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public (double[] Weights, double[] FieldShifts) Evolve(
        ReadOnlySpan<double> weights, ReadOnlySpan<double> fieldShifts, double time)
        => Evolve(weights, fieldShifts, (flow, start) => flow.Evolve(start, time));

    /// <summary>W and δa after n updates of finite ν, each of infinitely many samples: powers of 1 + νλ for the
    /// exponentials, λ the eigenvalues of the two operators.</summary>
    /// <param name="weights">W(0), as in <see cref="Evolve(ReadOnlySpan{double}, ReadOnlySpan{double}, double)"/>.</param>
    /// <param name="fieldShifts">δa(0), N numbers.</param>
    /// <param name="updates">n, at least 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public (double[] Weights, double[] FieldShifts) AfterUpdates(
        ReadOnlySpan<double> weights, ReadOnlySpan<double> fieldShifts, int updates)
        => Evolve(weights, fieldShifts, (flow, start) => flow.AfterUpdates(start, updates));

    /// <summary>W after each of some numbers of updates, turned into the modes e_k of C − D: e_k·w_μ = modes[μN + k]. Its
    /// singular values are those of W, and a product of N × N by N × M is saved at each time.</summary>
    /// <param name="weights">W(0), as in <see cref="Evolve(ReadOnlySpan{double}, ReadOnlySpan{double}, double)"/>.</param>
    /// <param name="fieldShifts">δa(0), N numbers.</param>
    /// <param name="updates">The numbers n, each at least 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public IEnumerable<double[]> ModesAfterUpdates(double[] weights, double[] fieldShifts, IEnumerable<int> updates)
    {
        (double[] apart, double[] together) = Split(weights, fieldShifts);
        double[] modes = _apart.Modes(apart);
        return updates.Select(n => Joined(_apart.ModesAfterUpdates(modes, n),
            _apart.Modes(_together.Value.AfterUpdates(together, n).AsSpan(..Growth.Sites))));
    }

    private (double[] Weights, double[] FieldShifts) Evolve(
        ReadOnlySpan<double> weights, ReadOnlySpan<double> fieldShifts, Func<LinearizedFlow, double[], double[]> evolve)
    {
        (double[] apart, double[] together) = Split(weights, fieldShifts);
        double[] moved = evolve(_together.Value, together);
        return (Joined(evolve(_apart, apart), moved[..Growth.Sites]), moved[Growth.Sites..]);
    }

    /// <summary>The weights off the uniform direction, and what is along it: W1/√M and δa.</summary>
    private (double[] Apart, double[] Together) Split(
        ReadOnlySpan<double> weights, ReadOnlySpan<double> fieldShifts)
    {
        int n = Growth.Sites;
        Require.Length(weights.Length, n * Hidden);
        Require.Length(fieldShifts.Length, n);
        double[] mean = HiddenUnits.Mean(weights, n), apart = weights.ToArray();
        for (int k = 0; k < apart.Length; k++)
            apart[k] -= mean[k % n];
        double root = Math.Sqrt(Hidden);
        return (apart, [.. mean.Select(x => x * root), .. fieldShifts]);
    }

    /// <summary>Adds what is along the uniform direction to what is off it.</summary>
    private double[] Joined(double[] apart, double[] along)
    {
        double root = Math.Sqrt(Hidden);
        for (int k = 0; k < apart.Length; k++)
            apart[k] += along[k % along.Length] / root;
        return apart;
    }

    private static LinearizedFlow Together(double[,] covariance, int hidden, double learningRate)
    {
        int n = covariance.GetLength(0);
        var matrix = new double[2 * n, 2 * n];
        for (int i = 0; i < n; i++)
        {
            double variance = covariance[i, i];
            for (int j = 0; j < n; j++)
                matrix[i, j] = i == j ? -0.25 * hidden * variance : 0.25 * covariance[i, j];
            matrix[i, n + i] = matrix[n + i, i] = -0.5 * Math.Sqrt(hidden) * variance;
            matrix[n + i, n + i] = -variance;
        }

        Evd<double> modes = Symmetric.Eigen(matrix, nameof(covariance));
        return LinearizedFlow.OfModes(
            [.. modes.EigenValues.Select(l => learningRate * l.Real)], modes.EigenVectors, learningRate);
    }
}
