namespace RbmTheory.Theory.MeanField;

/// <summary>
/// Solves <see cref="ReplicaEquations"/>: (m, q) → (m̄, q̄) → (m, q), iterated with damping ½ from above, then by the
/// method of Newton, whose matrix is the product of the derivatives of both layers.
/// </summary>
/// <remarks>
/// The start m = κ^{−¼}, q = 1 is above every solution. Along the slow direction m turns into itself as a function that
/// is concave for m &gt; 0, so that Newton's steps come down to the upper solution and never reach the one at 0,
/// however near the line between the phases the point is. Where Newton's steps fail, or lead to a state that is not
/// stable, more iterations come first.
/// </remarks>
internal static class ReplicaSolver
{
    private const double Tolerance = 1e-12;

    private const int FirstIterations = 25, MostIterations = 1 << 20, NewtonSteps = 60;

    /// <inheritdoc cref="ReplicaEquations.Solve"/>
    public static ReplicaState Solve(ReplicaEquations equations)
    {
        bool isFree = !equations.HasFields;
        Phase phase = equations.Phase;
        if (isFree && phase == Phase.Paramagnet)
            return At(equations, 0, 0);
        bool isMagnetised = !isFree || phase == Phase.Ferromagnet;
        (double M, double Q) point = (isMagnetised ? 1 / equations.Scale : 0, 1);
        for (int iterations = FirstIterations; iterations < MostIterations; iterations *= 4)
        {
            for (int i = 0; i < iterations; i++)
            {
                Round round = Round.At(equations, point.M, point.Q);
                point = (0.5 * (point.M + round.Visible.M), 0.5 * (point.Q + round.Visible.Q));
            }

            if (Newton(equations, point, keepsSign: isFree) is (double m, double q)
                && (!isFree || IsStable(equations, m, q, isMagnetised)))
            {
                return At(equations, m, q);
            }
        }

        throw new InvalidOperationException($"no replica-symmetric solution found at {equations}");
    }

    /// <summary>Without fields 0 is a solution, too, but q or m grow from there.</summary>
    private static bool IsStable(ReplicaEquations equations, double m, double q, bool isMagnetised)
        => isMagnetised ? m > 0 : Round.At(equations, 0, q).QByQ < 1;

    /// <summary>The state of m and q, with the hidden layer that they cause.</summary>
    public static ReplicaState At(ReplicaEquations equations, double m, double q)
    {
        Round round = Round.At(equations, m, q);
        double instability = Math.Pow(equations.Sigma, 4) * round.Visible.Sech4 * round.Hidden.Sech4;
        return new(m, round.Hidden.M, q, round.Hidden.Q, instability, round.Residual);
    }

    private static (double M, double Q)? Newton(ReplicaEquations equations, (double M, double Q) point, bool keepsSign)
    {
        (double m, double q) = point;
        double last = double.PositiveInfinity;
        for (int step = 0; step < NewtonSteps; step++)
        {
            Round round = Round.At(equations, m, q);
            // At the level of rounding the residual no longer falls.
            if (round.Residual == 0 || (round.Residual < 0.01 * Tolerance && round.Residual >= 0.5 * last))
                return (m, q);
            last = round.Residual;
            double errorM = m - round.Visible.M, errorQ = q - round.Visible.Q;
            double a = 1 - round.MByM, b = -round.MByQ, c = -round.QByM, d = 1 - round.QByQ;
            double determinant = (a * d) - (b * c);
            // Where m stays 0 by symmetry, on the line of the glass a is 0 as well.
            bool isOverlapAlone = m == 0 && errorM == 0;
            double nextM = isOverlapAlone ? 0 : m - (((d * errorM) - (b * errorQ)) / determinant);
            double nextQ = q - (isOverlapAlone ? errorQ / d : ((a * errorQ) - (c * errorM)) / determinant);
            if (!double.IsFinite(nextM) || !double.IsFinite(nextQ) || (keepsSign && nextM < 0))
                return null;
            (m, q) = (nextM, Math.Clamp(nextQ, 0, 1));
        }

        return last < Tolerance ? (m, q) : null;
    }

    /// <summary>Both layers in turn, and the derivatives of the round by the chain rule.</summary>
    internal readonly record struct Round(LayerResponse Hidden, LayerResponse Visible, double Residual,
        double MByM, double MByQ, double QByM, double QByQ)
    {
        public static Round At(ReplicaEquations equations, double m, double q)
        {
            LayerResponse hidden = equations.HiddenLayer(m, q);
            LayerResponse visible = equations.VisibleLayer(hidden.M, hidden.Q);
            double w = equations.Spike, noise = equations.Sigma * equations.Sigma;
            (double mBarByM, double mBarByQ) = (w * hidden.MByA, noise * hidden.MByB);
            (double qBarByM, double qBarByQ) = (w * hidden.QByA, noise * hidden.QByB);
            double mA = w * visible.MByA, mB = noise * visible.MByB, qA = w * visible.QByA, qB = noise * visible.QByB;
            return new(hidden, visible, Math.Max(Math.Abs(m - visible.M), Math.Abs(q - visible.Q)),
                (mA * mBarByM) + (mB * qBarByM), (mA * mBarByQ) + (mB * qBarByQ),
                (qA * mBarByM) + (qB * qBarByM), (qA * mBarByQ) + (qB * qBarByQ));
        }
    }
}
