using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Algorithm 2 of Fissore as it is printed: means are passed on in place of values,
/// <code>h_μ ← E[h_μ | v],    v_i ← E[v_i | h],</code>
/// and v is drawn once, after the last round. Nothing is drawn in between, so that a start decides all means: this is
/// the naive mean-field iteration, which ends in its fixed points, and samples nothing but independent units there.
/// Gibbs sampling, <see cref="ChainMover"/>, draws both layers in every round.
/// </summary>
/// <remarks>
/// A sum over one layer adds 32 sums of every 32nd term, in a fixed order: the means have the same bits whatever
/// vectors the processor has. An object belongs to one thread.
/// </remarks>
public sealed class MeanFieldIteration
{
    private readonly Rbm _machine;
    private readonly float[] _visible, _visibleInputs, _hidden;

    /// <summary>Prepares the iteration.</summary>
    /// <param name="machine">The machine; its parameters are read while it runs.</param>
    public MeanFieldIteration(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _machine = machine;
        _visible = new float[machine.VisibleLayer.Width];
        _visibleInputs = new float[_visible.Length];
        _hidden = new float[machine.Hidden];
    }

    /// <summary>The means of the visible units after the last round, laid out as their values.</summary>
    public ReadOnlySpan<float> Visible => _visible;

    /// <summary>Makes rounds. Where one changes nothing, none after it would, and they are left out.</summary>
    /// <param name="row">A configuration of the visible units, from which it starts.</param>
    /// <param name="rounds">k, at least 1.</param>
    /// <param name="ct">Checked before every round.</param>
    /// <returns>The largest change of a mean in the last round.</returns>
    /// <exception cref="ArgumentException">There is no round, or the row has another length.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public double Run(ReadOnlySpan<byte> row, int rounds, CancellationToken ct = default)
    {
        Require.AtLeast(rounds, 1);
        Require.Length(row.Length, _machine.VisibleLayer.Unit.RowBytes(_machine.Sites));
        _machine.VisibleLayer.Unit.Decode(row, _visible);
        double change = double.MaxValue;
        for (int round = 0; round < rounds && change > 0; round++)
        {
            ct.ThrowIfCancellationRequested();
            change = Round();
        }

        return change;
    }

    /// <summary>Draws v, each unit by itself, from the law whose means are <see cref="Visible"/>.</summary>
    /// <param name="stream">Where the random numbers come from.</param>
    /// <param name="row">Receives the configuration.</param>
    public void Draw(ref RandomStream stream, Span<byte> row)
    {
        IVisibleUnit unit = _machine.VisibleLayer.Unit;
        float[] values = new float[_visible.Length];
        for (int x = 0; x < values.Length; x += unit.Components)
        {
            unit.Sample(_visibleInputs.AsSpan(x, unit.Components), [], ref stream,
                values.AsSpan(x, unit.Components));
        }

        unit.Encode(values, row);
    }

    private double Round()
    {
        IUnit hidden = _machine.HiddenLayer.Unit, visible = _machine.VisibleLayer.Unit;
        Parameters parameters = _machine.Parameters;
        for (int mu = 0; mu < _hidden.Length; mu++)
        {
            float input = Product(_machine.FieldOf(mu), _visible);
            if (parameters.HiddenFields.Length > 0)
                input += parameters.HiddenFields[mu];
            hidden.Mean([input], parameters.HiddenParameters.AsSpan(mu * hidden.Parameters, hidden.Parameters),
                _hidden.AsSpan(mu, 1));
        }

        Array.Clear(_visibleInputs);
        for (int mu = 0; mu < _hidden.Length; mu++)
            AddScaled(_hidden[mu], _machine.FieldOf(mu), _visibleInputs);
        AddScaled(1, parameters.VisibleFields, _visibleInputs);
        return ToVisible(visible);
    }

    /// <summary>The means of the visible units under their inputs; returns their largest change.</summary>
    private double ToVisible(IUnit unit)
    {
        Span<float> mean = stackalloc float[unit.Components];
        float change = 0;
        for (int x = 0; x < _visible.Length; x += mean.Length)
        {
            unit.Mean(_visibleInputs.AsSpan(x, mean.Length), [], mean);
            for (int a = 0; a < mean.Length; a++)
                change = Math.Max(change, Math.Abs(mean[a] - _visible[x + a]));
            mean.CopyTo(_visible.AsSpan(x));
        }

        return change;
    }

    private static float Product(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        int step = Vector256<float>.Count, i = 0;
        Vector256<float> a = default, b = default, c = default, d = default;
        for (; i <= one.Length - 4 * step; i += 4 * step)
        {
            a += Vector256.Create(one[i..]) * Vector256.Create(other[i..]);
            b += Vector256.Create(one[(i + step)..]) * Vector256.Create(other[(i + step)..]);
            c += Vector256.Create(one[(i + 2 * step)..]) * Vector256.Create(other[(i + 2 * step)..]);
            d += Vector256.Create(one[(i + 3 * step)..]) * Vector256.Create(other[(i + 3 * step)..]);
        }

        Vector256<float> all = (a + b) + (c + d);
        float sum = 0;
        for (int lane = 0; lane < step; lane++)
            sum += all[lane];
        for (; i < one.Length; i++)
            sum += one[i] * other[i];
        return sum;
    }

    /// <summary>sum ← sum + factor × term; nothing where the machine has no such parameters.</summary>
    private static void AddScaled(float factor, ReadOnlySpan<float> term, Span<float> sum)
    {
        int i = 0;
        for (; i <= term.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Span<float> eight = sum[i..];
            Vector256<float> added = Vector256.Create(factor) * Vector256.Create(term[i..]);
            (Vector256.Create<float>(eight) + added).CopyTo(eight);
        }

        for (; i < term.Length; i++)
            sum[i] += factor * term[i];
    }
}
