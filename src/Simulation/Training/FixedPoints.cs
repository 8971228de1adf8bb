using RbmTheory.Simulation.Kernels.Dense;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Where the damped iteration of the TAP equations to order 1, 2 or 3 ends, m ← ½m + ½m(x) with the hidden side first,
/// from many starts m^v and m^h = m(b + m^v W): fixed points of the mean field, and the last magnetisations of those
/// starts that come to none.
/// </summary>
/// <remarks>In single precision: a tolerance below some 10⁻⁶ may not be met by large machines. What becomes of a start
/// depends on no other, and not on the number of threads.</remarks>
public sealed class FixedPoints
{
    /// <summary>Most iterations, where nothing else is asked for.</summary>
    public const int StandardIterations = 2000;

    // More rows at a time make the products no faster.
    private const int MostRowsTogether = 128;

    private FixedPoints(float[] visible, int converged)
        => (Visible, Converged) = (visible, converged);

    /// <summary>m^v at the ends, N numbers a start.</summary>
    public ReadOnlyMemory<float> Visible { get; }

    /// <summary>How many starts came to a fixed point.</summary>
    public int Converged { get; }

    /// <summary>Iterates from some starts.</summary>
    /// <param name="machine">The machine; both its sides have spins or binary units.</param>
    /// <param name="starts">m^v of one start or more, N numbers each between the two values of a unit.</param>
    /// <param name="order">1, 2 or 3.</param>
    /// <param name="iterations">Most iterations, at least 1.</param>
    /// <param name="tolerance">A start has converged when every |Δm| of an iteration is below it; above 0.</param>
    /// <param name="threads">Most threads to use, at least 1.</param>
    /// <param name="ct">Checked before every hundred or so starts.</param>
    /// <exception cref="ArgumentException">The machine has other units, or a parameter is out of range.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static FixedPoints Of(
        Rbm machine, ReadOnlyMemory<float> starts, int order, int iterations = StandardIterations,
        double tolerance = TrainingPlan.StandardTapTolerance, int threads = 1, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Require.AtLeast(iterations, 1);
        Require.Positive(tolerance);
        Require.AtLeast(starts.Length, machine.Sites, "starts.Length");
        (int count, int rest) = Math.DivRem(starts.Length, machine.Sites);
        if (rest != 0)
            throw Require.Error("starts.Length", starts.Length, $"a multiple of {machine.Sites}");
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = Require.AtLeast(threads, 1),
            CancellationToken = ct,
        };
        WeightPowers powers = PowersOf(machine, order);
        Magnetisations visible = new(machine.VisibleLayer.Unit, machine.Sites, count, order);
        Magnetisations hidden = new(machine.HiddenLayer.Unit, machine.Hidden, count, order);
        foreach (float m in starts.Span)
        {
            if (!visible.Allows(m))
                throw Require.Error("start", m, "between the two values of a unit");
        }

        TapStep step = new(TapStep.Fields(machine.Parameters.VisibleFields, machine.Sites),
            TapStep.Fields(machine.Parameters.HiddenFields, machine.Hidden), iterations, (float)tolerance,
            FromData: false);
        starts.Span.CopyTo(visible.Means);
        visible.FillCumulants();
        StartHidden(powers, visible, hidden, step.HiddenFields);
        int together = Math.Min(count, MostRowsTogether);
        int[] every = [.. Enumerable.Range(0, count)];
        bool[] hasConverged = new bool[count];
        Parallel.For(0, (count + together - 1) / together, options, () => new TapRows(machine, powers, together),
            (part, _, rows) =>
            {
                int first = part * together, end = Math.Min(first + together, count);
                rows.Solve(visible, hidden, every.AsSpan(first..end), step, hasConverged);
                return rows;
            },
            _ => { });
        return new(visible.Means, hasConverged.Count(row => row));
    }

    private static WeightPowers PowersOf(Rbm machine, int order)
    {
        WeightPowers powers = new(machine, order);
        for (int part = 0; part < powers.RaiseParts; part++)
            powers.Raise(part);
        for (int part = 0; part < powers.PackParts; part++)
            powers.Pack(part);
        return powers;
    }

    /// <summary>m^h = m(b + m^v W).</summary>
    private static void StartHidden(
        WeightPowers powers, Magnetisations visible, Magnetisations hidden, ReadOnlySpan<float> fields)
    {
        float[] sums = new float[hidden.Means.Length];
        powers.SumAtHidden(1, visible.Means, visible.Rows, sums);
        for (int row = 0; row < hidden.Rows; row++)
            hidden.Start(row, fields, sums);
    }
}
