using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Digits;

/// <summary>
/// What the weights of a machine look like in the course of its training: singular values, how the subspaces of the
/// leading directions lie to those of the data, frozen gains, the variance of the weights, and how often two modes
/// changed places.
/// </summary>
/// <param name="data">The modes of the data.</param>
/// <param name="schedule">When it looks.</param>
internal sealed class SpectralHistory(DigitModes data, SnapshotSchedule schedule) : ITrainingObserver
{
    /// <summary>k of the subspaces that are compared.</summary>
    public static readonly int[] Subspaces = [1, 2, 5, 10, 20, 50];

    /// <summary>How many gains are kept.</summary>
    public const int Gains = 5;

    /// <summary>How many leading modes are followed.</summary>
    public const int Followed = 20;

    private readonly List<double> _updates = [], _values = [], _principal = [], _growth = [], _gains = [],
        _variances = [], _crossings = [];

    private long _next;
    private double[][]? _last;
    private int _crossed;

    /// <summary>Updates after which it looked, from 0.</summary>
    public double[] Updates => [.. _updates];

    /// <summary>All singular values, largest first, one look after another.</summary>
    public double[] Values => [.. _values];

    /// <summary>O_k with the principal components, for each k of <see cref="Subspaces"/>, one look after another.</summary>
    public double[] PrincipalOverlaps => [.. _principal];

    /// <summary>O_k with the modes of C − D.</summary>
    public double[] GrowthOverlaps => [.. _growth];

    /// <summary>The largest frozen gains g^f, <see cref="Gains"/> of each look.</summary>
    public double[] FrozenGains => [.. _gains];

    /// <summary>Var W.</summary>
    public double[] Variances => [.. _variances];

    /// <summary>How many pairs of the leading modes have changed places so far.</summary>
    public double[] Crossings => [.. _crossings];

    /// <summary>Called at each look with the spectrum: for what else is to be measured.</summary>
    public Action<long, Rbm, WeightSpectrum, double>? AtLook { get; init; }

    /// <inheritdoc/>
    public void AfterUpdate(long update, Rbm machine)
    {
        if (update == _next)
            Look(update, machine);
    }

    /// <summary>Looks now, whatever the schedule says.</summary>
    /// <param name="update">Updates made.</param>
    /// <param name="machine">The machine.</param>
    public void Look(long update, Rbm machine)
    {
        _next = schedule.NextAfter(update);
        WeightSpectrum spectrum = new(machine);
        _updates.Add(update);
        _values.AddRange(spectrum.Values.Select(Rounded));
        double[][] directions = [.. Enumerable.Range(0, Math.Min(Subspaces[^1], spectrum.Values.Count))
            .Select(a => spectrum.Direction(a).ToArray())];
        int[] subspaces = [.. Subspaces.Select(k => Math.Min(k, directions.Length))];
        _principal.AddRange(SubspaceOverlap.Of(directions, data.Principal, subspaces).Select(Rounded));
        _growth.AddRange(SubspaceOverlap.Of(directions, data.Growing, subspaces).Select(Rounded));
        double[] gains = FrozenGain.Of(machine, data.Deviations, Gains);
        _gains.AddRange(gains.Select(Rounded));
        _variances.Add(Rounded(WeightMoments.Of(machine).Variance));
        double[][] followed = [.. directions.Take(Followed)];
        if (_last is not null)
            _crossed += new ModeMatching(_last, followed).Crossings;
        _crossings.Add(_crossed);
        _last = followed;
        AtLook?.Invoke(update, machine, spectrum, gains[0]);
    }

    /// <summary>Six digits are more than any figure shows.</summary>
    private static double Rounded(double value) => Significant.Rounded(value, 6);
}
