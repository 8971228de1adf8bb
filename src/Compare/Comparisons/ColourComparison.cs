using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Comparisons;

/// <summary>The fields of an XY run: a cosine over the colours, of one turn, where the modulation along the ring is
/// largest.</summary>
public static class ColourComparison
{
    private const int FewestColours = 5;

    /// <summary>The quantities; none for spins.</summary>
    /// <param name="run">The run.</param>
    public static IEnumerable<Comparison> Of(ComparedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        int colours = run.Ring.Colours;
        if (colours == 0)
            yield break;
        string mean = run.Hidden > 1 ? $"; run: mean of {run.Hidden}" : "";
        yield return new("frequency", "angular frequency at the peak, radians a colour", 2 * Math.PI / colours,
            Comparison.Mean(Frequencies(run)), colours < FewestColours
                ? $"2π/P; a fit takes {FewestColours} colours" : $"2π/P, one turn{mean}")
        {
            IsPrediction = true,
        };
        yield return new("modulationFwhm", "FWHM of the modulation Σ|w|, sites", null,
            Comparison.Mean(run.Units["fwhm"]), $"no theory of the shape for colours{mean}");
    }

    /// <summary>The fitted frequency of every unit where its modulation is largest; NaN where no cosine fits.</summary>
    /// <param name="run">The run.</param>
    public static double[] Frequencies(ComparedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        int colours = run.Ring.Colours;
        double[] frequencies = new double[run.Hidden];
        for (int mu = 0; mu < frequencies.Length; mu++)
        {
            frequencies[mu] = double.NaN;
            double[] modulation = PottsModulation.Angular(run.Machine.FieldOf(mu), colours);
            if (colours < FewestColours || !modulation.All(double.IsFinite))
                continue;
            int site = Array.IndexOf(modulation, modulation.Max());
            CosineFit fit = CosineFit.FreeFrequency(run.Machine.FieldOf(mu).Slice(site * colours, colours));
            if (fit.Converged)
                frequencies[mu] = fit.Frequency;
        }

        return frequencies;
    }
}
