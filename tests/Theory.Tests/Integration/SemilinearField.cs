using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

/// <summary>
/// Semilinear fields of tests: rates, and the nonlinear part as a function. With two components the modes are rotated,
/// so that a method that confuses modes and states fails.
/// </summary>
internal sealed class SemilinearField(double[] rates, Field.RightHandSide nonlinear) : ISemilinearField
{
    private const double Cos = 0.8;
    private const double Sin = 0.6;

    public int Dimension => rates.Length;

    public ReadOnlySpan<double> Rates => rates;

    /// <summary>dw/dt = w cos t, solved by e^{sin t}, with −3w called linear.</summary>
    public static SemilinearField TimeDependent { get; }
        = new([-3], (t, w, n) => n[0] = w[0] * (3 + Math.Cos(t)));

    /// <summary>The rotation of <see cref="Field.Rotation"/>, with the rates −1 and −2 taken out.</summary>
    public static SemilinearField Rotation { get; } = new([-1, -2], (t, w, n) =>
    {
        Field.Rotation.Velocity(t, w, n);
        // Lw = Tᵀ diag(−1, −2) T w.
        double first = (Cos * w[0]) + (Sin * w[1]), second = (Cos * w[1]) - (Sin * w[0]);
        n[0] += (Cos * first) - (2 * Sin * second);
        n[1] += (Sin * first) + (2 * Cos * second);
    });

    /// <summary>dw/dt = −w + 2w³: w(0) = 1 runs away at t = ½ ln 2, w = (2 − e^{2t})^{−1/2}.</summary>
    public static SemilinearField Cubic { get; } = new([-1], (_, w, n) => n[0] = 2 * w[0] * w[0] * w[0]);

    /// <summary>dw/dt = −w on three sites, all of it linear.</summary>
    public static SemilinearField Decay { get; } = new([-1, -1, -1], (_, _, n) => n.Clear());

    public void ToModes(ReadOnlySpan<double> state, Span<double> modes) => Rotate(state, modes, Sin);

    public void FromModes(ReadOnlySpan<double> modes, Span<double> state) => Rotate(modes, state, -Sin);

    public void Nonlinear(double time, ReadOnlySpan<double> state, Span<double> result)
        => nonlinear(time, state, result);

    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
        => throw new NotSupportedException("the exponential method needs only the two parts");

    private void Rotate(ReadOnlySpan<double> from, Span<double> to, double sin)
    {
        if (Dimension == 2)
            (to[0], to[1]) = ((Cos * from[0]) + (sin * from[1]), (Cos * from[1]) - (sin * from[0]));
        else
            from.CopyTo(to);
    }
}
