using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Records where the receptive field of each hidden unit stands along a training, as in Figs. 5 and 6: the unwrapped
/// positions x_μ of a <see cref="PeakTracker"/> for each unit, after every n-th update.
/// </summary>
/// <remarks>
/// n should be so small that a peak moves by much less than N/2 in between, <see cref="PeakTracker"/>. A record costs
/// O(NM) and allocates nothing but the growth of the lists. The record is no part of a checkpoint: to stop a training
/// and go on, keep the recorder, or join two records; the second begins anew in [0, N).
/// </remarks>
public sealed class PeakRecorder : ITrainingObserver
{
    private readonly int _every;
    private readonly PeakTracker[] _trackers;
    private readonly List<double>[] _positions, _concentrations;
    private readonly List<long> _updates = [];

    /// <summary>An empty record.</summary>
    /// <param name="sites">N, at least 3; of visible units with one component.</param>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="every">n, at least 1: positions are recorded after the updates n, 2n, 3n, … since the training
    /// began.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public PeakRecorder(int sites, int hidden, int every)
    {
        _every = Require.AtLeast(every, 1);
        _trackers = new PeakTracker[Require.AtLeast(hidden, 1)];
        for (int mu = 0; mu < hidden; mu++)
            _trackers[mu] = new PeakTracker(sites);
        _positions = Array.ConvertAll(_trackers, _ => new List<double>());
        _concentrations = Array.ConvertAll(_trackers, _ => new List<double>());
    }

    /// <summary>After how many updates each record was made, in rising order.</summary>
    public IReadOnlyList<long> Updates => _updates;

    /// <summary>x_μ of each record, in sites, unwrapped; in [0, N) at first, NaN while the field had no
    /// centre.</summary>
    /// <param name="mu">The hidden unit, in [0, M).</param>
    /// <exception cref="ArgumentException">There is no such unit.</exception>
    public IReadOnlyList<double> Positions(int mu) => _positions[Require.InRange(mu, 0, _positions.Length - 1)];

    /// <summary>R of <see cref="RingCentre"/> for each record, in [0, 1]; near 0 there is no peak to follow. NaN where
    /// all weights were 0.</summary>
    /// <param name="mu">The hidden unit, in [0, M).</param>
    /// <exception cref="ArgumentException">There is no such unit.</exception>
    public IReadOnlyList<double> Concentrations(int mu)
        => _concentrations[Require.InRange(mu, 0, _concentrations.Length - 1)];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The machine has not N × M weights, or one is not finite.</exception>
    public void AfterUpdate(long update, Rbm machine)
    {
        if (update % _every != 0)
            return;
        ArgumentNullException.ThrowIfNull(machine);
        Require.Length(machine.Hidden, _trackers.Length);
        for (int mu = 0; mu < _trackers.Length; mu++)
        {
            _positions[mu].Add(_trackers[mu].Add<float>(machine.FieldOf(mu)));
            _concentrations[mu].Add(_trackers[mu].Concentration);
        }

        _updates.Add(update);
    }
}
