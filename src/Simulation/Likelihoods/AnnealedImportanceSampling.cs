using System.Runtime.ExceptionServices;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// log Z of any machine by annealed importance sampling (Neal 2001; Salakhutdinov and Murray 2008). Machine β has the
/// energy (1 − β) E_0 + β E, where E_0 is that of independent units with fields a and b: weights β w, visible fields
/// (1 − β) a + β g, hidden ones (1 − β) b + β g, and θ as the machine; f_β(v) = log Σ_h e^{−E_β(v, h)}, and β_k = k/K.
/// A chain starts from the independent units, whose log Z_0 is Σ_i Γ_i(a_i) + Σ_μ Γ_μ(b_μ), and
/// <code>
/// w = Σ_{k=1}^{K} (f_{β_k}(v_k) − f_{β_{k−1}}(v_k)),    v_{k+1} by one Gibbs step of machine β_k from v_k,
/// ⟨e^w⟩ = Z / Z_0.
/// </code>
/// The same chain run backwards from v_K ~ p(v) gives ⟨e^{−w}⟩ = Z_0 / Z (Burda, Grosse and Salakhutdinov 2015; Grosse,
/// Ghahramani and Adams 2015): the first gives a lower bound of log Z on average, the second an upper bound, and log Z
/// lies between the two averages.
/// </summary>
/// <remarks>
/// Chains × steps × 2 N M multiplications, in double precision. Every chain has a random stream of its own and the
/// result does not depend on the number of threads. Progress is the share of finished chains, reported from any thread.
/// </remarks>
public static class AnnealedImportanceSampling
{
    /// <summary>Anneals from independent units to the machine: a stochastic lower bound of log Z.</summary>
    /// <param name="machine">Any machine.</param>
    /// <param name="start">Independent units of the same shape, whose fields a, b count.</param>
    /// <param name="plan">Chains and steps.</param>
    /// <param name="seed">Seed of the chains.</param>
    /// <param name="threads">Most threads to use, at least 1.</param>
    /// <param name="progress">Told the share of finished chains.</param>
    /// <param name="ct">Checked before each step.</param>
    /// <exception cref="ArgumentException">The number of threads is out of range.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static LogPartitionEstimate Forward(
        Rbm machine,
        IndependentUnits start,
        AnnealingPlan plan,
        ulong seed,
        int threads = 1,
        IProgress<double>? progress = null,
        CancellationToken ct = default)
    {
        Check(machine, start);
        ArgumentNullException.ThrowIfNull(plan);
        double[] logWeights = ForEachChain(plan.Chains, threads, progress, chain =>
        {
            var stream = new RandomStream(seed, StreamPurpose.Other, Streams.Annealing + (ulong)chain);
            return new AnnealingChain(machine, start, plan.Steps).Forward(ref stream, ct);
        }, ct);
        return LogPartitionEstimate.Of(LogBase(machine, start), logWeights, 1);
    }

    /// <summary>Anneals from exact samples of the machine to independent units: a stochastic upper bound of
    /// log Z.</summary>
    /// <param name="machine">A machine with at most <see cref="ExactLikelihood.MaximumStates"/> states on a
    /// side.</param>
    /// <param name="start">Independent units of the same shape, whose fields a, b count.</param>
    /// <param name="plan">Chains and steps.</param>
    /// <param name="seed">Seed of the samples and of the chains.</param>
    /// <param name="threads">Most threads to use, at least 1.</param>
    /// <param name="progress">Told the share of finished chains.</param>
    /// <param name="ct">Checked before each step.</param>
    /// <exception cref="ArgumentException">Both sides have too many states, or the number of threads is out of
    /// range.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static LogPartitionEstimate Reverse(
        Rbm machine,
        IndependentUnits start,
        AnnealingPlan plan,
        ulong seed,
        int threads = 1,
        IProgress<double>? progress = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        byte[] rows = ExactSampler.Rows(machine, plan.Chains, seed);
        return Reverse(machine, start, rows, plan, seed, threads, progress, ct);
    }

    /// <summary>
    /// Anneals from given rows to independent units, chain c from row c modulo their number. It is an upper bound as far
    /// as the rows are independent samples of p(v): those of persistent chains make it approximate, in an unknown
    /// direction where they have not mixed. The error counts chains as independent, which rows used twice are not.
    /// </summary>
    /// <param name="machine">Any machine.</param>
    /// <param name="start">Independent units of the same shape, whose fields a, b count.</param>
    /// <param name="rows">Visible rows one after another, at least one.</param>
    /// <param name="plan">Chains and steps.</param>
    /// <param name="seed">Seed of the chains.</param>
    /// <param name="threads">Most threads to use, at least 1.</param>
    /// <param name="progress">Told the share of finished chains.</param>
    /// <param name="ct">Checked before each step.</param>
    /// <exception cref="ArgumentException">The rows do not fit the machine, or the number of threads is out of
    /// range.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static LogPartitionEstimate Reverse(
        Rbm machine,
        IndependentUnits start,
        ReadOnlyMemory<byte> rows,
        AnnealingPlan plan,
        ulong seed,
        int threads = 1,
        IProgress<double>? progress = null,
        CancellationToken ct = default)
    {
        Check(machine, start);
        ArgumentNullException.ThrowIfNull(plan);
        int bytes = machine.VisibleLayer.Unit.RowBytes(machine.Sites);
        if (rows.IsEmpty || rows.Length % bytes != 0)
            throw Require.Error("rows.Length", rows.Length, $"a positive multiple of {bytes}");
        double[] logWeights = ForEachChain(plan.Chains, threads, progress, chain =>
        {
            var stream = new RandomStream(seed, StreamPurpose.Other, Streams.ReverseAnnealing + (ulong)chain);
            ReadOnlySpan<byte> row = rows.Span.Slice(chain % (rows.Length / bytes) * bytes, bytes);
            return new AnnealingChain(machine, start, plan.Steps).Reverse(row, ref stream, ct);
        }, ct);
        return LogPartitionEstimate.Of(LogBase(machine, start), logWeights, -1);
    }

    private static void Check(Rbm machine, IndependentUnits start)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(start);
        Require.Length(start.Machine.VisibleLayer.Width, machine.VisibleLayer.Width);
        Require.Length(start.Machine.Hidden, machine.Hidden);
    }

    /// <summary>log Z_0.</summary>
    private static double LogBase(Rbm machine, IndependentUnits start)
        => SideLaw.OfVisible(start.Machine).LogSum(SideLaw.OfVisible(start.Machine).Fields)
            + SideLaw.OfHidden(machine).LogSum(SideLaw.OfHidden(start.Machine).Fields);

    private static double[] ForEachChain(
        int chains, int threads, IProgress<double>? progress, Func<int, double> logWeight, CancellationToken ct)
    {
        int finished = 0;
        double[] logWeights = new double[chains];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Require.AtLeast(threads, 1),
            CancellationToken = ct,
        };
        try
        {
            Parallel.For(0, chains, options, chain =>
            {
                logWeights[chain] = logWeight(chain);
                progress?.Report((double)Interlocked.Increment(ref finished) / chains);
            });
        }
        catch (AggregateException errors)
        {
            // One error for the user, not a collection of the same error from every chain.
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }

        return logWeights;
    }
}
