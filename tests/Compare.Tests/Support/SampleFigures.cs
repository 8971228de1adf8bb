using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Compare.Figures;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>Figures for tests: one with everything that a figure can have, and many random ones.</summary>
internal static class SampleFigures
{
    /// <summary>What is hard on its way into a picture: both quotes, markup, backslashes, letters outside ASCII.</summary>
    public const string Hard = "it's \"β\" − √2·κ, 100% (a/b) [c] | Größe 位置";

    public static Figure Everything(string name = "everything") => new(name, "Title of all: " + Hard,
    [
        new("Panel " + Hard, new("x_{i}", -1, 5), new("y^{2}"),
        [
            new(Hard, [0, 1, 2], [1, double.NaN, 3], Mark.Line, Palette.Black),
            new("points", [0, 1, 2, 3], [1, 2, 3, 2.5], Mark.Points, Palette.Blue, [0.1, 0.2, 0.1, 0.3]),
            new("points", [0.5], [1.5], Mark.Points, Palette.Vermilion),
            new("", [0, 4], [3, 0], Mark.Dashed, Palette.Grey),
        ], LegendPlace.BottomLeft),
        new("Second", new("x"), new("log", 1e-3, 10, Logarithmic: true),
        [
            new("open", [1, 2], [0.1, 1], Mark.OpenPoints, Palette.Green),
            new("line and points", [1, 2, 3], [0.1, 1, 0.01], Mark.LinePoints, Palette.Black),
        ], LegendPlace.None),
        new("Map", new("i"), new("v"),
        [
            new("", [1, 2, 3, 1, 2, 3], [0, 0, 0, 1, 1, 1], Mark.Map, Palette.Black, Value: [-1, 0, 1, 0.5, 0, -0.5]),
        ], LegendPlace.None, new("w_{i}(v)", -1, 1, ColourScale.Diverging)),
    ], "Note " + Hard, Columns: 2);

    public static Gen<Figure> Any { get; } =
        from panels in AnyPanel.NonEmptyListOf()
        select new Figure("any", "Any", [.. panels.Take(4)]);

    private static Gen<Panel> AnyPanel
        => from series in AnySeries.NonEmptyListOf()
           let colours = series.Any(s => s.Style == Mark.Map) ? new ColourAxis("value", 0, 1, ColourScale.Sequential) : null
           select new Panel("Panel", new("x"), new("y"), [.. series.Take(5)], Colours: colours);

    private static Gen<Series> AnySeries
        => from label in SampleRecords.Texts
           from style in Gen.Elements(Enum.GetValues<Mark>())
           from x in SampleRecords.Doubles.ArrayOf()
           from y in SampleRecords.Doubles.ArrayOf(x.Length)
           from errors in SampleRecords.Doubles.ArrayOf(x.Length)
           from hasErrors in ArbMap.Default.GeneratorFor<bool>()
           select style == Mark.Map
               ? new Series(label, x, y, style, Palette.Blue, Value: errors)
               : new Series(label, x, y, style, Palette.Blue, hasErrors ? errors : null);
}
