using OxyPlot;
using OxyPlot.Axes;
using OxyAxis = OxyPlot.Axes.Axis;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>Keeps the numbers of an axis apart: OxyPlot spaces ticks without regard to what stands at them.</summary>
internal static class TickRoom
{
    private const double Beside = 5, Above = 1.5; // points between two numbers

    /// <summary>Asks for fewer ticks where two numbers touch.</summary>
    /// <param name="axis">An axis, laid out.</param>
    /// <returns>Whether it did, so that the panel is to be laid out again.</returns>
    public static bool Widen(OxyAxis axis)
    {
        double gap = axis.IsHorizontal() ? Beside : Above;
        double length = (axis.ScreenMax - axis.ScreenMin).Length;
        if (axis.IntervalLength > length)
            return false;
        axis.GetTickValues(out IList<double> labels, out _, out _);
        (double From, double To)[] places =
            [.. labels.Select(value => PlaceOf(axis, value)).OrderBy(place => place.From)];
        if (!places.Zip(places.Skip(1)).Any(pair => pair.First.To + gap > pair.Second.From))
            return false;
        axis.MajorStep = double.NaN;
        axis.IntervalLength *= 1.25;
        return true;
    }

    private static (double From, double To) PlaceOf(OxyAxis axis, double value)
    {
        double middle = axis.Transform(value);
        OxySize size = TextBox.Size(axis.FormatValue(value), axis.FontSize, FontWeights.Normal);
        double half = (axis.IsHorizontal() ? size.Width : size.Height) / 2;
        return (middle - half, middle + half);
    }
}
