using RbmTheory.Simulation.Kernels.Dense;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// The damped iteration of the TAP equations, the hidden side first, of some rows at a time. A row that has converged
/// is left as it is, and the others are moved together: what becomes of a row does not depend on which others are
/// beside it.
/// </summary>
internal sealed class TapRows
{
    private readonly WeightPowers _powers;
    private readonly Magnetisations _visible, _hidden;
    private readonly float[][] _atVisible, _atHidden;
    private readonly int[] _rowOf;
    private readonly bool[] _hiddenConverged;

    /// <summary>Room for some rows.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="powers">Powers of its weights.</param>
    /// <param name="rows">The most rows that are worked on together, at least 1.</param>
    /// <exception cref="ArgumentException">The machine has units of other than two values.</exception>
    public TapRows(Rbm machine, WeightPowers powers, int rows)
    {
        _powers = powers;
        _visible = new(machine.VisibleLayer.Unit, machine.Sites, rows, powers.Order);
        _hidden = new(machine.HiddenLayer.Unit, machine.Hidden, rows, powers.Order);
        _atVisible = [.. _visible.Cumulants.Select(cumulant => new float[cumulant.Length])];
        _atHidden = [.. _hidden.Cumulants.Select(cumulant => new float[cumulant.Length])];
        (_rowOf, _hiddenConverged) = (new int[rows], new bool[rows]);
    }

    /// <summary>The most rows that are worked on together.</summary>
    public int Most => _rowOf.Length;

    /// <summary>Iterates rows where they are.</summary>
    /// <param name="visible">m^v; where the start is of data, the data themselves.</param>
    /// <param name="hidden">m^h.</param>
    /// <param name="rows">The rows, at most <see cref="Most"/>.</param>
    /// <param name="options">Fields and how to iterate.</param>
    /// <param name="hasConverged">Receives, at the place of each of the rows, whether it has converged.</param>
    public void Solve(
        Magnetisations visible, Magnetisations hidden, ReadOnlySpan<int> rows, in TapStep options,
        Span<bool> hasConverged)
    {
        rows.CopyTo(_rowOf);
        for (int r = 0; r < rows.Length; r++)
        {
            visible.CopyRow(rows[r], _visible, r);
            hidden.CopyRow(rows[r], _hidden, r);
            hasConverged[rows[r]] = false;
        }

        if (options.FromData)
            StartFromData(rows.Length, options);
        int active = rows.Length;
        for (int iteration = 0; iteration < options.Iterations && active > 0; iteration++)
        {
            for (int n = 1; n <= _powers.Order; n++)
                _powers.SumAtHidden(n, _visible.Cumulants[n - 1], active, _atHidden[n - 1]);
            for (int r = 0; r < active; r++)
                _hiddenConverged[r] = _hidden.Relax(r, options.HiddenFields, _atHidden, options.Tolerance);
            for (int n = 1; n <= _powers.Order; n++)
                _powers.SumAtVisible(n, _hidden.Cumulants[n - 1], active, _atVisible[n - 1]);
            // From the last row on: the row that takes the place of one that has converged has been moved already.
            for (int r = active - 1; r >= 0; r--)
            {
                if (!_visible.Relax(r, options.VisibleFields, _atVisible, options.Tolerance) || !_hiddenConverged[r])
                    continue;
                hasConverged[_rowOf[r]] = true;
                TakeOut(r, --active, visible, hidden);
            }
        }

        for (int r = 0; r < active; r++)
            Keep(r, visible, hidden);
    }

    /// <summary>m^h = m(b + vW) and m^v = m(a + W m^h).</summary>
    private void StartFromData(int count, in TapStep options)
    {
        _powers.SumAtHidden(1, _visible.Means, count, _atHidden[0]);
        for (int r = 0; r < count; r++)
            _hidden.Start(r, options.HiddenFields, _atHidden[0]);
        _powers.SumAtVisible(1, _hidden.Means, count, _atVisible[0]);
        for (int r = 0; r < count; r++)
            _visible.Start(r, options.VisibleFields, _atVisible[0]);
    }

    private void TakeOut(int r, int last, Magnetisations visible, Magnetisations hidden)
    {
        Keep(r, visible, hidden);
        _visible.CopyRow(last, _visible, r);
        _hidden.CopyRow(last, _hidden, r);
        _rowOf[r] = _rowOf[last];
    }

    private void Keep(int r, Magnetisations visible, Magnetisations hidden)
    {
        _visible.CopyRow(r, visible, _rowOf[r]);
        _hidden.CopyRow(r, hidden, _rowOf[r]);
    }
}
