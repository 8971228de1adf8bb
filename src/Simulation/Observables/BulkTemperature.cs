namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The temperature of the noise in the weights, that of Sherrington and Kirkpatrick's model of two layers,
/// T = 1/σ, with couplings of variance σ²/L between ±1 units, L = √(N M): at T = 1 pure noise freezes. Units of values
/// 0 and 1 have couplings of a quarter of their weights, so that, n_out values standing out of the noise,
/// <code>σ² = (L/(16 N M)) Σ_{α > n_out} s_α².</code>
/// </summary>
/// <param name="Deviation">σ.</param>
public sealed record BulkTemperature(double Deviation)
{
    /// <summary>T = 1/σ; ∞ without noise.</summary>
    public double Temperature => 1 / Deviation;

    /// <summary>Of singular values.</summary>
    /// <param name="values">s_1 ≥ s_2 ≥ …, all of the weights.</param>
    /// <param name="outliers">n_out, from 0 to their number.</param>
    /// <param name="sites">N, at least 1.</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="scale">A weight over the coupling of ±1 units that it stands for: 4 for units 0 and 1 on both
    /// sides, 2 on one side, 1 on neither.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static BulkTemperature Of(
        IReadOnlyList<double> values, int outliers, int sites, int hidden, double scale = 4)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require.InRange(outliers, 0, values.Count);
        double length = Math.Sqrt((double)Require.AtLeast(sites, 1) * Require.AtLeast(hidden, 1));
        Require.Positive(scale);
        return new(Math.Sqrt(values.Skip(outliers).Sum(s => s * s) / length) / scale);
    }
}
