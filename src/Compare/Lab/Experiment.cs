using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;

namespace RbmTheory.Compare.Lab;

/// <summary>
/// One figure of the report: which runs it needs, and what is drawn and concluded from their records. Drawing and
/// judging read records only; they never compute a run anew.
/// </summary>
public abstract class Experiment
{
    private Prose? _prose;

    /// <summary>The figure's number as a reader types it, for example <c>3a</c>.</summary>
    public abstract string Number { get; }

    /// <summary>The name of its files, for example <c>fig03a</c>; seeds are derived from it.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// To be raised when a formula changes what a run computes: records of another revision are made anew.
    /// </summary>
    public virtual int Revision => 1;

    /// <summary>Heading, text and equations: the Markdown file beside the class.</summary>
    public virtual Prose Prose => _prose ??= Prose.Beside(GetType());

    /// <summary>Heading of its page.</summary>
    public string Title => Prose.Title;

    /// <summary>
    /// The theory used, each part with the paper's number of its equation, for example <c>small β (37)</c>; empty where
    /// the text says it all.
    /// </summary>
    public string Equations => Prose.Equations;

    /// <summary>The parameters, as name and value, for the reader.</summary>
    public abstract IReadOnlyList<(string Name, string Value)> Parameters { get; }

    /// <summary>Its runs, kind by kind.</summary>
    public virtual IReadOnlyList<RunSet> RunSets => [];

    /// <summary>Experiments whose runs it reads as well as its own; no two of all these runs have one name.</summary>
    public virtual IReadOnlyList<Experiment> Uses => [];

    /// <summary>The runs, each of which becomes a record of its own.</summary>
    /// <param name="seed">The seed of the report; each run derives its own from it.</param>
    public virtual IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Seeds seeds = new(seed, Name);
        return [.. RunSets.SelectMany(set => set.Plan(seeds))];
    }

    /// <summary>Draws the finished runs; null where a table says it all.</summary>
    /// <param name="runs">The finished runs.</param>
    public abstract Figure? Draw(Results runs);

    /// <summary>A table of its own, besides that of the verdicts; null for none.</summary>
    /// <param name="runs">The finished runs.</param>
    public virtual Table? Tabulate(Results runs) => null;

    /// <summary>Judges the finished runs. Identifiers are unique within the experiment.</summary>
    /// <param name="runs">The finished runs.</param>
    public abstract IReadOnlyList<Verdict> Judge(Results runs);

    /// <summary>
    /// Numbers that the text quotes and that are neither settings nor those of a verdict, by name: numbers, estimates,
    /// lists or words.
    /// </summary>
    /// <param name="runs">The finished runs.</param>
    public virtual IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>();

    /// <summary>The text, with what the runs found in its place: one string a paragraph.</summary>
    /// <param name="runs">The finished runs.</param>
    /// <param name="verdicts">Of <see cref="Judge"/>.</param>
    public IReadOnlyList<string> Text(Results runs, IReadOnlyList<Verdict> verdicts)
    {
        IReadOnlyDictionary<string, object> quoted = Quote(runs), settings = SettingsByName;
        return Prose.Bind(name => quoted.GetValueOrDefault(name) ?? settings.GetValueOrDefault(name)
            ?? verdicts.Number(name));
    }

    /// <summary>Its settings by name, for the text.</summary>
    protected virtual IReadOnlyDictionary<string, object> SettingsByName => new Dictionary<string, object>();
}

/// <summary>A figure with settings.</summary>
/// <typeparam name="TSettings">A record: what the reader is told of it is <see cref="ShownAttribute"/>.</typeparam>
/// <param name="presets">The settings of each preset.</param>
/// <param name="preset">The preset.</param>
public abstract class Experiment<TSettings>(Presets<TSettings> presets, Preset preset) : Experiment
    where TSettings : notnull
{
    /// <summary>The settings.</summary>
    public TSettings Settings { get; } = presets.Of(preset);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters
        => ParameterTable.Of(Settings, presets.Paper);

    /// <summary>What differs from the paper's settings, in words; empty where nothing does.</summary>
    protected string ScaledDown => ParameterTable.ScaledDown(Settings, presets.Paper);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, object> SettingsByName => ParameterTable.Values(Settings);
}

/// <summary>A run to be made.</summary>
/// <param name="Run">Its name within the experiment.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Parameters">Every parameter its numbers depend on.</param>
/// <param name="Cost">Expected seconds, to start long runs first and to weigh progress.</param>
/// <param name="Compute">Computes it; reports progress from 0 to 1 and stops when cancelled.</param>
/// <param name="Check">Throws an <see cref="InputException"/> where data are missing that the run needs; null where it
/// needs none.</param>
public sealed record RunPlan(
    string Run, ulong Seed, IReadOnlyDictionary<string, double> Parameters, double Cost,
    Func<RunServices, RunResult> Compute, Action<UserData>? Check = null);

/// <summary>What every run may use.</summary>
/// <param name="Progress">Is told the fraction done, from 0 to 1.</param>
/// <param name="Data">Where the user has data.</param>
/// <param name="Stop">Stops it.</param>
public readonly record struct RunServices(IProgress<double> Progress, UserData Data, CancellationToken Stop);
