using System.Globalization;
using RbmTheory.Compare.Spectra;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Commands;

/// <summary>The measures of a spectrum of weights for <c>rbm spectrum</c>: as sentences, and as the values that
/// <c>--json</c> writes.</summary>
internal static class WeightMeasuresText
{
    /// <summary>What <c>--json</c> writes of the values.</summary>
    /// <param name="measures">The measures.</param>
    public static object? ShapeJson(WeightMeasures measures)
        => measures.Shape is not SpectrumShape shape ? null
            : new
            {
                shape.ParticipationRatio,
                shape.EntropyRank,
                shape.AboveHalfMaximum,
                quantile05 = shape.Quantile(0.05),
                quantile25 = shape.Quantile(0.25),
                median = shape.Quantile(0.5),
                measures.Outliers,
                measures.Cutoff,
                power = Of(measures.Power),
                exponential = Of(measures.Exponential),
            };

    /// <summary>What <c>--json</c> writes of a histogram of weights; null where there is none.</summary>
    /// <param name="moments">Its moments.</param>
    public static object? MomentsJson(WeightMoments? moments)
        => moments is null ? null
            : new { moments.Count, moments.StandardDeviation, moments.ExcessKurtosis, moments.Temperature };

    /// <summary>Sentences, a line each.</summary>
    /// <param name="measures">The measures.</param>
    /// <param name="active">Of the weights of units that are on in the data; null where not known.</param>
    public static IEnumerable<string> Lines(WeightMeasures measures, WeightMoments? active)
    {
        if (measures.Shape is SpectrumShape shape)
        {
            yield return $"shape: participation ratio {Show(shape.ParticipationRatio)}, entropy rank "
                + $"{Show(shape.EntropyRank)}, {shape.AboveHalfMaximum} above half of the largest; quantiles of 5, 25 "
                + $"and 50 %: {Show(shape.Quantile(0.05))}, {Show(shape.Quantile(0.25))}, {Show(shape.Quantile(0.5))}";
        }

        if (measures.Outliers is int outliers)
        {
            yield return $"outliers, above {Show(WeightMeasures.OutlierFactor)} of the edge: {outliers}"
                + (measures is { Cutoff: SpectrumCutoff cutoff, Power: LineFit power, Exponential: LineFit exponential }
                    ? $"; they bend at number {cutoff.Count}, from slope {Show(cutoff.SlopeBefore)} to "
                        + $"{Show(cutoff.SlopeBehind)}; R² of a power law {Show(power.Determination)}, of an "
                        + $"exponential {Show(exponential.Determination)}"
                    : "");
        }

        yield return $"weights: deviation {Show(measures.Moments.StandardDeviation)}, excess kurtosis "
            + $"{Show(measures.Moments.ExcessKurtosis)}, 1/variance {Show(measures.Moments.Temperature)}"
            + (active is null ? ""
                : $"; of units that are on in more than 0.5 % of the data {Show(active.StandardDeviation)}, "
                    + $"{Show(active.ExcessKurtosis)}, {Show(active.Temperature)}")
            + (measures.Bulk is BulkTemperature bulk
                ? $"; without outliers σ = {Show(bulk.Deviation)} of spin couplings, temperature "
                    + Show(bulk.Temperature)
                : "");
    }

    private static object? Of(LineFit? fit)
        => fit is null ? null : new { fit.Slope, fit.SlopeError, fit.Determination, fit.Akaike };

    private static string Show(double number) => number.ToString("G4", CultureInfo.InvariantCulture);
}
