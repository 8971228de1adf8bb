using BenchmarkDotNet.Attributes;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Benchmarks;

/// <summary>One training to be timed, under the name that the peer script prints.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Trajectories">Independent trainings run at the same time, each on one thread; with one, it has two
/// threads.</param>
/// <param name="Make">Makes the training with a seed and a number of threads.</param>
public sealed record Workload(string Name, int Trajectories, Func<ulong, int, Trainer> Make)
{
    /// <summary>The workloads of the peer script, with at least as many updates an epoch as it times.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("fig5 N100 M1 b100 k20", 2, (seed, threads) => Ising(1, 100_000, 100, 0.1, seed, threads)),
        new("fig3 N100 M1 b10 k20", 2, (seed, threads) => Ising(1, 20_000, 10, 0.001, seed, threads)),
        new("N100 M100 b100 k20", 1, (seed, threads) => Ising(100, 20_000, 100, 0.1, seed, threads)),
        new("xy N100 P10 M1 dReLU b100 k20", 1, Xy), new("mnist 784x500 b100 k5", 1, Pictures),
        new("emf2 784x500 b100 i10", 1, (seed, threads) => MeanField(seed, threads, persistent: false)),
        new("emf2 persistent 784x500 b100 i10", 1, (seed, threads) => MeanField(seed, threads, persistent: true)),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static Trainer Ising(int hidden, int samples, int batch, double rate, ulong seed, int threads)
    {
        SpinSet data = new IsingRingSampler(100, 1).SampleSet(samples, seed);
        return New(Rbm.OfSpins(100, hidden, 0.01, seed), data, batch, 20, rate, seed, threads);
    }

    private static Trainer Xy(ulong seed, int threads)
    {
        PottsSet data = new(20_000, 100, 10);
        var stream = new RandomStream(seed, StreamPurpose.Other, 0);
        for (int s = 0; s < data.Samples; s++)
        {
            foreach (ref byte colour in data.Writable(s))
                colour = (byte)stream.NextInt(10);
        }

        Rbm machine = new(new(new PottsUnit(10), 100, fields: true), new(DoubleWellUnit.Instance, 1, fields: true));
        machine.Randomize(0.01, seed);
        return New(machine, data, 100, 20, 0.01, seed, threads);
    }

    /// <summary>Digits of strokes in place of those of MNIST: as many units are set, one in eight, and they are as much
    /// together.</summary>
    private static Trainer Pictures(ulong seed, int threads)
    {
        Rbm machine = new(
            new(BinaryUnit.Instance, 784, fields: true), new(BinaryUnit.Instance, 500, fields: true));
        machine.Randomize(0.01, seed);
        return New(machine, Digits(seed), 100, 5, 0.01, seed, threads);
    }

    private static SpinSet Digits(ulong seed) => StrokeDigits.SampleSet(6_000, seed).Rows;

    /// <summary>Extended mean field to second order, ten iterations: the tolerance is met by rows that do not move at
    /// all.</summary>
    private static Trainer MeanField(ulong seed, int threads, bool persistent)
    {
        Trainer chains = Pictures(seed, threads);
        return new(chains.Machine, new ShuffledBatches(Digits(seed), 100, seed), chains.Plan with
        {
            NegativePhase = NegativePhase.Tap2,
            TapIterations = 10,
            TapTolerance = 1e-30,
            TapPersistent = persistent,
        }, seed, threads);
    }

    private static Trainer New(
        Rbm machine, IDataSet data, int batch, int steps, double rate, ulong seed, int threads)
        => new(machine, new ShuffledBatches(data, batch, seed), new()
        {
            LearningRate = rate,
            BatchSize = batch,
            Chains = batch,
            GibbsSteps = steps,
            Epochs = 1,
        }, seed, threads);
}

/// <summary>One epoch of a workload, shuffling and all; every Gibbs step is done.</summary>
public class TrainingEpoch
{
    private Trainer[] _trainers = [];

    /// <summary>The workloads.</summary>
    public static IEnumerable<Workload> Workloads => Workload.All;

    /// <summary>What is timed.</summary>
    [ParamsSource(nameof(Workloads))]
    public Workload Workload { get; set; } = Workload.All[0];

    /// <summary>Updates of an epoch, of each trajectory.</summary>
    public int Updates => _trainers[0].BatchesPerEpoch;

    /// <summary>Spin updates of one gradient update, of all trajectories: chains × k × N; NaN without chains.</summary>
    public double SpinUpdates
    {
        get
        {
            TrainingPlan plan = _trainers[0].Plan;
            return !plan.HasChains ? double.NaN : (double)_trainers.Length * plan.Chains * plan.GibbsSteps * _trainers[0].Machine.Sites;
        }
    }

    /// <summary>Makes the trainings.</summary>
    [GlobalSetup]
    public void Make() => _trainers = [.. Enumerable.Range(1, Workload.Trajectories)
        .Select(seed => Workload.Make((ulong)seed, Workload.Trajectories == 1 ? 2 : 1))];

    /// <summary>Trains on by an epoch.</summary>
    [Benchmark]
    public void Epoch()
    {
        if (_trainers.Length == 1)
            TrainOn(_trainers[0]);
        else
            Parallel.ForEach(_trainers, TrainOn);
    }

    private static void TrainOn(Trainer trainer)
    {
        trainer.Plan = trainer.Plan with { Epochs = trainer.Epoch + 1 };
        trainer.Run();
    }
}
