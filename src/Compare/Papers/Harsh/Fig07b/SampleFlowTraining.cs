using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// A training of Fig. 7 without its noise: the flow (22) on the very samples and from the very weights of the training
/// of the same seed, for the same ν × updates. What is left out is the noise of batches and chains.
/// </summary>
internal static class SampleFlowTraining
{
    // Far below the errors of means over ten runs.
    private static readonly IntegrationOptions Accuracy = new() { RelativeTolerance = 1e-6, AbsoluteTolerance = 1e-9 };

    /// <summary>Integrates the flow of each of several trainings.</summary>
    /// <param name="settings">The trainings.</param>
    /// <param name="run">Told the fraction done; stops between two of them.</param>
    public static SampleFlowFields Compute(SampleFlowSettings settings, RunContext run)
    {
        FiniteDataTraining training = new()
        {
            Sites = settings.Sites,
            Beta = settings.Beta,
            Samples = settings.Samples,
            Updates = settings.Updates,
            InitialDeviation = settings.InitialDeviation,
            LearningRate = settings.LearningRate,
        };
        List<SampleFlowField> fields = [];
        foreach (ulong seed in settings.Seeds)
        {
            run.Stop.ThrowIfCancellationRequested();
            fields.Add(Compute(training, seed));
            run.Progress.Report((double)fields.Count / settings.Runs);
        }

        return new(
            [.. fields.Select(f => f.Sum)], [.. fields.Select(f => f.Norm)], [.. fields.Select(f => f.Overlap)]);
    }

    /// <summary>Integrates the flow.</summary>
    /// <param name="training">The training, of S samples.</param>
    /// <param name="seed">Its seed.</param>
    /// <exception cref="ArgumentException">It has fresh samples.</exception>
    public static SampleFlowField Compute(FiniteDataTraining training, ulong seed)
    {
        if (training.Samples == 0)
            throw new ArgumentException("samples = fresh, but it should be a number: a flow needs a data set");
        int sites = training.Sites;
        SpinSet data = new IsingRingSampler(sites, training.Beta).SampleSet(training.Samples, seed);
        double[] weights = Integrate(
            data, Rbm.OfSpins(sites, 1, training.InitialDeviation, seed), training.LearningRate * training.Updates,
            Accuracy);
        return new(
            Math.Abs(weights.Sum()), Math.Sqrt(weights.Sum(w => w * w)), Alignment.WithUniform<double>(weights),
            weights);
    }

    /// <summary>The weights to which the flow on some samples leads.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="start">A machine of one hidden unit, with the weights at the start.</param>
    /// <param name="time">ν × updates.</param>
    /// <param name="accuracy">Of the integration.</param>
    public static double[] Integrate(SpinSet data, Rbm start, double time, IntegrationOptions accuracy)
    {
        SampleFlow flow = new([.. Enumerable.Range(0, data.Samples).Select(
            s => (double[])[.. Enumerable.Range(0, data.Sites).Select(i => (double)data.Spin(s, i))])]);
        return new AdaptiveRungeKutta().Integrate(
            flow, [.. start.Weights.Select(w => (double)w)], 0, time, accuracy).State;
    }
}

/// <summary>Where the flow on the samples of a training leads.</summary>
/// <param name="Sum">W = |Σ w|.</param>
/// <param name="Norm">|w|.</param>
/// <param name="Overlap">W/(|w|√N).</param>
/// <param name="Weights">w.</param>
internal sealed record SampleFlowField(double Sum, double Norm, double Overlap, double[] Weights);
