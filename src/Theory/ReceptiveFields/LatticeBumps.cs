using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// Steady states of (50)–(51) with a bump in each of M units, on a ring of N sites, in the canonical frame. The energy
/// being invariant under the rotations of the units, M(M−1)/2 eigenvalues are exactly zero, and Newton's method holds
/// them fixed. Bumps repel, but the lattice pins them once they are some six sites apart: the separation is set by the
/// start.
/// </summary>
public sealed class LatticeBumps
{
    // The relaxation stops well before Newton's method takes over, and long after the bumps have stopped moving.
    private const double SteadyVelocity = 1e-6;
    private const double EndTime = 1e7;
    private const double Tolerance = 1e-12;

    private static readonly IntegrationOptions Accuracy = new()
    {
        RelativeTolerance = 1e-7,
        AbsoluteTolerance = 1e-9,
        SteadyVelocity = SteadyVelocity,
    };

    private LatticeBumps(SmallBetaFlow flow, SteadyStateResult steady)
    {
        Sites = flow.Sites;
        Weights = CanonicalFrame.Rotate(steady.State, flow.Sites);
        Energy = flow.Energy(Weights);
        Eigenvalues = steady.Eigenvalues();
        Centres = [.. Enumerable.Range(0, flow.Hidden)
            .Select(mu => RingState.Centre(Weights.AsSpan(mu * Sites, Sites)))];
    }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>w_iμ, in the canonical frame, unit by unit, in units of √β.</summary>
    public double[] Weights { get; }

    /// <summary>E, the energy of <see cref="SmallBetaFlow"/>.</summary>
    public double Energy { get; }

    /// <summary>The centres of the bumps, one a unit, in sites in [0, N).</summary>
    public double[] Centres { get; }

    /// <summary>
    /// The eigenvalues of the Jacobian, descending, in units of νβ, the M(M−1)/2 zeros of the rotations included.
    /// </summary>
    public double[] Eigenvalues { get; }

    /// <summary>The distance of two bumps along the ring, the shorter way, in sites.</summary>
    /// <param name="first">A unit, in 0..M−1.</param>
    /// <param name="second">Another.</param>
    /// <exception cref="ArgumentException">There is no such unit.</exception>
    public double Separation(int first, int second)
    {
        Require.InRange(first, 0, Centres.Length - 1);
        Require.InRange(second, 0, Centres.Length - 1);
        return Math.Abs(Math.IEEERemainder(Centres[first] - Centres[second], Sites));
    }

    /// <summary>The steady state that the flow reaches from bumps (44) at given centres, one a unit.</summary>
    /// <param name="sites">N; at least <see cref="LatticeBump.MinimumSites"/>.</param>
    /// <param name="centres">The centres, in sites; at least one.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="InvalidOperationException">No steady state was found.</exception>
    public static LatticeBumps FromCentres(int sites, IReadOnlyList<double> centres)
    {
        ArgumentNullException.ThrowIfNull(centres);
        Require.AtLeast(sites, LatticeBump.MinimumSites);
        Require.AtLeast(centres.Count, 1, "centres.Count");
        var start = new double[sites * centres.Count];
        for (int k = 0; k < start.Length; k++)
        {
            double centre = Require.Finite(centres[k / sites], nameof(centres));
            start[k] = SechProfile.Stable.Value(Math.IEEERemainder((k % sites) - centre, sites));
        }

        return FromState(sites, start);
    }

    /// <summary>The steady state that the flow reaches from any start.</summary>
    /// <param name="sites">N; at least <see cref="LatticeBump.MinimumSites"/>.</param>
    /// <param name="start">w, of length N·M, unit by unit, finite.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="InvalidOperationException">No steady state was found.</exception>
    public static LatticeBumps FromState(int sites, ReadOnlySpan<double> start)
    {
        int units = RingState.Units(start, Require.AtLeast(sites, LatticeBump.MinimumSites));
        var flow = new SmallBetaFlow(sites, units);
        IntegrationResult relaxed = RelaxationIntegrator.Integrate(flow, start, 0, EndTime, Accuracy);
        double[] state = CanonicalFrame.Rotate(relaxed.State, sites);
        var rotations = new List<double[]>();
        for (int mu = 0; mu < units; mu++)
        {
            for (int nu = mu + 1; nu < units; nu++)
                rotations.Add(NeutralModes.Rotation(state, sites, mu, nu));
        }

        SteadyStateResult steady = SteadyState.Find(flow, state, rotations, Tolerance);
        if (relaxed.Reason != StopReason.Steady || !steady.Converged)
            throw new InvalidOperationException($"{units} bumps on {sites} sites did not become steady");
        return new LatticeBumps(flow, steady);
    }
}
