using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Peak, width, sum and norm √Σw² of every receptive field. The first three of Potts fields are measured on
/// the angular modulation Σ_v |w_iv|, which has one number a site.
/// </summary>
public static class UnitMeasures
{
    /// <summary>On a ring of fewer sites there is no width.</summary>
    private const int LeastSites = 3;

    private static readonly string[] Names = ["centre", "amplitude", "fwhm", "sum", "norm"];

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

    /// <summary>Measures all fields; NaN where there is nothing to measure, as the width of fewer than three sites, or
    /// where weights are not finite.</summary>
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
            if (!profile.All(double.IsFinite))
                profile = [];
            ReceptiveField? field = profile.Length >= LeastSites ? ReceptiveField.Measure(profile) : null;
            double peak = profile.Select(Math.Abs).DefaultIfEmpty(double.NaN).Max();
            all["centre"][mu] = field?.Centre ?? (profile.Length > 0 ? Array.FindIndex(profile, IsPeak) : double.NaN);
            all["amplitude"][mu] = peak;
            all["fwhm"][mu] = field?.FullWidthHalfMaximum ?? double.NaN;
            all["sum"][mu] = field?.Sum ?? (profile.Length > 0 ? Math.Abs(profile.Sum()) : double.NaN);
            all["norm"][mu] = Norm(weights.Slice(mu * width, width));
            bool IsPeak(double weight) => Math.Abs(weight) == peak;
        }

        return all;
    }

    private static double Norm(ReadOnlySpan<float> weights)
    {
        double sum = 0;
        foreach (float weight in weights)
            sum += (double)weight * weight;
        return double.IsFinite(sum) ? Math.Sqrt(sum) : double.NaN;
    }
}
