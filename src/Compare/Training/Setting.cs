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
/// How command lines and plan files write one property of <see cref="TrainingSettings"/>: its name, its help, and its
/// values as text. A value has one spelling, so that equal values are equal texts.
/// </summary>
public sealed class Setting
{
    private const int LongestShown = 60;

    private readonly Func<TrainingSettings, string?> _textOf;
    private readonly Func<TrainingSettings, string, TrainingSettings?> _with;

    private Setting(string name, SettingKind kind, string description, string allowed,
        Func<TrainingSettings, string?> textOf, Func<TrainingSettings, string, TrainingSettings?> with)
    {
        (Name, Kind, Description, Allowed) = (name, kind, description, allowed);
        (_textOf, _with) = (textOf, with);
    }

    /// <summary>Its name; the option has two dashes before it.</summary>
    public string Name { get; }

    /// <summary>What a value is.</summary>
    public SettingKind Kind { get; }

    /// <summary>Help text.</summary>
    public string Description { get; }

    /// <summary>The allowed values, for error messages.</summary>
    public string Allowed { get; }

    /// <summary>The value that means the same as none, in a setting that runs of earlier builds do not name, so that it
    /// goes unnamed where it has no effect; null in all others.</summary>
    public string? Neutral { get; private init; }

    /// <summary>A whole number.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text; the range is added to it.</param>
    /// <param name="range">The allowed values.</param>
    /// <param name="get">Reads the property.</param>
    /// <param name="set">Gives the same settings with another value.</param>
    public static Setting Whole(string name, string description, WholeRange range,
        Func<TrainingSettings, int> get, Func<TrainingSettings, int, TrainingSettings> set)
        => Whole(name, description, range, s => (ulong)get(s), (s, value) => set(s, (int)value));

    /// <summary>A whole number that may be as large as 2⁶⁴ − 1.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text; the range is added to it.</param>
    /// <param name="range">The allowed values.</param>
    /// <param name="get">Reads the property.</param>
    /// <param name="set">Gives the same settings with another value.</param>
    public static Setting Whole(string name, string description, WholeRange range,
        Func<TrainingSettings, ulong> get, Func<TrainingSettings, ulong, TrainingSettings> set)
        => new(name, SettingKind.Whole, $"{description} [{range.Minimum} to {range.Maximum}]", range.Allowed,
            s => $"{get(s)}", (s, text) => range.Read(text) is ulong value ? set(s, value) : null);

    /// <summary>A whole number that may be left out, which means <paramref name="neutral"/>; it came later, see
    /// <see cref="Neutral"/>.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text; the range is added to it.</param>
    /// <param name="range">The allowed values.</param>
    /// <param name="neutral">What it means to leave it out.</param>
    /// <param name="get">Reads the property; null where it is left out.</param>
    /// <param name="set">Gives the same settings with another value.</param>
    public static Setting LaterWhole(string name, string description, WholeRange range, int neutral,
        Func<TrainingSettings, int?> get, Func<TrainingSettings, int, TrainingSettings> set)
        => new(name, SettingKind.Whole, $"{description} [{range.Minimum} to {range.Maximum}]", range.Allowed,
            s => get(s)?.ToString(CultureInfo.InvariantCulture),
            (s, text) => range.Read(text) is ulong value ? set(s, (int)value) : null)
        { Neutral = $"{neutral}" };

    /// <summary>A real number.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text; the range is added to it.</param>
    /// <param name="range">The allowed values.</param>
    /// <param name="get">Reads the property; null where it is left out.</param>
    /// <param name="set">Gives the same settings with another value.</param>
    public static Setting Real(string name, string description, RealRange range,
        Func<TrainingSettings, double?> get, Func<TrainingSettings, double, TrainingSettings> set)
        => new(name, SettingKind.Real, $"{description} [above {range.Above}, up to {range.Maximum}]", range.Allowed,
            s => get(s)?.ToString("R", CultureInfo.InvariantCulture),
            (s, text) => range.Read(text) is double value ? set(s, value) : null);

