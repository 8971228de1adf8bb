using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Kernels.Dense;

/// <summary>
/// Rows of magnetisations m of one side of a machine whose units have two values, l and l + d, with the cumulants of
/// the units at these means. With s = 2(l − m) + d,
/// <code>
/// m(x) = l + d/(1 + e^{−d x}) under the field x,   κ₂ = (m − l)(l + d − m),   κ₃ = s κ₂;   κ₂′ = s,   κ₃′ = s² − 2κ₂
/// </code>
/// for {0,1}, κ₂ = c = m − m² and κ₃ = 2c(½ − m); for ±1, κ₂ = 1 − m² and κ₃ = −2m(1 − m²).
/// </summary>
/// <remarks>In single precision, of + − × ÷ alone: the same bits on every machine and in any width of vectors. What a
/// row becomes depends on no other row.</remarks>
internal sealed class Magnetisations
{
    /// <summary>The share of the new magnetisation in a step: m ← ½m + ½m(x).</summary>
    public const float Damping = 0.5f;

    private const int Lanes = 8;

    private readonly Vector256<float> _low, _high, _gap;

    /// <summary>Rows of zeros, their cumulants not computed.</summary>
    /// <param name="unit">Spins ±1 or binary units.</param>
    /// <param name="units">Number of units of a row, at least 1.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="order">The highest cumulant that is kept, 1, 2 or 3.</param>
    /// <exception cref="ArgumentException">The unit has not the values ±1 or 0 and 1, or the rows do not fit one
    /// array.</exception>
    public Magnetisations(IUnit unit, int units, int rows, int order)
    {
        if (!Fits(unit))
            throw Require.Error("unit", unit.Name, "spin or binary for the TAP equations");
        float low = unit.Values![0][0], high = unit.Values[1][0];
        (_low, _high, _gap) = (Vector256.Create(low), Vector256.Create(high), Vector256.Create(high - low));
        Units = Require.AtLeast(units, 1);
        Rows = Require.InRange(rows, 1, Array.MaxLength / units);
        Order = order;
        Cumulants = [.. Enumerable.Range(0, order).Select(_ => new float[rows * units])];
    }

    /// <summary>Whether the equations are known for a kind of units: spins and binary ones.</summary>
    /// <param name="unit">The kind.</param>
    public static bool Fits(IUnit unit) => unit is SpinUnit or BinaryUnit;

    /// <summary>Number of units of a row.</summary>
    public int Units { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>The highest cumulant that is kept.</summary>
    public int Order { get; }

    /// <summary>m, κ₂ and κ₃ as far as the order goes, rows × units each.</summary>
    public float[][] Cumulants { get; }

    /// <summary>m, rows × units.</summary>
    public float[] Means => Cumulants[0];

    /// <summary>Whether a number is between the two values, these included.</summary>
    /// <param name="mean">The number.</param>
    public bool Allows(float mean) => mean >= _low[0] && mean <= _high[0];

    /// <summary>m ← m(g + Σ w m), the means that independent units have.</summary>
    /// <param name="row">The row.</param>
    /// <param name="fields">g.</param>
    /// <param name="sums">Σ w m of the other side, rows × units.</param>
    public void Start(int row, ReadOnlySpan<float> fields, ReadOnlySpan<float> sums)
    {
        int first = row * Units;
        for (int k = 0; k < Units; k += Lanes)
            Put(first + k, Units - k, MeanAt(Read(fields, k, Units) + Read(sums[first..], k, Units)));
    }

    /// <summary>
    /// One step of the TAP equations, m ← ½m + ½m(x) with
    /// <code>x = g + Σ w m + ½ s Σ w² κ₂ + ⅙ κ₃′ Σ w³ κ₃,</code>
    /// the sums over the other side, and as many of them as the order says.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="fields">g.</param>
    /// <param name="sums">Σ w^n κ_n of the other side for each n, rows × units.</param>
    /// <param name="tolerance">The tolerance.</param>
    /// <returns>Whether every |Δm| is below the tolerance.</returns>
    public bool Relax(int row, ReadOnlySpan<float> fields, float[][] sums, float tolerance)
    {
        int first = row * Units, last = Units - Lanes;
        if (last < 0)
            return RelaxShort(first, fields, sums, tolerance);
        // A step is one long chain of operations, and the fewer instructions it takes the more of them a core works on
        // at a time: what can be checked is checked before.
        ref float g = ref MemoryMarshal.GetReference(fields[..Units]);
        ref float sum = ref RowOf(sums, 0, first), second = ref RowOf(sums, 1, first);
        ref float third = ref RowOf(sums, 2, first), m = ref RowOf(Cumulants, 0, first);
        ref float variance = ref RowOf(Cumulants, 1, first), skew = ref RowOf(Cumulants, 2, first);
        Vector256<float> limit = Vector256.Create(tolerance);
        // The last eight units may overlap those before them: their step is taken while nothing has been written.
        Vector256<float> lastStep = StepAt((nuint)last, ref m, ref g, ref sum, ref second, ref third);
        Vector256<float> lastMeans = Vector256.LoadUnsafe(ref m, (nuint)last) + lastStep;
        Vector256<float> isBelow = Vector256.LessThan(Vector256.Abs(lastStep), limit);
        for (nuint k = 0; k < (nuint)last; k += Lanes)
        {
            Vector256<float> step = StepAt(k, ref m, ref g, ref sum, ref second, ref third);
            isBelow &= Vector256.LessThan(Vector256.Abs(step), limit);
            PutAt(k, Vector256.LoadUnsafe(ref m, k) + step, ref m, ref variance, ref skew);
        }

        PutAt((nuint)last, lastMeans, ref m, ref variance, ref skew);
        return isBelow.AsInt32() == Vector256<int>.AllBitsSet;
    }

    /// <summary>The same of a row of less than eight units.</summary>
    private bool RelaxShort(int first, ReadOnlySpan<float> fields, float[][] sums, float tolerance)
    {
        Vector256<float> m = Read(Means.AsSpan(first), 0, Units);
        Vector256<float> step = Step(m, Read(fields, 0, Units), Sum(0), Sum(1), Sum(2));
        Put(first, Units, m + step);
        // Lanes beyond the last unit hold numbers of no unit.
        Vector256<int> isUnit = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(Units));
        return Vector256.LessThanAll(Vector256.Abs(step) & isUnit.AsSingle(), Vector256.Create(tolerance));

        Vector256<float> Sum(int n) => n < sums.Length ? Read(sums[n].AsSpan(first), 0, Units) : default;
    }

