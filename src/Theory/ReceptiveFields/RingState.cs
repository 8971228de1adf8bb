namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>Weights of M units on a ring of N sites, stored unit by unit, state[μN + i].</summary>
internal static class RingState
{
    /// <summary>M, the number of units of a state.</summary>
    public static int Units(ReadOnlySpan<double> state, int sites)
    {
        Require.AtLeast(sites, 3);
        if (state.Length == 0 || state.Length % sites != 0)
            throw Require.Error("state.Length", state.Length, $"a positive multiple of sites = {sites}");
        return state.Length / sites;
    }

    /// <summary>
    /// (N/2π) arg Σ_i w_i² e^{2πii/N}, the centre of a bump, in sites in [0, N).
    /// </summary>
    public static double Centre(ReadOnlySpan<double> weights)
    {
        double real = 0, imaginary = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * i / weights.Length);
            real += weights[i] * weights[i] * cos;
            imaginary += weights[i] * weights[i] * sin;
        }

        double centre = weights.Length * Math.Atan2(imaginary, real) / (2 * Math.PI);
        // Just below 0, the sum may round to N.
        return centre >= 0 ? centre : centre + weights.Length is double positive && positive < weights.Length
            ? positive : 0;
    }
}
