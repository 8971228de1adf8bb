using RbmTheory.Simulation.Kernels.Dense;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// The model term of the gradient by extended mean field (Gabrié, Tramel and Krzakala 2015; Algorithm 1 of 002): the
/// magnetisations of every row of a batch follow the TAP equations to order 1, 2 or 3 in the weights, for some
/// iterations, and the averages of the model are those of the expansion there,
/// <code>
/// ⟨v_i h_μ⟩ = −∂F/∂w_iμ = m_i m_μ + w_iμ κ₂(m_i) κ₂(m_μ) + ½ w_iμ² κ₃(m_i) κ₃(m_μ),   ⟨v_i⟩ = m_i,   ⟨h_μ⟩ = m_μ,
/// </code>
/// up to the order, and averaged over the rows. For {0,1} these are m m + w c c + 2w² c(½ − m) c(½ − m), with
/// c = m − m².
/// </summary>
/// <remarks>
/// <para>Rows start from the data of the batch, m^h = m(b + vW) and m^v = m(a + W m^h). Where magnetisations are
/// persistent, they do so at the first update alone, and then go on from where the last update left them. Nothing drives
/// persistent rows apart: while small weights leave one fixed point only, all of them come to it, to the last bit after
/// some updates, and from then on they are one row. Of rows that are the same to the last bit one is iterated, and the
/// others copy it, which changes no bit.</para>
/// <para>In single precision: a tolerance below some 10⁻⁶ may not be met by large machines.</para>
/// </remarks>
internal sealed class MeanFieldPhase
{
    // More rows at a time make the products no faster, and need more memory.
    private const int MostRowsTogether = 128;

    private readonly Rbm _machine;
    private readonly WeightPowers _powers;
    private readonly TapRows[] _parts;
    private readonly bool[] _hasConverged;

    /// <summary>Of every row, the first that is the same; and the rows that are the first of theirs.</summary>
    private readonly int[] _sameAs, _distinct;
    private readonly float[][] _sums;
    private readonly float[] _visibleFields, _hiddenFields;
    private readonly Action<int> _raise, _pack, _solve, _subtract;
    private byte[] _batch = [];
    private Parameters? _gradient;
    private TapStep _step;

    /// <summary>Room for a batch.</summary>
    /// <param name="machine">The machine; both its sides have spins or binary units.</param>
    /// <param name="order">Order of the equations, 1, 2 or 3.</param>
    /// <param name="rows">Rows of a batch, at least 1.</param>
    /// <param name="threads">Most threads, at least 1.</param>
    /// <exception cref="ArgumentException">The machine has other units, or a number is out of range.</exception>
    public MeanFieldPhase(Rbm machine, int order, int rows, int threads)
    {
        _machine = machine;
        Visible = new(machine.VisibleLayer.Unit, machine.Sites, rows, order);
        Hidden = new(machine.HiddenLayer.Unit, machine.Hidden, rows, order);
        _powers = new(machine, order);
        int parts = Math.Min(threads, rows), together = Math.Min(MostRowsTogether, (rows + parts - 1) / parts);
        _parts = [.. Enumerable.Range(0, parts).Select(_ => new TapRows(machine, _powers, together))];
        (_hasConverged, _sameAs, _distinct) = (new bool[rows], new int[rows], new int[rows]);
        _sums = [.. Enumerable.Range(2, order - 1).Select(_ => new float[machine.Weights.Length])];
        _visibleFields = TapStep.Fields(machine.Parameters.VisibleFields, machine.Sites);
        _hiddenFields = TapStep.Fields(machine.Parameters.HiddenFields, machine.Hidden);
        (_raise, _pack, _solve, _subtract) = (_powers.Raise, _powers.Pack, Solve, Subtract);
    }

    /// <summary>m^v of the rows, with their cumulants.</summary>
    public Magnetisations Visible { get; }

    /// <summary>m^h of the rows.</summary>
    public Magnetisations Hidden { get; }

    /// <summary>Whether there has been an update, so that there are magnetisations to go on from.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Order of the equations.</summary>
    public int Order => _powers.Order;

    /// <summary>Rows of the last update whose iteration met the tolerance.</summary>
    public int Converged => _sameAs.Count(row => _hasConverged[row]);

    /// <summary>Rows that the last update iterated: those that differed before it.</summary>
    public int Distinct { get; private set; }

