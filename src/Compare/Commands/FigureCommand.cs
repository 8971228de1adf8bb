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
        string numbers = string.Join(", ", Catalogue.All.Select(e => e.Number));
        Argument<string> number = new("number") { Description = $"Which figure: {numbers}" };
        Option<string> folder = Options.Folder("Folder of the figure and its records", ReportCommand.DefaultFolder);
        Option<ulong> seed = Options.Seed();
        Option<int> threads = Options.Threads();
        Option<bool> force = new("--force") { Description = "Make every run anew, though its record is there" };
        Option<bool> json = Options.Json();
        Command command = new("figure",
            "Make one figure: its runs, PNG, PDF, SVG, data and gnuplot script, and its verdicts")
        {
            number, folder, seed, threads, force, json,
        };
        command.SetAction(parsed => ReportCommand.Run(
            terminal, [Catalogue.Find(parsed.GetValue(number)!)], parsed.GetValue(folder)!, parsed.GetValue(seed),
            parsed.GetValue(threads), parsed.GetValue(force), parsed.GetValue(json), asReport: false));
        return command;
    }
}
