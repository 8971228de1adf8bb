namespace RbmTheory.Compare.Comparisons;

/// <summary>One quantity of a run beside what theory says of it. There is no error bar: it comes from one run, and a
/// deviation is no verdict.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Quantity">What it is: words, symbol, equation, unit.</param>
/// <param name="Theory">What theory says; null where it says nothing, and then the remark says why.</param>
/// <param name="Run">A parameter of the run, or what was measured; null where there is nothing to measure.</param>
/// <param name="Remark">What a reader should know.</param>
public sealed record Comparison(string Name, string Quantity, double? Theory, double? Run, string Remark)
{
    /// <summary>Theory predicts the number of the run, so that a deviation makes sense; a threshold, by contrast, is
    /// only to be above or below.</summary>
    public bool IsPrediction { get; init; }

    /// <summary>100 (run − theory)/theory; null where one of the two is missing, theory is 0, or does not predict the
    /// number.</summary>
    public double? DeviationPercent => IsPrediction ? Deviation(Run, Theory) : null;

    /// <summary>100 (run − theory)/theory; null where one of the two is missing or theory is 0.</summary>
    /// <param name="run">The number of the run.</param>
    /// <param name="theory">The number of the theory.</param>
    public static double? Deviation(double? run, double? theory)
        => theory is 0 ? null : 100 * (run - theory) / theory;

    /// <summary>The mean of what could be measured, one number a hidden unit; null where nothing could.</summary>
    /// <param name="units">Numbers, or NaN.</param>
    public static double? Mean(IEnumerable<double> units)
        => units.Where(double.IsFinite).Select(x => (double?)x).Average();
}
