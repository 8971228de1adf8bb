using System.Runtime.Intrinsics;

namespace RbmTheory.Theory.Learning;

/// <summary>Four 2×2 matrices of rows (A, B) and (C, D), one a lane.</summary>
internal readonly record struct LaneMatrix(
    Vector256<double> A, Vector256<double> B, Vector256<double> C, Vector256<double> D)
{
    public static LaneMatrix Identity
        => new(Vector256<double>.One, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.One);

    public static LaneMatrix operator +(LaneMatrix x, LaneMatrix y) => new(x.A + y.A, x.B + y.B, x.C + y.C, x.D + y.D);

    /// <summary>M · this, M having the rows (cos, −t sin) and (sin, t cos).</summary>
    public LaneMatrix AfterSite(Vector256<double> cos, Vector256<double> sin, Vector256<double> t)
    {
        Vector256<double> c = t * C, d = t * D;
        return new((cos * A) - (sin * c), (cos * B) - (sin * d), (sin * A) + (cos * c), (sin * B) + (cos * d));
    }

    /// <summary>this · M.</summary>
    public LaneMatrix BeforeSite(Vector256<double> cos, Vector256<double> sin, Vector256<double> t)
        => new((A * cos) + (B * sin), t * ((B * cos) - (A * sin)), (C * cos) + (D * sin), t * ((D * cos) - (C * sin)));

    /// <summary>this · J.</summary>
    public LaneMatrix TimesJ() => new(-B, A, -D, C);

    /// <summary>Tr(xJy).</summary>
    public static Vector256<double> TraceAroundJ(LaneMatrix x, LaneMatrix y)
        => ((x.A * y.C) - (x.B * y.A)) + ((x.C * y.D) - (x.D * y.B));
}
