using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Comparisons;

/// <summary>A run compared with the theory for its parameters.</summary>
public sealed class RunComparison
{
    /// <summary>Computes what theory says, and measures.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stop">Interrupts it.</param>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public RunComparison(ComparedRun run, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        Run = run;
        Field = run.WhyNoShape is null ? new(run.Ring.Sites, run.Population!.Beta) : null;
        Quantities =
        [
            .. DataComparison.Of(run, stop), .. TimeComparison.Of(run, Field), .. FieldComparison.Of(run, Field),
            .. ColourComparison.Of(run), .. DiffusionComparison.Of(run, Field, stop),
        ];
        Units = new(run.Units);
        if (run.Ring.Colours > 0)
            Units["frequency"] = ColourComparison.Frequencies(run);
        if (Field is null)
            return;
        ReceptiveField expected = ReceptiveField.Measure(Field.Weights);
        AddDeviations("amplitude", expected.Amplitude);
        AddDeviations("fwhm", expected.FullWidthHalfMaximum);
        AddDeviations("sum", expected.Sum);
    }

    /// <summary>The run.</summary>
    public ComparedRun Run { get; }

    /// <summary>The field that theory expects of a single unit; null where it expects nothing.</summary>
    public ExpectedField? Field { get; }

    /// <summary>The quantities, in the order in which they are shown.</summary>
    public IReadOnlyList<Comparison> Quantities { get; }

    /// <summary>A number a hidden unit, by name: what was measured and, where theory expects a field, its deviations in
    /// percent; NaN where there is none.</summary>
    public Dictionary<string, double[]> Units { get; }

    /// <summary>What <see cref="Units"/> calls the deviation of a number.</summary>
    /// <param name="name">What it calls the number.</param>
    public static string DeviationOf(string name) => name + "DeviationPercent";

    private void AddDeviations(string name, double theory)
        => Units[DeviationOf(name)] = [.. Units[name].Select(x => Comparison.Deviation(x, theory) ?? double.NaN)];
}
