using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Compare.Training;

/// <summary>
/// log Z and the log-likelihood of a machine whose states cannot be summed: a rigorous lower bound of log Z by the
/// different configurations that are known; annealing from independent units with the means of the data, and back from
/// samples of the tempering; and the tempering along the training, which alone gives the log-likelihood, where nothing
/// speaks against it.
/// </summary>
public static class EstimatedLikelihood
{
    /// <summary>Most rows of the data that go into the bound.</summary>
    private const int BoundRows = 100_000;
    private const int Ladders = 32, MostRungs = 64, FewestRungs = 8;

    /// <summary>The tables of all rungs may take a gigabyte; a rung takes some 40 bytes a weight.</summary>
    private const long RungBytes = 40, MostBytes = 1L << 30;

    /// <summary>Names and values, for records; <see cref="EstimateDoubts"/> reads them.</summary>
    /// <param name="machine">Any machine.</param>
    /// <param name="snapshots">Machines of its training, in order; none where they were not kept.</param>
    /// <param name="chains">Rows of the chains of the training; none where they are not known.</param>
    /// <param name="train">The data.</param>
    /// <param name="test">Further data; null for none.</param>
    /// <param name="plan">How long.</param>
    /// <param name="stop">Checked now and then.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Dictionary<string, double> Of(
        Rbm machine, IReadOnlyList<Rbm> snapshots, ReadOnlyMemory<byte> chains, IDataSet train, IDataSet? test,
        EstimatePlan plan, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(snapshots);
        Dictionary<string, double> numbers = [];
        Rbm[] machines = [.. snapshots.Where(snapshot => !IsSame(snapshot, machine)), machine];
        IndependentUnits start = IndependentUnits.OfMeans(machines[0], train);
        TemperedEstimate tempered = TrajectoryTempering.Run(start, machines, new()
        {
            Sweeps = Math.Max(plan.Steps, EstimatePlan.FewestSteps),
            Ladders = Math.Min(plan.Chains, Ladders),
            MostRungs = (int)Math.Clamp(MostBytes / (RungBytes * machine.Weights.Length), FewestRungs, MostRungs),
        }, plan.Seed, plan.Threads, ct: stop);
        AddBound(numbers, machine, train, [chains, tempered.Samples], plan, stop);
        AddAnnealing(numbers, machine, start, tempered, plan, stop);
        numbers["logPartitionTempered"] = tempered.LogPartition;
        numbers["logPartitionTemperedError"] = tempered.StandardError;
        numbers["temperingSnapshots"] = machines.Length - 1;
        numbers["temperingRungs"] = tempered.Rungs;
        numbers["temperingLowestSwap"] = tempered.LowestSwap;
        numbers["temperingRoundTrips"] = tempered.RoundTrips;
        numbers["temperingFreshSamples"] = tempered.FreshSamples;
        AddLikelihoods(numbers, machine, train, test);
        return numbers;
    }

    private static void AddBound(
        Dictionary<string, double> numbers, Rbm machine, IDataSet data, ReadOnlyMemory<byte>[] rows, EstimatePlan plan,
        CancellationToken stop)
    {
        DistinctRows distinct = new(machine);
        distinct.Add(data, BoundRows);
        foreach (ReadOnlyMemory<byte> some in rows)
            distinct.AddAll(some.Span);
        numbers["logPartitionBound"] = distinct.LogSum(plan.Threads, stop);
        numbers["boundConfigurations"] = distinct.Count;
    }

    private static void AddAnnealing(
        Dictionary<string, double> numbers, Rbm machine, IndependentUnits start, TemperedEstimate tempered,
        EstimatePlan plan, CancellationToken stop)
    {
        AnnealingPlan annealing = new() { Chains = plan.Chains, Steps = plan.Steps };
        LogPartitionEstimate forward = AnnealedImportanceSampling.Forward(
            machine, start, annealing, plan.Seed, plan.Threads, ct: stop);
        LogPartitionEstimate reverse = AnnealedImportanceSampling.Reverse(
            machine, start, Spread(machine, tempered.Samples, plan.Chains), annealing, plan.Seed, plan.Threads, ct: stop);
        numbers["annealingChains"] = plan.Chains;
        numbers["logPartitionForward"] = forward.LogPartition;
        numbers["logPartitionForwardError"] = forward.StandardError;
        numbers["logPartitionForwardChains"] = forward.EffectiveChains;
        numbers["logPartitionReverse"] = reverse.LogPartition;
        numbers["logPartitionReverseError"] = reverse.StandardError;
        numbers["logPartitionReverseChains"] = reverse.EffectiveChains;
    }

    /// <summary>What the bound leaves to the log-likelihoods, and the log-likelihoods themselves where nothing speaks
    /// against the tempering.</summary>
    private static void AddLikelihoods(Dictionary<string, double> numbers, Rbm machine, IDataSet train, IDataSet? test)
    {
        (string Name, double Mean)[] means = test is null
            ? [("train", ExactLikelihood.MeanLogWeight(machine, train))]
            : [("train", ExactLikelihood.MeanLogWeight(machine, train)),
                ("test", ExactLikelihood.MeanLogWeight(machine, test))];
        foreach ((string name, double mean) in means)
            numbers[name + "LogLikelihoodAtMost"] = mean - numbers["logPartitionBound"];
        if (EstimateDoubts.OfTempering(numbers).Any())
            return;
        foreach ((string name, double mean) in means)
            numbers[name + "TemperedLogLikelihood"] = mean - numbers["logPartitionTempered"];
    }

    /// <summary>So many of some rows, evenly spread over them.</summary>
    private static byte[] Spread(Rbm machine, ReadOnlyMemory<byte> rows, int count)
    {
        int bytes = machine.VisibleLayer.Unit.RowBytes(machine.Sites), there = rows.Length / bytes;
        byte[] some = new byte[count * bytes];
        for (int i = 0; i < count; i++)
            rows.Span.Slice((int)((long)i * there / count) * bytes, bytes).CopyTo(some.AsSpan(i * bytes));
        return some;
    }

    private static bool IsSame(Rbm one, Rbm other)
        => one.Parameters.All.Zip(other.Parameters.All).All(pair => pair.First.Values.AsSpan()
            .SequenceEqual(pair.Second.Values));
}
