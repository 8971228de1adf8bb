using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Maximum likelihood by stochastic gradient ascent, (5)–(7):
/// <code>
/// w_iμ ← w_iμ + ν ( ⟨v_i E[h_μ|v]⟩_batch − ⟨v_i E[h_μ|v]⟩_chains ),    E[h_μ|v] = tanh Σ_j w_jμ v_j for spins,
/// </code>
/// and likewise for fields and other parameters. The model term uses the mean of h_μ given the same v of the chain,
/// after k Gibbs steps. With a weight decay λ, −νλw is added to every weight. Potts weights are brought back to the
/// zero-sum gauge after every update.
/// </summary>
/// <remarks>
/// The machine after a run depends on the plan, the seed, the data and the starting parameters, and on nothing else:
/// not on the number of threads, the processor, the observer, or where the run was cut and went on.
/// </remarks>
public sealed class Trainer
{
    // Fewer are not worth a second thread.
    private const int WeightsOfStep = 1 << 15;

    private readonly IBatchSource _data;
    private readonly IKernel _kernel;
    private readonly Parameters _gradient;
    private readonly byte[] _batchRows;
    private readonly float[] _batchMeans, _chainMeans;
    private readonly int _batchChunks, _rowBytes, _threads;

    /// <summary>Chunks that one thread works on together, and how many parts these make.</summary>
    private readonly int _chainsTogether, _chainParts, _batchTogether, _batchParts;
    private readonly Action<int> _prepare, _doPart, _addBlock, _makeStep;

    /// <summary>Of the parameters that each thread steps, whether the training can go on from them.</summary>
    private readonly bool[] _canGoOn;

    /// <summary>A training about to begin, with new chains.</summary>
    /// <param name="machine">N × M; its parameters are the starting point and become the result.</param>
    /// <param name="data">Batches of N units.</param>
    /// <param name="plan">ν, batch size, chains, k, epochs.</param>
    /// <param name="seed">Seed of the chains.</param>
    /// <param name="threads">Most threads to use, at least 1; more than one helps beyond 32 chains or rows.</param>
    /// <param name="kernel">The arithmetic; null for the fastest that fits the machine. It must belong to the machine
    /// and have a slot for each chunk of the batch and of the chains.</param>
    /// <exception cref="ArgumentException">Machine, data and plan do not fit each other.</exception>
    public Trainer(
        Rbm machine, IBatchSource data, TrainingPlan plan, ulong seed, int threads = 1, IKernel? kernel = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(plan);
        Require.Length(data.Sites, machine.Sites);
        Require.Length(data.RowBytes, machine.VisibleLayer.Unit.RowBytes(machine.Sites));
        Require.Length(data.BatchSize, plan.BatchSize);
        (Machine, _data, _rowBytes) = (machine, data, data.RowBytes);
        Chains = new PersistentChains(plan.Chains, machine.VisibleLayer, seed);
        _batchChunks = Chunks.Count(plan.BatchSize);
        _kernel = kernel ?? KernelFor.Machine(machine, Chains.ChunkCount + _batchChunks);
        int parts = Math.Max(Chains.ChunkCount + _batchChunks, _kernel.Schedule.GradientBlocks);
        _threads = Math.Min(Require.AtLeast(threads, 1), parts);
        (_chainsTogether, _chainParts) = Share(Chains.ChunkCount);
        (_batchTogether, _batchParts) = Share(_batchChunks);
        _gradient = machine.Parameters.ZerosLike();
        _batchRows = new byte[plan.BatchSize * _rowBytes];
        _batchMeans = new float[plan.BatchSize * _kernel.MeanWidth];
        _chainMeans = new float[plan.Chains * _kernel.MeanWidth];
        (_prepare, _doPart, _addBlock, _makeStep) = (_kernel.Prepare, DoPart, AddBlock, MakeStep);
        _canGoOn = new bool[Math.Clamp(machine.Weights.Length / WeightsOfStep, 1, _threads)];
        Plan = plan;
    }

    /// <summary>The machine being trained.</summary>
    public Rbm Machine { get; }

    /// <summary>The chains of the model term.</summary>
    public PersistentChains Chains { get; }

