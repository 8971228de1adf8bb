namespace RbmTheory.Theory.Learning;

/// <summary>The zero-sum gauge: the mean over the colours of every site is taken out.</summary>
internal static class PottsGauge
{
    /// <summary>Subtracts Σ_v x_iv/P, in place.</summary>
    public static void Apply(Span<double> values, int states)
    {
        for (int i = 0; i < values.Length; i += states)
        {
            double mean = 0;
            for (int v = 0; v < states; v++)
                mean += values[i + v] / states;
            for (int v = 0; v < states; v++)
                values[i + v] -= mean;
        }
    }
}
