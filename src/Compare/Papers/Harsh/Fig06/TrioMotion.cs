using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The motion of three place cells of Fig. 6, in theory and trained.</summary>
internal static class TrioMotion
{
    /// <summary>Lags in observations between which the slope of the short lags is taken, as in Fig. 5.</summary>
    public const int ShortFirst = 2, ShortLast = 6;

    private const int ObservationsPerEpoch = DiffusionTraining.ObservationsPerEpoch, CurvePoints = 41;

    /// <summary>Of the motion with samples that come once an epoch: epochs left out of its averages.</summary>
    private const int MotionSettling = 10;

    /// <summary>What the exact flow and the landscape of the data set say.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="stop">Stops it.</param>
    public static TrioTheory Predict(TrioTheorySettings settings, CancellationToken stop)
    {
        (double rate, int batch, int chains) = (settings.LearningRate, settings.Batch, settings.Chains);
        int updates = settings.Samples / batch;
        ThreeBumps bumps = new(settings.Sites, settings.Beta);
        PopulationBump alone = PopulationBump.SiteCentred(settings.Sites, settings.Beta);
        double perUpdate = bumps.Diffusion(rate, batch, chains), fresh = perUpdate * updates / settings.Hidden;
        double temperature = new BumpDiffusion(alone).Temperature(rate, batch, chains);
        double[] potential = Landscape(settings, alone, temperature, stop);
        (double[] energy, double variance) = bumps.InLandscape(potential, perUpdate, rate);
        LandscapeDiffusion motion = new(fresh, energy, settings.Sites);
        double group = bumps.Noise.Average(field => field.Temperature(rate, batch, chains));
        TrioPotential trio = new(bumps, settings.Beta, settings.HighestEnergy * group);
        double[] lags =
            [.. TrioTraining.Lags(settings.LongestLag).Select(lag => (double)lag / ObservationsPerEpoch)];

        double[] curve = Grid.Logarithmic(
            1.0 / ObservationsPerEpoch, (double)settings.LongestLag / ObservationsPerEpoch, CurvePoints);
        double Within(double time) => bumps.OfSeparations(perUpdate, rate, time * updates);
        return new(
            fresh, bumps.Stiffness[0], bumps.Stiffness[1], Within(double.PositiveInfinity), variance,
            trio.SeparationVariance(group, potential),
            trio.SeparationVariance(group, new double[settings.Sites]), motion.LongTime, curve,
            [.. curve.Select(motion.MeanSquareDisplacement)], [.. curve.Select(Within)],
            [.. lags.Select(motion.MeanSquareDisplacement)], [.. lags.Select(Within)], bumps.Weights);
    }

    /// <summary>Brownian motion of the three in the landscape, pushed by samples that come once an epoch.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="run">The run.</param>
    public static TrioReplicas Follow(TrioMotionSettings settings, RunContext run)
    {
        TrioTheorySettings theory = settings.Theory;
        (double rate, int batch, int chains) = (theory.LearningRate, theory.Batch, theory.Chains);
        ThreeBumps bumps = new(theory.Sites, theory.Beta);
        PopulationBump alone = PopulationBump.SiteCentred(theory.Sites, theory.Beta);
        double diffusion = bumps.Diffusion(rate, batch, chains) * (theory.Samples / batch);
        double group = bumps.Noise.Average(field => field.Temperature(rate, batch, chains));
        TrioPotential trio = new(bumps, theory.Beta, theory.HighestEnergy * group);
        double[] potential = Landscape(theory, alone, new BumpDiffusion(alone).Temperature(rate, batch, chains), run.Stop);
        EpochNoise epochs = new(alone, trio, potential, diffusion, group, batch, run.Seed);
        (double Displacement, double Variance)[] replicas = epochs.Replicas(
            settings.MotionEpochs, MotionSettling, (double)theory.LongestLag / ObservationsPerEpoch, settings.Replicas,
            run.Seed, run.Stop);
        return new([.. replicas.Select(r => r.Displacement)], [.. replicas.Select(r => r.Variance)]);
    }

    private static double[] Landscape(
        TrioTheorySettings settings, PopulationBump bump, double temperature, CancellationToken stop)
    {
        IsingRingSampler sampler = new(settings.Sites, settings.Beta);
        SpinSet data = sampler.SampleSet(settings.Samples, settings.DataSeed);
        return [.. TurnedField.LogLikelihoods(bump.Weights, data, stop).Select(l => -l / temperature)];
    }

    /// <summary>Trains a machine and follows its fields.</summary>
    /// <param name="training">The training.</param>
    /// <param name="run">The run.</param>
    public static TrioPath Train(TrioTraining training, RunContext run)
    {
        CentreLog log = training.Follow(run);
        double[][] late =
        [
            .. Enumerable.Range(0, training.Hidden).Select(m => log.Of(m, training.Skipped * ObservationsPerEpoch)),
        ];
        CollectiveMotion motion = new(late, training.Sites);
        double variance = Enumerable.Range(0, late[0].Length)
            .Select(t => Spacing.Measure([.. late.Select(x => x[t])], training.Sites).Variance).Average();
        int[] lags = TrioTraining.Lags(training.LongestLag);
        double[] Trajectory(int unit)
            => [.. log.Of(unit, 0, DiffusionTraining.Stride).Select(x => Math.Round(x, 3))];
        return new(
            variance, training.SpinUpdates, [.. lags.Select(motion.OfMean)], [.. lags.Select(motion.OfSeparations)],
            [motion.OfMean(ShortFirst), motion.OfMean(ShortLast)], Trajectory(0), Trajectory(1), Trajectory(2));
    }
}
