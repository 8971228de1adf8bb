using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// Columns of a square matrix, at first of the unit matrix, that are turned in neighbouring pairs, many sweeps at a
/// time (Van Zee, van de Geijn and Quintana-Ortí 2014): 16 numbers of every column lie together, so that each such part
/// of the matrix stays in the cache while all sweeps pass over it, two at a time where they can, and a number that a
/// rotation leaves for the next one stays in a register.
/// </summary>
internal sealed class RotationSweeps
{
    private const int Lanes = 16;

    private readonly double[] _numbers;
    private readonly int _size;

    /// <summary>The unit matrix.</summary>
    /// <param name="size">n, at least 1.</param>
    public RotationSweeps(int size)
    {
        _size = size;
        Parts = (size + Lanes - 1) / Lanes;
        _numbers = new double[checked(Parts * Lanes * size)];
        for (int i = 0; i < size; i++)
            _numbers[Place(i, i)] = 1;
    }

    /// <summary>Number of parts of 16 rows: they are turned independently of one another.</summary>
    public int Parts { get; }

    /// <summary>Turns columns i and i + 1 by the rotation of number i − First of a sweep, i upwards.</summary>
    /// <param name="part">In [0, Parts).</param>
    /// <param name="sweeps">For each sweep, its first column and where its rotations begin and end.</param>
    /// <param name="rotations">The rotations of all sweeps.</param>
    public void Turn(int part, ReadOnlySpan<(int Column, int Start, int End)> sweeps,
        ReadOnlySpan<Rotation> rotations)
    {
        ref double numbers = ref _numbers[part * Lanes * _size];
        for (int i = 0; i < sweeps.Length; i++)
        {
            (int column, int start, int end) = sweeps[i];
            ref double first = ref Unsafe.Add(ref numbers, column * Lanes);
            if (i + 1 < sweeps.Length && sweeps[i + 1] is var next && next.Column == column
                && next.End - next.Start <= end - start)
            {
                TurnTwice(ref first, rotations[start..end], rotations[next.Start..next.End]);
                i++;
            }
            else
                Turn(ref first, rotations[start..end]);
        }
    }

    /// <summary>Column a, n numbers.</summary>
    /// <param name="column">a, in [0, n).</param>
    /// <param name="target">Where they go.</param>
    public void CopyColumn(int column, Span<double> target)
    {
        for (int i = 0; i < _size; i++)
            target[i] = _numbers[Place(i, column)];
    }

    private int Place(int row, int column) => (((row / Lanes * _size) + column) * Lanes) + (row % Lanes);

    private static void Turn(ref double column, ReadOnlySpan<Rotation> rotations)
    {
        var x0 = Vector256.LoadUnsafe(ref column);
        var x1 = Vector256.LoadUnsafe(ref column, 4);
        var x2 = Vector256.LoadUnsafe(ref column, 8);
        var x3 = Vector256.LoadUnsafe(ref column, 12);
        foreach (ref readonly Rotation rotation in rotations)
        {
            ref double next = ref Unsafe.Add(ref column, Lanes);
            Vector256<double> c = Vector256.Create(rotation.Cosine), s = Vector256.Create(rotation.Sine);
            x0 = Turn(c, s, x0, ref next, ref column);
            x1 = Turn(c, s, x1, ref Unsafe.Add(ref next, 4), ref Unsafe.Add(ref column, 4));
            x2 = Turn(c, s, x2, ref Unsafe.Add(ref next, 8), ref Unsafe.Add(ref column, 8));
            x3 = Turn(c, s, x3, ref Unsafe.Add(ref next, 12), ref Unsafe.Add(ref column, 12));
            column = ref next;
        }

        x0.StoreUnsafe(ref column);
        x1.StoreUnsafe(ref column, 4);
        x2.StoreUnsafe(ref column, 8);
        x3.StoreUnsafe(ref column, 12);
    }

