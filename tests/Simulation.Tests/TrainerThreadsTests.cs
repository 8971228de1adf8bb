using System.Collections.Concurrent;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Tests;

public class TrainerThreadsTests
{
    private const int Sites = 3, Batch = 70, Chains = 200, ChunksOfBatch = 3, ChunksOfChains = 7;

    [Theory]
    [InlineData(1, 1, new[] { 28, 28, 28, 28, 28, 28, 32 }, new[] { 24, 24, 22 })]
    [InlineData(2, 1, new[] { 28, 28, 28, 28, 28, 28, 32 }, new[] { 24, 24, 22 })]
    [InlineData(9, 1, new[] { 28, 28, 28, 28, 28, 28, 32 }, new[] { 24, 24, 22 })]
    [InlineData(1, 3, new[] { 84, 0, 0, 84, 0, 0, 32 }, new[] { 70, 0, 0 })]
    [InlineData(2, 2, new[] { 56, 0, 56, 0, 56, 0, 32 }, new[] { 24, 24, 22 })]
    [InlineData(2, 100, new[] { 84, 0, 0, 84, 0, 0, 32 }, new[] { 24, 24, 22 })]
    public void Every_part_of_an_update_is_done_once(int threads, int together, int[] chains, int[] batch)
    {
        // The parts take no time, so that threads run into each other's way; now and then all go to sleep.
        const int Epochs = 3, Updates = 2000;
        Counting kernel = new(_ => { }, together);
        Train(kernel, Updates, Epochs, threads, new Pause());
        Assert.Equal(Enumerable.Repeat(Updates * Epochs, kernel.Preparations.Length), kernel.Preparations);
        Assert.Equal(Enumerable.Repeat(Updates * Epochs, ChunksOfChains), kernel.Moves.Values);
        Assert.Equal(chains.Concat(batch).Select(rows => Updates * Epochs * rows), kernel.Means);
        Assert.Equal(Enumerable.Repeat(2 * Updates * Epochs, kernel.Gradients.Length), kernel.Gradients);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void An_error_of_a_part_reaches_the_caller(int threads)
    {
        Counting kernel = new(slot =>
        {
            if (slot == 5)
                throw new InvalidTimeZoneException("of a part");
        }, together: 1);
        Assert.Throws<InvalidTimeZoneException>(() => Train(kernel, 1, 1, threads, new Pause()));
    }

    private static void Train(Counting kernel, int updates, int epochs, int threads, ITrainingObserver observer)
    {
        ShuffledBatches batches = new(new SpinSet(updates * Batch, Sites), Batch, 1);
        TrainingPlan plan = new()
        {
            LearningRate = 0.1,
            BatchSize = Batch,
            Chains = Chains,
            GibbsSteps = 1,
            Epochs = epochs,
        };
        Trainer trainer = new(Rbm.OfSpins(Sites, 1), batches, plan, 1, threads, kernel);
        trainer.Run(observer);
    }

    private sealed class Pause : ITrainingObserver
    {
        public void AfterEpoch(int epoch, Rbm machine) => Thread.Sleep(20);
    }

    /// <summary>Does nothing but count what it is asked for.</summary>
    private sealed class Counting(Action<int> onMove, int together) : IKernel
    {
        /// <summary>By the random numbers of a chunk.</summary>
        public ConcurrentDictionary<ChunkRandom, int> Moves { get; } = [];

        /// <summary>Rows, by slot: that of the first of several chunks.</summary>
        public int[] Means { get; } = new int[ChunksOfChains + ChunksOfBatch];

        public int[] Gradients { get; } = new int[5];

        public int[] Preparations { get; } = new int[3];

        public int MeanWidth => 1;

        public KernelSchedule Schedule => new()
        {
            PrepareParts = Preparations.Length,
            ChunksTogether = together,
            GradientBlocks = Gradients.Length,
        };

        public void Prepare(int part) => Interlocked.Increment(ref Preparations[part]);

        public void Move(Span<byte> rows, ReadOnlySpan<ChainChunk> chunks, int gibbsSteps, int slot)
        {
            foreach (ChainChunk chunk in chunks)
                Moves.AddOrUpdate(chunk.Random, 1, (_, moves) => moves + 1);
            onMove(slot);
        }

        public void HiddenMeans(ReadOnlySpan<byte> rows, int count, float weight, Span<float> means, int slot)
            => Interlocked.Add(ref Means[slot], count);

        public void AddGradient(
            ReadOnlySpan<byte> rows, int count, float weight, ReadOnlySpan<float> means, Parameters gradient, int block)
            => Interlocked.Increment(ref Gradients[block]);
    }
}
