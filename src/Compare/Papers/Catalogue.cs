using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Decelle;
using RbmTheory.Compare.Papers.Fissore;
using RbmTheory.Compare.Papers.Harsh;

namespace RbmTheory.Compare.Papers;

/// <summary>Every paper, and how a reader names its figures.</summary>
public static class Catalogue
{
    /// <summary>What stands for every paper.</summary>
    public const string All = "all";

    /// <summary>The papers; the first is meant where none is named.</summary>
    public static IReadOnlyList<Paper> Papers { get; } = [HarshPaper.Paper, FissorePaper.Paper, DecellePaper.Paper];

    /// <summary>The paper of a name, or all of them.</summary>
    /// <param name="name">The name, or <see cref="All"/>.</param>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static IReadOnlyList<Paper> Named(string name)
        => name == All ? Papers
            : Papers.FirstOrDefault(p => p.Name == name) is Paper paper ? [paper]
            : throw new InputException(
                $"--paper = {name}, but it should be one of {string.Join(", ", Papers.Select(p => p.Name))}, {All}");

    /// <summary>Figures of one paper, several with commas between.</summary>
    /// <param name="paper">The paper.</param>
    /// <param name="preset">How much computing they put in.</param>
    /// <param name="numbers">For example <c>14a</c>, <c>fig14a</c> or <c>3,12</c>.</param>
    /// <param name="name">What the error message calls the text.</param>
    /// <returns>In the order of the report.</returns>
    /// <exception cref="InputException">There is none of a name.</exception>
    public static IReadOnlyList<Experiment> Select(Paper paper, Preset preset, string numbers, string name = "figure")
    {
        HashSet<Experiment> chosen = [];
        foreach (string number in numbers.Split(',', StringSplitOptions.TrimEntries))
        {
            Experiment[] found = [.. paper.Find(preset, number)];
            if (found.Length == 0)
                throw NoSuch(name, number, paper.Numbers);
            chosen.UnionWith(found);
        }

        return [.. paper.Of(preset).Where(chosen.Contains)];
    }

    /// <summary>Figures by a text that may name their paper; without it, only one paper may have such figures.</summary>
    /// <param name="preset">How much computing they put in.</param>
    /// <param name="text">For example <c>harsh/5</c>, <c>5</c> or <c>3,12</c>.</param>
    /// <exception cref="InputException">There is none of a name, or several papers have one.</exception>
    public static (Paper Paper, IReadOnlyList<Experiment> Experiments) Resolve(Preset preset, string text)
        => Resolve(Papers, preset, text);

    /// <summary>The same among some papers.</summary>
    internal static (Paper Paper, IReadOnlyList<Experiment> Experiments) Resolve(
        IReadOnlyList<Paper> papers, Preset preset, string text)
    {
        if (text.Split('/', 2) is [string name, string numbers])
        {
            Paper named = papers.FirstOrDefault(p => p.Name == name) ?? throw NoSuch("figure", text, Choices(papers));
            return (named, Select(named, preset, numbers));
        }

        string first = text.Split(',')[0].Trim();
        Paper[] having = [.. papers.Where(p => p.Find(preset, first).Any())];
        return having.Length switch
        {
            0 => throw NoSuch("figure", first, Choices(papers)),
            1 => (having[0], Select(having[0], preset, text)),
            _ => throw new InputException($"figure = {text}, but several papers have one: say which, as in "
                + string.Join(" or ", having.Select(p => $"{p.Name}/{text}"))),
        };
    }

    private static IEnumerable<string> Choices(IReadOnlyList<Paper> papers)
        => papers.Count == 1 ? papers[0].Numbers : papers.SelectMany(p => p.Numbers.Select(n => $"{p.Name}/{n}"));

    private static InputException NoSuch(string name, string value, IEnumerable<string> choices)
        => new($"{name} = {value}, but it should be one of {string.Join(", ", choices)}");
}
