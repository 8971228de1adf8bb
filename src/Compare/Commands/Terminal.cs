using Spectre.Console;
using Spectre.Console.Rendering;

namespace RbmTheory.Compare.Commands;

/// <summary>The console of a command: what it writes to, and what interrupts it.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="IsInteractive">Standard output is a terminal: colours and progress bars make sense.</param>
/// <param name="Cancellation">Interrupts the command.</param>
public sealed record Terminal(TextWriter Output, TextWriter Errors, bool IsInteractive, CancellationToken Cancellation)
{
    private const int PlainWidth = 160;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The console for bars and tables.</summary>
    public IAnsiConsole Console { get; } = CreateConsole(Output, IsInteractive);

    /// <summary>Prints a table.</summary>
    /// <param name="table">The table.</param>
    public void Write(IRenderable table) => Console.Write(table);

    /// <summary>Does some work that may take seconds; a terminal shows a bar meanwhile. Work that an interruption does
    /// not stop is left behind, and ends with the program.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="what">What is done, in a few words.</param>
    /// <param name="quiet">No bar: standard output is for a machine to read.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public T Wait<T>(string what, bool quiet, Func<T> work)
    {
        if (quiet || !IsInteractive)
            return Do(work, Patience);
        T? result = default;
        Console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                context.AddTask(what).IsIndeterminate = true;
                result = Do(work, Patience);
            });
        return result!;
    }

    /// <summary>Does some work; where an interruption does not stop it in a while, it is left behind, and ends with the
    /// program as if that were killed.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="patience">How long it may take to stop.</param>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public T Do<T>(Func<T> work, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!Cancellation.CanBeCanceled)
            return work();
        Task<T> task = Task.Factory.StartNew(
            work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            Task.WaitAny([task], Cancellation);
        }
        catch (OperationCanceledException)
        {
            // It may stop by itself, or be done: then what came of it counts.
            if (Task.WaitAny([task], patience) < 0)
                throw;
        }

        return task.GetAwaiter().GetResult();
    }

    private static IAnsiConsole CreateConsole(TextWriter output, bool interactive)
    {
        if (interactive)
            return AnsiConsole.Console;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = PlainWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
