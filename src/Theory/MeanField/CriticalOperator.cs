using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RbmTheory.Theory.MeanField;

/// <summary>
/// How one Gibbs sweep passes on a small deviation from a mean-field point:
/// <code>
/// G = D_v^½ W D_h^½,   D = diag κ₂(m);   δm^h = D_h Wᵀ δm^v,   δm^v = D_v W δm^h
/// </code>
/// so that D_v^{−½} δm^v is multiplied by GGᵀ. Along the mode α of G the autocorrelation falls by g_α² a sweep,
/// <code>ρ(t) = g_α^{2t},   τ_int = ½ + Σ_{t≥1} ρ(t) = ½ + g_α²/(1 − g_α²)</code>
/// in sweeps, and diverges at g₁ = 1, where a paramagnet becomes a ferromagnet in the machine's own fields. (35)–(36)
/// of 002 are the case D = ¼ of {0,1} units without fields. Valid around one state and up to g₁² of some 0.9: beyond, the
/// finite size rounds the divergence.
/// </summary>
public sealed class CriticalOperator
{
    private CriticalOperator(TwoStateMachine machine, double[] visibleVariances, double[] hiddenVariances)
    {
        Matrix = Matrix<double>.Build.DenseOfArray(machine.Weights);
        Matrix.MapIndexedInplace((i, j, w) => Math.Sqrt(visibleVariances[i]) * w * Math.Sqrt(hiddenVariances[j]));
        // Of a long matrix first the triangle: no more vectors are solved for than there are modes.
        bool isTall = machine.Visible >= machine.Hidden;
        QR<double> triangular = (isTall ? Matrix : Matrix.Transpose()).QR(QRMethod.Thin);
        Svd<double> svd = triangular.R.Svd();
        Gains = svd.S.ToArray();
        Matrix<double> along = triangular.Q * svd.U, across = svd.VT.Transpose();
        (VisibleModes, HiddenModes) = isTall ? (along, across) : (across, along);
    }

    /// <summary>G, N × M.</summary>
    public Matrix<double> Matrix { get; }

    /// <summary>g_α, the singular values of G, descending; min(N, M) of them.</summary>
    public IReadOnlyList<double> Gains { get; }

    /// <summary>The left singular vectors of G, a column a mode.</summary>
    public Matrix<double> VisibleModes { get; }

    /// <summary>The right singular vectors of G, a column a mode.</summary>
    public Matrix<double> HiddenModes { get; }

    /// <summary>g₁.</summary>
    public double Gain => Gains[0];

    /// <summary>ρ(1) = g₁² of the slowest mode; its predicted autocorrelation after one sweep where below 1.</summary>
    public double SweepCorrelation => Gain * Gain;

    /// <summary>τ_int = ½ + g₁²/(1 − g₁²) of the slowest mode, in sweeps; +∞ from g₁ = 1 on.</summary>
    public double AutocorrelationTime
        => Gain < 1 ? 0.5 + (SweepCorrelation / (1 - SweepCorrelation)) : double.PositiveInfinity;

    /// <summary>How many g_α are above 1: transitions passed, for <see cref="Frozen"/>.</summary>
    public int Transitions => Gains.Count(g => g > 1);

    /// <summary>G at magnetisations, those of a fixed point of order 1.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="visible">m^v, N numbers between the values of the units.</param>
    /// <param name="hidden">m^h, M numbers between the values of the units.</param>
    /// <exception cref="ArgumentException">A length or a number is out of range.</exception>
    public static CriticalOperator At(
        TwoStateMachine machine, ReadOnlySpan<double> visible, ReadOnlySpan<double> hidden)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Require.Length(visible.Length, machine.Visible);
        Require.Length(hidden.Length, machine.Hidden);
        return new(machine, VariancesOf(machine.VisibleUnit, visible), VariancesOf(machine.HiddenUnit, hidden));
    }

    /// <summary>
    /// G without a fixed point: the visible units at the means of the data, the hidden half-way between their values.
    /// For {0,1} units g_α = ½ s_α(D_v^½ W).
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="dataMeans">p_i, N numbers between the values of the visible units.</param>
    /// <exception cref="ArgumentException">The length or a number is out of range.</exception>
    public static CriticalOperator Frozen(TwoStateMachine machine, ReadOnlySpan<double> dataMeans)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Require.Length(dataMeans.Length, machine.Visible);
        return new(machine, VariancesOf(machine.VisibleUnit, dataMeans),
            [.. Enumerable.Repeat(machine.HiddenUnit.LargestVariance, machine.Hidden)]);
    }

    /// <summary>
    /// The singular value s₁* of the weights at which the frozen g₁ passes 1, from the data alone: learning grows W
    /// along u₁, the top eigenvector of C − D, D = diag C, and W = s u₁vᵀ has g = s √(u₁ᵀDu₁ · κ₂^h), so that
    /// <code>s₁* = 1/√(u₁ᵀDu₁ · κ₂^h),   2/√(u₁ᵀDu₁) for {0,1} units.</code>
    /// It depends neither on the number of hidden units nor on the learning.
    /// </summary>
    /// <param name="covariance">C of the data, N × N, symmetric, in the values of the visible units.</param>
    /// <param name="hiddenUnit">The hidden units, half-way between their values.</param>
    /// <returns>s₁*, and u₁ of norm 1 with its largest component positive.</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static (double SingularValue, double[] Direction) FirstTransition(
        double[,] covariance, TwoStateUnit hiddenUnit)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        ArgumentNullException.ThrowIfNull(hiddenUnit);
        Require.Length(covariance.GetLength(1), covariance.GetLength(0), "columns of the covariance");
        Matrix<double> offDiagonal = Matrix<double>.Build.DenseOfArray(covariance);
        Vector<double> diagonal = offDiagonal.Diagonal();
        offDiagonal.SetDiagonal(Vector<double>.Build.Dense(diagonal.Count));
        Evd<double> modes = offDiagonal.Evd(Symmetricity.Symmetric);
        Vector<double> u = modes.EigenVectors.Column(modes.EigenValues.Real().MaximumIndex());
        if (u[u.AbsoluteMaximumIndex()] < 0)
            u = -u;
        double variance = u.PointwiseMultiply(u).DotProduct(diagonal);
        return (1 / Math.Sqrt(variance * hiddenUnit.LargestVariance), u.ToArray());
    }

    private static double[] VariancesOf(TwoStateUnit unit, ReadOnlySpan<double> means)
    {
        var variances = new double[means.Length];
        for (int k = 0; k < variances.Length; k++)
        {
            if (!unit.Allows(means[k]))
                throw Require.Error("magnetisation", means[k], $"in [{unit.Low}, {unit.Low + unit.Gap}]");
            variances[k] = unit.Variance(means[k]);
        }

        return variances;
    }
}
