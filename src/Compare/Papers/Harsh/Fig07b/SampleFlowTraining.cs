using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// A training of Fig. 7 without its noise: the flow (22) on the very samples and from the very weights of the training of
/// the same seed, for the same ν × updates. What is left out is the noise of batches and chains.
/// </summary>
public static class SampleFlowTraining
{
    // Far below the errors of means over ten runs.
    private static readonly IntegrationOptions Accuracy = new() { RelativeTolerance = 1e-6, AbsoluteTolerance = 1e-9 };

    /// <summary>Integrates the flow: <c>sum</c> W, <c>norm</c> |w|, <c>overlap</c> W/(|w|√N), and the weights.</summary>
    /// <param name="training">The training, of S samples.</param>
    /// <param name="seed">Its seed.</param>
    /// <exception cref="ArgumentException">It has fresh samples.</exception>
    public static RunResult Compute(FiniteDataTraining training, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Samples is not int samples)
            throw new ArgumentException("samples = fresh, but it should be a number: a flow needs a data set");
        int sites = training.Sites;
        SpinSet data = new IsingRingSampler(sites, training.Beta).SampleSet(samples, seed);
        SampleFlow flow = new([.. Enumerable.Range(0, samples).Select(
            s => (double[])[.. Enumerable.Range(0, sites).Select(i => (double)data.Spin(s, i))])]);
        double[] start = [.. Rbm.OfSpins(sites, 1, training.InitialDeviation, seed).Weights.Select(w => (double)w)];
        double[] weights = new AdaptiveRungeKutta().Integrate(
            flow, start, 0, FiniteDataTraining.LearningRate * training.Updates, Accuracy).State;
        return new(
            new Dictionary<string, double>
            {
                ["sum"] = Math.Abs(weights.Sum()),
                ["norm"] = Math.Sqrt(weights.Sum(w => w * w)),
                ["overlap"] = Alignment.WithUniform<double>(weights),
            },
            new Dictionary<string, double[]> { ["weights"] = weights });
    }
}
