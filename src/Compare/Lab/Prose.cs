using System.Reflection;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Agreement;

namespace RbmTheory.Compare.Lab;

/// <summary>
/// The text of a figure: Markdown beside its code, with a heading, paragraphs, and one that begins with
/// <c>Theory:</c> for the equations used. What comes out of runs is bound, not typed: <c>{name}</c> or
/// <c>{name:format}</c>. Formulae stand in `backticks`; a number that the paper prints is <c>{paper:3.7}</c>.
/// </summary>
public sealed partial class Prose
{
    private const string TheoryMark = "Theory:", PaperMark = "paper";

    private Prose(string text)
    {
        string[] blocks = [.. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Replace('\n', ' '))];
        Source = text;
        Title = blocks[0].TrimStart('#', ' ');
        Equations = blocks.FirstOrDefault(IsTheory)?[TheoryMark.Length..].Trim(' ', '.') ?? "";
        Paragraphs = [.. blocks.Skip(1).Where(block => !IsTheory(block))];
    }

    /// <summary>The text as it stands in the file.</summary>
    public string Source { get; }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>The theory used, each part with the paper's number of its equation; empty where the text says it all.</summary>
    public string Equations { get; }

    /// <summary>The paragraphs, not bound.</summary>
    public IReadOnlyList<string> Paragraphs { get; }

    /// <summary>The text that lies beside a class, under its name.</summary>
    /// <param name="type">The class.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Prose Beside(Type type)
    {
        Assembly assembly = type.Assembly;
        string name = assembly.GetManifestResourceNames().SingleOrDefault(n
            => n.StartsWith(type.Namespace + ".", StringComparison.Ordinal)
                && n.EndsWith($".{type.Name}.md", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"no {type.Name}.md lies beside {type.Name}.cs");
        using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
        return new(reader.ReadToEnd());
    }

    /// <summary>A text from a string.</summary>
    /// <param name="text">Markdown.</param>
    public static Prose Of(string text) => new(text);

    /// <summary>The paragraphs with every value in its place.</summary>
    /// <param name="values">The values by name: numbers, estimates, lists, words.</param>
    /// <exception cref="KeyNotFoundException">A name has no value.</exception>
    public IReadOnlyList<string> Bind(Func<string, object?> values)
        => [.. Paragraphs.Select(p => Bind(p, values))];

    /// <summary>The paragraphs all of whose values are there, with these in their places.</summary>
    /// <param name="values">The values by name; null for one that is not there.</param>
    public IEnumerable<string> TryBind(Func<string, object?> values)
        => Paragraphs.Where(p => Binding().Matches(p).Select(m => m.Groups["name"].Value)
                .All(name => name == PaperMark || IsThere(values(name))))
            .Select(p => Bind(p, values));

    /// <summary>
    /// The numbers in the paragraphs that are neither bound, nor in a formula, nor the number of an equation, a figure
    /// or a section.
    /// </summary>
    public IReadOnlyList<string> UnboundNumbers()
        => [.. Paragraphs.SelectMany(p => Number().Matches(Allowed().Replace(p, " ")).Select(m => m.Value))];

    private static string Bind(string paragraph, Func<string, object?> values)
        => Binding().Replace(paragraph.Replace("`", "", StringComparison.Ordinal),
            match => Text(match.Groups["name"].Value, match.Groups["format"], values));

    private static bool IsThere(object? value)
        => value is not (null or double.NaN or Estimate { Value: double.NaN });

    private static bool IsTheory(string block) => block.StartsWith(TheoryMark, StringComparison.Ordinal);

    private static string Text(string name, Group format, Func<string, object?> values)
    {
        if (name == PaperMark)
            return format.Value;
        object value = values(name) ?? throw new KeyNotFoundException($"the text has {{{name}}}, which has no value");
        string text = value switch
        {
            Estimate estimate when format.Success
                => $"{estimate.Value.ToString(format.Value)} ± {estimate.StandardError.ToString(format.Value)}",
            Estimate estimate => $"{estimate}",
            double number => number.ToString(format.Success ? format.Value : "G3"),
            _ => ParameterTable.Text(value, format.Success ? $"{{0:{format.Value}}}" : "{0}"),
        };
        return Minus().Replace(text, "−");
    }

    // Not the braces of w_{i} and x^{2}.
    [GeneratedRegex(@"(?<![_^])\{(?<name>[^{}:]+)(:(?<format>[^{}]*))?\}")]
    private static partial Regex Binding();

    [GeneratedRegex(@"(?<![_^])\{[^{}]*\}|`[^`]*`|\bFigs?\. ?\d+(\([a-z]\))?((, | and | to |–)\d+(\([a-z]\))?)*|\(\d+\)(([–,]| and | to )\(\d+\))*|\bequations? \d+|\bsection \d+")]
    private static partial Regex Allowed();

    [GeneratedRegex(@"\d+([.,]\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\w])-(?=\d)")]
    private static partial Regex Minus();
}
