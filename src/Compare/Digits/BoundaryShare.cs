using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Digits;

/// <summary>
/// How much of an error of reconstructed digits lies at the boundary of strokes: at pixels with a neighbour, left,
/// right, above or below, of the other value.
/// </summary>
/// <param name="OfError">The part of the squared error that lies there.</param>
/// <param name="OfPixels">The part of the pixels that lie there.</param>
internal sealed record BoundaryShare(double OfError, double OfPixels)
{
    /// <summary>Of reconstructions of digits from others of them.</summary>
    /// <param name="digits">The digits, row by row.</param>
    /// <param name="first">Reconstructions, a number a pixel.</param>
    /// <param name="second">Others, not all equal to those.</param>
    public static BoundaryShare Of(SpinSet digits, ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double error = 0, atBoundary = 0;
        int pixels = 0;
        for (int k = 0; k < first.Length; k++)
        {
            (int sample, int pixel) = Math.DivRem(k, digits.Sites);
            double square = ((double)first[k] - second[k]) * ((double)first[k] - second[k]);
            error += square;
            if (!IsAtBoundary(digits, sample, pixel))
                continue;
            atBoundary += square;
            pixels++;
        }

        return new(atBoundary / error, (double)pixels / first.Length);
    }

    private static bool IsAtBoundary(SpinSet digits, int sample, int pixel)
    {
        (int row, int column) = Math.DivRem(pixel, DigitSource.Side);
        return Differs(-1, 0) || Differs(1, 0) || Differs(0, -1) || Differs(0, 1);

        bool Differs(int down, int right)
            => row + down is >= 0 and < DigitSource.Side && column + right is >= 0 and < DigitSource.Side
                && digits.Spin(sample, pixel + down * DigitSource.Side + right) != digits.Spin(sample, pixel);
    }
}
