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
    /// <summary>The figure's number as a reader types it, for example <c>3a</c>.</summary>
    public abstract string Number { get; }

    /// <summary>The name of its files, for example <c>fig03a</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// To be raised when a formula changes what a run computes: records of another revision are made anew.
    /// </summary>
    public virtual int Revision => 1;

    /// <summary>Heading of its page.</summary>
    public abstract string Title { get; }

    /// <summary>What is shown, which equations are used, what to look for: one string a paragraph.</summary>
    public abstract IReadOnlyList<string> Text { get; }

    /// <summary>
    /// The theory used, each part with the paper's number of its equation, for example <c>small β (37)</c>; empty where
    /// the text says it all.
    /// </summary>
    public virtual string Equations => "";

    /// <summary>The parameters, as name and value, for the reader.</summary>
    public abstract IReadOnlyList<(string Name, string Value)> Parameters { get; }

    /// <summary>The runs, each of which becomes a record of its own.</summary>
    /// <param name="seed">The seed of the report; each run derives its own from it.</param>
    public abstract IReadOnlyList<RunPlan> Plan(ulong seed);

    /// <summary>Draws the finished runs; null where a table says it all.</summary>
    /// <param name="runs">One record for each planned run, in the order of the plan.</param>
    public abstract Figure? Draw(IReadOnlyList<RunRecord> runs);

    /// <summary>A table of its own, besides that of the verdicts; null for none.</summary>
    /// <param name="runs">One record for each planned run, in the order of the plan.</param>
    public virtual Table? Tabulate(IReadOnlyList<RunRecord> runs) => null;

    /// <summary>Judges the finished runs.</summary>
    /// <param name="runs">One record for each planned run, in the order of the plan.</param>
    public abstract IReadOnlyList<Verdict> Judge(IReadOnlyList<RunRecord> runs);

    /// <summary>
    /// The seed of one run: the report's seed and the names of experiment and run, mixed by FNV-1a and cut to 53 bits,
    /// so that it survives any JSON reader. Runs are then independent, and adding one leaves the others as they were.
    /// </summary>
    /// <param name="seed">The seed of the report.</param>
    /// <param name="run">The run.</param>
    protected ulong SeedOf(ulong seed, string run)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char c in $"{seed}/{Name}/{run}")
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash & ((1UL << 53) - 1);
    }
}

/// <summary>A run to be made.</summary>
/// <param name="Run">Its name within the experiment.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Parameters">Every parameter its numbers depend on.</param>
/// <param name="Cost">Expected seconds, to start long runs first and to weigh progress.</param>
/// <param name="Compute">Computes it; reports progress from 0 to 1 and stops when cancelled.</param>
public sealed record RunPlan(
    string Run, ulong Seed, IReadOnlyDictionary<string, double> Parameters, double Cost,
    Func<IProgress<double>, CancellationToken, RunResult> Compute);
