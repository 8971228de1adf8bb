using System.CommandLine;
using RbmTheory.Compare.Experiments;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm figure NUMBER</c>: one figure, with its runs and verdicts.</summary>
public static class FigureCommand
{
    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        string numbers = string.Join(", ", Catalogue.Numbers);
        Argument<string> number = new("number") { Description = $"Which figure: {numbers}" };
        Option<string> folder = Options.Folder(
            "Folder of the figure and its records; reports/quick or reports/paper unless given", null);
        Option<Preset> preset = Options.Preset();
        Option<ulong> seed = Options.Seed();
        Option<int> threads = Options.Threads();
        Option<string> force = ReportCommand.Force();
        Option<bool> strict = ReportCommand.Strict();
        Option<bool> json = Options.Json();
        Command command = new("figure",
            "Make one figure: its runs, PNG, PDF, SVG and data, and its verdicts")
        {
            number, preset, folder, seed, threads, force, strict, json,
        };
        command.SetAction(parsed => ReportCommand.Run(
            terminal, Catalogue.Select(parsed.GetValue(preset), parsed.GetValue(number)!),
            parsed.GetValue(folder) ?? ReportCommand.DefaultFolder(parsed.GetValue(preset)), parsed.GetValue(seed),
            parsed.GetValue(threads), ReportCommand.ForcedOf(parsed, force, parsed.GetValue(preset)),
            parsed.GetValue(json), asReport: false, parsed.GetValue(strict)));
        return command;
    }
}
