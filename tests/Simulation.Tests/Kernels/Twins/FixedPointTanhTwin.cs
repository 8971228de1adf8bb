using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Tests.Kernels.Twins;

/// <summary>The readable twin of what <c>FixedPointBernoulli</c> computes with <see cref="FixedPointTanh"/>: one
/// argument at a time, bit for bit.</summary>
internal static class FixedPointTanhTwin
{
    /// <summary>T, tanh in units of 2^−15.</summary>
    /// <param name="argument">a, in units of 2^−15 of <see cref="FixedPointTanh.Range"/>; not −2^15.</param>
    public static int Of(short argument)
    {
        int a = Math.Abs((int)argument), segment = a >> 12;
        short f = unchecked((short)(a << 3));
        int p = Product(f, FixedPointTanh.C3[segment]) + FixedPointTanh.C2[segment];
        p = Product(f, p) + FixedPointTanh.C1[segment];
        p = Product(f, p) + FixedPointTanh.C0[segment];
        return argument < 0 ? -p : argument > 0 ? p : 0;
    }

    /// <summary>The largest slope of tanh, in units of 2^−15, between an argument and any other at most
    /// <see cref="FixedPointTanh.HighestShift"/> away.</summary>
    /// <param name="argument">a, not −2^15.</param>
    public static int Slope(short argument) => FixedPointTanh.Slopes[Math.Abs((int)argument) >> 12];

    /// <summary>The product of two numbers in units of 2^−15, rounded.</summary>
    private static int Product(int f, int p) => (f * p + (1 << 14)) >> 15;
}
