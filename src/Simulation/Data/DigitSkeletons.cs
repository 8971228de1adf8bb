using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// The strokes of the ten digits, each one line of a pen through points and along arcs of ellipses, in a box of 12 × 20
/// pixels, x to the right and y down. A drawn one has its control points moved at random: the points and the
/// centres of the arcs by up to <see cref="Jitter"/> pixels in x and in y, the radii by up to
/// <see cref="RadiusJitter"/> of themselves. The pen goes straight from where one piece ends to where the next begins.
/// </summary>
internal static class DigitSkeletons
{
    /// <summary>Width of the box, in pixels.</summary>
    public const double Width = 12;

    /// <summary>Height of the box, in pixels.</summary>
    public const double Height = 20;

    /// <summary>The farthest that a point moves, in pixels.</summary>
    public const double Jitter = 1;

    /// <summary>The largest change of a radius, relative.</summary>
    public const double RadiusJitter = 0.15;

    private const int StepsOfCircle = 24;

    private static readonly (double Cos, double Sin)[] Circle = PointsOfCircle();

    private static readonly Piece[][] Strokes =
    [
        [Arc(6, 10, 6, 10, 18, -6)],
        [Point(2.5, 4.5), Point(6.5, 0), Point(6.5, 20)],
        [Arc(6, 5.5, 5.5, 5.5, 12, 26), Point(0.5, 20), Point(12, 20)],
        [Arc(5.5, 5, 5, 5, 13, 30), Arc(5.5, 15, 6, 5, 18, 35)],
        [Point(8.5, 20), Point(8.5, 0), Point(0, 13.5), Point(12, 13.5)],
        [Point(11, 0), Point(2, 0), Point(1.5, 9), Arc(5.5, 13.5, 6, 6.5, 15, 34)],
        [Arc(11, 14, 11, 14, 17, 12), Arc(6, 14, 6, 6, 12, -12)],
        [Point(0, 0), Point(12, 0), Point(5, 20)],
        [Arc(6, 5, 4.5, 5, 6, 30), Arc(6, 15, 5.5, 5, 18, -6)],
        [Arc(6, 6, 5.5, 6, 24, 0), Point(9.5, 20)],
    ];

    /// <summary>Draws the line of a digit, as points that are joined by straight segments.</summary>
    /// <param name="digit">In [0, 9].</param>
    /// <param name="stream">Where the random numbers come from.</param>
    /// <param name="line">Receives the points; what it held is removed.</param>
    public static void Draw(int digit, ref RandomStream stream, List<(double X, double Y)> line)
    {
        line.Clear();
        foreach (Piece piece in Strokes[digit])
        {
            double x = piece.X + Jitter * Symmetric(ref stream), y = piece.Y + Jitter * Symmetric(ref stream);
            double across = piece.Across * (1 + RadiusJitter * Symmetric(ref stream));
            double down = piece.Down * (1 + RadiusJitter * Symmetric(ref stream));
            int direction = Math.Sign(piece.To - piece.From);
            for (int step = piece.From; ; step += direction)
            {
                (double cos, double sin) = Circle[(step + StepsOfCircle) % StepsOfCircle];
                line.Add((x + across * cos, y + down * sin));
                if (step == piece.To)
                    break;
            }
        }
    }

    /// <summary>A uniform number in [−1, 1).</summary>
    internal static double Symmetric(ref RandomStream stream) => 2 * stream.NextDouble() - 1;

    private static Piece Point(double x, double y) => new(x, y, 0, 0, 0, 0);

    private static Piece Arc(double x, double y, double across, double down, int from, int to)
        => new(x, y, across, down, from, to);

    // The sines of 0°, 15°, …, 90° by square roots, which have the same bits on every machine.
    private static (double Cos, double Sin)[] PointsOfCircle()
    {
        double two = Math.Sqrt(2), three = Math.Sqrt(3), six = Math.Sqrt(6);
        double[] sines = [0, (six - two) / 4, 0.5, two / 2, three / 2, (six + two) / 4, 1];
        double Sine(int step) => step > 12 ? -Sine(step - 12) : sines[step <= 6 ? step : 12 - step];
        return [.. Enumerable.Range(0, StepsOfCircle).Select(k => (Sine((k + 6) % StepsOfCircle), Sine(k)))];
    }

    /// <summary>An arc of an ellipse, or a point where the radii are 0. Angles are multiples of 15° from the x axis
    /// towards the y axis, clockwise to the eye.</summary>
    /// <param name="X">The centre.</param>
    /// <param name="Y">The centre.</param>
    /// <param name="Across">Radius along x.</param>
    /// <param name="Down">Radius along y.</param>
    /// <param name="From">Angle where it begins.</param>
    /// <param name="To">Angle where it ends.</param>
    private sealed record Piece(double X, double Y, double Across, double Down, int From, int To);
}
