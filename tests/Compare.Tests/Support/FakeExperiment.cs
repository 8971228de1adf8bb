using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>An experiment whose runs take no time, count how often they are made, and may be made to fail.</summary>
internal sealed class FakeExperiment(string name, int runs) : Experiment
{
    private readonly Dictionary<string, int> _made = [];

    /// <summary>Called at the start of every run with its name.</summary>
    public Action<string> BeforeRun { get; init; } = _ => { };

    /// <summary>A parameter of every run.</summary>
    public double Beta { get; init; } = 0.5;

    /// <summary>A second parameter; none where null.</summary>
    public double? Extra { get; init; }

    /// <summary>Its revision.</summary>
    public int Edition { get; init; } = 1;

    public override int Revision => Edition;

    /// <summary>What its runs are called, before their numbers.</summary>
    public string RunPrefix { get; init; } = "run";

    /// <summary>What it uses of others.</summary>
    public IReadOnlyList<Experiment> Used { get; init; } = [];

    public override IReadOnlyList<Experiment> Uses => Used;

    /// <summary>Checks the data of every run; null for nothing.</summary>
    public Action<UserData>? CheckData { get; init; }

    /// <summary>What it was judged from.</summary>
    public IReadOnlyList<string> JudgedRuns { get; private set; } = [];

    public override string Number => Name;

    public override string Name { get; } = name;

    /// <summary>Its title.</summary>
    public string Heading { get; init; } = "A fake";

    /// <summary>Its verdicts.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; init; } = [];

    public override Prose Prose => Prose.Of($"# {Heading}\n\nNothing.");

    public override IReadOnlyList<(string Name, string Value)> Parameters => [];

    /// <summary>How many runs were made since the last call.</summary>
    public int TakeMade()
    {
        lock (_made)
        {
            int sum = _made.Values.Sum();
            _made.Clear();
            return sum;
        }
    }

    public override IReadOnlyList<RunPlan> Plan(ulong seed)
        => [.. Enumerable.Range(1, runs).Select(i => PlanRun(seed, $"{RunPrefix}-{i}", i))];

    public override Figure Draw(Results runs)
        => new(Name, "A fake", [new("Panel", new("x"), new("y"), [new("runs", [1, 2], [3, 4], Mark.Line, Palette.Black)])]);

    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        JudgedRuns = [.. runs.Select(r => $"{r.Experiment}/{r.Run}")];
        return Verdicts;
    }

    private RunPlan PlanRun(ulong seed, string run, int cost)
    {
        Dictionary<string, double> parameters = new() { ["beta"] = Beta };
        if (Extra is double extra)
            parameters["extra"] = extra;
        ulong own = new Seeds(seed, Name).Of(run);
        return new(run, own, parameters, cost, services =>
        {
            BeforeRun(run);
            services.Stop.ThrowIfCancellationRequested();
            lock (_made)
                _made[run] = _made.GetValueOrDefault(run) + 1;
            services.Progress.Report(1);
            return new(
                new Dictionary<string, double> { ["seed"] = own },
                new Dictionary<string, double[]> { ["values"] = [own * 0.1, Beta] });
        }, CheckData);
    }
}

/// <summary>A monitor that remembers what it was told.</summary>
internal sealed class Listener : IRunMonitor
{
    private readonly List<string> _finished = [];

    public int Reused { get; private set; } = -1;

    public double Announced { get; private set; }

    public double Advance { get; private set; }

    public IReadOnlyList<string> Finished => _finished;

    void IRunMonitor.Begin(IReadOnlyList<(string Experiment, double Cost, int Runs)> work, int reused)
        => (Reused, Announced) = (reused, work.Sum(w => w.Cost));

    void IRunMonitor.Advanced(string experiment, double cost)
    {
        lock (_finished)
            Advance += cost;
    }

    void IRunMonitor.Finished(string experiment, string run, double seconds)
    {
        lock (_finished)
            _finished.Add(run);
    }
}
