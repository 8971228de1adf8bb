namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Whether M receptive fields move together, Fig. 6, from their unwrapped positions x_m(t). Over a lag n the
/// displacements Δ_m = x_m(t + n) − x_m(t) split into the motion of the mean and that of the separations,
/// <code>
/// C(n) = ⟨Δ̄²⟩,   Δ̄ = (1/M) Σ_m Δ_m;      R(n) = ⟨(1/(M−1)) Σ_m (Δ_m − Δ̄)²⟩;      coherence = M C/R,
/// </code>
/// averaged over stretches t = 0, n, 2n, … that do not overlap.
/// </summary>
/// <remarks>
/// For independent fields each term has mean var(Δ), so the coherence is 1; for Gaussian displacements of n that are
/// independent it follows Fisher's law with K and K(M − 1) degrees of freedom, K the number of stretches. A rigid
/// crystal of fields has coherence ∞; fields that keep their mean in place have 0. Repulsion bounds the separations:
/// R(n) stops growing with n where C(n) goes on, so use long lags.
/// </remarks>
public sealed class CollectiveMotion
{
    private readonly double[][] _positions;

    /// <summary>Takes the trajectories of one training.</summary>
    /// <param name="positions">[m][t], M ≥ 2 units at the same T + 1 ≥ 2 times, unwrapped, finite, in sites.</param>
    /// <param name="sites">N, at least 1.</param>
    /// <exception cref="ArgumentException">There are too few, lengths differ, or a number is not finite.</exception>
    public CollectiveMotion(IReadOnlyList<double[]> positions, int sites)
    {
        ArgumentNullException.ThrowIfNull(positions);
        Require.AtLeast(positions.Count, 2);
        Sites = Require.AtLeast(sites, 1);
        Steps = Require.AtLeast(positions[0].Length, 2, "positions[0].Length") - 1;
        foreach (double[] unit in positions)
        {
            Require.Length(unit.Length, Steps + 1);
            foreach (double position in unit)
                Require.Finite(position);
        }

        // From here on the units stand in their order round the ring at the first time.
        _positions = [.. positions.OrderBy(unit => RingCentre.Wrap(unit[0], sites))];
    }

    /// <summary>N, the length of the ring.</summary>
    public int Sites { get; }

    /// <summary>M, the number of units.</summary>
    public int Units => _positions.Length;

    /// <summary>T, the number of steps.</summary>
    public int Steps { get; }

    /// <summary>
    /// [m][t]: the separation of unit m from the next one up the ring, the units taken in their order at time 0; at
    /// that time it lies in [0, N], later it is followed continuously (negative once they have passed each other). The
    /// M separations sum to N at all times.
    /// </summary>
    public double[][] Separations()
    {
        double[][] separations = new double[Units][];
        for (int m = 0; m < Units; m++)
        {
            double[] unit = _positions[m], next = _positions[(m + 1) % Units];

            // Positions may start some turns of the ring apart; the first separation is brought into one turn.
            double start = RingCentre.Wrap(next[0], Sites) - RingCentre.Wrap(unit[0], Sites);
            double turn = (m == Units - 1 ? start + Sites : start) - (next[0] - unit[0]);
            separations[m] = [.. unit.Zip(next, (x, y) => y - x + turn)];
        }

        return separations;
    }

    /// <summary>C(n), the mean square displacement of the mean position, in sites².</summary>
    /// <param name="lag">n, in [1, T] steps.</param>
    public double OfMean(int lag) => Moments(lag).Mean;

    /// <summary>R(n), the mean square displacement within the group, in sites².</summary>
    /// <param name="lag">n, in [1, T] steps.</param>
    public double OfSeparations(int lag) => Moments(lag).Within;

    /// <summary>M C(n)/R(n) ≥ 0: 1 for independent units, ∞ for a rigid group; NaN if nothing moved.</summary>
    /// <param name="lag">n, in [1, T] steps.</param>
    public double Coherence(int lag)
    {
        var (mean, within) = Moments(lag);
        return Units * mean / within;
    }

    private (double Mean, double Within) Moments(int lag)
    {
        Require.InRange(lag, 1, Steps);
        int stretches = Steps / lag;
        double[] moves = new double[Units];
        double ofMean = 0, within = 0;
        for (int k = 0; k < stretches; k++)
        {
            for (int m = 0; m < Units; m++)
                moves[m] = _positions[m][(k + 1) * lag] - _positions[m][k * lag];
            double mean = moves.Average();
            ofMean += mean * mean / stretches;
            within += moves.Sum(move => (move - mean) * (move - mean)) / (Units - 1) / stretches;
        }

        return (ofMean, within);
    }
}
