using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Comparisons;

/// <summary>The receptive fields of a run beside the one that theory expects of a single hidden spin, and how several
/// of them share the ring.</summary>
public static class FieldComparison
{
    /// <summary>The quantities.</summary>
    /// <param name="run">The run.</param>
    /// <param name="field">What theory expects; null where it expects nothing.</param>
    public static IEnumerable<Comparison> Of(ComparedRun run, ExpectedField? field)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Ring.Colours == 0)
        {
            foreach (Comparison shape in Shape(run, field))
                yield return shape;
        }

        if (run.Hidden > 1)
            yield return Gaps(run);
    }

    private static IEnumerable<Comparison> Shape(ComparedRun run, ExpectedField? field)
    {
        yield return new("dissolvingBeta", "β at which the bump fills the ring; run: β", field?.DissolvingBeta,
            run.Population?.Beta ?? run.Ring.Beta, field is null ? run.WhyNoShape!
                : field.Bump is not null ? "there is a bump"
                : field.DissolvingBeta is null ? $"no bump below {LatticeBump.MinimumSites} sites: equal weights"
                : "no bump: equal weights are expected");
        string[] known =
        [
            .. run.Hidden > 1 ? [$"of one unit alone; run: mean of {run.Hidden}"] : (string[])[],
            .. run.IsAboveTransition is false ? ["of infinitely many data"] : (string[])[],
        ];
        string remark = run.WhyNoShape ?? string.Join("; ", known);
        ReceptiveField? expected = field is null ? null : ReceptiveField.Measure(field.Weights);
        yield return Row("peak", "peak |w|", expected?.Amplitude, "amplitude");
        yield return Row("fwhm", "FWHM, sites", expected?.FullWidthHalfMaximum, "fwhm");
        yield return Row("sum", "W = |Σw| (12)", expected?.Sum, "sum");

        Comparison Row(string name, string quantity, double? theory, string measure)
        {
            double? measured = Comparison.Mean(run.Units[measure]);
            theory = theory is double.NaN ? null : theory;
            string why = field is not null && theory is null ? "no width: nowhere at half the peak"
                : measured is null ? "no weight below half the peak" : "";
            string both = string.Join("; ", ((string[])[remark, why]).Where(part => part != ""));
            return new(name, quantity, theory, measured, both)
            {
                IsPrediction = true,
            };
        }
    }

    private static Comparison Gaps(ComparedRun run)
    {
        double[] centres = run.Units["centre"];
        int m = centres.Length;
        Spacing? spacing = centres.All(double.IsFinite) ? Spacing.Measure(centres, run.Ring.Sites) : null;
        double mean = (double)run.Ring.Sites / m;
        return new("spacing", "smallest gap between centres, sites; theory: N/M", mean, spacing?.Smallest,
            $"N/M where all gaps are equal; {mean / m:G3} on average at random places")
        {
            IsPrediction = true,
        };
    }
}
