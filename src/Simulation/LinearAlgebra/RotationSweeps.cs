using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// Columns of a square matrix, at first of the unit matrix, that are turned in neighbouring pairs, many sweeps at a
/// time (Van Zee, van de Geijn and Quintana-Ortí 2014): 16 numbers of every column lie together, so that each such part
/// of the matrix stays in the cache while all sweeps pass over it, and a number that a rotation leaves for the next one
/// stays in a register.
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
        foreach ((int column, int start, int end) in sweeps)
            Turn(ref Unsafe.Add(ref numbers, column * Lanes), rotations[start..end]);
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
