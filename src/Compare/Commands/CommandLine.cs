using System.CommandLine;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// The program as a function of its arguments. Exit codes: 0 done, 1 a fault of the program itself, 2 something the
/// user gave cannot be used (one line says what), 3 a training diverged (one line says where), 130 interrupted.
/// </summary>
public static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error.</param>
    /// <param name="isInteractive">Standard output is a terminal.</param>
    /// <param name="cancellation">Interrupts it.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter errors, bool isInteractive,
        CancellationToken cancellation)
    {
        using PlainLines lines = new(errors);
        RootCommand root = Create(new(output, lines, isInteractive, cancellation));
        try
        {
            ParseResult parsed = root.Parse(arguments);
            if (parsed.Errors.Count > 0)
                throw new InputException(Explain(parsed));
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = errors,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception error) when (
            error is InputException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            lines.WriteLine($"rbm: {error.Message}");
            return 2;
        }
        catch (OutOfMemoryException)
        {
            lines.WriteLine("rbm: there is not enough memory for what was asked");
            return 2;
        }
        catch (Exception error) when (error is StoppedException or DivergedException)
        {
            lines.WriteLine($"rbm: {error.Message}");
            return 3;
        }
        catch (InterruptedException error)
        {
            lines.WriteLine($"rbm: {error.Message}");
            return 130;
        }
        catch (OperationCanceledException)
        {
            errors.WriteLine("rbm: interrupted; finished runs are kept, and the same command goes on from there");
            return 130;
        }
        catch (Exception error)
        {
            errors.WriteLine($"rbm: this is a fault of the program itself: {error}");
            return 1;
        }
    }

    /// <summary>The tree of all verbs.</summary>
    /// <param name="terminal">What they may use.</param>
    internal static RootCommand Create(Terminal terminal)
    {
        RootCommand root = new("Theory and simulation of restricted Boltzmann machines that learn invariant data")
        {
            ReportCommand.Create(terminal),
            FigureCommand.Create(terminal),
            TheoryCommand.Create(terminal),
            TrainCommand.Create(terminal),
            SweepCommand.Create(terminal),
            InspectCommand.Create(terminal),
            ExportCommand.Create(terminal),
            SampleCommand.Create(terminal),
            QualityCommand.Create(terminal),
            WeightSpectrumCommand.Create(terminal),
            MixingCommand.Create(terminal),
            TreeCommand.Create(terminal),
            LikelihoodCommand.Create(terminal),
            CompareCommand.Create(terminal),
            DataCommand.Create(terminal),
        };
        // The library's own directive [suggest] throws where it is given twice, and nothing here uses it.
        root.Directives.Clear();
        Examples.AddToHelp(root);
        return root;
    }

    /// <summary>One line for the first thing wrong with a command line.</summary>
    private static string Explain(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string name = string.Join(' ', Path(parsed).Prepend("rbm"));
        if (parsed.UnmatchedTokens.Count > 0)
        {
            string[] allowed = [.. command.Subcommands.Select(c => c.Name), .. command.Options.Select(o => o.Name)];
            return $"'{parsed.UnmatchedTokens[0]}' is unknown to '{name}', which takes {string.Join(", ", allowed)}";
        }
        if (command.Subcommands.Count > 0 && command.Action is null)
            return $"'{name}' needs a verb, one of {string.Join(", ", command.Subcommands.Select(c => c.Name))}; see "
                + $"{name} --help";
        return parsed.Errors[0].Message.StartsWith("--", StringComparison.Ordinal)
            ? parsed.Errors[0].Message
            : $"{parsed.Errors[0].Message.TrimEnd('.')}; see {name} --help";
    }

    private static IEnumerable<string> Path(ParseResult parsed)
    {
        Stack<string> names = [];
        for (System.CommandLine.Parsing.SymbolResult? r = parsed.CommandResult; r is not null; r = r.Parent)
        {
            if (r is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } c)
                names.Push(c.Command.Name);
        }
        return names;
    }
}
