using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Kernels.Dense;

/// <summary><see cref="SumTile{TLanes,TVector}"/> of the widest vectors that the processor has.</summary>
internal static class WidestTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>Room for the sums of any tile, in numbers.</summary>
    public const int MostSums = Rows * 3 * 16;

    /// <summary>Columns of a tile: three vectors.</summary>
    public static int Columns
        => Vector512.IsHardwareAccelerated ? SumTile<Lanes512, Vector512<float>>.Columns
            : Vector256.IsHardwareAccelerated ? SumTile<Lanes256, Vector256<float>>.Columns
            : SumTile<Lanes128, Vector128<float>>.Columns;

    /// <inheritdoc cref="SumTile{TLanes,TVector}.Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(
        ref readonly float left, nint rowStride, nint stepStride, ref readonly float right, nint steps,
        ref float sums)
    {
        if (Vector512.IsHardwareAccelerated)
            SumTile<Lanes512, Vector512<float>>.Sum(in left, rowStride, stepStride, in right, steps, ref sums);
        else if (Vector256.IsHardwareAccelerated)
            SumTile<Lanes256, Vector256<float>>.Sum(in left, rowStride, stepStride, in right, steps, ref sums);
        else
            SumTile<Lanes128, Vector128<float>>.Sum(in left, rowStride, stepStride, in right, steps, ref sums);
    }
}
