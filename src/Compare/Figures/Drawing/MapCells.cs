namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>The columns or the rows of a map: how many there are, and the outer edges of the first and the last.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">The edge of the first: half a cell before its centre.</param>
/// <param name="Last">The edge of the last: half a cell after its centre.</param>
internal readonly record struct MapCells(int Count, double First, double Last)
{
    /// <summary>The columns: abscissae up to where they begin anew.</summary>
    public static MapCells Columns(Series map)
    {
        int count = map.X.TakeWhile((x, i) => i == 0 || x != map.X[0]).Count();
        return count == 0 ? default : Of(map.X[0], map.X[count - 1], count);
    }

    /// <summary>The rows.</summary>
    public static MapCells Rows(Series map)
    {
        int columns = Columns(map).Count;
        return columns == 0 ? default : Of(map.Y[0], map.Y[^1], map.Y.Length / columns);
    }

    private static MapCells Of(double first, double last, int count)
    {
        double half = count > 1 ? (last - first) / (2 * (count - 1)) : 0.5;
        return new(count, first - half, last + half);
    }
}
