namespace RbmTheory.Compare.Experiments;

/// <summary>Every experiment, in the order of the report.</summary>
public static class Catalogue
{
    /// <summary>The experiments.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new Fig03a(), new Fig12(), new Fig13(), new Fig14a(), new Fig14b(), new Fig14c(), new Halves(),
        new BumpStability(),
        new TuringDiagram(), new ErrataPage(),
    ];

    /// <summary>Finds one by its number or its file name.</summary>
    /// <param name="number">For example <c>14a</c> or <c>fig14a</c>.</param>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static Experiment Find(string number)
        => All.FirstOrDefault(e => number.Equals(e.Number, StringComparison.OrdinalIgnoreCase)
                || number.Equals(e.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException(
                $"figure = {number}, but it should be one of {string.Join(", ", All.Select(e => e.Number))}");
}
