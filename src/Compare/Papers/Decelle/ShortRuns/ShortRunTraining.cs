using System.Diagnostics;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>Trains a machine with chains of k sweeps, and generates from coins by it.</summary>
internal static class ShortRunTraining
{
    /// <summary>Samples that a first run keeps as pictures at each of two times.</summary>
    public const int Pictures = 10;

    /// <summary>Trains and generates.</summary>
    /// <param name="settings">The training.</param>
    /// <param name="run">Its seed and data.</param>
    public static ShortRunSamples Run(ShortRun settings, RunContext run)
    {
        LabelledSet labelled = settings.Source.Labelled(run.Data);
        SpinSet data = labelled.Rows;
        RandomStream draw = new(run.Seed, StreamPurpose.Other, 1);
        (SpinSet compared, SpinSet others) = DigitRows.Two(data, settings.QualitySamples, ref draw);
        QualityReference reference = new(
            compared, BinaryUnit.Instance, (DigitSource.Side, DigitSource.Side), ref draw);
        Rbm machine = settings.Start(data);
        TrainingPlan plan = settings.Plan with
        {
            NegativePhase = settings.IsPersistent ? NegativePhase.Persistent : NegativePhase.Random,
        };
        int epochs = settings.Epochs + settings.SettlingEpochs;
        ProgressObserver progress = new(epochs, run.Progress);
        long began = Stopwatch.GetTimestamp();
        Trainer trainer = Trainer.Run(machine, new ShuffledBatches(data, settings.Batch, settings.TrainingSeed), plan,
            settings.TrainingSeed, ct: run.Stop, observer: progress);
        double[] atRate = Generated(machine, settings, [settings.GibbsSteps], run)
            .SelectMany(set => QualityNumbers.Of(reference.Of(set))).ToArray();
        trainer.Plan = plan with { LearningRate = settings.SettlingRate, Epochs = epochs };
        trainer.Run(progress, run.Stop);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        List<double> quality = [], pictures = [], ones = [];
        IReadOnlyList<int> times = settings.SampleTimes;
        foreach ((SpinSet set, int time) in Generated(machine, settings, times, run).Zip(times))
        {
            quality.AddRange(QualityNumbers.Of(reference.Of(set)));
            ones.Add(NearestDigit.Share(set, labelled, digit: 1));
            if (settings.IsPictured && (time == settings.GibbsSteps || time == times[^1]))
                AddPictures(pictures, set);
        }

        quality.AddRange(QualityNumbers.Of(reference.Of(others)));
        return new()
        {
            TrainingSeconds = Math.Round(seconds, 1),
            Quality = [.. quality],
            Ones = [.. ones],
            AtRate = atRate,
            MeanFloor = MeanFloor(data, settings.QualitySamples),
            DataActivity = reference.Activity,
            Pictures = settings.IsPictured ? [.. pictures] : null,
        };
    }

    /// <summary>What chains from coins are at after some sweeps, in order.</summary>
    private static IEnumerable<SpinSet> Generated(
        Rbm machine, ShortRun settings, IReadOnlyList<int> times, RunContext run)
    {
        PersistentChains chains = new(settings.QualitySamples, machine.VisibleLayer, run.Seed);
        ChainMover mover = new(machine, chains, threads: 1);
        int done = 0;
        foreach (int time in times)
        {
            mover.Move(time - done, run.Stop);
            done = time;
            yield return DigitRows.Of(chains);
        }
    }

    /// <summary>What E1 is on average of n rows of the data against n others, 2/n times the mean of p(1 − p).</summary>
    private static double MeanFloor(SpinSet data, int samples)
    {
        double sum = 0;
        for (int i = 0; i < data.Sites; i++)
        {
            double on = 0;
            for (int s = 0; s < data.Samples; s++)
                on += data.Spin(s, i) > 0 ? 1 : 0;
            double p = on / data.Samples;
            sum += p * (1 - p);
        }

        return 2 * sum / data.Sites / samples;
    }

    private static void AddPictures(List<double> pictures, SpinSet generated)
    {
        for (int s = 0; s < Pictures; s++)
        {
            for (int i = 0; i < generated.Sites; i++)
                pictures.Add(generated.Spin(s, i) > 0 ? 1 : 0);
        }
    }
}
