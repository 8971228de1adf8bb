using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>One training, and its chains at some ages.</summary>
/// <param name="settings">The training.</param>
/// <param name="data">Its data.</param>
/// <param name="run">The run.</param>
internal sealed class MixingTraining(MixingRun settings, MixingModes data, RunContext run)
{
    /// <summary>Beyond this frozen gain inputs that fluctuate are those of one state of several.</summary>
    private const double OneState = 1.02;

    /// <summary>When the gains are looked at.</summary>
    private static readonly SnapshotSchedule Looks = new(PerOctave: 12, Every: 10, Until: 1000);

    private readonly List<double> _updates = [], _values = [], _frozen = [], _point = [], _inputCorrelations = [],
        _inputTimes = [], _correlations = [], _correlationErrors = [], _times = [], _timeErrors = [], _timesAreBounds = [],
        _largest = [], _largestErrors = [], _largestAreBounds = [], _slowest = [], _kurtoses = [], _kurtosisErrors = [],
        _relaxations = [], _excesses = [];

    private int _passed, _secondPassed, _seeds;
    private long _next = Looks.NextAfter(0);

    /// <summary>Trains and measures.</summary>
    public MixingHistory Run()
    {
        Rbm machine = settings.Start(data.Rows);
        Trainer.Run(machine, new ShuffledBatches(data.Rows, settings.Batch, settings.TrainingSeed), settings.Plan,
            settings.TrainingSeed, ct: run.Stop,
            observer: new ProgressObserver(settings.Epochs, run.Progress, new TrainingObserver(afterUpdate: AfterUpdate)));
        return new()
        {
            Star = Rounded(data.Star),
            DataKurtosis = Rounded(data.Kurtosis),
            Updates = [.. _updates],
            SingularValues = Rounded(_values),
            FrozenGains = Rounded(_frozen),
            PointGains = Rounded(_point),
            InputCorrelations = Rounded(_inputCorrelations),
            InputTimes = Rounded(_inputTimes),
            Correlations = Rounded(_correlations),
            CorrelationErrors = Rounded(_correlationErrors),
            Times = Rounded(_times),
            TimeErrors = Rounded(_timeErrors),
            TimesAreBounds = [.. _timesAreBounds],
            LargestTimes = Rounded(_largest),
            LargestTimeErrors = Rounded(_largestErrors),
            LargestTimesAreBounds = [.. _largestAreBounds],
            SlowestModes = [.. _slowest],
            Kurtoses = Rounded(_kurtoses),
            KurtosisErrors = Rounded(_kurtosisErrors),
            RelaxationTimes = Rounded(_relaxations),
            Excesses = Rounded(_excesses),
        };
    }

    private void AfterUpdate(long update, Rbm machine)
    {
        if (update < _next)
            return;
        _next = Looks.NextAfter(update);
        double[] gains = FrozenGain.Of(machine, data.Deviations, MixingHistory.Followed);
        bool first = Passes(settings.Gains, gains[0], ref _passed);
        if (!(Passes(settings.SecondGains, gains[1], ref _secondPassed) || first))
            return;
        _updates.Add(update);
        _frozen.AddRange(gains);
        Measure(machine, gains[0]);
    }

    /// <summary>Whether a gain has passed the next of some thresholds.</summary>
    private static bool Passes(IReadOnlyList<double> thresholds, double gain, ref int passed)
    {
        int before = passed;
        while (passed < thresholds.Count && gain >= thresholds[passed])
            passed++;
        return passed > before;
    }

    private void Measure(Rbm machine, double frozenGain)
    {
        WeightSpectrum spectrum = new(machine);
        double[][] directions = [.. Enumerable.Range(0, Math.Min(settings.Modes, spectrum.Values.Count))
            .Select(a => spectrum.Direction(a).ToArray())];
        _values.Add(spectrum.Values[0]);
        MeanFieldGain meanField = MeanFieldGain.Of(machine);
        _point.Add(meanField.Gain);
        Theory.MeanField.GaussianInputs? inputs = frozenGain < OneState ? meanField.Inputs : null;
        bool isSolved = inputs is { Converged: true };
        _inputCorrelations.Add(isSolved ? inputs!.SweepCorrelationAlong(directions[0]) : double.NaN);
        _inputTimes.Add(isSolved ? inputs!.AutocorrelationTimeAlong(directions[0]) : double.NaN);
        PersistentChains chains = FromData(machine);
        new ChainMover(machine, chains, threads: 1).Move(settings.Burn, run.Stop);
        Follow(machine, chains, directions);
        Relax(machine, chains);
    }

    /// <summary>Chains at samples that lie evenly in the data.</summary>
    private PersistentChains FromData(Rbm machine)
    {
        PersistentChains chains = new(settings.Chains, machine.VisibleLayer, NextSeed());
        for (int chain = 0; chain < chains.Count; chain++)
            data.Rows.CopyRow((int)((long)chain * data.Rows.Samples / chains.Count), chains.Row(chain));
        return chains;
    }

    private void Follow(Rbm machine, PersistentChains chains, double[][] directions)
    {
        MixingTime[] all = [];
        int interval = 1;
        foreach (int next in settings.Intervals)
        {
            if (all.Length > 0 && !all.Any(a => a.IsLowerBound))
                break;
            interval = next;
            ChainRecord record = ChainRecord.Of(
                machine, chains, directions, settings.Records, interval, ct: run.Stop);
            MixingTime[] measured = [.. record.Projections.Select(chain => MixingTime.Measure(chain))];
            if (all.Length == 0)
            {
                _correlations.Add(measured[0].StepCorrelation);
                _correlationErrors.Add(measured[0].StepCorrelationError);
            }

            // Of a time that the closer records show already, these say more.
            all = all.Length == 0 ? measured : [.. measured.Zip(all, (now, before) => before.IsLowerBound
                ? now with { Time = interval * now.Time, TimeError = interval * now.TimeError } : before)];
        }

        int slowest = Enumerable.Range(0, all.Length).MaxBy(a => all[a].Time);
        foreach (MixingTime one in all.Take(MixingHistory.Followed))
        {
            _times.Add(one.Time);
            _timeErrors.Add(one.TimeError);
            _timesAreBounds.Add(one.IsLowerBound ? 1 : 0);
            _kurtoses.Add(one.Kurtosis);
            _kurtosisErrors.Add(one.KurtosisError);
        }

        _largest.Add(all[slowest].Time);
        _largestErrors.Add(all[slowest].TimeError);
        _largestAreBounds.Add(all.Any(a => a.IsLowerBound) ? 1 : 0);
        _slowest.Add(slowest + 1);
    }

    private void Relax(Rbm machine, PersistentChains equilibrium)
    {
        Relaxation relaxation = Relaxation.Measure(machine,
            new ByteRows(equilibrium.Rows.ToArray(), machine.Sites, equilibrium.RowBytes), settings.RelaxingChains,
            settings.RelaxationSweeps, NextSeed(), ct: run.Stop);
        _relaxations.Add(relaxation.Time);
        _excesses.AddRange(relaxation.FreeEnergies.Select(f => f - relaxation.Equilibrium));
    }

    /// <summary>Chains that are compared have numbers of their own.</summary>
    private ulong NextSeed() => new RandomStream(run.Seed, StreamPurpose.Other, (ulong)_seeds++).NextUInt64();

    private static double[] Rounded(List<double> values) => [.. values.Select(Rounded)];

    /// <summary>Five digits are more than any figure shows.</summary>
    private static double Rounded(double value) => Significant.Rounded(value, 5);
}