    /// <summary>Computes κ₂ and κ₃ of all rows from the means.</summary>
    public void FillCumulants()
    {
        for (int first = 0; first < Means.Length; first += Units)
        {
            for (int k = 0; k < Units; k += Lanes)
                Put(first + k, Units - k, Read(Means.AsSpan(first), k, Units));
        }
    }

    /// <summary>Whether two rows are the same to the last bit.</summary>
    /// <param name="row">One of them.</param>
    /// <param name="other">The other.</param>
    public bool IsSame(int row, int other)
    {
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(Means);
        return bits.Slice(row * Units, Units).SequenceEqual(bits.Slice(other * Units, Units));
    }

    /// <summary>Copies a row with its cumulants.</summary>
    /// <param name="row">The row.</param>
    /// <param name="target">Where to, of the same units and order; it may be the same object.</param>
    /// <param name="targetRow">The row there.</param>
    public void CopyRow(int row, Magnetisations target, int targetRow)
    {
        for (int n = 0; n < Cumulants.Length; n++)
            Cumulants[n].AsSpan(row * Units, Units).CopyTo(target.Cumulants[n].AsSpan(targetRow * Units));
    }

    /// <summary>½m(x) − ½m of eight units under fields g and sums over the other side, those beyond the order not
    /// read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Step(
        Vector256<float> m, Vector256<float> fields, Vector256<float> sums, Vector256<float> seconds,
        Vector256<float> thirds)
    {
        Vector256<float> x = fields + sums, slope = Slope(m);
        if (Order > 1)
            x += Vector256.Create(0.5f) * slope * seconds;
        if (Order > 2)
        {
            Vector256<float> thirdSlope = slope * slope - Vector256.Create(2f) * Variance(m);
            x += Vector256.Create(1 / 6f) * thirdSlope * thirds;
        }

        return Vector256.Create(Damping) * (MeanAt(x) - m);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> StepAt(
        nuint k, ref float m, ref float fields, ref float sum, ref float second, ref float third)
        => Step(Vector256.LoadUnsafe(ref m, k), Vector256.LoadUnsafe(ref fields, k), Vector256.LoadUnsafe(ref sum, k),
            Order > 1 ? Vector256.LoadUnsafe(ref second, k) : default,
            Order > 2 ? Vector256.LoadUnsafe(ref third, k) : default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PutAt(nuint k, Vector256<float> mean, ref float m, ref float variance, ref float skew)
    {
        mean.StoreUnsafe(ref m, k);
        if (Order == 1)
            return;
        Variance(mean).StoreUnsafe(ref variance, k);
        if (Order > 2)
            (Slope(mean) * Variance(mean)).StoreUnsafe(ref skew, k);
    }

    /// <summary>The row of order n; of a higher order than there is, which nobody reads or writes, the last
    /// one.</summary>
    private ref float RowOf(float[][] orders, int n, int first)
        => ref MemoryMarshal.GetReference(orders[Math.Min(n, Order - 1)].AsSpan(first, Units));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> MeanAt(Vector256<float> field)
        => _low + _gap * LaneExponential.Logistic(_gap * field);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Slope(Vector256<float> mean)
        => Vector256.Create(2f) * (_low - mean) + _gap;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Variance(Vector256<float> mean)
        => (mean - _low) * (_high - mean);

    /// <summary>Eight means and their cumulants, or as many as are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int place, int left, Vector256<float> mean)
    {
        Write(mean, Cumulants[0].AsSpan(place), left);
        if (Order == 1)
            return;
        Vector256<float> variance = Variance(mean);
        Write(variance, Cumulants[1].AsSpan(place), left);
        if (Order > 2)
            Write(Slope(mean) * variance, Cumulants[2].AsSpan(place), left);
    }

    /// <summary>Eight numbers from k on, zeros beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Read(ReadOnlySpan<float> values, int k, int end)
        => end - k >= Lanes ? Vector256.Create(values[k..]) : ReadLast(values[k..end]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector256<float> numbers, Span<float> values, int count)
    {
        if (count >= Lanes)
            numbers.CopyTo(values);
        else
            WriteLast(numbers, values[..count]);
    }

    private static Vector256<float> ReadLast(ReadOnlySpan<float> values)
    {
        Span<float> eight = stackalloc float[Lanes];
        values.CopyTo(eight);
        return Vector256.Create((ReadOnlySpan<float>)eight);
    }

    private static void WriteLast(Vector256<float> numbers, Span<float> values)
    {
        Span<float> eight = stackalloc float[Lanes];
        numbers.CopyTo(eight);
        eight[..values.Length].CopyTo(values);
    }
}