    /// <summary>Two sweeps, the second one column behind the first, so that a column is loaded and stored once for
    /// both.</summary>
    /// <param name="column">Where both begin.</param>
    /// <param name="ahead">The first sweep.</param>
    /// <param name="behind">The second sweep, no longer than the first.</param>
    private static void TurnTwice(ref double column, ReadOnlySpan<Rotation> ahead, ReadOnlySpan<Rotation> behind)
    {
        // x is what the first sweep leaves for its next rotation, z the same of the second.
        Vector256<double> c = Vector256.Create(ahead[0].Cosine), s = Vector256.Create(ahead[0].Sine);
        (Vector256<double> z0, Vector256<double> x0) = Turned(c, s, ref column, 0);
        (Vector256<double> z1, Vector256<double> x1) = Turned(c, s, ref column, 4);
        (Vector256<double> z2, Vector256<double> x2) = Turned(c, s, ref column, 8);
        (Vector256<double> z3, Vector256<double> x3) = Turned(c, s, ref column, 12);
        int both = Math.Min(behind.Length, ahead.Length - 1);
        for (int i = 1; i <= both; i++)
        {
            ref readonly Rotation first = ref ahead[i], second = ref behind[i - 1];
            (c, s) = (Vector256.Create(first.Cosine), Vector256.Create(first.Sine));
            Vector256<double> d = Vector256.Create(second.Cosine), t = Vector256.Create(second.Sine);
            ref double next = ref Unsafe.Add(ref column, 2 * Lanes);
            (x0, z0) = Turn(c, s, d, t, x0, z0, ref next, ref column);
            (x1, z1) = Turn(c, s, d, t, x1, z1, ref Unsafe.Add(ref next, 4), ref Unsafe.Add(ref column, 4));
            (x2, z2) = Turn(c, s, d, t, x2, z2, ref Unsafe.Add(ref next, 8), ref Unsafe.Add(ref column, 8));
            (x3, z3) = Turn(c, s, d, t, x3, z3, ref Unsafe.Add(ref next, 12), ref Unsafe.Add(ref column, 12));
            column = ref Unsafe.Add(ref column, Lanes);
        }

        z0.StoreUnsafe(ref column);
        z1.StoreUnsafe(ref column, 4);
        z2.StoreUnsafe(ref column, 8);
        z3.StoreUnsafe(ref column, 12);
        x0.StoreUnsafe(ref column, Lanes);
        x1.StoreUnsafe(ref column, Lanes + 4);
        x2.StoreUnsafe(ref column, Lanes + 8);
        x3.StoreUnsafe(ref column, Lanes + 12);
        if (both < behind.Length)
            Turn(ref column, behind[both..]);
        else
            Turn(ref Unsafe.Add(ref column, Lanes), ahead[(both + 1)..]);
    }

    /// <summary>c x + s y and c y − s x of a column and the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Left, Vector256<double> Right) Turned(
        Vector256<double> c, Vector256<double> s, ref double column, nuint lane)
    {
        var x = Vector256.LoadUnsafe(ref column, lane);
        var y = Vector256.LoadUnsafe(ref column, Lanes + lane);
        return (Vector256.FusedMultiplyAdd(s, y, c * x), Vector256.FusedMultiplyAdd(-s, x, c * y));
    }

    /// <summary>Turns (x, y) by the first rotation and (z, the turned x) by the second: stores the first number of
    /// that, and returns the turned y and the second number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> X, Vector256<double> Z) Turn(Vector256<double> c, Vector256<double> s,
        Vector256<double> d, Vector256<double> t, Vector256<double> x, Vector256<double> z, ref double next,
        ref double target)
    {
        var y = Vector256.LoadUnsafe(ref next);
        Vector256<double> between = Vector256.FusedMultiplyAdd(s, y, c * x);
        x = Vector256.FusedMultiplyAdd(-s, x, c * y);
        Vector256.FusedMultiplyAdd(t, between, d * z).StoreUnsafe(ref target);
        return (x, Vector256.FusedMultiplyAdd(-t, z, d * between));
    }

    /// <summary>Stores c x + s y, and returns c y − s x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Turn(Vector256<double> c, Vector256<double> s, Vector256<double> x,
        ref double next, ref double target)
    {
        var y = Vector256.LoadUnsafe(ref next);
        Vector256.FusedMultiplyAdd(s, y, c * x).StoreUnsafe(ref target);
        return Vector256.FusedMultiplyAdd(-s, x, c * y);
    }
}
