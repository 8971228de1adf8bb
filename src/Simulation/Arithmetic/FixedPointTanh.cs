using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Arithmetic;

/// <summary>
/// tanh in integers of 16 bits, to within 5 × 2^−15: for kernels that decide most draws by an estimate, and the few
/// that it leaves in doubt by <see cref="PowerOfTwo"/>.
/// </summary>
/// <remarks>
/// <para>The argument is a × 4.5 × 2^−15 with |a| below 2^15, the result T × 2^−15. |a| falls into one of eight
/// segments of 4096, each with a polynomial of degree 3 in (8 |a| mod 2^16) × 2^−15, taken with its sign: the
/// distance, in segments, from the left end of segments 0, 2, … and from the right end of segments 1, 3, …. It meets
/// tanh at the Chebyshev points of its segment; its coefficients were then moved by up to 2 for the smallest error
/// after all roundings.</para>
/// <para>Largest error, over every argument: 4.78 × 2^−15, at the start of the first segment.</para>
/// </remarks>
public static class FixedPointTanh
{
    /// <summary>Arguments are multiples of 2^−15 of this.</summary>
    public const float Range = 4.5f;

    /// <summary>What a result is off by at most, in units of 2^−15.</summary>
    public const int Error = 5;

    /// <summary>What 1 − tanh is at most beyond 4.46, in units of 2^−15.</summary>
    public const int Tail = 9;

    /// <summary>Arguments that <see cref="Slopes"/> hold for are off by at most so much.</summary>
    public const float HighestShift = 1f / 16;

    /// <summary>The constant terms of the eight segments.</summary>
    internal static Vector128<short> C0 => Vector128.Create((short)-3, 26518, 26520, 32048, 32049, 32691, 32692, 32759);

    internal static Vector128<short> C1 => Vector128.Create((short)18531, 6317, 6344, 813, 792, 86, 85, 7);

    internal static Vector128<short> C2 => Vector128.Create((short)-460, -3095, -2825, -374, -404, -41, -44, -6);

    internal static Vector128<short> C3 => Vector128.Create((short)-1366, 402, 561, 261, 95, 32, 10, 3);

    /// <summary>Largest slopes of tanh, in units of 2^−15, over each segment widened by <see cref="HighestShift"/> on
    /// both sides.</summary>
    internal static Vector128<short> Slopes => Vector128.Create(short.MaxValue, 25771, 12493, 4710, 1610, 532, 174, 57);
}
