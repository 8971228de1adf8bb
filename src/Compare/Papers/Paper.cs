using System.Collections.Frozen;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers;

/// <summary>A source that is reproduced: its experiments, and how its report is headed.</summary>
/// <param name="name">What a reader types and its folders are called, for example <c>harsh</c>.</param>
/// <param name="title">Title of the report.</param>
/// <param name="subtitle">The line under it: what is lined up, and whose it is.</param>
/// <param name="experiments">Its experiments at a preset, in the order of the report.</param>
/// <param name="summary">What was found, a paragraph each; the names in it are those of verdicts. Null for none.</param>
public sealed class Paper(
    string name, string title, string subtitle, Func<Preset, IReadOnlyList<Experiment>> experiments,
    Prose? summary = null)
{
    private readonly FrozenDictionary<Preset, IReadOnlyList<Experiment>> _experiments =
        Enum.GetValues<Preset>().ToFrozenDictionary(preset => preset, experiments);

    /// <summary>What a reader types and its folders are called: small letters.</summary>
    public string Name { get; } = name;

    /// <summary>Title of the report.</summary>
    public string Title { get; } = title;

    /// <summary>The line under it.</summary>
    public string Subtitle { get; } = subtitle;

    /// <summary>What was found, a paragraph each; null for none.</summary>
    public Prose? Summary { get; } = summary;

    /// <summary>The numbers that a reader may type.</summary>
    public IEnumerable<string> Numbers => Of(Preset.Quick).Select(e => e.Number);

    /// <summary>The experiments of a preset, in the order of the report; always the same ones.</summary>
    /// <param name="preset">How much computing they put in.</param>
    public IReadOnlyList<Experiment> Of(Preset preset) => _experiments[preset];

    /// <summary>Those of a number or file name; a number without letter takes all its parts: 14 is 14a, 14b and 14c.</summary>
    /// <param name="preset">How much computing they put in.</param>
    /// <param name="number">For example <c>14a</c>, <c>fig14a</c> or <c>14</c>.</param>
    /// <returns>In the order of the report; empty where there is none.</returns>
    public IEnumerable<Experiment> Find(Preset preset, string number) => Of(preset).Where(e => Is(e, number));

    private static bool Is(Experiment experiment, string number)
        => number.Equals(experiment.Number, StringComparison.OrdinalIgnoreCase)
            || number.Equals(experiment.Name, StringComparison.OrdinalIgnoreCase)
            || (number.Length > 0 && number.All(char.IsAsciiDigit)
                && experiment.Number.TrimEnd('a', 'b', 'c', 'd', 'e') == number);
}
