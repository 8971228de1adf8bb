using System.CommandLine;
using System.Globalization;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.Commands;

/// <summary>The options by which a command line says what the components of modes are like.</summary>
internal sealed class ModeLawOptions
{
    private const string Points = "points:";

    private static readonly Dictionary<string, Func<int, ModeLaw>> Laws = new()
    {
        ["gaussian"] = _ => ModeLaw.Gaussian,
        ["signs"] = ModeLaw.Signs,
        ["laplace"] = ModeLaw.Laplace,
    };

    private readonly Option<string> _law = new("--law")
    {
        Description = $"Law of the components of the modes: {string.Join(", ", Laws.Keys)}, or points:X=P,X=P,... "
            + "for ±X, each sign with P/2; variance 1",
        DefaultValueFactory = _ => "gaussian",
        HelpName = "name",
    };

    private readonly Option<int> _modes = Options.Whole(
        "--modes", "Modes of this strength that condense alike", 1, 1, 60);

    /// <summary>Adds them.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(_law);
        command.Options.Add(_modes);
    }

    /// <summary>The law that a command line names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="InputException">There is none of that name, or it is no law of variance 1.</exception>
    public ModeLaw Of(ParseResult parsed)
    {
        string name = parsed.GetValue(_law)!;
        if (name.StartsWith(Points, StringComparison.Ordinal))
            return OnPoints(name, parsed.GetValue(_modes));
        return Laws.TryGetValue(name, out Func<int, ModeLaw>? law) ? law(parsed.GetValue(_modes))
            : throw new InputException($"--law = {name}, but it should be one of {string.Join(", ", Laws.Keys)}, {Points}X=P,...");
    }

    private static ModeLaw OnPoints(string name, int modes)
    {
        if (modes != 1)
            throw new InputException($"--modes = {modes}, but it should be 1 for a law on points");
        List<double> values = [], probabilities = [];
        foreach (string point in name[Points.Length..].Split(','))
        {
            if (point.Split('=') is not [string left, string right]
                || !double.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                || !double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out double probability))
                throw new InputException($"--law = {name}, but a point should be X=P, as in {Points}0.5=0.8,2=0.2");
            values.Add(value);
            probabilities.Add(probability);
        }

        try
        {
            return ModeLaw.OnPoints(values, probabilities);
        }
        catch (ArgumentException error)
        {
            throw new InputException($"--law = {name}: {error.Message}");
        }
    }
}