    /// <summary>A real number that may be left out, which means <paramref name="neutral"/>; it came later, see
    /// <see cref="Neutral"/>.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text; the range is added to it.</param>
    /// <param name="range">The allowed values.</param>
    /// <param name="neutral">What it means to leave it out.</param>
    /// <param name="get">Reads the property; null where it is left out.</param>
    /// <param name="set">Gives the same settings with another value.</param>
    public static Setting LaterReal(string name, string description, RealRange range, double neutral,
        Func<TrainingSettings, double?> get, Func<TrainingSettings, double, TrainingSettings> set)
        => new(name, SettingKind.Real, $"{description} [above {range.Above}, up to {range.Maximum}]", range.Allowed,
            s => get(s)?.ToString("R", CultureInfo.InvariantCulture),
            (s, text) => range.Read(text) is double value ? set(s, value) : null)
        { Neutral = neutral.ToString("R", CultureInfo.InvariantCulture) };

    /// <summary>Text.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text.</param>
    /// <param name="allowed">The allowed texts, for error messages.</param>
    /// <param name="textOf">Gives the one spelling of the property; null where it is left out.</param>
    /// <param name="with">Gives the same settings with the value of a text; null, or a <see cref="FormatException"/>
    /// with the reason, where it is not allowed.</param>
    public static Setting Word(string name, string description, string allowed,
        Func<TrainingSettings, string?> textOf, Func<TrainingSettings, string, TrainingSettings?> with)
        => new(name, SettingKind.Word, description, allowed, textOf, with);

    /// <summary>Text that may be left out; it came later, see <see cref="Neutral"/>.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text.</param>
    /// <param name="allowed">The allowed texts, for error messages.</param>
    /// <param name="neutral">What it means to leave it out; empty where no text means it.</param>
    /// <param name="textOf">As for <see cref="Word"/>.</param>
    /// <param name="with">As for <see cref="Word"/>.</param>
    public static Setting LaterWord(string name, string description, string allowed, string neutral,
        Func<TrainingSettings, string?> textOf, Func<TrainingSettings, string, TrainingSettings?> with)
        => new(name, SettingKind.Word, description, allowed, textOf, with) { Neutral = neutral };

    /// <summary>True, or false and left out; it came later, see <see cref="Neutral"/>.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text.</param>
    /// <param name="get">Reads the property.</param>
    /// <param name="set">Gives the same settings with another value.</param>
    public static Setting LaterFlag(string name, string description,
        Func<TrainingSettings, bool> get, Func<TrainingSettings, bool, TrainingSettings> set)
        => new(name, SettingKind.Flag, description, "true or false", s => get(s) ? "true" : null,
            (s, text) => text is "true" or "false" ? set(s, text == "true") : null)
        { Neutral = "" };

    /// <summary>True or false.</summary>
    /// <param name="name">Name.</param>
    /// <param name="description">Help text.</param>
    /// <param name="get">Reads the property.</param>
    /// <param name="set">Gives the same settings with another value.</param>
    public static Setting Flag(string name, string description,
        Func<TrainingSettings, bool> get, Func<TrainingSettings, bool, TrainingSettings> set)
        => new(name, SettingKind.Flag, description, "true or false", s => get(s) ? "true" : "false",
            (s, text) => text is "true" or "false" ? set(s, text == "true") : null);

    /// <summary>The value that settings have, in its one spelling; null where it is left out.</summary>
    /// <param name="settings">The settings.</param>
    public string? TextOf(TrainingSettings settings) => _textOf(settings);

    /// <summary>The line that names the value in the identity of a run; null where one of earlier builds, which has no
    /// such line, is the same.</summary>
    /// <param name="settings">The settings.</param>
    public string? IdentityOf(TrainingSettings settings)
        => TextOf(settings) is string text && text != Neutral ? $"{Name} = {text}"
            : Neutral is null ? $"{Name} = nothing" : null;

    /// <summary>The same settings with the value that a text names.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="label">What an error message calls the setting.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It is not allowed.</exception>
    public TrainingSettings With(TrainingSettings settings, string label, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return _with(settings, text) ?? throw new InputException(
                $"{label} = {Shown(text)}, but it should be {Allowed}");
        }
        catch (FormatException error)
        {
            throw new InputException($"{label} = {Shown(text)}: {error.Message}");
        }
    }

    /// <summary>The one spelling of a text.</summary>
    /// <param name="label">What an error message calls the setting.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It is not allowed.</exception>
    public string Spell(string label, string text) => TextOf(With(TrainingSettings.Standard, label, text))!;

    private static string Shown(string text) => text.Length > LongestShown ? text[..LongestShown] + "…" : text;
}
