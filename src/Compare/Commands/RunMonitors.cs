using RbmTheory.Compare.Lab;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>Plain lines, for logs and pipes: when a run is finished, and when all runs of a figure are.</summary>
/// <param name="writer">Where they go.</param>
public sealed class PlainMonitor(TextWriter writer) : IRunMonitor
{
    private readonly Dictionary<string, (int Planned, int Made, double Seconds)> _figures = [];

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<(string Experiment, double Cost, int Runs)> work, int reused)
    {
        foreach ((string experiment, _, int runs) in work)
            _figures[experiment] = (runs, 0, 0);
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
        {
            writer.WriteLine($"{experiment} {run}: {seconds:F1} s");
            (int planned, int made, double before) = _figures[experiment];
            _figures[experiment] = (planned, made + 1, before + seconds);
            if (made + 1 == planned && planned > 1)
                writer.WriteLine($"{experiment}: {planned} runs, {before + seconds:F1} s");
        }
    }
}

/// <summary>A progress bar for each figure, for terminals; beside it the seconds of its finished runs.</summary>
public sealed class BarMonitor : IRunMonitor
{
    private readonly ProgressContext _context;
    private readonly Dictionary<string, ProgressTask> _bars = [];
    private readonly Dictionary<string, double> _seconds = [];

    private BarMonitor(ProgressContext context) => _context = context;

    /// <summary>Shows bars while some work is done.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="work">The work.</param>
    public static void Show(IAnsiConsole console, Action<IRunMonitor> work)
        => console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context => work(new BarMonitor(context)));

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<(string Experiment, double Cost, int Runs)> work, int reused)
    {
        foreach ((string experiment, double cost, _) in work)
            _bars[experiment] = _context.AddTask(experiment, maxValue: cost);
    }

    /// <inheritdoc/>
    public void Advanced(string experiment, double cost) => _bars[experiment].Increment(cost);

    /// <inheritdoc/>
    public void Finished(string experiment, string run, double seconds)
    {
        lock (_seconds)
        {
            _seconds[experiment] = _seconds.GetValueOrDefault(experiment) + seconds;
            _bars[experiment].Description = $"{experiment} {_seconds[experiment],8:F1} s";
        }
    }
}
