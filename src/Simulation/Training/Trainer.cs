using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Maximum likelihood by stochastic gradient ascent with persistent contrastive divergence, PCD-k, (5)–(7):
/// <code>w_iμ ← w_iμ + ν ( ⟨v_i tanh I_μ⟩_batch − ⟨v_i tanh I_μ⟩_chains ),   I_μ = Σ_j w_jμ v_j.</code>
/// The model term uses the mean tanh I_μ of h_μ given the same v of the chain, after k Gibbs steps.
/// </summary>
/// <remarks>
/// The machine after a run depends on the plan, the seed, the data and the starting weights, and on nothing else: not
/// on the number of threads, the processor or the observer.
/// </remarks>
public static class Trainer
{
    /// <summary>Trains a machine in place, with new chains started from random spins.</summary>
    /// <param name="machine">N × M; its weights are the starting point and become the result.</param>
    /// <param name="data">Batches of N spins.</param>
    /// <param name="plan">ν, batch size, chains, k, epochs.</param>
    /// <param name="seed">Seed of the chains.</param>
    /// <param name="threads">Most threads to use, at least 1; more than one helps beyond 32 chains or rows.</param>
    /// <param name="observer">Called after each epoch.</param>
    /// <param name="ct">Checked before every update; the machine is left as the last finished update made it.</param>
    /// <returns>The chains, for a further run.</returns>
    /// <exception cref="ArgumentException">Machine, data and plan do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static PersistentChains Run(
        SpinRbm machine,
        IBatchSource data,
        TrainingPlan plan,
        ulong seed,
        int threads = 1,
        ITrainingObserver? observer = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(plan);
        var chains = new PersistentChains(plan.Chains, machine.Sites, seed);
        Run(machine, data, plan, chains, threads, observer, ct);
        return chains;
    }

    /// <summary>Trains a machine in place and goes on with given chains: a further phase of a training, say at a
    /// smaller rate and with larger batches.</summary>
    /// <param name="machine">N × M; its weights are the starting point and become the result.</param>
    /// <param name="data">Batches of N spins.</param>
    /// <param name="plan">ν, batch size, chains, k, epochs.</param>
    /// <param name="chains">As many as the plan says, of N spins; they are moved on.</param>
    /// <param name="threads">Most threads to use, at least 1.</param>
    /// <param name="observer">Called after each epoch.</param>
    /// <param name="ct">Checked before every update.</param>
    /// <exception cref="ArgumentException">Machine, data, plan and chains do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static void Run(
        SpinRbm machine,
        IBatchSource data,
        TrainingPlan plan,
        PersistentChains chains,
        int threads = 1,
        ITrainingObserver? observer = null,
        CancellationToken ct = default)
    {
        RequireFit(machine, data, plan, chains);
        var work = new Chunks(threads);
        int batch = 0;
        Action<int> moveChains = chunk => chains.StepChunk(machine, plan.GibbsSteps, chunk);
        var dataTerm = new GradientTerm(machine, plan.BatchSize, (row, spins) => data.CopyRow(batch, row, spins));
        var modelTerm = new GradientTerm(machine, plan.Chains, (row, spins) => chains.Chain(row).CopyTo(spins));

        for (int epoch = 1; epoch <= plan.Epochs; epoch++)
        {
            data.BeginEpoch();
            for (batch = 0; batch < data.BatchesPerEpoch; batch++)
            {
                ct.ThrowIfCancellationRequested();
                work.ForEach(Chunks.Count(chains.Count), moveChains);
                dataTerm.Update(work);
                modelTerm.Update(work);
                Ascend(machine.Weights, (float)plan.LearningRate, dataTerm.Average, modelTerm.Average);
            }

            observer?.AfterEpoch(epoch, machine);
        }
    }

    private static void Ascend(Span<float> weights, float rate, ReadOnlySpan<float> data, ReadOnlySpan<float> model)
    {
        for (int i = 0; i < weights.Length; i++)
            weights[i] += rate * (data[i] - model[i]);
    }

    private static void RequireFit(SpinRbm machine, IBatchSource data, TrainingPlan plan, PersistentChains chains)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(chains);
        Require.Length(data.Sites, machine.Sites);
        Require.Length(chains.Sites, machine.Sites);
        Require.Length(data.BatchSize, plan.BatchSize);
        Require.Length(chains.Count, plan.Chains);
    }
}
