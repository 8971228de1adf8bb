using OxyPlot;
using RbmTheory.Compare.Figures;
using SkiaSharp;

namespace RbmTheory.Compare.Reports.Pdf;

/// <summary>Something that stands on a page. Lengths are in points, from the upper left corner of the page.</summary>
internal abstract record PageItem;

/// <summary>A line of text, set as it is.</summary>
/// <param name="Text">The text.</param>
/// <param name="X">The place in it that <paramref name="Alignment"/> names.</param>
/// <param name="Baseline">Its baseline.</param>
/// <param name="Style">How it is set.</param>
/// <param name="Alignment">0 where X is its start, 0.5 its middle, 1 its end.</param>
internal sealed record TextItem(string Text, double X, double Baseline, TextStyle Style, double Alignment) : PageItem;

/// <summary>The number of the page on which an anchor stands, flush right.</summary>
/// <param name="Anchor">The anchor.</param>
/// <param name="Right">The end of the number.</param>
/// <param name="Baseline">Its baseline.</param>
/// <param name="Style">How it is set.</param>
internal sealed record PageNumberItem(string Anchor, double Right, double Baseline, TextStyle Style) : PageItem;

/// <summary>A horizontal line.</summary>
/// <param name="From">Its left end.</param>
/// <param name="To">Its right end.</param>
/// <param name="Y">Its height.</param>
/// <param name="Thickness">Its thickness.</param>
internal sealed record RuleItem(double From, double To, double Y, double Thickness) : PageItem;

/// <summary>A figure in vectors.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Frame">Where it goes.</param>
internal sealed record FigureItem(Figure Figure, OxyRect Frame) : PageItem;

/// <summary>A figure made small, as a bitmap: in vectors it would be all labels.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Frame">Where it goes.</param>
internal sealed record ThumbnailItem(Figure Figure, SKRect Frame) : PageItem;

/// <summary>A place that links lead to.</summary>
/// <param name="Name">Its name, used once in a document.</param>
/// <param name="Y">Its height.</param>
internal sealed record AnchorItem(string Name, double Y) : PageItem;

/// <summary>A rectangle that leads to an anchor.</summary>
/// <param name="Anchor">The anchor; where there is none, nothing happens.</param>
/// <param name="Frame">The rectangle.</param>
internal sealed record LinkItem(string Anchor, SKRect Frame) : PageItem;
