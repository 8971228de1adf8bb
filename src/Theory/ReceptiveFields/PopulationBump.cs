using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The steady bump of <see cref="PopulationFlow"/>, E[v_i tanh I] = tanh w_i on a ring of N sites: the place cell
/// learned from infinitely many configurations, at any β, with no fit. It is followed by Newton's method, the
/// translation being held fixed, from the <see cref="LatticeBump"/> at small β, whose weights are √β times smaller, up
/// to the β asked for. As the correlation length grows the bump widens, and in the end it becomes the uniform state.
/// </summary>
public sealed class PopulationBump
{
    // Newton's method follows the bump by steps of β of this size: √β changes by a tenth or two at each but the first.
    private const double BetaStep = 0.1;

    // Rounding leaves a velocity of about N·1e-15 at the solution: to ask for less would be not to converge.
    private const double Tolerance = 1e-12;

    private PopulationBump(LatticeBump smallBeta, double beta)
    {
        int sites = smallBeta.Weights.Length;
        Beta = Require.Positive(beta);
        Centre = smallBeta.Centre;
        int steps = (int)Math.Ceiling(beta / BetaStep);
        double[] weights = [.. smallBeta.Weights.Select(w => w * Math.Sqrt(beta / steps))];
        SteadyStateResult? steady = null;
        for (int k = 1; k <= steps; k++)
        {
            var flow = new PopulationFlow(sites, beta * k / steps);
            steady = SteadyState.Find(flow, weights, [NeutralModes.Translation(weights, sites)], Tolerance);
            CheckIsBump(steady, sites, beta);
            // w ∝ √β at small β: the start of the next step.
            weights = [.. steady.State.Select(w => w * Math.Sqrt((k + 1.0) / k))];
        }

        Weights = steady!.State;
        LogLikelihood = new PopulationFlow(sites, beta).LogLikelihood(Weights);
        Eigenvalues = steady.Eigenvalues();
    }

    /// <summary>β, the inverse temperature of the data.</summary>
    public double Beta { get; }

    /// <summary>The position of the maximum, in sites: N/2 rounded down, less ½ when it is on a bond.</summary>
    public double Centre { get; }

    /// <summary>w_i, one a site, all &gt; 0, as in the machine (not rescaled by √β).</summary>
    public double[] Weights { get; }

    /// <summary>max_i w_i.</summary>
    public double Max => Weights.Max();

    /// <summary>Σ_i w_i.</summary>
    public double Sum => Weights.Sum();

    /// <summary>Σ_i w_i².</summary>
    public double SumSquares => Weights.Sum(w => w * w);

    /// <summary>The mean log-likelihood of the data, in nats per configuration.</summary>
    public double LogLikelihood { get; }

    /// <summary>The eigenvalues of the Jacobian, descending, in units of ν: the first is that of translation.</summary>
    public double[] Eigenvalues { get; }

    /// <summary>The bump whose maximum is on a site.</summary>
    /// <param name="sites">N; at least <see cref="LatticeBump.MinimumSites"/>.</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There is no bump: at this β it fills the ring.</exception>
    public static PopulationBump SiteCentred(int sites, double beta) => new(LatticeBump.SiteCentred(sites), beta);

    /// <summary>The bump whose maximum is between two sites.</summary>
    /// <param name="sites">N; at least <see cref="LatticeBump.MinimumSites"/>.</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There is no bump: at this β it fills the ring.</exception>
    public static PopulationBump BondCentred(int sites, double beta) => new(LatticeBump.BondCentred(sites), beta);

    /// <summary>
    /// The β at which the bump becomes the uniform state: it flattens without a jump and ends on the uniform state,
    /// where the longest wave on it, k = 1, no longer grows. Found by bisection of <see
    /// cref="UniformState.GrowthRate(int, double, int)"/>.
    /// </summary>
    /// <param name="sites">N; at least <see cref="LatticeBump.MinimumSites"/>.</param>
    /// <param name="tolerance">The length of the last bracket, whose middle is returned; &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double DissolvingBeta(int sites, double tolerance = 1e-3)
    {
        Require.AtLeast(sites, LatticeBump.MinimumSites);
        Require.Positive(tolerance);
        double low = 0, high = 0.5;
        while (UniformState.GrowthRate(sites, high, 1) > 0)
            (low, high) = (high, 2 * high);
        while (high - low > tolerance && 0.5 * (low + high) is var middle && middle > low && middle < high)
            (low, high) = UniformState.GrowthRate(sites, middle, 1) > 0 ? (middle, high) : (low, middle);
        return 0.5 * (low + high);
    }

    private static void CheckIsBump(SteadyStateResult steady, int sites, double beta)
    {
        bool isBump = steady.Converged && steady.Residual < 10 * Tolerance
            && steady.State.Min() > 0 && steady.State.Max() > 1.001 * steady.State.Min();
        if (!isBump)
            throw new InvalidOperationException($"no bump on {sites} sites at beta = {beta}: it fills the ring before");
    }
}
