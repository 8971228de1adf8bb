using MathNet.Numerics.LinearAlgebra;

namespace RbmTheory.Theory.MeanField;

/// <summary>
/// The free energy of a machine at given magnetisations, expanded in the weights to order 1 (naive mean field), 2
/// (Thouless, Anderson, Palmer; (13) of 002) or 3 (Gabrié, Tramel, Krzakala):
/// <code>
/// F = −S(m^v) − S(m^h) − a·m^v − b·m^h − Σ w m^v m^h − ½ Σ w² κ₂^v κ₂^h − ⅙ Σ w³ κ₃^v κ₃^h
/// </code>
/// The term of order n is the n-th cumulant of Σ w v h over independent units of means m, less what keeps the means
/// where they are (Plefka); on a graph without triangles only cumulants of the single bonds are left up to order 3.
/// With the cumulants of <see cref="TwoStateUnit"/> it is one formula for {0,1} and ±1. F is stationary where each mean
/// is that of a unit in the field
/// <code>
/// x_i = a_i + Σ_j w m_j^h + ½ κ₂′(m_i^v) Σ_j w² κ₂^h + ⅙ κ₃′(m_i^v) Σ_j w³ κ₃^h,   and likewise the hidden;
/// </code>
/// for {0,1} these are (15)–(16) of 002. F approximates −log Z; at order 1 it is never below it, wherever it is taken.
/// </summary>
public sealed class TapFreeEnergy
{
    private readonly TwoStateMachine _machine;

