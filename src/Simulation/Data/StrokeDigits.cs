using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// Handwritten digits, as many as are asked for: independent binary pictures of 28 × 28 pixels, every digit 0 to 9
/// equally likely, drawn by a round pen along a skeleton of lines and arcs. With all numbers uniform and independent,
/// <code>
/// x′ = 14 + a_x + s_x (x − 6) − t s_y (y − 10),    y′ = 14 + a_y + s_y (y − 10),
/// </code>
/// where (x, y) is a point of the skeleton, its control points moved (<see cref="DigitSkeletons"/>): scales s_x in
/// [0.7, 1.1) and s_y in [0.75, 1), slant t in [−0.1, 0.35), shifts a in [−1.5, 1.5) pixels. A pixel is on if and only
/// if its centre is nearer to the line than the radius of the pen, which is in [0.8, 1.6) pixels.
/// </summary>
/// <remarks>
/// Pixel (row r, column c) is unit 28 r + c, its centre is at x = c + ½, y = r + ½. Only + − × ÷ √ are used: the same
/// seed gives the same pictures on every machine.
/// </remarks>
public static class StrokeDigits
{
    /// <summary>Pixels of a side.</summary>
    public const int Side = 28;

    /// <summary>N, the pixels of a picture.</summary>
    public const int Sites = Side * Side;

    /// <summary>The number of digits.</summary>
    public const int Classes = 10;

    /// <summary>The smallest radius of the pen, in pixels.</summary>
    public const double ThinnestPen = 0.8;

    /// <summary>The largest radius of the pen, in pixels.</summary>
    public const double ThickestPen = 1.6;

    private const double MostShift = 1.5;

    /// <summary>Draws one picture.</summary>
    /// <param name="stream">Where the random numbers come from.</param>
    /// <param name="row">Receives the pixels, a bit each: 98 bytes.</param>
    /// <returns>The digit, in [0, 9].</returns>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public static int Draw(ref RandomStream stream, Span<byte> row) => Draw(ref stream, row, []);

    /// <summary>Draws a set. Sample s has its own stream (seed, purpose, s), so a larger set begins with the smaller
    /// one.</summary>
    /// <param name="samples">Number of pictures, at least 1.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="purpose"><see cref="StreamPurpose.Data"/> for training, <see cref="StreamPurpose.TestData"/> for
    /// held-out data.</param>
    /// <exception cref="ArgumentException">The number of samples is out of range.</exception>
    public static LabelledSet SampleSet(int samples, ulong seed, StreamPurpose purpose = StreamPurpose.Data)
    {
        SpinSet set = new(samples, Sites);
        byte[] labels = new byte[samples], row = new byte[set.RowBytes];
        List<(double X, double Y)> line = [];
        for (int sample = 0; sample < samples; sample++)
        {
            RandomStream stream = new(seed, purpose, (ulong)sample);
            labels[sample] = (byte)Draw(ref stream, row, line);
            set.Write(sample, row);
        }

        return new(set, labels);
    }

    private static int Draw(ref RandomStream stream, Span<byte> row, List<(double X, double Y)> line)
    {
        Require.Length(row.Length, Units.BitRow.Bytes(Sites));
        row.Clear();
        int digit = stream.NextInt(Classes);
        DigitSkeletons.Draw(digit, ref stream, line);
        double across = Between(0.7, 1.1, ref stream), down = Between(0.75, 1, ref stream);
        double slant = Between(-0.1, 0.35, ref stream), pen = Between(ThinnestPen, ThickestPen, ref stream);
        double centreX = Side / 2 + Between(-MostShift, MostShift, ref stream);
        double centreY = Side / 2 + Between(-MostShift, MostShift, ref stream);
        for (int i = 0; i < line.Count; i++)
        {
            double x = line[i].X - DigitSkeletons.Width / 2, y = down * (line[i].Y - DigitSkeletons.Height / 2);
            line[i] = (centreX + across * x - slant * y, centreY + y);
        }

        for (int i = 1; i < line.Count; i++)
            DrawSegment(line[i - 1], line[i], pen, row);
        return digit;
    }

    private static double Between(double low, double high, ref RandomStream stream)
        => low + (high - low) * stream.NextDouble();

    /// <summary>Turns on the pixels nearer to a segment than the radius.</summary>
    private static void DrawSegment((double X, double Y) from, (double X, double Y) to, double radius, Span<byte> row)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, squared = dx * dx + dy * dy;
        (int left, int right) = Range(from.X, to.X, radius);
        (int top, int bottom) = Range(from.Y, to.Y, radius);
        for (int r = top; r <= bottom; r++)
        {
            for (int c = left; c <= right; c++)
            {
                double x = c + 0.5 - from.X, y = r + 0.5 - from.Y;
                double along = squared > 0 ? Math.Clamp((x * dx + y * dy) / squared, 0, 1) : 0;
                (x, y) = (x - along * dx, y - along * dy);
                int pixel = Side * r + c;
                if (x * x + y * y < radius * radius)
                    row[pixel >> 3] |= (byte)(1 << (pixel & 7));
            }
        }
    }

    /// <summary>The rows or columns that a segment may reach.</summary>
    private static (int First, int Last) Range(double from, double to, double radius)
        => ((int)Math.Max(0, Math.Min(from, to) - radius), (int)Math.Min(Side - 1, Math.Max(from, to) + radius));
}
