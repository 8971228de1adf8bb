namespace RbmTheory.Theory.MeanField;

/// <summary>
/// The states of F in a visible field η, θ = 0, one for each m between 0 and that without the field: η is what the
/// equations of <see cref="ReplicaEquations"/> need it to be. It starts at 0, is negative, against the mode, and comes
/// back to 0 with m: the states above its minimum η_s are metastable, those below unstable, and beyond η_s there are
/// none with m &gt; 0. There the machine turns over: hysteresis, although no transition without fields has any.
/// </summary>
/// <remarks>
/// For a given m the unknowns are q and η; on the branch dη/dm = 0 at η_s, where (1 − J) of the equations at fixed
/// field is singular, but the equations for q and η are not.
/// </remarks>
public sealed class MetastableBranch
{
    private const int SearchSteps = 24, NewtonSteps = 60;

    private const double Tolerance = 1e-13;

    private readonly ReplicaEquations _equations;

    /// <summary>The branch of a machine.</summary>
    /// <param name="sigma">σ, finite and ≥ 0.</param>
    /// <param name="spike">w: such that the machine is in F.</param>
    /// <param name="kappa">κ, finite and &gt; 0.</param>
    /// <param name="law">The law of û and v̂; Gaussian where null.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range, or the machine is not in F.</exception>
    public MetastableBranch(double sigma, double spike, double kappa, ModeLaw? law = null)
    {
        _equations = new(sigma, spike, kappa, law);
        if (_equations.Phase != Phase.Ferromagnet)
            throw Require.Error(
                nameof(spike), spike, $"large enough for the ferromagnet at sigma = {sigma}, kappa = {kappa}");
        Free = _equations.Solve();
        Spinodal = Turning();
    }

    /// <summary>The state without the field.</summary>
    public ReplicaState Free { get; }

    /// <summary>The last metastable state, and η_s &lt; 0.</summary>
    public (double Field, ReplicaState State) Spinodal { get; }

    /// <summary>The state of a magnetisation, and its field.</summary>
    /// <param name="visible">m, above 0 and up to that without the field.</param>
    /// <exception cref="ArgumentException">It is out of its range.</exception>
    public (double Field, ReplicaState State) At(double visible)
    {
        if (!(visible > 0 && visible <= Free.Visible))
            throw Require.Error(nameof(visible), visible, $"in (0, {Free.Visible}]");
        int steps = 1 + (int)(SearchSteps * (1 - (visible / Free.Visible)));
        (double Q, double Field) point = (Free.VisibleOverlap, 0);
        for (int k = 1; k <= steps; k++)
        {
            double m = Free.Visible + ((visible - Free.Visible) * k / steps);
            point = Correct(m, point).Point;
        }

        return (point.Field, StateOf(visible, point));
    }

    private (double Field, ReplicaState State) Turning()
    {
        double high = Free.Visible, low = high;
        (double Q, double Field) above = (Free.VisibleOverlap, 0), below = above;
        double slope = 1;
        for (int k = 1; k < SearchSteps && slope > 0; k++)
        {
            (high, above) = (low, below);
            low = Free.Visible * (1 - ((double)k / SearchSteps));
            (below, slope) = Correct(low, above);
        }

        // Half as wide each time: 1e-14 of m after fifty.
        for (int k = 0; k < 50; k++)
        {
            double middle = 0.5 * (low + high);
            ((double Q, double Field) point, slope) = Correct(middle, above);
            if (slope > 0)
                (high, above) = (middle, point);
            else
                low = middle;
        }

        return (above.Field, StateOf(high, above));
    }

    private ReplicaState StateOf(double m, (double Q, double Field) point)
        => ReplicaSolver.At(_equations with { VisibleField = point.Field }, m, point.Q);

    /// <summary>Newton for q and η at a given m, and dη/dm there.</summary>
    private ((double Q, double Field) Point, double Slope) Correct(double m, (double Q, double Field) start)
    {
        (double q, double field) = start;
        for (int step = 0; ; step++)
        {
            ReplicaSolver.Round round = ReplicaSolver.Round.At(_equations with { VisibleField = field }, m, q);
            double byFieldM = round.Visible.MByA, byFieldQ = round.Visible.QByA;
            // Rows: m − M, q − Q; columns: q, η.
            double a = -round.MByQ, b = -byFieldM, c = 1 - round.QByQ, d = -byFieldQ, determinant = (a * d) - (b * c);
            double errorM = m - round.Visible.M, errorQ = q - round.Visible.Q;
            if (round.Residual < Tolerance || step == NewtonSteps)
            {
                // 0 = ∂R/∂m dm + ∂R/∂(q, η)(dq, dη).
                double slope = -((a * -round.QByM) - (c * (1 - round.MByM))) / determinant;
                return ((q, field), slope);
            }

            q = Math.Clamp(q - (((d * errorM) - (b * errorQ)) / determinant), 0, 1);
            field -= ((a * errorQ) - (c * errorM)) / determinant;
        }
    }
}
