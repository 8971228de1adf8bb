using MathNet.Numerics.Statistics;

namespace RbmTheory.Compare.Agreement;

/// <summary>A mean over independent runs with its standard error.</summary>
/// <param name="Value">The mean.</param>
/// <param name="StandardError">Standard deviation between runs over the square root of their number.</param>
/// <param name="DegreesOfFreedom">Runs less fitted parameters: those of Student's t.</param>
public sealed record Estimate(double Value, double StandardError, int DegreesOfFreedom)
{
    /// <summary>The mean of independent runs; the error comes from their spread, never from within one.</summary>
    /// <param name="runs">One value a run; at least two.</param>
    public static Estimate FromRuns(IReadOnlyCollection<double> runs)
    {
        Require.AtLeast(runs.Count, 2);
        return new(runs.Mean(), runs.StandardDeviation() / Math.Sqrt(runs.Count), runs.Count - 1);
    }

    /// <summary>
    /// Value and error with matching digits: two significant digits of the error, <c>2.641 ± 0.012</c>; a dash where there
    /// is no value.
    /// </summary>
    public override string ToString()
    {
        if (double.IsNaN(Value))
            return "–";
        if (!double.IsFinite(StandardError) || StandardError <= 0)
            return $"{Value:G6}";
        // Rounded first, so that 0.0996 counts as 0.10 and not as 0.0996 with its three digits.
        double rounded = double.Parse(StandardError.ToString("E1"));
        int decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(rounded)), 0, 12);
        double value = Math.Round(Value, decimals) + 0.0; // what rounds to zero has no sign
        return $"{value.ToString("F" + decimals)} ± {StandardError.ToString("F" + decimals)}";
    }
}
