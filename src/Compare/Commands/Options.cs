using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// Options of the command line. A value that cannot be read or is out of range gives one line that names the option,
/// the value and the allowed range.
/// </summary>
public static class Options
{
    /// <summary>A whole number.</summary>
    /// <param name="name">Name, with its dashes.</param>
    /// <param name="description">Help text; the range and the default are added to it.</param>
    /// <param name="standard">Default.</param>
    /// <param name="minimum">Smallest allowed value.</param>
    /// <param name="maximum">Largest allowed value.</param>
    public static Option<int> Whole(string name, string description, int standard, int minimum, int maximum)
        => Create(name, $"{description} [{minimum} to {maximum}]", standard, text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= minimum && value <= maximum ? value : null, $"a whole number in [{minimum}, {maximum}]");

    /// <summary>A real number.</summary>
    /// <param name="name">Name, with its dashes.</param>
    /// <param name="description">Help text; the range and the default are added to it.</param>
    /// <param name="standard">Default.</param>
    /// <param name="minimum">Lower bound, itself not allowed.</param>
    /// <param name="maximum">Largest allowed value.</param>
    public static Option<double> Real(string name, string description, double standard, double minimum, double maximum)
        => Create(name, $"{description} [above {minimum}, up to {maximum}]", standard, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value > minimum && value <= maximum ? value : null, $"a number in ({minimum}, {maximum}]");

    /// <summary>A real number, both bounds of which are allowed.</summary>
    /// <param name="name">Name, with its dashes.</param>
    /// <param name="description">Help text; the range and the default are added to it.</param>
    /// <param name="standard">Default.</param>
    /// <param name="minimum">Smallest allowed value.</param>
    /// <param name="maximum">Largest allowed value.</param>
    public static Option<double> RealFrom(
        string name, string description, double standard, double minimum, double maximum)
        => Create(name, $"{description} [{minimum} to {maximum}]", standard, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= minimum && value <= maximum ? value : null, $"a number in [{minimum}, {maximum}]");

    /// <summary>A real number that may be left out.</summary>
    /// <param name="name">Name, with its dashes.</param>
    /// <param name="description">Help text; the range is added to it.</param>
    /// <param name="minimum">Lower bound, itself not allowed.</param>
    /// <param name="maximum">Largest allowed value.</param>
    public static Option<double?> Optional(string name, string description, double minimum, double maximum)
    {
        Option<double> real = Real(name, description, double.NaN, minimum, maximum);
        return new(name)
        {
            Description = real.Description,
            HelpName = "x",
            CustomParser = result => real.CustomParser!(result),
        };
    }

    /// <summary>The seed of all random streams.</summary>
    public static Option<ulong> Seed()
        => Create("--seed", "Seed of all random streams; the same seed gives the same numbers", 1UL, text =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : null,
            "a whole number in [0, 18446744073709551615]");

    /// <summary>How many threads to use; the results do not depend on it.</summary>
    public static Option<int> Threads()
        => Whole("--threads", "Threads; the numbers do not depend on it", Math.Min(Environment.ProcessorCount, 1024), 1,
            1024);

    /// <summary>How much computing the experiments put in: <see cref="PresetOf"/> reads it.</summary>
    public static Option<string> Preset()
    {
        const string Name = "--preset";
        return new(Name)
        {
            Description = "quick: minutes on two cores; paper: the paper's own parameters; tiny: seconds, to try",
            HelpName = "name",
            DefaultValueFactory = _ => NameOf(Lab.Preset.Quick),
            CustomParser = result =>
            {
                string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (!Enum.GetValues<Preset>().Select(NameOf).Contains(text))
                    result.AddError($"{Name} = {text}, but it should be quick, paper or tiny");
                return text;
            },
        };
    }

    /// <summary>The preset that a command line names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option of <see cref="Preset"/>.</param>
    public static Preset PresetOf(ParseResult parsed, Option<string> option)
        => Enum.GetValues<Preset>().Single(preset => NameOf(preset) == parsed.GetValue(option));

    /// <summary>Print one JSON object instead of text.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of text" };

    /// <summary>A folder to write to.</summary>
    /// <param name="description">Help text.</param>
    /// <param name="standard">Default; null where the option may be left out.</param>
    public static Option<string> Folder(string description, string? standard)
    {
        Option<string> option = new("--out") { Description = description, HelpName = "folder" };
        if (standard is not null)
            option.DefaultValueFactory = _ => standard;
        return option;
    }

    private static string NameOf(Preset preset) => preset.ToString().ToLowerInvariant();

    private static Option<T> Create<T>(string name, string description, T standard, Func<string, T?> read,
        string allowed)
        where T : struct
        => new(name)
        {
            Description = description,
            HelpName = typeof(T) == typeof(double) ? "x" : "n",
            DefaultValueFactory = _ => standard,
            CustomParser = result =>
            {
                string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                T? value = read(text);
                if (value is null)
                    result.AddError($"{name} = {text}, but it should be {allowed}");
                return value ?? standard;
            },
        };
}
