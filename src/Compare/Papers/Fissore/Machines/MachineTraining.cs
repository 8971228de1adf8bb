using System.Diagnostics;
using System.Runtime.InteropServices;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>One training, and all that is measured on its way and at its end.</summary>
/// <param name="settings">The training.</param>
/// <param name="modes">The modes of its data.</param>
/// <param name="run">The run.</param>
internal sealed class MachineTraining(MachineRun settings, DigitModes modes, RunContext run)
{
    /// <summary>Sweeps from coins to the samples of machines of k modes.</summary>
    public const int ModeSweeps = 100;

    /// <summary>Modes that the source retains in Fig. 6.</summary>
    public const int SourceRetains = 100;

    private const double AlivePixel = 0.005;

    private const int Pictures = 25, PictureModes = 10, PictureDigits = 4;

    /// <summary>Data among which the nearest of a fixed point is looked for, starts of the printed algorithm.</summary>
    private const int Neighbours = 10_000, PrintedStarts = 100;

    /// <summary>Test likelihoods are measured after updates four times apart, from this one on.</summary>
    private const int FirstLikelihood = 256;

    private readonly MeasureSettings _measures = settings.Measures;
    private readonly SpinSet _train = settings.Source.Train(run.Data);
    private readonly List<double> _sweeps = [], _sweepTheory = [], _likelihoods = [], _pictures = [],
        _cosines = [];

    private int _gainsPassed;

    /// <summary>How many modes are retained, as the source does in Fig. 6: 100, or half of all where that is
    /// less.</summary>
    /// <param name="modes">How many there are.</param>
    public static int Retained(int modes) => Math.Min(SourceRetains, modes / 2);

    /// <summary>Trains and measures.</summary>
    public DigitHistory Run()
    {
        SpinSet test = settings.Source.Test(run.Data, 2 * _measures.Samples);
        Rbm machine = settings.Start(_train), start = machine.Clone();
        bool isFirst = settings.Number == 1, isReference = settings.Kind == MachineKind.Pcd;
        bool isNullField = settings.Kind == MachineKind.NullField;
        bool isShown = settings.Kind is MachineKind.Pcd or MachineKind.Emf or MachineKind.PersistentEmf;
        SpectralHistory history = new(modes, new SnapshotSchedule(PerOctave: 6, Every: 20, Until: 600))
        {
            AtLook = (update, looked, spectrum, gain) =>
            {
                if (isReference)
                    AtLook(update, looked, spectrum, gain, test);
                if (isNullField)
                    _cosines.AddRange(MeanPattern.Cosines(spectrum.Direction(0), modes.Means, _train.Samples));
                if (isFirst && (update == settings.UpdatesPerEpoch || update == 10L * settings.UpdatesPerEpoch))
                    AddPictures(spectrum);
            },
        };
        history.Look(0, machine);
        long began = Stopwatch.GetTimestamp();
        Trainer trainer = Trainer.Run(machine, new ShuffledBatches(_train, settings.Batch, settings.TrainingSeed),
            settings.Plan, settings.TrainingSeed, ct: run.Stop,
            observer: new ProgressObserver(settings.Epochs, run.Progress, AtEnds(history)));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        WeightSpectrum spectrum = new(machine);
        if (isFirst)
            AddPictures(spectrum);
        QualityReference reference = Reference(test);
        (double[] quality, SpinSet samples) = Quality(machine, reference, test);
        SpuriousStates? near = IsCompared
            ? new(DigitRows.Part(_train, 0, Neighbours), BinaryUnit.Instance, threads: 1) : null;
        (double[]? modeSamples, double[]? fittedSamples) = isReference ? ModeSamples(machine, reference) : (null, null);
        return new()
        {
            TrainingSeconds = Math.Round(seconds, 1),
            Updates = history.Updates,
            Values = history.Values,
            PrincipalOverlaps = history.PrincipalOverlaps,
            GrowthOverlaps = history.GrowthOverlaps,
            FrozenGains = history.FrozenGains,
            Variances = history.Variances,
            Crossings = history.Crossings,
            Predicted = isReference
                ? LinearPrediction.Of(modes, start, settings.LearningRate, history.Updates, run.Stop) : null,
            Sweeps = isReference ? [.. _sweeps] : null,
            SweepTheory = isReference ? [.. _sweepTheory] : null,
            PatternCosines = isNullField ? [.. _cosines] : null,
            TestLikelihoods = isReference ? [.. _likelihoods] : null,
            Moments = Moments(machine),
            Histograms = isFirst ? Histograms(start, machine) : null,
            Quality = quality,
            Spurious = near is null ? null : FixedPointNumbers.Of(machine, near, Coins(), run.Stop),
            SpuriousSamples = near?.Fraction(Values(samples, samples.Samples)),
            DistinctRows = IsCompared ? DistinctRows(trainer) : null,
            Printed = isFirst && isReference ? Printed(machine, samples) : null,
            Truncation = isReference ? Truncation(machine, test) : null,
            ModeSamples = modeSamples,
            FittedModeSamples = fittedSamples,
            BoundaryShares = isReference
                ? BoundaryShares(machine, DigitRows.Part(test, 0, _measures.ReconstructedRows)) : null,
            ReconstructionPictures = isReference && isFirst
                ? Reconstructions(machine, DigitRows.Part(test, 0, PictureDigits)) : null,
            ModePictures = isFirst && (isReference || isNullField) ? [.. _pictures] : null,
            FeaturePictures = isFirst && isShown ? Features(machine) : null,
            SamplePictures = isFirst && isShown ? [.. Values(samples, Pictures).Select(v => (double)v)] : null,
        };
    }