    /// <summary>The function of the magnetisations.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="order">1, 2 or 3.</param>
    /// <exception cref="ArgumentException">There is no such order.</exception>
    public TapFreeEnergy(TwoStateMachine machine, int order)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _machine = machine;
        Order = Require.InRange(order, 1, 3);
    }

    /// <summary>The highest power of the weights.</summary>
    public int Order { get; }

    /// <summary>F in nats.</summary>
    /// <param name="visible">m^v, N numbers between the values of the units.</param>
    /// <param name="hidden">m^h, M numbers between the values of the units.</param>
    public double Value(ReadOnlySpan<double> visible, ReadOnlySpan<double> hidden)
    {
        Require.Length(visible.Length, _machine.Visible);
        Require.Length(hidden.Length, _machine.Hidden);
        double sum = 0;
        for (int j = 0; j < hidden.Length; j++)
            sum -= _machine.HiddenUnit.Entropy(hidden[j]) + (_machine.HiddenFields[j] * hidden[j]);
        LayerCumulants other = new(_machine.HiddenUnit, hidden);
        for (int i = 0; i < visible.Length; i++)
        {
            double m = visible[i], second = _machine.VisibleUnit.Variance(m) / 2,
                third = _machine.VisibleUnit.ThirdCumulant(m) / 6;
            (double first, double square, double cube) = SumsAtVisible(i, other);
            sum -= _machine.VisibleUnit.Entropy(m) + (_machine.VisibleFields[i] * m)
                + (first * m) + (square * second) + (cube * third);
        }

        return sum;
    }

    /// <summary>The means that the fields x would give: at a stationary point, the magnetisations
    /// themselves.</summary>
    /// <param name="visible">m^v.</param>
    /// <param name="hidden">m^h.</param>
    /// <returns>Of the visible and of the hidden units.</returns>
    public (double[] Visible, double[] Hidden) Map(ReadOnlySpan<double> visible, ReadOnlySpan<double> hidden)
        => (MapVisible(visible, hidden), MapHidden(visible, hidden));

    /// <summary>The visible half of <see cref="Map"/>.</summary>
    /// <param name="visible">m^v.</param>
    /// <param name="hidden">m^h.</param>
    public double[] MapVisible(ReadOnlySpan<double> visible, ReadOnlySpan<double> hidden)
    {
        Require.Length(visible.Length, _machine.Visible);
        Require.Length(hidden.Length, _machine.Hidden);
        LayerCumulants other = new(_machine.HiddenUnit, hidden);
        var mapped = new double[visible.Length];
        for (int i = 0; i < mapped.Length; i++)
        {
            (double first, double square, double cube) = SumsAtVisible(i, other);
            mapped[i] = _machine.VisibleUnit.Mean(_machine.VisibleFields[i] + first
                + Reaction(_machine.VisibleUnit, visible[i], square, cube));
        }

        return mapped;
    }

    /// <summary>The hidden half of <see cref="Map"/>.</summary>
    /// <param name="visible">m^v.</param>
    /// <param name="hidden">m^h.</param>
    public double[] MapHidden(ReadOnlySpan<double> visible, ReadOnlySpan<double> hidden)
    {
        Require.Length(visible.Length, _machine.Visible);
        Require.Length(hidden.Length, _machine.Hidden);
        double[][] sums = SumsAtHidden(new(_machine.VisibleUnit, visible));
        var mapped = new double[hidden.Length];
        for (int j = 0; j < mapped.Length; j++)
        {
            mapped[j] = _machine.HiddenUnit.Mean(_machine.HiddenFields[j] + sums[0][j]
                + Reaction(_machine.HiddenUnit, hidden[j], sums[1][j], sums[2][j]));
        }

        return mapped;
    }

    /// <summary>⟨v_i h_j⟩ = −∂F/∂w_ij = m^v m^h + w κ₂^v κ₂^h + ½ w² κ₃^v κ₃^h, up to the order.</summary>
    /// <param name="visible">m^v.</param>
    /// <param name="hidden">m^h.</param>
    /// <returns>N × M numbers.</returns>
    public double[,] Correlations(ReadOnlySpan<double> visible, ReadOnlySpan<double> hidden)
    {
        LayerCumulants v = new(_machine.VisibleUnit, visible), h = new(_machine.HiddenUnit, hidden);
        var correlations = new double[visible.Length, hidden.Length];
        for (int i = 0; i < visible.Length; i++)
        {
            for (int j = 0; j < hidden.Length; j++)
            {
                double w = _machine.Weights[i, j];
                correlations[i, j] = v.Means[i] * h.Means[j];
                if (Order > 1)
                    correlations[i, j] += w * v.Variances[i] * h.Variances[j];
                if (Order > 2)
                    correlations[i, j] += w * w * v.Thirds[i] * h.Thirds[j] / 2;
            }
        }

        return correlations;
    }

    /// <summary>
    /// The second derivatives of F, visible units first. At order 1 the matrix is (1/κ₂^v, −w; −wᵀ, 1/κ₂^h), positive
    /// where g₁ of <see cref="CriticalOperator"/> is below 1.
    /// </summary>
    /// <param name="visible">m^v, strictly between the values of the units.</param>
    /// <param name="hidden">m^h, strictly between the values of the units.</param>
    /// <returns>(N + M) × (N + M) numbers.</returns>
    public Matrix<double> Hessian(ReadOnlySpan<double> visible, ReadOnlySpan<double> hidden)
    {
        int n = visible.Length;
        (double[] own, double[] ownHidden, Matrix<double> bonds) = Reactions(visible, hidden);
        Matrix<double> hessian = Matrix<double>.Build.Dense(n + hidden.Length, n + hidden.Length);
        for (int i = 0; i < n; i++)
            hessian[i, i] = (1 / _machine.VisibleUnit.Variance(visible[i])) + own[i];
        for (int j = 0; j < hidden.Length; j++)
            hessian[n + j, n + j] = (1 / _machine.HiddenUnit.Variance(hidden[j])) + ownHidden[j];
        hessian.SetSubMatrix(0, n, -bonds);
        hessian.SetSubMatrix(n, 0, -bonds.Transpose());
        return hessian;
    }

    /// <summary>
    /// The second derivatives without those of the entropy: of each unit, −½ κ₂″ Σ w² κ₂ − ⅙ κ₃″ Σ w³ κ₃, and of each
    /// bond, with the opposite sign, w + ½ w² κ₂′ κ₂′ + ⅙ w³ κ₃′ κ₃′.
    /// </summary>
    internal (double[] Visible, double[] Hidden, Matrix<double> Bonds) Reactions(
        ReadOnlySpan<double> visible, ReadOnlySpan<double> hidden)
    {
        LayerCumulants v = new(_machine.VisibleUnit, visible), h = new(_machine.HiddenUnit, hidden);
        double[][] sums = SumsAtHidden(v);
        var own = new double[visible.Length];
        var ownHidden = new double[hidden.Length];
        for (int i = 0; i < own.Length; i++)
        {
            (_, double square, double cube) = SumsAtVisible(i, h);
            own[i] = square + (v.Slopes[i] * cube);
        }

        for (int j = 0; j < ownHidden.Length; j++)
            ownHidden[j] = sums[1][j] + (h.Slopes[j] * sums[2][j]);
        return (own, ownHidden, Matrix<double>.Build.Dense(own.Length, ownHidden.Length,
            (i, j) => Bond(_machine.Weights[i, j], i, j, v, h)));
    }

    // What a unit feels of its own mean, through the others: ½ κ₂′ Σ w² κ₂ + ⅙ κ₃′ Σ w³ κ₃.
    private static double Reaction(TwoStateUnit unit, double mean, double square, double cube)
        => (unit.Slope(mean) * square / 2) + (unit.ThirdCumulantSlope(mean) * cube / 6);

    private double Bond(double w, int i, int j, LayerCumulants v, LayerCumulants h)
        => w + (Order > 1 ? w * w * v.Slopes[i] * h.Slopes[j] / 2 : 0)
            + (Order > 2 ? w * w * w * v.ThirdSlopes[i] * h.ThirdSlopes[j] / 6 : 0);

    // Σ_j w m_j, Σ_j w² κ₂ and Σ_j w³ κ₃; 0 beyond the order.
    private (double First, double Square, double Cube) SumsAtVisible(int i, LayerCumulants hidden)
    {
        double first = 0, square = 0, cube = 0;
        for (int j = 0; j < hidden.Means.Length; j++)
        {
            double w = _machine.Weights[i, j];
            first += w * hidden.Means[j];
            square += w * w * hidden.Variances[j];
            cube += w * w * w * hidden.Thirds[j];
        }

        return (first, Order > 1 ? square : 0, Order > 2 ? cube : 0);
    }

    // The same at each hidden unit, a row of the weights at a time.
    private double[][] SumsAtHidden(LayerCumulants visible)
    {
        int count = _machine.Hidden;
        double[] first = new double[count], square = new double[count], cube = new double[count];
        for (int i = 0; i < visible.Means.Length; i++)
        {
            double m = visible.Means[i], variance = Order > 1 ? visible.Variances[i] : 0,
                third = Order > 2 ? visible.Thirds[i] : 0;
            for (int j = 0; j < count; j++)
            {
                double w = _machine.Weights[i, j];
                first[j] += w * m;
                square[j] += w * w * variance;
                cube[j] += w * w * w * third;
            }
        }

        return [first, square, cube];
    }
}
