using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Trees;

/// <summary>Data from which a tree is made, with names and, where they are known, labels.</summary>
/// <param name="Rows">The data, spread over the set.</param>
/// <param name="AllRows">The set.</param>
/// <param name="Names">The name of each datum: its number in the set, counted from 1.</param>
/// <param name="Labels">Their labels; null where none are known.</param>
/// <param name="Title">What the labels are.</param>
internal sealed record FollowedData(
    IDataSet Rows, IDataSet AllRows, IReadOnlyList<string> Names, LeafLabels? Labels, string Title)
{
    /// <summary>Takes some data of a set.</summary>
    /// <param name="data">The set.</param>
    /// <param name="settings">How it was read.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="file">A table of labels; null for those that the data have.</param>
    /// <exception cref="InputException">There are more or fewer labels than data.</exception>
    public static FollowedData Of(TrainingData data, TrainingSettings settings, int most, LabelFile? file)
    {
        IDataSet all = data.TrainingRows(int.MaxValue, settings.Seed), rows = SomeRows.Spread(all, most);
        if (file is not null && file.Cells.Count != all.Samples)
            throw new InputException($"--labels has {file.Cells.Count} rows, but {settings.Data} has {all.Samples}");
        int[] places = [.. Enumerable.Range(0, rows.Samples).Select(n => (int)((long)n * all.Samples / rows.Samples))];
        string[] names = [.. places.Select(place => $"{place + 1}")];
        IReadOnlyList<string>? labels = file?.Cells
            ?? (data.Labels is { } own ? [.. own.Select(label => $"{label}")] : null);
        if (labels is null)
            return new(rows, all, names, null, "");
        string[] chosen = [.. places.Select(place => labels[place])], kinds = [.. chosen.Distinct().Order(Natural)];
        return new(rows, all, names, new([.. chosen.Select(label => Array.IndexOf(kinds, label))], kinds),
            file?.Column ?? (settings.Data is TreeSpec ? "leaf" : "digit"));
    }

    /// <summary>Numbers by their size, and words by their letters.</summary>
    private static readonly Comparer<string> Natural = Comparer<string>.Create((one, other)
        => int.TryParse(one, out int a) && int.TryParse(other, out int b) ? a.CompareTo(b)
            : string.CompareOrdinal(one, other));
}