    /// <summary>
    /// The plan. It may be replaced between two runs, say for a further phase at a smaller rate:
    /// <see cref="TrainingPlan.Epochs"/> counts from the beginning of the training.
    /// </summary>
    /// <exception cref="ArgumentException">The batch size or the number of chains differs from the first, or the
    /// machine has units for which there are no TAP equations.</exception>
    public TrainingPlan Plan
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (field is not null)
            {
                Require.Length(value.BatchSize, field.BatchSize);
                Require.Length(value.Chains, field.Chains);
            }

            if (value.TapOrder != (MeanField?.Order ?? 0))
                MeanField = value.TapOrder == 0 ? null : new(Machine, value.TapOrder, value.BatchSize, _threads);
            field = value;
        }
    }

    /// <summary>The model term by the TAP equations; null where it is another.</summary>
    internal MeanFieldPhase? MeanField { get; private set; }

    /// <summary>m^v of each row of a batch as the last update left them, S_batch × N; empty where the model term is not
    /// by the TAP equations, or there was no update.</summary>
    public ReadOnlyMemory<float> Magnetisations
        => MeanField is { HasStarted: true } phase ? phase.Visible.Means : ReadOnlyMemory<float>.Empty;

    /// <summary>Epochs finished.</summary>
    public int Epoch { get; private set; }

    /// <summary>Updates done in the present epoch.</summary>
    public int Batch { get; private set; }

    /// <summary>Updates of an epoch.</summary>
    public int BatchesPerEpoch => _data.BatchesPerEpoch;

    /// <summary>Updates done since the training began.</summary>
    public long Updates => (long)Epoch * BatchesPerEpoch + Batch;

    /// <summary>Trains a machine in place from the beginning to the end of a plan.</summary>
    /// <param name="machine">N × M; its parameters are the starting point and become the result.</param>
    /// <param name="data">Batches of N units.</param>
    /// <param name="plan">ν, batch size, chains, k, epochs.</param>
    /// <param name="seed">Seed of the chains.</param>
    /// <param name="threads">Most threads to use, at least 1.</param>
    /// <param name="observer">Called after updates and epochs.</param>
    /// <param name="ct">Checked before every update.</param>
    /// <returns>The trainer, for a further phase.</returns>
    /// <exception cref="ArgumentException">Machine, data and plan do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="DivergedException">An update made parameters beyond 2^48 or no numbers.</exception>
    public static Trainer Run(
        Rbm machine, IBatchSource data, TrainingPlan plan, ulong seed, int threads = 1,
        ITrainingObserver? observer = null, CancellationToken ct = default)
    {
        Trainer trainer = new(machine, data, plan, seed, threads);
        trainer.Run(observer, ct);
        return trainer;
    }

    /// <summary>Trains a machine in place on a data set, reshuffled every epoch by <see cref="ShuffledBatches"/> of the
    /// same seed.</summary>
    /// <inheritdoc cref="Run(Rbm, IBatchSource, TrainingPlan, ulong, int, ITrainingObserver?, CancellationToken)"/>
    public static Trainer Run(
        Rbm machine, IDataSet data, TrainingPlan plan, ulong seed, int threads = 1,
        ITrainingObserver? observer = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Run(machine, new ShuffledBatches(data, plan.BatchSize, seed), plan, seed, threads, observer, ct);
    }

    /// <summary>Trains on to the last epoch of the plan.</summary>
    /// <param name="observer">Called after updates and epochs, never of a machine that has diverged.</param>
    /// <param name="ct">Checked before every update; the trainer is left as the last finished update made it and can be
    /// run on.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="DivergedException">An update made parameters beyond 2^48 or no numbers. The trainer is of no
    /// further use.</exception>
    public void Run(ITrainingObserver? observer = null, CancellationToken ct = default)
    {
        using Team team = new(_threads);
        while (Epoch < Plan.Epochs)
        {
            _data.BeginEpoch(Epoch);
            while (Batch < BatchesPerEpoch)
            {
                ct.ThrowIfCancellationRequested();
                if (!Update(team))
                    throw new DivergedException(Epoch + 1, Batch + 1, BatchesPerEpoch, Plan.LearningRateAt(Epoch),
                        Ascent.WhatDiverged(Machine.Parameters));
                Batch++;
                observer?.AfterUpdate(Updates, Machine);
            }

            Batch = 0;
            Epoch++;
            observer?.AfterEpoch(Epoch, Machine);
        }
    }

    /// <summary>Moves the trainer to where another stood, for a checkpoint.</summary>
    internal void GoTo(int epoch, int batch)
    {
        Epoch = Require.AtLeast(epoch, 0);
        Batch = Require.InRange(batch, 0, BatchesPerEpoch);
    }

    /// <summary>How many chunks one thread works on together, and how many parts these make: as many chunks as are
    /// worth it to the kernel, but no more than leave every thread some.</summary>
    private (int Together, int Parts) Share(int chunks)
    {
        int together = Math.Clamp(chunks / _threads, 1, _kernel.Schedule.ChunksTogether);
        return (together, (chunks + together - 1) / together);
    }

    /// <summary>Makes one update.</summary>
    /// <returns>Whether the training can go on from the parameters.</returns>
    private bool Update(Team team)
    {
        team.ForEach(_kernel.Schedule.PrepareParts, _prepare);
        team.ForEach(ModelParts + _batchParts, _doPart);
        team.ForEach(_kernel.Schedule.GradientBlocks, _addBlock);
        if (Plan.NegativePhase == NegativePhase.Exact)
            ExactAverages.OfModel(Machine).AddTo(_gradient, -1);
        MeanField?.SubtractFrom(_gradient, _batchRows, Plan, team);
        if (Plan.KeepsFields)
        {
            Array.Clear(_gradient.VisibleFields);
            Array.Clear(_gradient.HiddenFields);
        }

        if (Plan.KeepsWeights)
            Array.Clear(_gradient.Weights);
        team.ForEach(_canGoOn.Length, _makeStep);
        Machine.ToGauge();
        return !_canGoOn.AsSpan().Contains(false);
    }

    private void MakeStep(int share)
    {
        int Start(int s) => (int)((long)s * Machine.Weights.Length / _canGoOn.Length);
        Range own = Start(share)..Start(share + 1);
        if (Plan.WeightDecay > 0 && !Plan.KeepsWeights)
            Ascent.AddDecay(_gradient.Weights.AsSpan(own), Machine.Weights.AsSpan(own), (float)Plan.WeightDecay);
        _canGoOn[share] = Ascent.Make(Machine.Parameters, _gradient, (float)Plan.LearningRateAt(Epoch), own);
    }

    private int ModelParts => Plan.HasChains ? _chainParts : 0;

    /// <summary>The chains come first: they are the longer work.</summary>
    private void DoPart(int part)
    {
        if (part < ModelParts)
            MoveChains(part * _chainsTogether);
        else
            ReadBatch((part - ModelParts) * _batchTogether);
    }

    private void MoveChains(int firstChunk)
    {
        int chunks = Math.Min(_chainsTogether, Chains.ChunkCount - firstChunk);
        var (first, end) = Chunks.Rows(firstChunk, chunks, Plan.Chains);
        if (Plan.NegativePhase == NegativePhase.Contrastive)
        {
            for (int chain = first; chain < end; chain++)
                _data.CopyRows(Batch, chain % Plan.BatchSize, 1, Chains.Row(chain));
        }
        else if (Plan.NegativePhase == NegativePhase.Random)
            Chains.Restart(firstChunk, chunks);

        Chains.Move(_kernel, Plan.GibbsSteps, firstChunk, chunks, slot: firstChunk);
        _kernel.HiddenMeans(Chains.Rows[(first * _rowBytes)..], end - first, ChainWeight,
            _chainMeans.AsSpan(first * _kernel.MeanWidth), slot: firstChunk);
    }

    private void ReadBatch(int firstChunk)
    {
        int chunks = Math.Min(_batchTogether, _batchChunks - firstChunk);
        var (first, end) = Chunks.Rows(firstChunk, chunks, Plan.BatchSize);
        Span<byte> rows = _batchRows.AsSpan(first * _rowBytes, (end - first) * _rowBytes);
        _data.CopyRows(Batch, first, end - first, rows);
        _kernel.HiddenMeans(rows, end - first, BatchWeight, _batchMeans.AsSpan(first * _kernel.MeanWidth),
            slot: Chains.ChunkCount + firstChunk);
    }

    private void AddBlock(int block)
    {
        _kernel.AddGradient(_batchRows, Plan.BatchSize, BatchWeight, _batchMeans, _gradient, block);
        if (Plan.HasChains)
            _kernel.AddGradient(Chains.Rows, Plan.Chains, ChainWeight, _chainMeans, _gradient, block);
    }

    private float BatchWeight => 1f / Plan.BatchSize;

    private float ChainWeight => -1f / Plan.Chains;
}
