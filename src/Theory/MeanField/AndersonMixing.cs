using MathNet.Numerics.LinearAlgebra;

namespace RbmTheory.Theory.MeanField;

/// <summary>
/// Steps of an iteration x → F(x) towards its fixed point that take the last few into account (Anderson): with
/// r = F(x) − x, the combination of the last steps ΔX whose changes ΔR of r come nearest to r is taken back,
/// <code>step = βr − (ΔX + βΔR) γ,   γ = argmin |r − ΔR γ|</code>
/// so that modes that move slowly need no more iterations than there are such modes.
/// </summary>
internal sealed class AndersonMixing
{
    private const int Memory = 6;

    private const double Damping = 0.5;

    // Differences that depend on each other leave γ open: the smallest will do.
    private const double Ridge = 1e-12;

    private readonly List<Vector<double>> _steps = [], _differences = [];
    private Vector<double>? _last;

    /// <summary>The step from here.</summary>
    /// <param name="change">r.</param>
    public Vector<double> Step(Vector<double> change)
    {
        if (_last is not null)
            _differences.Add(change - _last);
        if (_differences.Count > Memory)
        {
            _differences.RemoveAt(0);
            _steps.RemoveAt(0);
        }

        Vector<double> step = Damping * change;
        if (_differences.Count > 0)
        {
            Matrix<double> differences = Matrix<double>.Build.DenseOfColumnVectors(_differences);
            Matrix<double> products = differences.TransposeThisAndMultiply(differences);
            Matrix<double> regular
                = products + (Ridge * products.Trace() * Matrix<double>.Build.DenseIdentity(_steps.Count));
            Vector<double> back = regular.Cholesky().Solve(differences.TransposeThisAndMultiply(change));
            step -= (Matrix<double>.Build.DenseOfColumnVectors(_steps) + (Damping * differences)) * back;
        }

        _last = change;
        _steps.Add(step);
        return step;
    }
}
