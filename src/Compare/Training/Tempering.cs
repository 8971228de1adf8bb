using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Tempers a machine along the path that serves it: the snapshots of its training, all of them; where something speaks
/// against the outcome, straight from the independent units, in β; and then by way of one early snapshot or another. A
/// training that swings from mode to mode makes a bad ladder, as a mode cannot pass the rungs that hardly know it; from
/// where the modes are born, straight to the machine, none is ever shut out.
/// </summary>
/// <param name="machine">Any machine.</param>
/// <param name="snapshots">Machines of its training, in order.</param>
/// <param name="data">The data.</param>
/// <param name="known">Rows of the data that ladders begin from.</param>
/// <param name="plan">How long.</param>
/// <param name="stop">Checked before each sweep.</param>
internal sealed class Tempering(Rbm machine, IReadOnlyList<Rbm> snapshots, IDataSet data, ReadOnlyMemory<byte> known,
    EstimatePlan plan, CancellationToken stop)
{
    private const int Ladders = 32, MostRungs = 64, FewestRungs = 8, ShareOfPatience = 4;

    /// <summary>The tables of all rungs may take a gigabyte; a rung takes some 24 bytes a weight.</summary>
    private const long RungBytes = 24, MostBytes = 1L << 30;

    /// <summary>Tempers until nothing speaks against it, or no path is left: then the one with the fewest doubts
    /// counts.</summary>
    /// <param name="numbers">What is known so far; receives what was found.</param>
    /// <returns>Samples of the machine, one after another.</returns>
    public ReadOnlyMemory<byte> Run(Dictionary<string, double> numbers)
    {
        Dictionary<string, double>? best = null;
        ReadOnlyMemory<byte> samples = default;
        int fewest = int.MaxValue;
        foreach (Rbm[] path in Paths())
        {
            TemperedEstimate found = Along(path);
            Dictionary<string, double> numbersOf = Numbers(found, path.Length - 1);
            Dictionary<string, double> all = new(numbers);
            foreach ((string name, double value) in numbersOf)
                all[name] = value;
            int doubts = EstimateDoubts.OfTempering(all).Count();
            if (doubts < fewest)
                (fewest, best, samples) = (doubts, numbersOf, found.Samples);
            if (doubts == 0)
                break;
        }

        foreach ((string name, double value) in best!)
            numbers[name] = value;
        return samples;
    }

    private IEnumerable<Rbm[]> Paths()
    {
        Rbm[] kept = [.. snapshots.Where(snapshot => !IsSame(snapshot, machine))];
        if (kept.Length > 0)
            yield return [.. kept, machine];
        yield return [machine];
        foreach (int place in new[] { kept.Length / 4, kept.Length / 2 }.Where(place => place > 0).Distinct())
            yield return [kept[place], machine];
    }

    private TemperedEstimate Along(Rbm[] path)
        => TrajectoryTempering.Run(IndependentUnits.OfMeans(path[0], data), path, known, new()
        {
            Sweeps = Math.Max(plan.Steps, EstimatePlan.FewestSteps),
            Patience = Math.Max(plan.Steps / ShareOfPatience, EstimatePlan.FewestSteps),
            Ladders = Math.Min(plan.Chains, Ladders),
            MostRungs = (int)Math.Clamp(MostBytes / (RungBytes * machine.Weights.Length), FewestRungs, MostRungs),
        }, plan.Seed, plan.Threads, ct: stop);

    private static Dictionary<string, double> Numbers(TemperedEstimate found, int through) => new()
    {
        ["logPartitionTempered"] = found.LogPartition,
        ["logPartitionTemperedError"] = found.StandardError,
        ["temperingSnapshots"] = through,
        ["temperingRungs"] = found.Rungs,
        ["temperingLowestSwap"] = found.LowestSwap,
        ["temperingRoundTrips"] = found.RoundTrips,
        ["temperingFreshSamples"] = found.FreshSamples,
        ["temperingStartsApart"] = found.StartsApart,
    };

    private static bool IsSame(Rbm one, Rbm other)
        => one.Parameters.All.Zip(other.Parameters.All).All(pair => pair.First.Values.AsSpan()
            .SequenceEqual(pair.Second.Values));
}
