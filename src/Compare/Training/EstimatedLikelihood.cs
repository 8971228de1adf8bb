using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Compare.Training;

/// <summary>
/// log Z and the log-likelihood of a machine whose states cannot be summed: a rigorous lower bound of log Z by the
/// different configurations that are known; annealing from independent units with the means of the data, and back from
/// samples of the tempering; and the tempering, which alone gives the log-likelihood, where nothing speaks against it.
/// </summary>
public static class EstimatedLikelihood
{
    /// <summary>Most rows of the data that go into the bound.</summary>
    private const int BoundRows = 100_000;

    /// <summary>Rows of the data that ladders of the tempering begin from, and as many of those that the machine
    /// names.</summary>
    private const int KnownRows = 128;

    /// <summary>Names and values, for records; <see cref="EstimateDoubts"/> reads them.</summary>
    /// <param name="machine">Any machine.</param>
    /// <param name="snapshots">Machines of its training, in order; none where they were not kept.</param>
    /// <param name="chains">Rows of the chains of the training; none where they are not known.</param>
    /// <param name="known">Rows that may be samples of the machine, best those it was trained on: their means are
    /// where the estimates start, and they go into the bound.</param>
    /// <param name="train">The data whose log-likelihood is asked for.</param>
    /// <param name="test">Further data; null for none.</param>
    /// <param name="plan">How long.</param>
    /// <param name="stop">Checked now and then.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Dictionary<string, double> Of(
        Rbm machine, IReadOnlyList<Rbm> snapshots, ReadOnlyMemory<byte> chains, IDataSet known, IDataSet train,
        IDataSet? test, EstimatePlan plan, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(plan);
        Dictionary<string, double> numbers = new()
        {
            ["trainLogWeight"] = ExactLikelihood.MeanLogWeight(machine, train),
        };
        if (test is not null)
            numbers["testLogWeight"] = ExactLikelihood.MeanLogWeight(machine, test);
        DistinctRows distinct = new(machine);
        distinct.Add(known, BoundRows);
        if (train != known)
            distinct.Add(train, BoundRows);
        distinct.AddAll(chains.Span);
        byte[] likely = LikelyRows.Of(machine);
        distinct.AddAll(likely);
        numbers["logPartitionBound"] = distinct.LogSum(plan.Threads, stop);

        IndependentUnits start = IndependentUnits.OfMeans(machine, known);
        AnnealingPlan annealing = new() { Chains = plan.Chains, Steps = plan.Steps };
        Add(numbers, "Forward", AnnealedImportanceSampling.Forward(
            machine, start, annealing, plan.Seed, plan.Threads, ct: stop));
        numbers["annealingChains"] = plan.Chains;

        Tempering tempering = new(machine, snapshots, known,
            Mixed(Spread(known, KnownRows), Spread(likely, known.RowBytes, KnownRows), known.RowBytes), plan, stop);
        ReadOnlyMemory<byte> samples = tempering.Run(numbers);
        Add(numbers, "Reverse", AnnealedImportanceSampling.Reverse(
            machine, start, Spread(samples, train.RowBytes, plan.Chains), annealing, plan.Seed, plan.Threads,
            ct: stop));
        distinct.AddAll(samples.Span);
        numbers["logPartitionBound"] = distinct.LogSum(plan.Threads, stop);
        numbers["boundConfigurations"] = distinct.Count;
        AddLikelihoods(numbers);
        return numbers;
    }

    private static void Add(Dictionary<string, double> numbers, string way, LogPartitionEstimate estimate)
    {
        numbers["logPartition" + way] = estimate.LogPartition;
        numbers[$"logPartition{way}Error"] = estimate.StandardError;
        numbers[$"logPartition{way}Chains"] = estimate.EffectiveChains;
    }

    /// <summary>What the bound leaves to the log-likelihoods, and the log-likelihoods themselves where nothing speaks
    /// against the tempering.</summary>
    private static void AddLikelihoods(Dictionary<string, double> numbers)
    {
        bool isGood = !EstimateDoubts.OfTempering(numbers).Any();
        foreach (string name in (string[])["train", "test"])
        {
            if (!numbers.TryGetValue(name + "LogWeight", out double mean))
                continue;
            numbers[name + "LogLikelihoodAtMost"] = mean - numbers["logPartitionBound"];
            if (isGood)
                numbers[name + "TemperedLogLikelihood"] = mean - numbers["logPartitionTempered"];
        }
    }

    /// <summary>The rows of two sets of the same number in turn.</summary>
    private static byte[] Mixed(byte[] one, byte[] other, int bytes)
        => [.. one.Chunk(bytes).Zip(other.Chunk(bytes), (a, b) => (byte[])[.. a, .. b]).SelectMany(rows => rows)];

    /// <summary>So many rows of the data, evenly spread over them.</summary>
    private static byte[] Spread(IDataSet data, int count)
    {
        byte[] rows = new byte[count * data.RowBytes];
        for (int i = 0; i < count; i++)
            data.CopyRow((int)((long)i * data.Samples / count), rows.AsSpan(i * data.RowBytes, data.RowBytes));
        return rows;
    }

    /// <summary>So many of some rows, evenly spread over them.</summary>
    private static byte[] Spread(ReadOnlyMemory<byte> rows, int bytes, int count)
    {
        int there = rows.Length / bytes;
        byte[] some = new byte[count * bytes];
        for (int i = 0; i < count; i++)
            rows.Span.Slice((int)((long)i * there / count) * bytes, bytes).CopyTo(some.AsSpan(i * bytes));
        return some;
    }
}
