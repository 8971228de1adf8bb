using System.CommandLine;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Training;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm train</c>: one machine, trained on the samples of a model or of a file; interrupted or killed, it
/// goes on from its last checkpoint.</summary>
public sealed class TrainCommand
{
    /// <summary>How long an update and its checkpoint may take after an interruption. Without it, the last checkpoint
    /// is what there is to go on from.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TrainOptions _settings = new();
    private readonly Option<int> _saveEvery =
        Options.Whole("--save-every", "Seconds between two checkpoints; 0 for one after every update", 10, 0, 3600);
    private readonly Option<bool> _json = Options.Json();

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        TrainCommand train = new();
        Command command = new("train", "Train one machine on samples of a ring or on a file, and measure its "
            + "receptive fields; with --out it can be stopped at any instant and goes on from there");
        foreach (Option option in train._settings.All.Append(train._saveEvery).Append(train._json))
            command.Add(option);
        command.SetAction(parsed => train.Run(terminal, parsed));
        return command;
    }

    /// <summary>How to go on with a run.</summary>
    /// <param name="folder">Its folder.</param>
    public static string ResumeLine(string folder)
        => "rbm train --resume " + (folder.All(c => char.IsLetterOrDigit(c) || "/.-_\\:".Contains(c))
            ? folder
            : $"'{folder.Replace("'", "'\\''", StringComparison.Ordinal)}'");

    private int Run(Terminal terminal, ParseResult options)
    {
        string? path = _settings.FolderOf(options);
        (TrainingSettings settings, StartMachine? start) =
            _settings.Read(options, line => terminal.Errors.WriteLine($"rbm: {line}"));
        TrainingData.Check(settings);
        if (path is not null)
            OutputFolder.Prepare(path);
        using RunFolder? folder = path is null ? null : RunFolder.Open(path);
        bool json = options.GetValue(_json);
        TrainingRecord record;
        try
        {
            record = Train(terminal, settings, start, folder, TimeSpan.FromSeconds(options.GetValue(_saveEvery)), json);
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException(path is null
                ? "interrupted; nothing is kept of a run without --out"
                : $"interrupted; go on with: {ResumeLine(path)}");
        }
        catch (DivergedException error)
        {
            throw new StoppedException(path is null
                ? $"{error.Message}; nothing is kept of a run without --out; a smaller --rate may do"
                : RunFolder.DescribeDivergence(path));
        }

        if (json)
        {
            terminal.Output.WriteLine(record.ToJson());
            foreach (string doubt in EstimateDoubts.Of(record.Numbers))
                terminal.Errors.WriteLine($"rbm: WARNING: {doubt}");
        }
        else
            Print(terminal, record, folder, settings.Data is RingSpec);
        return 0;
    }

    private static TrainingRecord Train(
        Terminal terminal, TrainingSettings settings, StartMachine? start, RunFolder? folder, TimeSpan saveEvery,
        bool json)
    {
        TextWriter said = json ? terminal.Errors : terminal.Output;
        settings = folder?.Settle(settings) ?? settings;
        void Warn(string line) => terminal.Errors.WriteLine($"rbm: {line}");
        if (folder?.FindResult(settings, Warn) is TrainingRecord finished)
        {
            said.WriteLine($"the run in {folder.Path} is finished; --epochs above {finished.Epochs} goes on with it");
            return finished;
        }

        if (folder is not null && RunFolder.FindDivergence(folder.Path) is not null)
            throw new StoppedException(RunFolder.DescribeDivergence(folder.Path));
        terminal.Cancellation.ThrowIfCancellationRequested();
        if (folder is not null && settings.Data is FileSpec { Place: string place } && !File.Exists(place)
            && File.Exists(folder.PathOf(RunFolder.PlanName)))
            throw new InputException($"the data file {place} of the run is not there; where it moved, give "
                + $"{ResumeLine(folder.Path)} --data OTHERPATH");
        TrainingData data = terminal.Wait("data", json, () => TrainingData.Load(settings));
        if (data.Reading is string reading && !json)
            said.WriteLine(reading);
        if (data.Warning is string warning)
            Warn(warning);
        TrainingRecord Make(ITrainingMonitor monitor)
            => terminal.Do(() => TrainingRun
                .Begin(settings, start, data, folder, monitor, TimeProvider.System, saveEvery)
                .Run(terminal.Cancellation), Patience);

        if (!terminal.IsInteractive || json)
            return Make(new PlainTrainingMonitor(said, terminal.Errors));
        TrainingRecord? record = null;
        BarTrainingMonitor.Show(terminal, monitor => record = Make(monitor));
        return record!;
    }

    private static void Print(Terminal terminal, TrainingRecord record, RunFolder? folder, bool isRing)
    {
        UnitTable.Write(terminal, record.Units, [], [], all: false, isRing);
        IReadOnlyDictionary<string, double> n = record.Numbers;
        foreach (string kind in (string[])["LogLikelihood", "PseudoLogLikelihood"])
        {
            if (!n.TryGetValue("train" + kind, out double train))
                continue;
            string test = n.TryGetValue("test" + kind, out double t) ? $", test {t:F4}" : "";
            terminal.Output.WriteLine(
                $"{LikelihoodText.NameOf(kind)}, nats per configuration: training {train:F4}{test}");
        }

        foreach (string line in EstimateText.Lines(n))
            terminal.Output.WriteLine(line);
        if (ChainAutocorrelation.Describe(n) is string memory)
            terminal.Output.WriteLine(memory);

        if (folder is null)
            return;
        foreach (string name in (string[])[RunFolder.PlanName, RunFolder.ResultName, RunFolder.ArraysName])
            terminal.Output.WriteLine(folder.PathOf(name));
    }
}
