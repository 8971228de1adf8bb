using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Arithmetic;

/// <summary>An array of vectors of eight floats that starts at a cache line, all zero. In an ordinary array every other
/// vector may lie in two cache lines, and loading it then takes twice as long.</summary>
internal sealed class VectorBuffer
{
    private const int CacheLine = 64;

    private readonly float[] _numbers;
    private readonly int _first;
    private readonly int _length;

    /// <summary>Zeros.</summary>
    /// <param name="vectors">How many, at least 1.</param>
    public VectorBuffer(int vectors)
    {
        Require.InRange(vectors, 1, Array.MaxLength / Vector256<float>.Count - 2);
        _length = vectors * Vector256<float>.Count;
        _numbers = GC.AllocateArray<float>(_length + CacheLine / sizeof(float), pinned: true);
        long misfit = Marshal.UnsafeAddrOfPinnedArrayElement(_numbers, 0) % CacheLine;
        _first = (int)((CacheLine - misfit) % CacheLine) / sizeof(float);
    }

    /// <summary>The vectors.</summary>
    public Span<Vector256<float>> Vectors
        => MemoryMarshal.Cast<float, Vector256<float>>(_numbers.AsSpan(_first, _length));
}
