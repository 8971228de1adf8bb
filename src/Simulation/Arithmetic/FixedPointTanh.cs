using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Arithmetic;

/// <summary>
/// tanh in 16-bit fixed point, in units of 2^−15 and to within 5 of them: for kernels that decide most draws from an
/// estimate of the probability, and those that its error leaves doubtful from the exact sum by
/// <see cref="PowerOfTwo"/>.
/// </summary>
/// <remarks>
/// <para>The argument is a × 4.5 × 2^−15 with |a| below 2^15, the result T × 2^−15. |a| falls into one of eight
/// segments of 4096, each with a polynomial of degree 3 in f = (8 |a| mod 2^16) × 2^−15, read as a signed number: the
/// distance, in segments, from the left end of segments 0, 2, … and from the right end of segments 1, 3, …. It
/// interpolates tanh at the Chebyshev points of its segment; its coefficients were then changed by up to 2 units for
/// the smallest error after all roundings.</para>
/// <para>Largest error, over every argument: 4.78 × 2^−15, at the start of the first segment.</para>
/// </remarks>
public static class FixedPointTanh
{
    /// <summary>Arguments are multiples of 2^−15 of this.</summary>
    public const float Range = 4.5f;

    /// <summary>Largest error of a result, in units of 2^−15.</summary>
    public const int Error = 5;

    /// <summary>Largest 1 − tanh beyond the argument 4.46, in units of 2^−15.</summary>
    public const int Tail = 9;

    /// <summary>Largest error of an argument for which <see cref="Slopes"/> holds.</summary>
    public const float HighestShift = 1f / 16;

    /// <summary>The constant terms of the eight segments.</summary>
    internal static Vector128<short> C0 => Vector128.Create((short)-3, 26518, 26520, 32048, 32049, 32691, 32692, 32759);

    /// <summary>The coefficients of f.</summary>
    internal static Vector128<short> C1 => Vector128.Create((short)18531, 6317, 6344, 813, 792, 86, 85, 7);

    /// <summary>The coefficients of f².</summary>
    internal static Vector128<short> C2 => Vector128.Create((short)-460, -3095, -2825, -374, -404, -41, -44, -6);

    /// <summary>The coefficients of f³.</summary>
    internal static Vector128<short> C3 => Vector128.Create((short)-1366, 402, 561, 261, 95, 32, 10, 3);

    /// <summary>Largest slopes of tanh, in units of 2^−15, over each segment widened by <see cref="HighestShift"/> on
    /// both sides.</summary>
    internal static Vector128<short> Slopes => Vector128.Create(short.MaxValue, 25771, 12493, 4710, 1610, 532, 174, 57);
}
