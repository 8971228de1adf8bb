using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Kernels.Dense;

/// <summary>The few operations of vectors of one width that <see cref="SumTile{TLanes,TVector}"/> is made
/// of.</summary>
/// <typeparam name="TVector">The vector of floats.</typeparam>
internal interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Numbers of a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The vector that starts at a number.</summary>
    static abstract TVector Load(ref float first);

    /// <summary>Writes a vector to where a number is the first.</summary>
    static abstract void Store(TVector vector, ref float first);

    /// <summary>One number in every lane.</summary>
    static abstract TVector All(float number);

    /// <summary>sum + left × right, rounded once.</summary>
    static abstract TVector Add(TVector left, TVector right, TVector sum);
}

/// <summary>Four numbers.</summary>
internal readonly struct Lanes128 : ILanes<Vector128<float>>
{
    public static int Count => Vector128<float>.Count;

    public static Vector128<float> Load(ref float first) => Vector128.LoadUnsafe(ref first);

    public static void Store(Vector128<float> vector, ref float first) => vector.StoreUnsafe(ref first);

    public static Vector128<float> All(float number) => Vector128.Create(number);

    public static Vector128<float> Add(Vector128<float> left, Vector128<float> right, Vector128<float> sum)
        => Vector128.FusedMultiplyAdd(left, right, sum);
}

/// <summary>Eight numbers.</summary>
internal readonly struct Lanes256 : ILanes<Vector256<float>>
{
    public static int Count => Vector256<float>.Count;

    public static Vector256<float> Load(ref float first) => Vector256.LoadUnsafe(ref first);

    public static void Store(Vector256<float> vector, ref float first) => vector.StoreUnsafe(ref first);

    public static Vector256<float> All(float number) => Vector256.Create(number);

    public static Vector256<float> Add(Vector256<float> left, Vector256<float> right, Vector256<float> sum)
        => Vector256.FusedMultiplyAdd(left, right, sum);
}

/// <summary>Sixteen numbers.</summary>
internal readonly struct Lanes512 : ILanes<Vector512<float>>
{
    public static int Count => Vector512<float>.Count;

    public static Vector512<float> Load(ref float first) => Vector512.LoadUnsafe(ref first);

    public static void Store(Vector512<float> vector, ref float first) => vector.StoreUnsafe(ref first);

    public static Vector512<float> All(float number) => Vector512.Create(number);

    public static Vector512<float> Add(Vector512<float> left, Vector512<float> right, Vector512<float> sum)
        => Vector512.FusedMultiplyAdd(left, right, sum);
}
