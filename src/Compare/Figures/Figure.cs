namespace RbmTheory.Compare.Figures;

/// <summary>
/// What a figure shows, in the field's terms and free of any renderer: panels in rows, each with two axes and the
/// series drawn on them. Texts are Unicode; <c>w_{i}</c> and <c>x^{2}</c> mark subscripts and superscripts.
/// </summary>
/// <param name="Name">File name without extension, for example <c>fig03a</c>.</param>
/// <param name="Title">One line that says what is seen.</param>
/// <param name="Panels">Panels from left to right and from top to bottom; at least one.</param>
/// <param name="Note">A line under the figure: parameters, and whether they are scaled down.</param>
/// <param name="Columns">Panels in a row; 0 puts all into one.</param>
public sealed record Figure(
    string Name, string Title, IReadOnlyList<Panel> Panels, string Note = "", int Columns = 0)
{
    /// <summary>Panels in a full row.</summary>
    public int PanelsInRow => Columns == 0 ? Panels.Count : Math.Min(Columns, Panels.Count);

    /// <summary>Rows of panels.</summary>
    public int Rows => (Panels.Count + PanelsInRow - 1) / PanelsInRow;

    /// <summary>Its height in centimetres; null for one that follows from the rows.</summary>
    public double? Height { get; init; }
}

/// <summary>One pair of axes.</summary>
/// <param name="Title">Short heading above the panel.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Series">What is drawn, back to front.</param>
/// <param name="Legend">
/// The corner asked for by the legend, which lists the series with a label; it goes to another where data stand there.
/// </param>
/// <param name="Colours">What the colours of a map mean; needed where a series is one.</param>
/// <param name="Bare">A drawing: the axes are not shown.</param>
public sealed record Panel(
    string Title, Axis X, Axis Y, IReadOnlyList<Series> Series, LegendPlace Legend = LegendPlace.TopRight,
    ColourAxis? Colours = null, bool Bare = false)
{
    /// <summary>Whether a unit is as long on one axis as on the other: circles are round.</summary>
    public bool Equal { get; init; }

    /// <summary>Words within the panel.</summary>
    public IReadOnlyList<Words> Words { get; init; } = [];
}

/// <summary>A few words at a point of a panel.</summary>
/// <param name="X">Abscissa of their middle.</param>
/// <param name="Y">Ordinate of their middle.</param>
/// <param name="Text">The words.</param>
/// <param name="Colour">Index into the palette; see <see cref="Palette"/>.</param>
public sealed record Words(double X, double Y, string Text, int Colour);

/// <summary>An axis: its label and, where given, its limits.</summary>
/// <param name="Label">Symbol and unit.</param>
/// <param name="Minimum">Lower limit; chosen from the data where null.</param>
/// <param name="Maximum">Upper limit; chosen from the data where null.</param>
/// <param name="Logarithmic">Logarithmic scale; the data must then be positive.</param>
/// <param name="Step">Distance of the numbers at the axis; chosen from the range where null.</param>
public sealed record Axis(
    string Label, double? Minimum = null, double? Maximum = null, bool Logarithmic = false, double? Step = null);

/// <summary>The values of a map as colours.</summary>
/// <param name="Label">Symbol and unit; empty where the text says it and no bar of colours is drawn.</param>
/// <param name="Minimum">The value of the first colour.</param>
/// <param name="Maximum">The value of the last colour, above the minimum.</param>
/// <param name="Scale">The colours.</param>
public sealed record ColourAxis(string Label, double Minimum, double Maximum, ColourScale Scale);

/// <summary>Colours from the lowest value to the highest.</summary>
public enum ColourScale
{
    /// <summary>Blue, white, vermilion: signed values about 0, with limits of equal size.</summary>
    Diverging,

    /// <summary>White to dark blue: values of one sign, and spins.</summary>
    Sequential,

    /// <summary>Around the circle and back to the first colour: angles.</summary>
    Cyclic,
}

/// <summary>A set of points drawn one way.</summary>
/// <param name="Label">Legend entry; empty for none.</param>
/// <param name="X">Abscissae.</param>
/// <param name="Y">Ordinates, as many as <paramref name="X"/>.</param>
/// <param name="Style">How they are drawn.</param>
/// <param name="Colour">Index into the palette; see <see cref="Palette"/>.</param>
/// <param name="Error">Standard errors of <paramref name="Y"/>, drawn as bars at points; null for none.</param>
/// <param name="Value">The value of each cell of a map; null for other marks.</param>
public sealed record Series(
    string Label, double[] X, double[] Y, Mark Style, int Colour, double[]? Error = null, double[]? Value = null);

/// <summary>How a series is drawn.</summary>
public enum Mark
{
    /// <summary>A solid line: theory.</summary>
    Line,

    /// <summary>A dashed line: theory outside its range, or a bound.</summary>
    Dashed,

    /// <summary>A thin solid line: many of them, such as the branches of a tree.</summary>
    Thin,

    /// <summary>A thin dashed line: guides among them.</summary>
    ThinDashed,

    /// <summary>Filled circles, with bars where errors are given: simulation.</summary>
    Points,

    /// <summary>Open circles, with bars where errors are given.</summary>
    OpenPoints,

    /// <summary>Circles joined by a thin line: lattice functions.</summary>
    LinePoints,

    /// <summary>
    /// Coloured cells on a rectangular grid, the abscissa running fastest; each is centred at its point.
    /// </summary>
    Map,
}

/// <summary>The corner that a legend asks for, or none.</summary>
public enum LegendPlace
{
    /// <summary>Top right corner.</summary>
    TopRight,

    /// <summary>Top left corner.</summary>
    TopLeft,

    /// <summary>Bottom right corner.</summary>
    BottomRight,

    /// <summary>Bottom left corner.</summary>
    BottomLeft,

    /// <summary>No legend.</summary>
    None,
}

/// <summary>
/// The palette of Okabe and Ito, whose colours stay apart for colour-blind readers; black first.
/// </summary>
public static class Palette
{
    /// <summary>Colours as #RRGGBB: black, blue, vermilion, green, purple, orange, sky blue, grey; then, for labels,
    /// which may be more, yellow, wine, indigo, olive, brown, a light grey, and mint.</summary>
    public static readonly IReadOnlyList<string> Colours =
    [
        "#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#888888", "#E3D532", "#882255",
        "#332288", "#999933", "#8C564B", "#C4C4C4", "#8FD9B6",
    ];

    /// <summary>How many of them, the first ones, are for curves.</summary>
    public const int Curves = 8;

    /// <summary>Black: theory.</summary>
    public const int Black = 0;

    /// <summary>Blue: simulation, first series.</summary>
    public const int Blue = 1;

    /// <summary>Vermilion.</summary>
    public const int Vermilion = 2;

    /// <summary>Green.</summary>
    public const int Green = 3;

    /// <summary>Purple.</summary>
    public const int Purple = 4;

    /// <summary>Orange.</summary>
    public const int Orange = 5;

    /// <summary>Grey: guides and references.</summary>
    public const int Grey = 7;

    /// <summary>A light grey: what stands behind the data.</summary>
    public const int LightGrey = 13;
}
