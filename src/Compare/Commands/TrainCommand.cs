using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using RbmTheory.Compare.Experiments;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm train</c>: one machine, trained by PCD on exact samples of the Ising ring.</summary>
public sealed class TrainCommand
{
    private const string Experiment = "train";

    private readonly Option<int> _sites = Options.Whole("--sites", "Sites N of the ring", 100, 3, 100_000);
    private readonly Option<int> _hidden = Options.Whole("--hidden", "Hidden units M", 1, 1, 10_000);
    private readonly Option<double> _beta = Options.Real("--beta", "Inverse temperature β of the data", 1, 0, 10);
    private readonly Option<int> _samples =
        Options.Whole("--samples", "Samples S, for training and again for testing", 10_000, 1, 10_000_000);
    private readonly Option<double> _rate = Options.Real("--rate", "Learning rate ν", 0.001, 0, 10);
    private readonly Option<int> _batch = Options.Whole("--batch", "Samples a batch", 10, 1, 1_000_000);
    private readonly Option<int> _chains = Options.Whole("--chains", "Persistent chains", 10, 1, 1_000_000);
    private readonly Option<int> _steps =
        Options.Whole("--steps", "Gibbs steps k between two updates", 20, 1, 1_000_000);
    private readonly Option<int> _epochs = Options.Whole("--epochs", "Passes over the data", 100, 1, 1_000_000);
    private readonly Option<double> _deviation = Options.Real("--deviation",
        "Standard deviation of the initial weights", 0.01, 0, 10);
    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<int> _threads = Options.Threads();
    private readonly Option<string> _folder = Options.Folder(
        "Folder for the record of the run; nothing is written without it", null);
    private readonly Option<bool> _json = Options.Json();

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        TrainCommand train = new();
        Command command = new("train",
            "Train one machine of ±1 units by persistent contrastive divergence on exact samples of the Ising ring, "
            + "and measure its receptive fields")
        {
            train._sites, train._hidden, train._beta, train._samples, train._rate, train._batch, train._chains,
            train._steps,
            train._epochs, train._deviation, train._seed, train._threads, train._folder, train._json,
        };
        command.SetAction(parsed => train.Run(terminal, parsed));
        return command;
    }

    private int Run(Terminal terminal, ParseResult options)
    {
        bool json = options.GetValue(_json);
        string? folder = options.GetValue(_folder);
        if (options.GetValue(_batch) > options.GetValue(_samples))
            throw new InputException($"--batch = {options.GetValue(_batch)}, but it should be at most --samples = "
                + $"{options.GetValue(_samples)}");
        int most = Array.MaxLength / options.GetValue(_samples);
        if (options.GetValue(_sites) > most)
            throw new InputException($"--sites = {options.GetValue(_sites)}, but it should be at most {most} with "
                + $"--samples = {options.GetValue(_samples)}");
        if (folder is not null)
            OutputFolder.Prepare(folder);
        RecordStore? store = folder is null ? null : new(folder);
        if (store is not null)
            CheckNotOtherwise(store, options);

        RunRecord? record = null;
        if (terminal.IsInteractive && !json)
            BarMonitor.Show(terminal.Console, monitor => record = Train(options, monitor, terminal.Cancellation));
        else
            record = Train(options, new PlainMonitor(json ? terminal.Errors : terminal.Output), terminal.Cancellation);

        store?.Save(record!);
        if (json)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(record, ReportCommand.Json));
            return 0;
        }

        Print(terminal, record!, options.GetValue(_hidden));
        if (store is not null)
            terminal.Output.WriteLine(store.PathOf(record!.Experiment, record.Run));
        return 0;
    }

    private RunRecord Train(ParseResult options, IRunMonitor monitor, CancellationToken stop)
    {
        ulong seed = options.GetValue(_seed);
        monitor.Begin([("train", 1)], reused: 0);
        long start = Stopwatch.GetTimestamp();
        RunResult result = Compute(options, seed, new RunProgress(monitor, "train", cost: 1), stop);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        monitor.Finished("train", $"seed-{seed}", seconds);
        return new()
        {
            Experiment = Experiment,
            Run = $"seed-{seed}",
            Parameters = ParametersOf(options),
            Seed = seed,
            Version = Product.Version,
            Machine = Machine.Current,
            Seconds = seconds,
            Result = result,
        };
    }

    private Dictionary<string, double> ParametersOf(ParseResult options) => new()
    {
        ["sites"] = options.GetValue(_sites),
        ["hidden"] = options.GetValue(_hidden),
        ["beta"] = options.GetValue(_beta),
        ["samples"] = options.GetValue(_samples),
        ["rate"] = options.GetValue(_rate),
        ["batch"] = options.GetValue(_batch),
        ["chains"] = options.GetValue(_chains),
        ["steps"] = options.GetValue(_steps),
        ["epochs"] = options.GetValue(_epochs),
        ["deviation"] = options.GetValue(_deviation),
    };

    /// <summary>The record of a run is named by its seed: one with other parameters would be lost.</summary>
    private void CheckNotOtherwise(RecordStore store, ParseResult options)
    {
        string run = $"seed-{options.GetValue(_seed)}";
        if (store.Find(Experiment, run) is not RunRecord there)
            return;
        Dictionary<string, double> parameters = ParametersOf(options);
        string? other = parameters.Keys.FirstOrDefault(
            name => !there.Parameters.TryGetValue(name, out double value) || !value.Equals(parameters[name]));
        if (other is null && there.Parameters.Count == parameters.Count)
            return;
        string place = store.PathOf(Experiment, run);
        string differs = other is null ? "further parameters"
            : there.Parameters.TryGetValue(other, out double old) ? $"{other} = {old:R}" : $"no {other}";
        throw new InputException(
            $"the record {place} is of a run with {differs}; choose another --out or --seed, or delete it");
    }

    private RunResult Compute(ParseResult options, ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        TrainingPlan plan = new()
        {
            LearningRate = options.GetValue(_rate),
            BatchSize = options.GetValue(_batch),
            Chains = options.GetValue(_chains),
            GibbsSteps = options.GetValue(_steps),
            Epochs = options.GetValue(_epochs),
        };
        IsingRingSampler sampler = new(options.GetValue(_sites), options.GetValue(_beta));
        SpinSet data = sampler.SampleSet(options.GetValue(_samples), seed, StreamPurpose.Data);
        Rbm machine = Rbm.OfSpins(sampler.Sites, options.GetValue(_hidden), options.GetValue(_deviation), seed);
        Trainer.Run(machine, new ShuffledBatches(data, plan.BatchSize, seed), plan, seed, options.GetValue(_threads),
            new ProgressObserver(plan.Epochs, progress), stop);

        Dictionary<string, double> numbers = [];
        Dictionary<string, double[]> series = [];
        for (int mu = 0; mu < machine.Hidden; mu++)
        {
            ReceptiveField field = ReceptiveField.Measure(machine.FieldOf(mu));
            numbers[$"centre{mu + 1}"] = field.Centre;
            numbers[$"amplitude{mu + 1}"] = field.Amplitude;
            numbers[$"fwhm{mu + 1}"] = field.FullWidthHalfMaximum;
            numbers[$"sum{mu + 1}"] = field.Sum;
            series[$"weights{mu + 1}"] = [.. machine.FieldOf(mu).ToArray().Select(w => (double)w)];
        }
        if (ExactLikelihood.CanBeExact(machine))
        {
            numbers["trainLogLikelihood"] = ExactLikelihood.MeanLogLikelihood(machine, data);
            numbers["testLogLikelihood"] = ExactLikelihood.MeanLogLikelihood(
                machine, sampler.SampleSet(data.Samples, seed, StreamPurpose.TestData));
        }
        return new(numbers, series);
    }

    private static void Print(Terminal terminal, RunRecord record, int hidden)
    {
        IReadOnlyDictionary<string, double> n = record.Result.Numbers;
        Spectre.Console.Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("hidden unit", "centre (site)", "peak |w|", "FWHM (sites)", "W = |Σw|");
        for (int mu = 1; mu <= hidden; mu++)
            table.AddRow($"{mu}", $"{n[$"centre{mu}"] + 1:F2}", $"{n[$"amplitude{mu}"]:F5}", $"{n[$"fwhm{mu}"]:F3}",
                $"{n[$"sum{mu}"]:F4}");
        terminal.Write(table);
        if (n.TryGetValue("testLogLikelihood", out double test))
            terminal.Output.WriteLine(
                $"log-likelihood, nats per configuration: training {n["trainLogLikelihood"]:F4}, test {test:F4}");
    }
}
