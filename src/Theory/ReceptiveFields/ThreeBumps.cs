using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// Three place cells, as far from one another as the ring allows, in the infinite-data flow at any β, and what the
/// noise of learning does to them (Fig. 6). The state has three soft modes, λ_0 &gt; λ_1 ≥ λ_2, all about 0: the common
/// translation, which only the lattice restores, and two changes of the separations, which the repulsion restores with
/// κ_a = λ_0 − λ_a. With D for one field alone,
/// <code>
/// mean position:                          ⟨Δx̄²⟩ = 2 (D/3) t
/// separations, R = ½ Σ_m ⟨(Δ_m − Δ̄)²⟩:     R(t) = Σ_a σ_a² (1 − e^{−νκ_a t}),   σ_a² = D/(νκ_a),   a = 1, 2
/// variance of one separation about N/3:   σ_1² + σ_2²
/// </code>
/// t in updates: each field has independent noise, and the restoring forces are linear, to leading order in ν.
/// </summary>
public sealed class ThreeBumps
{
    /// <summary>M.</summary>
    public const int Units = 3;

    // The accuracy that the rounding of 300 velocities leaves to Newton's method.
    private const double Tolerance = 1e-11;

    // The Gaussian law of the two changes of the separations is sampled on a square grid out to so many standard
    // deviations, in steps of a quarter of one.
    private const double Widest = 5, Step = 0.25;

    /// <summary>Finds the state, each field held in its place, from three bumps of one unit alone.</summary>
    /// <param name="sites">N; at least 9.</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There are no three bumps: the ring is too short.</exception>
    public ThreeBumps(int sites, double beta)
    {
        Sites = sites;
        PopulationBump alone = PopulationBump.SiteCentred(sites, beta);
        double[] start = new double[Units * sites];
        for (int m = 0; m < Units; m++)
        {
            int place = (int)Math.Round(m * sites / (double)Units);
            for (int i = 0; i < sites; i++)
                start[m * sites + (i + place) % sites] = alone.Weights[i];
        }

        var flow = new PopulationFlow(sites, beta, Units);
        SteadyStateResult steady = SteadyState.Find(flow, start,
            [.. Enumerable.Range(0, Units).Select(m => TranslationOf(m, start, sites))], Tolerance);
        if (!steady.Converged)
            throw new InvalidOperationException($"no three bumps on {sites} sites at beta = {beta}");
        Weights = steady.State;
        double[] soft = [.. steady.Eigenvalues().Take(Units)];
        Stiffness = [soft[0] - soft[1], soft[0] - soft[2]];
        Noise = [.. Enumerable.Range(0, Units).Select(
            m => new BumpDiffusion(Weights[(m * sites)..((m + 1) * sites)], beta))];
    }

    /// <summary>N.</summary>
    public int Sites { get; }

    /// <summary>w, unit by unit: w_im = Weights[mN + i].</summary>
    public double[] Weights { get; }

    /// <summary>κ_1 ≤ κ_2, how fast changes of the separations relax, in units of ν; &gt; 0.</summary>
    public double[] Stiffness { get; }

    /// <summary>The noise on each field, as if it were alone.</summary>
    public IReadOnlyList<BumpDiffusion> Noise { get; }

    /// <summary>D of one field, the mean over the three, in sites² an update.</summary>
    /// <param name="learningRate">ν; finite and &gt; 0.</param>
    /// <param name="batchSize">S_batch, fresh configurations an update; at least 1.</param>
    /// <param name="chains">n_chains, independent; at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double Diffusion(double learningRate, int batchSize, int chains)
        => Noise.Average(noise => noise.PerUpdate(learningRate, batchSize, chains));

    /// <summary>R(t) in sites².</summary>
    /// <param name="diffusion">D of one field in sites² an update; finite and &gt; 0.</param>
    /// <param name="learningRate">ν; finite and &gt; 0.</param>
    /// <param name="updates">t ≥ 0, in updates; infinite for the plateau.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double OfSeparations(double diffusion, double learningRate, double updates)
    {
        Require.Positive(diffusion);
        Require.Positive(learningRate);
        return Stiffness.Sum(
            kappa => diffusion / (learningRate * kappa) * (1 - Math.Exp(-learningRate * kappa * updates)));
    }

    /// <summary>
    /// Equilibrium of the three fields in a landscape that each of them sees. F(x)/T is the free energy of the three
    /// fields about the places x, x + N/3, x + 2N/3: e^{−F/T} = ⟨exp(−Σ_m U(x_m)/T)⟩ over the Gaussian law of the
    /// separations. The variance is that of one separation, over the joint law of the mean position and the
    /// separations.
    /// </summary>
    /// <param name="potential">U/T of one field at x = 0, N/P, 2N/P, …, over the whole ring; at least 3 points.</param>
    /// <param name="diffusion">D of one field in sites² an update; finite and &gt; 0.</param>
    /// <param name="learningRate">ν; finite and &gt; 0.</param>
    /// <returns>F/T at the same points x, and the variance of a separation in sites².</returns>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public (double[] FreeEnergy, double SeparationVariance) InLandscape(
        double[] potential, double diffusion, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(potential);
        Require.AtLeast(potential.Length, 3);
        Require.Positive(diffusion);
        Require.Positive(learningRate);
        double[] variance = [.. Stiffness.Select(kappa => diffusion / (learningRate * kappa))];
        double lowest = potential.Min(), partition = 0, square = 0;
        double[] rough = [.. potential.Select(u => u - lowest)], energy = new double[potential.Length];
        for (int p = 0; p < energy.Length; p++)
        {
            (double here, double squareHere) = OverSprings(rough, p * (double)Sites / potential.Length, variance);
            energy[p] = Units * lowest - Math.Log(here);
            partition += here;
            square += squareHere;
        }

        return (energy, square / partition);
    }

    /// <summary>⟨e^{−ΣU/T}⟩ and ⟨s e^{−ΣU/T}⟩ over the separations, s the sum of the squares of both modes.</summary>
    private (double Partition, double Square) OverSprings(double[] potential, double x, double[] variance)
    {
        double sum = 0, square = 0, norm = 0;
        for (double a = -Widest; a <= Widest; a += Step)
        {
            for (double b = -Widest; b <= Widest; b += Step)
            {
                double law = Math.Exp(-0.5 * (a * a + b * b));
                double u = a * Math.Sqrt(variance[0] / 2), v = b * Math.Sqrt(variance[1] / 6);
                double weight = law * Math.Exp(-At(potential, x + u + v) - At(potential, x + Sites / 3.0 - u + v)
                    - At(potential, x + Sites * 2 / 3.0 - 2 * v));
                sum += weight;
                square += weight * (variance[0] * a * a + variance[1] * b * b);
                norm += law;
            }
        }

        return (sum / norm, square / norm);
    }

    // On a straight line between two points.
    private double At(double[] potential, double position)
    {
        double scaled = position / Sites * potential.Length;
        double floor = Math.Floor(scaled);
        int index = (int)(floor - potential.Length * Math.Floor(floor / potential.Length));
        return potential[index] + (scaled - floor) * (potential[(index + 1) % potential.Length] - potential[index]);
    }

    internal static double[] TranslationOf(int unit, double[] state, int sites)
    {
        double[] mode = NeutralModes.Translation(state, sites);
        for (int k = 0; k < mode.Length; k++)
            mode[k] = k / sites == unit ? mode[k] : 0;
        return mode;
    }
}