    /// <summary>The history, which also looks at the end of the first and the tenth epoch.</summary>
    private TrainingObserver AtEnds(SpectralHistory history)
        => new(afterUpdate: (update, machine) =>
        {
            long looks = history.Updates.Length;
            history.AfterUpdate(update, machine);
            bool isEnd = update == settings.UpdatesPerEpoch || update == 10L * settings.UpdatesPerEpoch
                || update == (long)settings.Epochs * settings.UpdatesPerEpoch;
            if (isEnd && history.Updates.Length == looks)
                history.Look(update, machine);
        });

    private void AtLook(long update, Rbm machine, WeightSpectrum spectrum, double gain, SpinSet test)
    {
        if (_gainsPassed < _measures.Gains.Count && gain >= _measures.Gains[_gainsPassed])
        {
            while (_gainsPassed < _measures.Gains.Count && gain >= _measures.Gains[_gainsPassed])
                _gainsPassed++;
            SweepCorrelation measured = SweepCorrelation.Measure(machine, spectrum.Direction(0), _measures.Chains,
                _measures.Burn, _measures.Sweeps, run.Seed, run.Stop);
            MeanFieldGain meanField = MeanFieldGain.Of(machine);
            GaussianInputs inputs = meanField.Inputs;
            _sweeps.AddRange([gain, spectrum.Values[0], meanField.Gain, measured.Value, measured.Error]);
            ReadOnlySpan<double> first = spectrum.Direction(0);
            _sweepTheory.AddRange([inputs.SweepCorrelationAlong(first), VisibleGain(first)]);
        }

        if (IsLikelihoodTime(update))
        {
            SpinSet rows = DigitRows.Part(test, 0, _measures.TestRows);
            AnnealingPlan plan = new() { Chains = _measures.AnnealingChains, Steps = _measures.AnnealingSteps };
            LogPartitionEstimate partition = AnnealedImportanceSampling.Forward(
                machine, IndependentUnits.OfMeans(machine, _train), plan, run.Seed, ct: run.Stop);
            _likelihoods.AddRange([update, PseudoLikelihood.Mean(machine, rows, run.Stop),
                ExactLikelihood.MeanLogWeight(machine, test) - partition.LogPartition]);
        }
    }

    /// <summary>Σ u² p(1 − p), what stands in the place of the source's ¼.</summary>
    private double VisibleGain(ReadOnlySpan<double> direction)
    {
        double sum = 0;
        for (int i = 0; i < direction.Length; i++)
            sum += direction[i] * direction[i] * modes.Deviations[i] * modes.Deviations[i];
        return sum;
    }

