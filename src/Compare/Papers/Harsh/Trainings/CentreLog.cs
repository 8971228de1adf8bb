using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Writes down the unwrapped centre of every receptive field after every so many updates.</summary>
/// <param name="sites">N.</param>
/// <param name="units">M.</param>
/// <param name="every">Updates from one observation to the next, at least 1.</param>
public sealed class CentreLog(int sites, int units, int every) : ITrainingObserver
{
    private readonly PeakTracker[] _trackers = [.. Enumerable.Range(0, units).Select(_ => new PeakTracker(sites))];
    private readonly List<double>[] _positions = [.. Enumerable.Range(0, units).Select(_ => new List<double>())];

    /// <inheritdoc/>
    public void AfterUpdate(long update, Rbm machine)
    {
        if (update % every != 0)
            return;
        for (int mu = 0; mu < units; mu++)
            _positions[mu].Add(_trackers[mu].Add<float>(machine.FieldOf(mu)));
    }

    /// <summary>
    /// The positions in sites: one observation in <paramref name="stride"/>, the first <paramref name="skipped"/> left
    /// out.
    /// </summary>
    /// <param name="unit">The hidden unit.</param>
    /// <param name="skipped">Observations left out at the start.</param>
    /// <param name="stride">Of how many observations one is taken, at least 1.</param>
    public double[] Of(int unit, int skipped = 0, int stride = 1)
        => [.. _positions[unit].Skip(skipped).Where((_, observation) => observation % stride == 0)];
}
