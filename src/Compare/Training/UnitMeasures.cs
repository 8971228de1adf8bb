using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Peak, width and sum of every receptive field. Those of Potts fields are measured on the angular modulation
/// Σ_v |w_iv|, which has one number a site.
/// </summary>
public static class UnitMeasures
{
    private static readonly string[] Names = ["centre", "amplitude", "fwhm", "sum"];

    /// <summary>The part of a field that has one number a site: w_i itself, with its peak made positive, or the angular
    /// modulation.</summary>
    /// <param name="weights">N × P weights, [i × P + v].</param>
    /// <param name="colours">P; 1 for units of one component.</param>
    public static double[] ProfileOf(ReadOnlySpan<float> weights, int colours)
    {
        if (colours > 1)
            return PottsModulation.Angular(weights, colours);
        double peak = 0;
        foreach (float weight in weights)
            peak = Math.Abs(weight) > Math.Abs(peak) ? weight : peak;
        double[] profile = new double[weights.Length];
        for (int i = 0; i < profile.Length; i++)
            profile[i] = peak < 0 ? -weights[i] : weights[i];
        return profile;
    }

    /// <summary>Measures all fields; NaN where there is nothing to measure, as with fewer than three sites or weights
    /// that are not finite.</summary>
    /// <param name="weights">M × N × P weights.</param>
    /// <param name="hidden">M.</param>
    /// <param name="colours">P; 1 for units of one component.</param>
    /// <returns>A number a hidden unit, by name.</returns>
    public static Dictionary<string, double[]> Of(ReadOnlySpan<float> weights, int hidden, int colours)
    {
        Dictionary<string, double[]> all = Names.ToDictionary(name => name, _ => new double[hidden]);
        int width = weights.Length / hidden;
        for (int mu = 0; mu < hidden; mu++)
        {
            double[] profile = ProfileOf(weights.Slice(mu * width, width), colours);
            bool canMeasure = profile.Length >= 3 && profile.All(double.IsFinite);
            ReceptiveField? field = canMeasure ? ReceptiveField.Measure(profile) : null;
            all["centre"][mu] = field?.Centre ?? double.NaN;
            all["amplitude"][mu] = field?.Amplitude ?? double.NaN;
            all["fwhm"][mu] = field?.FullWidthHalfMaximum ?? double.NaN;
            all["sum"][mu] = field?.Sum ?? double.NaN;
        }

        return all;
    }
}
