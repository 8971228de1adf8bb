using RbmTheory.Compare.Experiments;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>Plain lines, for logs and pipes: one when a run is finished.</summary>
/// <param name="writer">Where they go.</param>
public sealed class PlainMonitor(TextWriter writer) : IRunMonitor
{
    /// <inheritdoc/>
    public void Begin(IReadOnlyList<(string Experiment, double Cost)> work, int reused)
    {
        if (reused > 0)
            writer.WriteLine($"{reused} finished runs found and kept");
    }

    /// <inheritdoc/>
    public void Advanced(string experiment, double cost)
    {
    }

    /// <inheritdoc/>
    public void Finished(string experiment, string run, double seconds)
    {
        lock (writer)
            writer.WriteLine($"{experiment} {run}: {seconds:F1} s");
    }
}

/// <summary>A progress bar for each figure, for terminals.</summary>
public sealed class BarMonitor : IRunMonitor
{
    private readonly ProgressContext _context;
    private readonly Dictionary<string, ProgressTask> _bars = [];

    private BarMonitor(ProgressContext context) => _context = context;

    /// <summary>Shows bars while some work is done.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="work">The work.</param>
    public static void Show(IAnsiConsole console, Action<IRunMonitor> work)
        => console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(),
                new RemainingTimeColumn())
            .Start(context => work(new BarMonitor(context)));

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<(string Experiment, double Cost)> work, int reused)
    {
        foreach ((string experiment, double cost) in work)
            _bars[experiment] = _context.AddTask(experiment, maxValue: cost);
    }

    /// <inheritdoc/>
    public void Advanced(string experiment, double cost) => _bars[experiment].Increment(cost);

    /// <inheritdoc/>
    public void Finished(string experiment, string run, double seconds)
    {
    }
}
