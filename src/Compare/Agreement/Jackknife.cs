namespace RbmTheory.Compare.Agreement;

/// <summary>
/// The error of a number read off a mean curve, such as where it crosses a level: each run is left out once, and the
/// pseudo-values n θ − (n − 1) θ₍₋ᵢ₎ spread as independent runs do.
/// </summary>
public static class Jackknife
{
    /// <summary>The number of the mean curve over all runs, with the jackknife error over runs.</summary>
    /// <param name="runs">One curve a run, all equally long; at least two.</param>
    /// <param name="statistic">Reads the number off a mean curve; NaN where it has none.</param>
    public static Estimate OfMeanCurve(IReadOnlyList<double[]> runs, Func<double[], double> statistic)
    {
        Require.AtLeast(runs.Count, 2);
        double whole = statistic(Mean(runs, except: -1));
        double[] pseudo = [.. runs.Select((_, i) => runs.Count * whole - (runs.Count - 1) * statistic(Mean(runs, i)))];
        return Estimate.FromRuns(pseudo) with { Value = whole };
    }

    /// <summary>
    /// The abscissa at which a curve first changes its side of a level, between two points on a straight line; NaN
    /// where it never does.
    /// </summary>
    /// <param name="x">Abscissae, in order.</param>
    /// <param name="y">The curve.</param>
    /// <param name="level">The level at each abscissa.</param>
    public static double Crossing(IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double> level)
    {
        Require.Length(y.Count, x.Count);
        Require.Length(level.Count, x.Count);
        for (int i = 1; i < x.Count; i++)
        {
            double before = y[i - 1] - level[i - 1], after = y[i] - level[i];
            if (before * after <= 0 && before != after)
                return x[i - 1] + (x[i] - x[i - 1]) * before / (before - after);
        }

        return double.NaN;
    }

    private static double[] Mean(IReadOnlyList<double[]> runs, int except)
    {
        double[][] kept = [.. runs.Where((_, i) => i != except)];
        return [.. kept[0].Select((_, point) => kept.Average(curve => curve[point]))];
    }
}
