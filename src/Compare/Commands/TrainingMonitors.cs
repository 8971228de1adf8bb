using RbmTheory.Compare.Training;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>Plain lines, for logs and pipes: one after ten seconds, later one each time a tenth more has gone
/// by.</summary>
/// <param name="output">Where they go.</param>
/// <param name="errors">Where warnings go.</param>
public sealed class PlainTrainingMonitor(TextWriter output, TextWriter errors) : ITrainingMonitor
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(10);

    private TimeSpan _next = Least;

    /// <inheritdoc/>
    public void Say(string line) => output.WriteLine(line);

    /// <inheritdoc/>
    public void Warn(string line) => errors.WriteLine($"rbm: {line}");

    /// <inheritdoc/>
    public void Advanced(in TrainingProgress progress)
    {
        if (progress.Elapsed < _next)
            return;
        TimeSpan pause = progress.Elapsed / 10;
        _next = progress.Elapsed + (pause > Least ? pause : Least);
        output.WriteLine(Line(progress));
    }

    /// <summary>Epochs, time left and the latest log-likelihood.</summary>
    internal static string Line(in TrainingProgress progress)
        => $"epoch {progress.Epoch:F1} of {progress.Epochs}, {LikelihoodText.Clock(progress.Left)} left, "
            + LikelihoodText.Latest(progress.Curves);
}

/// <summary>A progress bar with the time left and the latest log-likelihood, for terminals.</summary>
public sealed class BarTrainingMonitor : ITrainingMonitor
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private readonly Terminal _terminal;
    private readonly ProgressTask _bar;
    private TimeSpan _next;

    private BarTrainingMonitor(Terminal terminal, ProgressTask bar) => (_terminal, _bar) = (terminal, bar);

    /// <summary>Shows the bar while a machine is trained.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="work">The training.</param>
    public static void Show(Terminal terminal, Action<ITrainingMonitor> work)
        => terminal.Console.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .Start(context => work(new BarTrainingMonitor(terminal, context.AddTask("epoch 0"))));

    /// <inheritdoc/>
    public void Say(string line) => _terminal.Console.WriteLine(line);

    /// <inheritdoc/>
    public void Warn(string line) => _terminal.Console.WriteLine($"rbm: {line}");

    /// <inheritdoc/>
    public void Advanced(in TrainingProgress progress)
    {
        if (progress.Elapsed < _next)
            return;
        _next = progress.Elapsed + Pause;
        _bar.MaxValue = progress.Epochs;
        _bar.Value = progress.Epoch;
        _bar.Description = PlainTrainingMonitor.Line(progress);
    }
}