    private bool IsLikelihoodTime(long update)
    {
        for (long time = FirstLikelihood; time <= update; time *= 4)
        {
            if (time == update)
                return true;
        }

        return update == (long)settings.Epochs * settings.UpdatesPerEpoch;
    }

    private void AddPictures(WeightSpectrum spectrum)
    {
        for (int a = 0; a < PictureModes; a++)
        {
            foreach (double pixel in spectrum.Direction(a))
                _pictures.Add(Math.Round(pixel, 3));
        }
    }

    private double[] Moments(Rbm machine)
    {
        WeightMoments all = WeightMoments.Of(machine), some = WeightMoments.Of(machine, modes.Means, AlivePixel);
        return [all.StandardDeviation, all.ExcessKurtosis, some.StandardDeviation, some.ExcessKurtosis];
    }

    /// <summary>Of all weights at the start and at the end, and of those of pixels that are on now and then.</summary>
    private double[] Histograms(Rbm start, Rbm end)
    {
        double deviation = WeightMoments.Of(end).StandardDeviation;
        float[] some = [.. end.Weights.Where((_, place) => modes.Means[place % end.Sites] > AlivePixel)];
        return
        [
            .. WeightHistogram.Of(start.Weights, WeightMoments.Of(start).StandardDeviation),
            .. WeightHistogram.Of(end.Weights, deviation), .. WeightHistogram.Of(some, deviation),
        ];
    }

    private QualityReference Reference(SpinSet test)
    {
        RandomStream triples = new(run.Seed, StreamPurpose.Other, 1);
        return new(
            DigitRows.Part(test, 0, _measures.Samples), BinaryUnit.Instance, (DigitSource.Side, DigitSource.Side),
            ref triples);
    }

    /// <summary>The quality of samples at each time, of chains that start from coins and go on, and of fresh
    /// data.</summary>
    private (double[] Quality, SpinSet Last) Quality(Rbm machine, QualityReference reference, SpinSet test)
    {
        PersistentChains chains = new(_measures.Samples, machine.VisibleLayer, run.Seed);
        ChainMover mover = new(machine, chains, threads: 1);
        List<double> quality = [];
        int done = 0;
        foreach (int time in _measures.SampleTimes)
        {
            mover.Move(time - done, run.Stop);
            done = time;
            quality.AddRange(QualityNumbers.Of(reference.Of(DigitRows.Of(chains))));
        }

        SpinSet fresh = DigitRows.Part(test, _measures.Samples, _measures.Samples);
        quality.AddRange(QualityNumbers.Of(reference.Of(fresh)));
        return ([.. quality], DigitRows.Of(chains));
    }

    /// <summary>Whether the machine is one of those that PCD and extended mean field are compared by.</summary>
    private bool IsCompared => settings.Kind is not (MachineKind.Decay or MachineKind.NullField);

    /// <summary>Random starts of the mean field.</summary>
    private float[] Coins()
    {
        RandomStream coin = new(run.Seed, StreamPurpose.Other, 2);
        float[] starts = new float[_measures.Starts * _train.Sites];
        foreach (ref float start in starts.AsSpan())
            start = coin.NextInt(2);
        return starts;
    }

    /// <summary>How many rows of the model term are left at the end: magnetisations that are the same to the last bit
    /// count once, and so do chains in the same configuration.</summary>
    private double DistinctRows(Trainer trainer)
    {
        ReadOnlyMemory<float> rows = trainer.Magnetisations.Length > 0 ? trainer.Magnetisations
            : Values(DigitRows.Of(trainer.Chains), settings.Batch);
        return Enumerable.Range(0, rows.Length / _train.Sites).Select(r => Convert.ToHexString(
            MemoryMarshal.AsBytes(rows.Span.Slice(r * _train.Sites, _train.Sites)))).Distinct().Count();
    }

    private double[] Printed(Rbm machine, SpinSet samples)
    {
        int starts = Math.Min(PrintedStarts, samples.Samples);
        return PrintedSampling.Of(machine, starts, _measures.SampleTimes[^1], Values(samples, starts),
            modes.Deviations.Sum(d => d * d), run.Seed, run.Stop).Numbers;
    }

