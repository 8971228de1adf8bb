using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// A training of Fig. 11, or of a variant, without its noise: the flow on given samples from the very weights of the
/// training of the same seed, for the same ν × updates. What is left out is the noise of batches and chains.
/// </summary>
internal static class ColourFlowTraining
{
    // The order parameters of ten runs spread by some 0.1: an error of 1e-3 in w is far below that.
    private static readonly IntegrationOptions Accuracy = new() { RelativeTolerance = 1e-4, AbsoluteTolerance = 1e-5 };

    /// <summary>The flow on the samples of each of several trainings of Fig. 11.</summary>
    /// <param name="settings">The trainings.</param>
    /// <param name="run">Told the fraction done; stops between two of them.</param>
    public static ColourFlowOrders Compute(ColourFlowSettings settings, RunContext run)
    {
        XyTransitionTraining training = new()
        {
            Sites = settings.Sites,
            States = settings.States,
            Beta = settings.Beta,
            Samples = settings.Samples,
            Updates = settings.Updates,
            InitialDeviation = settings.InitialDeviation,
            LearningRate = settings.LearningRate,
        };
        List<ColourFlowOrder> orders = [];
        foreach ((ulong seed, ulong weightSeed) in settings.Seeds.Zip(settings.WeightSeeds))
        {
            run.Stop.ThrowIfCancellationRequested();
            orders.Add(Compute(training with { WeightSeed = weightSeed }, seed));
            run.Progress.Report((double)orders.Count / settings.Runs);
        }

        return new(
            [.. orders.Select(o => o.Amplitude)], [.. orders.Select(o => o.Overlap)],
            [.. orders.Select(o => o.Concentration)]);
    }

    /// <summary>The flow on the samples of a training of Fig. 11.</summary>
    /// <param name="training">The training.</param>
    /// <param name="seed">Its seed.</param>
    public static ColourFlowOrder Compute(XyTransitionTraining training, ulong seed)
        => Compute(training, PottsRingSampler.Xy(training.Sites, training.States, training.Beta)
            .SampleSet(training.Samples, seed));

    /// <summary>The flow on given samples.</summary>
    /// <param name="training">The training: its sites, colours, updates, and seed of the initial weights.</param>
    /// <param name="data">The samples.</param>
    public static ColourFlowOrder Compute(XyTransitionTraining training, PottsSet data)
    {
        Rbm machine = new(new(new PottsUnit(training.States), training.Sites), new(SpinUnit.Instance, 1));
        machine.Randomize(training.InitialDeviation, training.WeightSeed);
        PottsSampleFlow flow = new(
            [.. Enumerable.Range(0, data.Samples).Select(s => data.Sample(s).ToArray())], training.States);
        double[] weights = new AdaptiveRungeKutta().Integrate(flow, [.. machine.Weights.Select(w => (double)w)], 0,
            training.LearningRate * training.Updates, Accuracy).State;
        for (int k = 0; k < weights.Length; k++)
            machine.Weights[k] = (float)weights[k];
        ColourOrder order = ColourOrder.Of(machine, training.States);
        return new(order.Amplitude, order.Overlap, order.Concentration, weights);
    }
}

/// <summary>Where the flow on the samples of a training leads: the order parameters of Fig. 11.</summary>
/// <param name="Amplitude">|Σ_i F_i|.</param>
/// <param name="Overlap">With the plane of Λ_XY.</param>
/// <param name="Concentration">Along the ring.</param>
/// <param name="Weights">w, colours of a site together.</param>
internal sealed record ColourFlowOrder(double Amplitude, double Overlap, double Concentration, double[] Weights);
