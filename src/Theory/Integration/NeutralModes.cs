namespace RbmTheory.Theory.Integration;

/// <summary>
/// The directions in which a state can be moved without changing the energy, for weights w_iμ of N sites on a ring and
/// M units stored unit by unit, state[μN + i]. Given to <see cref="SteadyState"/>, they are held fixed.
/// </summary>
public static class NeutralModes
{
    /// <summary>
    /// The translation along the ring, dw_iμ/di ≈ (w_{i+1,μ} − w_{i−1,μ})/2. It is neutral in the continuum only: on a
    /// lattice it has an energy, small when w is wide, and a bump is pinned.
    /// </summary>
    /// <param name="state">w, of length N·M.</param>
    /// <param name="sites">N; at least 3, and a divisor of the length.</param>
    /// <returns>The derivative, of the length of the state, not normalised.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of the number of sites.</exception>
    public static double[] Translation(ReadOnlySpan<double> state, int sites)
    {
        CheckShape(state, sites);
        var mode = new double[state.Length];
        for (int offset = 0; offset < state.Length; offset += sites)
        {
            for (int i = 0; i < sites; i++)
            {
                double right = state[offset + ((i + 1) % sites)];
                double left = state[offset + ((i + sites - 1) % sites)];
                mode[offset + i] = 0.5 * (right - left);
            }
        }

        return mode;
    }

    /// <summary>
    /// The rotation that mixes two units, dw_iμ = −w_iν dθ, dw_iν = w_iμ dθ: exactly neutral at small β, where the
    /// energy is invariant under W → W·R with R ∈ O(M).
    /// </summary>
    /// <param name="state">w, of length N·M.</param>
    /// <param name="sites">N; at least 3, and a divisor of the length.</param>
    /// <param name="first">μ, in 0..M−1.</param>
    /// <param name="second">ν ≠ μ, in 0..M−1.</param>
    /// <returns>The derivative by θ, of the length of the state, not normalised.</returns>
    /// <exception cref="ArgumentException">A shape or a unit is out of its range.</exception>
    public static double[] Rotation(ReadOnlySpan<double> state, int sites, int first, int second)
    {
        CheckShape(state, sites);
        int units = state.Length / sites;
        Require.InRange(first, 0, units - 1);
        Require.InRange(second, 0, units - 1);
        if (first == second)
            throw Require.Error(nameof(second), second, $"another unit than first = {first}");

        var mode = new double[state.Length];
        for (int i = 0; i < sites; i++)
        {
            mode[(first * sites) + i] = -state[(second * sites) + i];
            mode[(second * sites) + i] = state[(first * sites) + i];
        }

        return mode;
    }

    private static void CheckShape(ReadOnlySpan<double> state, int sites)
    {
        Require.AtLeast(sites, 3);
        if (state.Length == 0 || state.Length % sites != 0)
            throw Require.Error("state.Length", state.Length, $"a positive multiple of sites = {sites}");
    }
}
