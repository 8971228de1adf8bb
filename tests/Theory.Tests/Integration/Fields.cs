using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

/// <summary>Fields of tests; the right-hand side is a function.</summary>
internal sealed class Field(int dimension, Field.RightHandSide rightHandSide) : IVectorField
{
    public delegate void RightHandSide(double time, ReadOnlySpan<double> state, Span<double> velocity);

    public int Dimension => dimension;

    /// <summary>dw/dt = w cos t, solved by e^{sin t}.</summary>
    public static Field TimeDependent { get; } = new(1, (t, w, dw) => dw[0] = w[0] * Math.Cos(t));

    /// <summary>A rotation at the rate |w|²(1 + cos t), solved by r(cos φ, sin φ), φ = r²(t + sin t).</summary>
    public static Field Rotation { get; } = new(2, (t, w, dw) =>
    {
        double rate = ((w[0] * w[0]) + (w[1] * w[1])) * (1 + Math.Cos(t));
        dw[0] = -rate * w[1];
        dw[1] = rate * w[0];
    });

    /// <summary>dw/dt = −w, on three sites.</summary>
    public static Field Decay { get; } = new(3, (_, w, dw) =>
    {
        for (int i = 0; i < 3; i++)
            dw[i] = -w[i];
    });

    public void Velocity(double time, ReadOnlySpan<double> state, Span<double> velocity)
        => rightHandSide(time, state, velocity);
}
