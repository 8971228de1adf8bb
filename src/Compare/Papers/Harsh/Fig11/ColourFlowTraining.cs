using RbmTheory.Compare.Records;
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
public static class ColourFlowTraining
{
    // The order parameters of ten runs spread by some 0.1: an error of 1e-3 in w is far below that.
    private static readonly IntegrationOptions Accuracy = new() { RelativeTolerance = 1e-4, AbsoluteTolerance = 1e-5 };

    /// <summary>The flow on the samples of a training of Fig. 11.</summary>
    /// <param name="training">The training.</param>
    /// <param name="seed">Its seed.</param>
    public static RunResult Compute(XyTransitionTraining training, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(training);
        return Compute(PottsRingSampler.Xy(
                XyTransitionTraining.Sites, XyTransitionTraining.States, XyTransitionTraining.Beta)
            .SampleSet(training.Samples, seed), training.Updates, training.WeightSeed);
    }

    /// <summary>The flow on given samples of Fig. 11's sites and colours.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="updates">The time is ν times as many.</param>
    /// <param name="weightSeed">Seed of the initial weights.</param>
    /// <returns><c>amplitude</c>, <c>overlap</c> and <c>concentration</c> as in Fig. 11, and the weights.</returns>
    public static RunResult Compute(PottsSet data, int updates, ulong weightSeed)
    {
        ArgumentNullException.ThrowIfNull(data);
        Rbm machine = new(new(new PottsUnit(XyTransitionTraining.States), XyTransitionTraining.Sites), new(SpinUnit.Instance, 1));
        machine.Randomize(XyTransitionTraining.InitialDeviation, weightSeed);
        PottsSampleFlow flow = new(
            [.. Enumerable.Range(0, data.Samples).Select(s => data.Sample(s).ToArray())], XyTransitionTraining.States);
        double[] weights = new AdaptiveRungeKutta().Integrate(flow, [.. machine.Weights.Select(w => (double)w)], 0,
            XyTransitionTraining.LearningRate * updates, Accuracy).State;
        for (int k = 0; k < weights.Length; k++)
            machine.Weights[k] = (float)weights[k];
        ColourOrder order = ColourOrder.Of(machine);
        return new(
            new Dictionary<string, double>
            {
                ["amplitude"] = order.Amplitude,
                ["overlap"] = order.Overlap,
                ["concentration"] = order.Concentration,
            },
            new Dictionary<string, double[]> { ["weights"] = weights });
    }
}
