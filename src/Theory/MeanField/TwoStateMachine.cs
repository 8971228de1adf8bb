namespace RbmTheory.Theory.MeanField;

/// <summary>
/// A machine of two-state units, p(v, h) ∝ exp(Σ a_i v_i + Σ b_j h_j + Σ w_ij v_i h_j), (1)–(2) of 002, in double
/// precision: what mean field works with.
/// </summary>
public sealed class TwoStateMachine
{
    /// <summary>A machine; the arrays are copied.</summary>
    /// <param name="visibleUnit">The visible units.</param>
    /// <param name="hiddenUnit">The hidden units.</param>
    /// <param name="weights">w_ij, N × M, both at least 1, finite.</param>
    /// <param name="visibleFields">a_i, N numbers, finite.</param>
    /// <param name="hiddenFields">b_j, M numbers, finite.</param>
    /// <exception cref="ArgumentException">A shape or a number is out of range.</exception>
    public TwoStateMachine(TwoStateUnit visibleUnit, TwoStateUnit hiddenUnit, double[,] weights,
        double[] visibleFields, double[] hiddenFields)
    {
        ArgumentNullException.ThrowIfNull(visibleUnit);
        ArgumentNullException.ThrowIfNull(hiddenUnit);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(visibleFields);
        ArgumentNullException.ThrowIfNull(hiddenFields);
        Require.AtLeast(weights.GetLength(0), 1, "visible units");
        Require.AtLeast(weights.GetLength(1), 1, "hidden units");
        Require.Length(visibleFields.Length, weights.GetLength(0), "visible fields");
        Require.Length(hiddenFields.Length, weights.GetLength(1), "hidden fields");
        foreach (double weight in weights)
            Require.Finite(weight);
        foreach (double field in (IEnumerable<double>)[.. visibleFields, .. hiddenFields])
            Require.Finite(field);
        VisibleUnit = visibleUnit;
        HiddenUnit = hiddenUnit;
        Weights = (double[,])weights.Clone();
        VisibleFields = [.. visibleFields];
        HiddenFields = [.. hiddenFields];
    }

    /// <summary>The visible units.</summary>
    public TwoStateUnit VisibleUnit { get; }

    /// <summary>The hidden units.</summary>
    public TwoStateUnit HiddenUnit { get; }

    /// <summary>w_ij, N × M.</summary>
    public double[,] Weights { get; }

    /// <summary>a_i.</summary>
    public double[] VisibleFields { get; }

    /// <summary>b_j.</summary>
    public double[] HiddenFields { get; }

    /// <summary>N.</summary>
    public int Visible => VisibleFields.Length;

    /// <summary>M.</summary>
    public int Hidden => HiddenFields.Length;

    /// <summary>
    /// The same machine in other units, an exact map: with v = α + βv′, h = α̂ + β̂h′,
    /// <code>
    /// w′ = ββ̂ w,   a′_i = β(a_i + α̂ Σ_j w_ij),   b′_j = β̂(b_j + α Σ_i w_ij)
    /// log Z = log Z′ + αΣa + α̂Σb + αα̂Σw
    /// </code>
    /// From {0,1} to ±1, α = β = ½: w′ = w/4, a′ = a/2 + ¼Σ_j w.
    /// </summary>
    /// <param name="visibleUnit">The visible units that it shall have.</param>
    /// <param name="hiddenUnit">The hidden units that it shall have.</param>
    /// <returns>The machine, and log Z − log Z′.</returns>
    public (TwoStateMachine Machine, double Constant) In(TwoStateUnit visibleUnit, TwoStateUnit hiddenUnit)
    {
        ArgumentNullException.ThrowIfNull(visibleUnit);
        ArgumentNullException.ThrowIfNull(hiddenUnit);
        (double alpha, double beta) = Map(VisibleUnit, visibleUnit);
        (double alphaHidden, double betaHidden) = Map(HiddenUnit, hiddenUnit);
        double[] visible = [.. VisibleFields.Select(a => beta * a)];
        double[] hidden = [.. HiddenFields.Select(b => betaHidden * b)];
        var weights = new double[Visible, Hidden];
        double constant = (alpha * VisibleFields.Sum()) + (alphaHidden * HiddenFields.Sum());
        for (int i = 0; i < Visible; i++)
        {
            for (int j = 0; j < Hidden; j++)
            {
                double w = Weights[i, j];
                weights[i, j] = beta * betaHidden * w;
                visible[i] += beta * alphaHidden * w;
                hidden[j] += betaHidden * alpha * w;
                constant += alpha * alphaHidden * w;
            }
        }

        return (new(visibleUnit, hiddenUnit, weights, visible, hidden), constant);
    }

    private static (double Alpha, double Beta) Map(TwoStateUnit from, TwoStateUnit to)
        => (from.Low - (from.Gap / to.Gap * to.Low), from.Gap / to.Gap);
}
