namespace RbmTheory.Simulation.LinearAlgebra;

/// <summary>
/// A rotation of two numbers, c² + s² = 1, <code>(x, y) → (c x + s y, c y − s x).</code>
/// </summary>
/// <param name="Cosine">c.</param>
/// <param name="Sine">s.</param>
internal readonly record struct Rotation(double Cosine, double Sine)
{
    // A square of less than 1e-280 has lost digits to underflow.
    private const double Smallest = 1e-140, Scale = 1e200;

    /// <summary>The rotation that maps (f, g) onto (r, 0), and r, |r| = √(f² + g²).</summary>
    /// <param name="f">The first number, below 1e150.</param>
    /// <param name="g">The second number, below 1e150.</param>
    public static (Rotation Rotation, double Length) Onto(double f, double g)
    {
        if (g == 0)
            return (new(1, 0), f);
        if (f == 0)
            return (new(0, 1), g);
        if (Math.Max(Math.Abs(f), Math.Abs(g)) < Smallest)
        {
            (Rotation rotation, double scaled) = Onto(f * Scale, g * Scale);
            return (rotation, scaled / Scale);
        }

        double length = Math.Sqrt((f * f) + (g * g));
        return (new(f / length, g / length), length);
    }
}
