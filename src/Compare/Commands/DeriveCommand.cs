using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.Exact;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory derive NAME</c>: a derivation in exact algebra, each step checked as it is printed.</summary>
public static class DeriveCommand
{
    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Argument<string> name = new("name") { Description = $"Which: {string.Join(", ", Derivations.Names)}" };
        Option<bool> latex = new("--latex") { Description = "Print LaTeX instead of plain text" };
        Option<bool> json = Options.Json();
        Command command = new("derive", "Derive an equation of the paper in exact algebra, without floating point")
        {
            name, latex, json,
        };
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetValue(name)!;
            if (!Derivations.Names.Contains(wanted))
                throw new InputException(
                    $"name = {wanted}, but it should be one of {string.Join(", ", Derivations.Names)}");
            Derivation derivation = terminal.Wait("deriving", parsed.GetValue(json), () => Derivations.Find(wanted));
            terminal.Output.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(derivation, ReportCommand.Json)
                : parsed.GetValue(latex) ? derivation.ToLatex().TrimEnd() : derivation.ToPlainText().TrimEnd());
            return derivation.Holds ? 0 : 1;
        });
        return command;
    }
}
