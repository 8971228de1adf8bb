using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Comparisons;

/// <summary>
/// How the noise of a run moves a bump along the ring: a Brownian particle of D(fresh) in the landscape that the data
/// set leaves, −L(x) at the temperature T = D w′·w′/ν, D an update. A run keeps no trajectory: only where the bump is
/// in the end can be measured.
/// </summary>
public static class DiffusionComparison
{
    private const double Rounding = 1e-13;

    /// <summary>The quantities.</summary>
    /// <param name="run">The run.</param>
    /// <param name="field">What theory expects; null where it expects nothing.</param>
    /// <param name="stop">Interrupts it.</param>
    public static IEnumerable<Comparison> Of(ComparedRun run, ExpectedField? field, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(run);
        const string Quantity = "D with fresh data, sites² an epoch";
        if (field?.Bump is not PopulationBump bump)
        {
            yield return new("diffusion", Quantity, null, null, run.WhyNoShape ?? "no bump: nothing to move");
            yield break;
        }

        BumpDiffusion noise = new(bump);
        double epoch = noise.PerUpdate(run.LearningRate, run.Batch, run.Chains) * run.UpdatesPerEpoch;
        double temperature = noise.Temperature(run.LearningRate, run.Batch, run.Chains);
        string alone = run.Hidden > 1 ? "one unit alone; " : "";
        yield return new("diffusion", Quantity, epoch, null, alone + "a run keeps no trajectory");
        yield return new("temperature", "temperature T of that noise, nats", temperature, null,
            alone + "T = D w′·w′/ν, D an update");
        double barrier = Barrier(bump);
        yield return new("latticePinning", "barrier between two sites over T", barrier / temperature, null,
            barrier < temperature ? "the lattice does not hold the bump" : "the lattice pins the bump");
        if (run.Hidden > 1 || run.Data is not SpinSet data)
        {
            yield return new("landscapeRoughness", "landscape of the data set, sd(U)/T", null, null,
                run.Hidden > 1 ? "known for one unit" : run.WhyNoData!);
            yield break;
        }

        double[] likelihood = TurnedField.LogLikelihoods(bump.Weights, data, stop);
        double mean = likelihood.Average();
        double roughness = Math.Sqrt(likelihood.Average(x => (x - mean) * (x - mean))) / temperature;
        yield return new("landscapeRoughness", "landscape of the data set, sd(U)/T", roughness, null,
            roughness < 1 ? "below 1: the bump diffuses" : "above 1: the bump is caught in wells");
        yield return Place(run, bump, likelihood);
    }

    /// <summary>L of the bump on a site less that of the one on a bond, in nats; 0 where it is lost in the rounding of
    /// two sums over the ring.</summary>
    private static double Barrier(PopulationBump bump)
    {
        double barrier =
            bump.LogLikelihood - PopulationBump.BondCentred(bump.Weights.Length, bump.Beta).LogLikelihood;
        return barrier > Rounding * Math.Abs(bump.LogLikelihood) ? barrier : 0;
    }

    private static Comparison Place(ComparedRun run, PopulationBump bump, double[] likelihood)
    {
        int n = likelihood.Length;
        double best = RingCentre.Wrap(bump.Centre + Array.IndexOf(likelihood, likelihood.Max()), n);
        double centre = run.Units["centre"][0];
        return new("landscapePlace", "centre, sites from the deepest well", 0,
            double.IsFinite(centre) ? Math.Abs(RingCentre.Displacement(best, centre, n)) : null,
            $"the well: site {best + 1:F0}; a random place is {n / 4.0:G3} away on average");
    }
}