    /// <summary>Subtracts the averages of the model from a gradient.</summary>
    /// <param name="gradient">Of the shape of the machine.</param>
    /// <param name="batch">The rows of the batch.</param>
    /// <param name="plan">How to iterate.</param>
    /// <param name="team">The threads.</param>
    public void SubtractFrom(Parameters gradient, byte[] batch, TrainingPlan plan, Team team)
    {
        (_gradient, _batch) = (gradient, batch);
        _step = new(_visibleFields, _hiddenFields, plan.TapIterations, (float)plan.TapTolerance,
            FromData: !(plan.TapPersistent && HasStarted));
        team.ForEach(_powers.RaiseParts, _raise);
        team.ForEach(_powers.PackParts, _pack);
        FindDistinct();
        team.ForEach(_parts.Length, _solve);
        CopyToSame();
        team.ForEach(SubtractParts, _subtract);
        HasStarted = true;
    }

    /// <summary>Goes on from magnetisations of a checkpoint.</summary>
    /// <param name="visible">m^v, rows × N; empty where there was no update yet.</param>
    /// <param name="hidden">m^h, rows × M; likewise.</param>
    public void GoOnFrom(float[] visible, float[] hidden)
    {
        HasStarted = visible.Length > 0;
        visible.CopyTo(Visible.Means, 0);
        hidden.CopyTo(Hidden.Means, 0);
        Visible.FillCumulants();
        Hidden.FillCumulants();
    }

    // Each part reads all rows again: few of them.
    private int SubtractParts => Math.Min(_machine.Hidden, 2 * _parts.Length);

    private void FindDistinct()
    {
        Distinct = 0;
        for (int row = 0; row < Visible.Rows; row++)
        {
            int same = 0;
            while (same < Distinct && (_step.FromData || !IsSame(row, _distinct[same])))
                same++;
            if (same == Distinct)
                _distinct[Distinct++] = row;
            _sameAs[row] = _distinct[same];
        }

        bool IsSame(int row, int other) => Visible.IsSame(row, other) && Hidden.IsSame(row, other);
    }

    private void Solve(int part)
    {
        ReadOnlySpan<int> rows = _distinct.AsSpan(Start(part)..Start(part + 1));
        for (TapRows some = _parts[part]; !rows.IsEmpty; rows = rows[Math.Min(some.Most, rows.Length)..])
        {
            ReadOnlySpan<int> own = rows[..Math.Min(some.Most, rows.Length)];
            foreach (int row in own)
            {
                if (_step.FromData)
                    Decode(row);
            }

            some.Solve(Visible, Hidden, own, _step, _hasConverged);
        }

        int Start(int p) => (int)((long)p * Distinct / _parts.Length);
    }

    private void CopyToSame()
    {
        for (int row = 0; row < Visible.Rows; row++)
        {
            if (_sameAs[row] == row)
                continue;
            Visible.CopyRow(_sameAs[row], Visible, row);
            Hidden.CopyRow(_sameAs[row], Hidden, row);
        }
    }

    private void Decode(int row)
    {
        IVisibleUnit unit = _machine.VisibleLayer.Unit;
        int bytes = unit.RowBytes(_machine.Sites);
        unit.Decode(_batch.AsSpan(row * bytes, bytes), Visible.Means.AsSpan(row * _machine.Sites, _machine.Sites));
    }

    /// <summary>Subtracts the averages of the weights of some hidden units; the first part also those of all
    /// fields.</summary>
    private void Subtract(int part)
    {
        int first = Start(part), end = Start(part + 1), rows = Visible.Rows;
        float scale = -1f / rows;
        float[] weights = _gradient!.Weights;
        OuterProducts.Add(Hidden.Means, Visible.Means, rows, weights, scale, first, end);
        for (int n = 2; n <= Order; n++)
        {
            float[] sums = _sums[n - 2];
            Range own = (first * _machine.Sites)..(end * _machine.Sites);
            sums.AsSpan(own).Clear();
            // The derivatives of w²/2 and w³/6 are w and w²/2.
            OuterProducts.Add(
                Hidden.Cumulants[n - 1], Visible.Cumulants[n - 1], rows, sums, scale / (n - 1), first, end);
            Elementwise.AddProducts(_powers[n - 1][own], sums.AsSpan(own), weights.AsSpan(own));
        }

        if (part > 0)
            return;
        AddMeans(Visible, scale, _gradient.VisibleFields);
        AddMeans(Hidden, scale, _gradient.HiddenFields);

        int Start(int p) => (int)((long)p * _machine.Hidden / SubtractParts);
    }

    /// <summary>Nothing where the side has no fields.</summary>
    private static void AddMeans(Magnetisations side, float scale, float[] gradient)
    {
        for (int place = 0; place < side.Means.Length && gradient.Length > 0; place += side.Units)
        {
            for (int k = 0; k < gradient.Length; k++)
                gradient[k] += scale * side.Means[place + k];
        }
    }
}
