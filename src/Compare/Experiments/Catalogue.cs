using System.Collections.Frozen;

namespace RbmTheory.Compare.Experiments;

/// <summary>Every experiment, in the order of the report.</summary>
public static class Catalogue
{
    private static readonly FrozenDictionary<Preset, IReadOnlyList<Experiment>> Experiments =
        Enum.GetValues<Preset>().ToFrozenDictionary(preset => preset, Make);

    /// <summary>The numbers that a reader may type.</summary>
    public static IEnumerable<string> Numbers => Of(Preset.Quick).Select(e => e.Number);

    /// <summary>The experiments of a preset.</summary>
    /// <param name="preset">How much computing they put in.</param>
    public static IReadOnlyList<Experiment> Of(Preset preset) => Experiments[preset];

    /// <summary>
    /// Selects by number or file name, several with commas between; a number without letter takes all its parts: 14 is
    /// 14a, 14b and 14c. The result is in the order of the report.
    /// </summary>
    /// <param name="preset">How much computing they put in.</param>
    /// <param name="numbers">For example <c>14a</c>, <c>fig14a</c> or <c>3,12</c>.</param>
    /// <param name="name">What the error message calls the text.</param>
    /// <exception cref="InputException">There is none of a name.</exception>
    public static IReadOnlyList<Experiment> Select(Preset preset, string numbers, string name = "figure")
    {
        HashSet<Experiment> chosen = [];
        foreach (string number in numbers.Split(',', StringSplitOptions.TrimEntries))
        {
            Experiment[] found = [.. Of(preset).Where(e => Is(e, number))];
            if (found.Length == 0)
                throw new InputException($"{name} = {number}, but it should be one of {string.Join(", ", Numbers)}");
            chosen.UnionWith(found);
        }
        return [.. Of(preset).Where(chosen.Contains)];
    }

    private static bool Is(Experiment experiment, string number)
        => number.Equals(experiment.Number, StringComparison.OrdinalIgnoreCase)
            || number.Equals(experiment.Name, StringComparison.OrdinalIgnoreCase)
            || (number.Length > 0 && number.All(char.IsAsciiDigit)
                && experiment.Number.TrimEnd('a', 'b', 'c', 'd', 'e') == number);

    private static IReadOnlyList<Experiment> Make(Preset preset) =>
    [
        new Fig01(), new Fig02(), new Fig03a(preset), new Fig03b(preset), new Fig04(preset), new Fig05(preset),
        new Fig06(preset), new Fig07a(preset), new Fig07b(preset), new Fig08(), new Fig09(preset), new Fig10(preset),
        new Fig11(preset), new Variants(preset), new Fig12(preset), new Fig13(preset), new Fig14a(preset),
        new Fig14b(preset), new Fig14c(), new Halves(preset), new BumpStability(), new TuringDiagram(), new ErrataPage(),
    ];
}
