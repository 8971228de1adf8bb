using MathNet.Numerics.LinearAlgebra;

namespace RbmTheory.Theory.MeanField;

/// <summary>
/// Newton's step for r = m − m(x) = 0. At a solution the derivative of r is κ₂ H, H the Hessian of F, which stays
/// finite where units are frozen at a value. Its diagonal blocks are diagonal: the larger layer is eliminated.
/// </summary>
internal static class TapNewton
{
    public static (double[] Visible, double[] Hidden) Step(
        TwoStateMachine machine, TapFreeEnergy free, double[] visible, double[] hidden)
    {
        (double[] mappedVisible, double[] mappedHidden) = free.Map(visible, hidden);
        (double[] own, double[] ownHidden, Matrix<double> bonds) = free.Reactions(visible, hidden);
        Side v = Side.Of(machine.VisibleUnit, visible, own, mappedVisible);
        Side h = Side.Of(machine.HiddenUnit, hidden, ownHidden, mappedHidden);
        if (visible.Length >= hidden.Length)
            return Solve(v, h, bonds);
        (double[] Larger, double[] Smaller) step = Solve(h, v, bonds.Transpose());
        return (step.Smaller, step.Larger);
    }

    // (A, −K B; −K̂ Bᵀ, Â)(x, y) = −(r, r̂): y from (Â − K̂ Bᵀ A⁻¹ K B) y = −r̂ − K̂ Bᵀ A⁻¹ r, then x.
    private static (double[] Larger, double[] Smaller) Solve(Side larger, Side smaller, Matrix<double> bonds)
    {
        Matrix<double> eliminated = Matrix<double>.Build.Dense(bonds.RowCount, bonds.ColumnCount,
            (i, j) => larger.Variances[i] / larger.Diagonal[i] * bonds[i, j]);
        Matrix<double> back = Matrix<double>.Build.Dense(bonds.ColumnCount, bonds.RowCount,
            (j, i) => smaller.Variances[j] * bonds[i, j]);
        Vector<double> r = Vector<double>.Build.Dense(larger.Residual.Length,
            i => larger.Residual[i] / larger.Diagonal[i]);
        Matrix<double> system = Matrix<double>.Build.DenseOfDiagonalArray(smaller.Diagonal) - (back * eliminated);
        Vector<double> y = system.Solve(-Vector<double>.Build.Dense(smaller.Residual) - (back * r));
        return (((eliminated * y) - r).ToArray(), y.ToArray());
    }

    /// <summary>A layer: κ₂, the diagonal 1 + κ₂ (second derivatives without the entropy), and r.</summary>
    private sealed record Side(double[] Variances, double[] Diagonal, double[] Residual)
    {
        public static Side Of(TwoStateUnit unit, double[] means, double[] own, double[] mapped)
        {
            double[] variances = Array.ConvertAll(means, unit.Variance);
            return new(variances, [.. variances.Zip(own, (c, x) => 1 + (c * x))],
                [.. means.Zip(mapped, (m, x) => m - x)]);
        }
    }
}