    /// <summary>The units of some rows, 0 and 1.</summary>
    private static float[] Values(SpinSet set, int rows)
        => [.. Enumerable.Range(0, rows).SelectMany(
            s => Enumerable.Range(0, set.Sites).Select(i => set.Spin(s, i) > 0 ? 1f : 0))];

    private double[] Truncation(Rbm machine, SpinSet test)
    {
        TruncationErrors errors = new(new(machine), DigitRows.Part(test, 0, _measures.ReconstructedRows));
        int modes = Math.Min(machine.Hidden, machine.Sites);
        int[] counts =
        [
            .. Grid.Logarithmic(1, modes, 25).Select(k => (int)Math.Round(k)).Append(Retained(modes))
                .Distinct().Order(),
        ];
        return [.. counts.SelectMany(k =>
        {
            TruncationError error = errors.Of(k);
            return new[] { k, error.ToData, error.ToFull, error.Principal };
        })];
    }

    /// <summary>The errors of samples of the strongest modes and of all, with the fields as they are and with fields that
    /// are trained on while the weights stay.</summary>
    private (double[] Plain, double[] Fitted) ModeSamples(Rbm machine, QualityReference reference)
    {
        ModeTruncation truncation = new(machine);
        int[] modes = [.. FewerThan(truncation.Modes), truncation.Modes];
        return ([.. modes.SelectMany(k => Errors(k, truncation.Keep(k)))],
            [.. modes.SelectMany(k => Errors(k, Fitted(truncation.Keep(k))))]);

        double[] Errors(int modes, Rbm kept)
        {
            PersistentChains chains = new(_measures.Samples, kept.VisibleLayer, run.Seed);
            new ChainMover(kept, chains, threads: 1).Move(ModeSweeps, run.Stop);
            SampleQuality quality = reference.Of(DigitRows.Of(chains));
            return [modes, quality.MeanError, quality.CovarianceError];
        }

        Rbm Fitted(Rbm kept)
        {
            TrainingPlan plan = settings.Plan with { KeepsWeights = true, Epochs = settings.FieldEpochs!.Value };
            Trainer.Run(kept, _train, plan, run.Seed, ct: run.Stop);
            return kept;
        }
    }

    private IEnumerable<int> FewerThan(int modes) => _measures.Modes.Where(k => k < modes);

    private double[] BoundaryShares(Rbm machine, SpinSet rows)
    {
        ModeTruncation truncation = new(machine);
        float[] full = MeanFieldReconstruction.Of(machine, rows);
        return [.. FewerThan(truncation.Modes).SelectMany(k =>
        {
            BoundaryShare share = BoundaryShare.Of(rows, MeanFieldReconstruction.Of(truncation.Keep(k), rows), full);
            return new[] { k, share.OfError, share.OfPixels };
        })];
    }

    private static double[] Reconstructions(Rbm machine, SpinSet digits)
    {
        ModeTruncation truncation = new(machine);
        float[] full = MeanFieldReconstruction.Of(machine, digits);
        float[] some = MeanFieldReconstruction.Of(truncation.Keep(Retained(truncation.Modes)), digits);
        IEnumerable<double> data = Enumerable.Range(0, full.Length)
            .Select(k => digits.Spin(k / digits.Sites, k % digits.Sites) > 0 ? 1.0 : 0);
        return [.. data, .. full.Concat(some).Concat(full.Zip(some, (all, part) => all - part))
            .Select(x => Math.Round((double)x, 4))];
    }

    private static double[] Features(Rbm machine)
    {
        int[] longest = [.. Enumerable.Range(0, machine.Hidden)
            .OrderByDescending(mu => Norm(machine.FieldOf(mu))).Take(Pictures)];
        return [.. longest.SelectMany(mu => machine.FieldOf(mu).ToArray().Select(w => Math.Round((double)w, 2)))];
    }

    private static double Norm(Span<float> field)
    {
        double sum = 0;
        foreach (float weight in field)
            sum += (double)weight * weight;
        return sum;
    }
}
