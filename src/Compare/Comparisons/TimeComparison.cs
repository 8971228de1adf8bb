namespace RbmTheory.Compare.Comparisons;

/// <summary>
/// Whether a run was long enough. Small weights grow along the top mode as e^{t(Λ − 1)}, t = ν × updates (23); from a
/// standard deviation σ they reach the field |w| of theory at about t = ln(|w|/σ)/(Λ − 1).
/// </summary>
public static class TimeComparison
{
    /// <summary>The quantities.</summary>
    /// <param name="run">The run.</param>
    /// <param name="field">What theory expects; null where it expects nothing.</param>
    public static IEnumerable<Comparison> Of(ComparedRun run, ExpectedField? field)
    {
        ArgumentNullException.ThrowIfNull(run);
        double? rate = run.WhyNoGrowth is null ? run.Population!.GrowthRate : null;
        double time = run.LearningTime;
        yield return new("growthTime", "time in which small weights grow by e, ν × updates", 1 / rate, null,
            run.WhyNoGrowth ?? (run.Ring.Colours == 0 ? "1/(Λ − 1)" : "P/(Λ(P − 1)/P − 1)"));
        double? needed = field is null ? null : Math.Max(0, Math.Log(field.Norm / run.InitialDeviation)) / rate;
        yield return new("learningTime", "ν × updates; theory: about what saturates |w|", needed, time,
            Remark(run, time * rate, needed, field));
        yield return new("relaxationTime", "time in which the field takes its shape, ν × updates",
            field?.RelaxationTime, null, field is null ? run.WhyNoShape! : "slowest change of the shape");
    }

    private static string Remark(ComparedRun run, double? growthTimes, double? needed, ExpectedField? field)
    {
        string stage = run.LearningTime < needed ? ": under-trained, still growing"
            : run.LearningTime < needed + field?.RelaxationTime ? ": the shape still forms" : "";
        string trained = $"{run.Updates} updates" + (growthTimes is double times ? $", {times:F1} growth times" : "");
        return trained + stage;
    }
}
