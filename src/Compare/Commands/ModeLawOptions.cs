using System.CommandLine;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.Commands;

/// <summary>The options by which a command line says what the components of modes are like.</summary>
internal sealed class ModeLawOptions
{
    private static readonly Dictionary<string, Func<int, ModeLaw>> Laws = new()
    {
        ["gaussian"] = _ => ModeLaw.Gaussian,
        ["signs"] = ModeLaw.Signs,
        ["laplace"] = ModeLaw.Laplace,
    };

    private readonly Option<string> _law = new("--law")
    {
        Description = $"Law of the components of the modes: {string.Join(", ", Laws.Keys)}",
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
    /// <exception cref="InputException">There is none of that name.</exception>
    public ModeLaw Of(ParseResult parsed)
    {
        string name = parsed.GetValue(_law)!;
        return Laws.TryGetValue(name, out Func<int, ModeLaw>? law) ? law(parsed.GetValue(_modes))
            : throw new InputException($"--law = {name}, but it should be one of {string.Join(", ", Laws.Keys)}");
    }
}
