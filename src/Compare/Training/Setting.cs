using System.Globalization;

namespace RbmTheory.Compare.Training;

/// <summary>How a setting is written in a plan: as a number, as text, or as true or false.</summary>
public enum SettingKind
{
    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A real number.</summary>
    Real,

    /// <summary>Text.</summary>
    Word,

    /// <summary>True or false.</summary>
    Flag,
}

/// <summary>
/// One parameter of a training as command lines and plan files name it. Its value is kept as text in one spelling, so
/// that equal values are equal texts.
/// </summary>
/// <param name="Name">Its name; the option has two dashes before it.</param>
/// <param name="Kind">What a value is.</param>
/// <param name="Standard">Default, in the one spelling; null where it may be left out.</param>
/// <param name="Description">Help text.</param>
/// <param name="Allowed">The allowed values, for error messages.</param>
public sealed record Setting(string Name, SettingKind Kind, string? Standard, string Description, string Allowed)
{
    private const int LongestShown = 60;

    /// <summary>Gives the one spelling of a text, or null where it is not allowed.</summary>
    public required Func<string, string?> Spell { get; init; }

    /// <summary>A whole number in a range.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text; the range is added to it.</param>
    /// <param name="standard">Default.</param>
    /// <param name="minimum">Smallest allowed value.</param>
    /// <param name="maximum">Largest allowed value.</param>
    public static Setting Whole(string name, string description, ulong standard, ulong minimum, ulong maximum)
        => new(name, SettingKind.Whole, $"{standard}", $"{description} [{minimum} to {maximum}]",
            $"a whole number in [{minimum}, {maximum}]")
        {
            Spell = text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
                && value >= minimum && value <= maximum ? $"{value}" : null,
        };

    /// <summary>A real number in a range.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text; the range is added to it.</param>
    /// <param name="standard">Default; null where it may be left out.</param>
    /// <param name="above">Lower bound, itself not allowed.</param>
    /// <param name="maximum">Largest allowed value.</param>
    public static Setting Real(string name, string description, double? standard, double above, double maximum)
        => new(name, SettingKind.Real, standard?.ToString("R", CultureInfo.InvariantCulture),
            $"{description} [above {above}, up to {maximum}]", $"a number in ({above}, {maximum}]")
        {
            Spell = text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && value > above && value <= maximum ? value.ToString("R", CultureInfo.InvariantCulture) : null,
        };

    /// <summary>One of some words.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text.</param>
    /// <param name="standard">Default; null where it may be left out.</param>
    /// <param name="allowed">The words, for error messages.</param>
    /// <param name="spell">Gives the word of a text, or null.</param>
    public static Setting Word(
        string name, string description, string? standard, string allowed, Func<string, string?> spell)
        => new(name, SettingKind.Word, standard, description, allowed) { Spell = spell };

    /// <summary>True or false; false unless said otherwise.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text.</param>
    public static Setting Flag(string name, string description)
        => new(name, SettingKind.Flag, "false", description, "true or false")
        {
            Spell = text => text is "true" or "false" ? text : null,
        };

    /// <summary>The one spelling of a text.</summary>
    /// <param name="label">What an error message calls the setting.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It is not allowed.</exception>
    public string Read(string label, string text)
    {
        try
        {
            return Spell(text) ?? throw new InputException(
                $"{label} = {Shown(text)}, but it should be {Allowed}");
        }
        catch (FormatException error)
        {
            throw new InputException($"{label} = {Shown(text)}: {error.Message}");
        }
    }

    private static string Shown(string text) => text.Length > LongestShown ? text[..LongestShown] + "…" : text;
}
