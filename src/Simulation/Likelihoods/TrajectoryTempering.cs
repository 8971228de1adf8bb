using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// log Z and samples of a machine by parallel trajectory tempering (Béreux, Decelle, Furtlehner and Seoane 2024): the
/// rungs of a ladder are independent units, machines that lie on the way of the training, and the machine itself. At
/// each rung k a replica v_k makes Gibbs steps, and replicas of neighbours are swapped with the probability
/// <code>
/// min(1, e^Δ),    Δ = L_{k+1}(v_k) − L_k(v_k) + L_k(v_{k+1}) − L_{k+1}(v_{k+1}),    L(v) = log Σ_h e^{−E(v, h)}.
/// </code>
/// A replica that comes down to the independent units forgets where it was, and goes up again into any mode that the
/// training opened. log Z is that of the independent units and a <see cref="BennettRatio"/> for each two neighbours.
/// </summary>
/// <remarks>
/// <para>A path of two machines alone, the independent units and the last, is parallel tempering in β.</para>
/// <para>A sweep takes ladders × rungs × (2 Gibbs steps + 2 weights). The result does not depend on the number of
/// threads.</para>
/// </remarks>
public static class TrajectoryTempering
{
    private const int Rounds = 4;
    private const double LeastSwap = 0.2;

    /// <summary>Chooses the rungs and runs the replicas.</summary>
    /// <param name="start">The first rung, of the shape of the machines.</param>
    /// <param name="machines">Machines in the order of the training, the last the one in question; at least
    /// one.</param>
    /// <param name="known">Rows that may be samples of the machine, such as data, one after another: every second
    /// ladder begins from them, and all ladders have to agree in the end. None is allowed.</param>
    /// <param name="plan">How long.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threads">Most threads to use, at least 1.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="ct">Checked before each sweep.</param>
    /// <exception cref="ArgumentException">The machines are of different shapes, or the number of threads is out of
    /// range.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static TemperedEstimate Run(
        IndependentUnits start,
        IReadOnlyList<Rbm> machines,
        ReadOnlyMemory<byte> known,
        TemperingPlan plan,
        ulong seed,
        int threads = 1,
        IProgress<double>? progress = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(machines);
        ArgumentNullException.ThrowIfNull(plan);
        MachinePath path = new([start.Machine, .. machines]);
        LadderBuilder builder = new(path, plan, seed);
        List<Rung> rungs = builder.Build(ct);
        if (known.Length % rungs[0].RowBytes != 0)
            throw Require.Error("known.Length", known.Length, $"a multiple of {rungs[0].RowBytes}");
        builder.Begin(rungs, known.Span);
        using Team team = new(Math.Min(Require.AtLeast(threads, 1), plan.MostRungs));
        Replicas replicas = Settle(builder, rungs, plan, team, seed, ct);
        var record = new SwapRecord(rungs.Count, plan);
        for (int sweep = 0; sweep < plan.Sweeps; sweep++)
        {
            ct.ThrowIfCancellationRequested();
            replicas.Sweep(record);
            record.Keep(sweep, rungs[^1].Rows);
            progress?.Report((sweep + 1.0) / plan.Sweeps);
            if (sweep + 1 >= plan.Patience && replicas.Arrivals == 0)
                break;
        }

        return record.Estimate(start.LogPartition, replicas.RoundTrips, replicas.Arrivals);
    }

    /// <summary>Lets the replicas forget where they began, and puts rungs between neighbours that hardly ever
    /// swap.</summary>
    private static Replicas Settle(
        LadderBuilder builder, List<Rung> rungs, TemperingPlan plan, Team team, ulong seed, CancellationToken ct)
    {
        int sweeps = Math.Max(plan.Sweeps / 5 / 2, 8);
        for (int round = 0; ; round++)
        {
            var replicas = new Replicas(rungs, plan, team, seed, round);
            var record = new SwapRecord(rungs.Count, plan);
            for (int sweep = 0; sweep < sweeps; sweep++)
            {
                ct.ThrowIfCancellationRequested();
                replicas.Sweep(record);
            }

            int room = plan.MostRungs - rungs.Count;
            int[] gaps = [.. Enumerable.Range(0, rungs.Count - 1).Where(k => record.AcceptedShare(k) < LeastSwap)];
            if (gaps.Length == 0 || room == 0 || round == Rounds)
            {
                for (int sweep = 0; sweep < sweeps; sweep++)
                {
                    ct.ThrowIfCancellationRequested();
                    replicas.Sweep(record);
                }

                replicas.ForgetTrips();
                return replicas;
            }

            foreach (int k in gaps.Take(room).Reverse())
                rungs.Insert(k + 1, builder.Between(rungs[k], rungs[k + 1]));
        }
    }
}
