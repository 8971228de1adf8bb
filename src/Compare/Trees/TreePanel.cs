using RbmTheory.Compare.Figures;
using RbmTheory.Simulation.Trees;

namespace RbmTheory.Compare.Trees;

/// <summary>
/// A tree of modes as a circle: the age of the training grows outwards on a logarithmic scale, branchings stand at the
/// age at which their data part, and data, around the rim, have the colour of their label; so have branches most of
/// whose data share one. Rings are ages.
/// </summary>
internal static class TreePanel
{
    /// <summary>The part of a branch's data that have to share a label for it to have its colour.</summary>
    private const double Majority = 0.75;

    /// <summary>Radii of the root, of the rim of data beyond the oldest age, which is at 1, and of the
    /// drawing.</summary>
    private const double Innermost = 0.05, Rim = 1.035, Outermost = 1.06;

    /// <summary>Ages further out have no number: the data stand there.</summary>
    private const double OutermostNumber = 0.94;

    /// <summary>Heights of words, and widths of a legend without its words and of a letter of it, in points.</summary>
    private const double WordsHeight = 9, LegendWidth = 44, LetterWidth = 4.4;

    /// <summary>Branches with a larger part of the data are drawn as strong lines.</summary>
    private const double StrongPart = 0.02;

    private static readonly double[] RoundAges =
        [.. Enumerable.Range(0, 7).SelectMany(power => new[] { Math.Pow(10, power), 3 * Math.Pow(10, power) })];

    private const double Widest = 0.01; // of a turn, between two points of an arc

    /// <summary>Draws a tree.</summary>
    /// <param name="title">Heading of the panel.</param>
    /// <param name="root">The tree.</param>
    /// <param name="oldest">The oldest age, in updates.</param>
    /// <param name="labels">The labels of its data.</param>
    /// <param name="marks">Ages that are marked, each with a word or two, in rising order.</param>
    /// <param name="radius">About how long its radius will be, in points.</param>
    public static Panel Of(string title, ModeNode root, long oldest, LeafLabels labels,
        IReadOnlyList<(double Update, string Words)> marks, double radius)
    {
        TreeLayout layout = new(root, labels.PlaceOf);
        double first = Math.Max(1, marks.Select(m => m.Update).Append(root.Parting).Append(oldest / 2.0).Min() / 1.4);
        Scale scale = new(first, oldest);
        List<Series> series = [];
        List<Words> words = [];
        foreach (double age in RoundAges.Where(scale.Holds))
        {
            series.Add(Ring(scale.RadiusOf(age), Mark.Thin, Palette.LightGrey));
            if (scale.RadiusOf(age) < OutermostNumber)
                words.Add(new(0, -scale.RadiusOf(age), $"{age:0}", Palette.Grey));
        }

        series.AddRange(Marks(scale, marks, words, WordsHeight / radius));
        series.AddRange(Branches(root, layout, scale, labels));
        series.AddRange(labels.Legend.Select((l, place) => Leaves(root, layout, labels, l.Label, place, l.Colour)));
        bool hasLegend = labels.Legend.Any(label => label.Label.Length > 0);
        double legend = LegendWidth + LetterWidth * labels.Legend.Max(label => label.Label.Length);
        return new(title, new("", -Outermost, Outermost + (hasLegend ? legend / radius : 0)),
            new("", -Outermost, Outermost), series, LegendPlace.TopRight, Bare: true)
        {
            Equal = true,
            Words = words,
        };
    }

    private static IEnumerable<Series> Marks(
        Scale scale, IReadOnlyList<(double Update, string Words)> marks, List<Words> words, double apart)
    {
        double last = double.NegativeInfinity;
        foreach ((double update, string text) in marks.Where(m => scale.Holds(m.Update)))
        {
            double radius = scale.RadiusOf(update);
            yield return Ring(radius, Mark.ThinDashed, Palette.Vermilion);
            if (radius - last < apart)
                continue;
            words.Add(new(0, radius, text, Palette.Vermilion));
            last = radius;
        }
    }

