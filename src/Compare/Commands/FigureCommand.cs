using System.CommandLine;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm figure NUMBER</c>: one figure, with its runs and verdicts.</summary>
public static class FigureCommand
{
    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        string numbers = string.Join("; ", Catalogue.Papers.Select(p => $"{p.Name}/ {string.Join(", ", p.Numbers)}"));
        Argument<string> number = new("number")
        {
            Description = $"Which figure, with its paper where several have it, as in harsh/5: {numbers}",
        };
        Option<string> folder = Options.Folder(
            "Folder of the figure and its records; reports/quick/PAPER or reports/PAPER unless given", null);
        Option<string> preset = Options.Preset();
        Option<ulong> seed = Options.Seed();
        Option<int> threads = Options.Threads();
        Option<string> force = ReportCommand.Force();
        Option<bool> strict = ReportCommand.Strict();
        Option<string> mnist = ReportCommand.Mnist(), humans = ReportCommand.Humans();
        Option<bool> json = Options.Json();
        Command command = new("figure",
            "Make one figure: its runs, PNG, PDF, SVG and data, and its verdicts")
        {
            number, preset, folder, seed, threads, force, strict, mnist, humans, json,
        };
        command.SetAction(parsed =>
        {
            Preset chosen = Options.PresetOf(parsed, preset);
            (Paper paper, IReadOnlyList<Experiment> experiments) = Catalogue.Resolve(chosen, parsed.GetValue(number)!);
            return ReportCommand.Run(terminal, paper, experiments,
                ReportCommand.FolderOf(paper, chosen, parsed.GetValue(folder), isOneOfSeveral: false),
                parsed.GetValue(seed), parsed.GetValue(threads),
                ReportCommand.ForcedOf(parsed, force, paper, chosen), parsed.GetValue(json), asReport: false,
                parsed.GetValue(strict), ReportCommand.DataOf(parsed, mnist, humans));
        });
        return command;
    }
}