    private static IEnumerable<Series> Branches(ModeNode root, TreeLayout layout, Scale scale, LeafLabels labels)
    {
        Dictionary<(bool Strong, int Colour), List<(double X, double Y)>> lines = [];
        foreach (ModeNode node in root.All)
        {
            double radius = scale.RadiusOf(node.Parting);
            foreach (ModeNode child in node.Children)
            {
                double turn = layout.Of(child), outer = scale.RadiusOf(child.Parting);
                Add(Line(child), [.. Arc(radius, layout.Of(node), turn), Point(outer, turn)]);
            }

            if (node.Children.Count == 0)
            {
                double[] turns = [.. node.Members.Select(layout.OfLeaf)];
                Add(Line(node), Arc(radius, turns.Min(), turns.Max()));
                foreach (int datum in node.Members)
                {
                    double turn = layout.OfLeaf(datum);
                    Add((false, labels.Legend[labels.PlaceOf(datum)].Colour), [Point(radius, turn), Point(Rim, turn)]);
                }
            }
        }

        // Grey first: what has a colour is seen.
        return lines.OrderBy(pair => pair.Key.Colour != Palette.Grey).ThenBy(pair => pair.Key).Select(pair
            => new Series("", [.. pair.Value.Select(p => Rounded(p.X))], [.. pair.Value.Select(p => Rounded(p.Y))],
                pair.Key.Strong ? Mark.Line : Mark.Thin, pair.Key.Colour));

        (bool Strong, int Colour) Line(ModeNode node)
        {
            (int place, double share) = layout.LabelOf(node);
            return (node.Members.Count > StrongPart * root.Members.Count,
                share >= Majority ? labels.Legend[place].Colour : Palette.Grey);
        }

        void Add((bool Strong, int Colour) kind, IEnumerable<(double X, double Y)> points)
        {
            if (!lines.TryGetValue(kind, out List<(double X, double Y)>? line))
                lines[kind] = line = [];
            line.AddRange(points.Append((double.NaN, double.NaN)));
        }
    }

    private static Series Leaves(
        ModeNode root, TreeLayout layout, LeafLabels labels, string label, int place, int colour)
    {
        (double X, double Y)[] points = [.. root.Members.Where(datum => labels.PlaceOf(datum) == place)
            .Select(datum => Point(Rim, layout.OfLeaf(datum)))];
        return new(label, [.. points.Select(p => Rounded(p.X))], [.. points.Select(p => Rounded(p.Y))], Mark.Points,
            colour);
    }

    private static Series Ring(double radius, Mark mark, int colour)
    {
        (double X, double Y)[] points = [.. Arc(radius, 0, 1)];
        return new("", [.. points.Select(p => Rounded(p.X))], [.. points.Select(p => Rounded(p.Y))], mark, colour);
    }

    private static IEnumerable<(double X, double Y)> Arc(double radius, double from, double to)
    {
        int steps = Math.Max(1, (int)Math.Ceiling(Math.Abs(to - from) / Widest));
        return Enumerable.Range(0, steps + 1).Select(k => Point(radius, from + (to - from) * k / steps));
    }

    /// <summary>From the top, clockwise.</summary>
    private static (double X, double Y) Point(double radius, double turn)
        => (radius * Math.Sin(2 * Math.PI * turn), radius * Math.Cos(2 * Math.PI * turn));

    /// <summary>A thousandth of a line's width is more than any page shows.</summary>
    private static double Rounded(double number) => Math.Round(number, 5);

    /// <summary>Ages as radii.</summary>
    private sealed record Scale(double First, double Oldest)
    {
        public bool Holds(double age) => age > First && age <= Oldest;

        public double RadiusOf(double age)
            => Innermost + (1 - Innermost) * Math.Clamp(Math.Log(age / First) / Math.Log(Oldest / First), 0, 1);
    }
}
