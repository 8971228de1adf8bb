using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>The flow of Gaussian units integrated: from weights along the axes of the data, held against the closed
/// form, and from random ones, whose singular vectors turn.</summary>
internal static class FlowOfModes
{
    /// <summary>Looks at the flow from a random start, evenly spaced in the logarithm of time.</summary>
    private const int Looks = 16;

    private const double FirstLook = 0.02, LastLook = 20, RandomDeviation = 0.05;

    /// <summary>Half the step of the differences.</summary>
    private const double Step = 1e-5;

    /// <summary>Pairs of singular values nearer than this turn too fast for it.</summary>
    private const double LeastGap = 0.02;

    private static readonly IntegrationOptions Exact = new() { RelativeTolerance = 1e-12, AbsoluteTolerance = 1e-14 };

    /// <summary>Integrates both.</summary>
    /// <param name="settings">C and x₀.</param>
    /// <param name="run">The seed of the random start.</param>
    public static GaussianRotations Run(GaussianModesSettings settings, RunContext run)
    {
        int modes = settings.Signals.Count;
        double[,] covariance = new double[modes, modes];
        for (int a = 0; a < modes; a++)
            covariance[a, a] = settings.Signals[a];
        GaussianFlow flow = new(covariance, modes);
        RandomStream stream = new(run.Seed, StreamPurpose.Weights, 0);
        double[] weights = [.. Enumerable.Range(0, modes * modes).Select(_ => RandomDeviation * stream.NextGaussian())];
        List<double> cosines = [], visible = [], visibleFormula = [], hidden = [], hiddenFormula = [];
        double[] times = Grid.Logarithmic(FirstLook, LastLook, Looks);
        double before = 0;
        foreach (double time in times)
        {
            run.Stop.ThrowIfCancellationRequested();
            weights = new AdaptiveRungeKutta().Integrate(flow, weights, before, time, Exact).State;
            before = time;
            WeightModes now = WeightModes.Of(weights, modes);
            cosines.AddRange(Enumerable.Range(0, modes).Select(a => Math.Round(Math.Abs(now.Left(a)[a]), 5)));
            AddRotations(flow, weights, now, settings.Signals, visible, visibleFormula, hidden, hiddenFormula);
        }

        return new(Deviation(settings, flow), times, [.. cosines], [.. visible], [.. visibleFormula], [.. hidden],
            [.. hiddenFormula]);
    }

    private static void AddRotations(
        GaussianFlow flow, double[] weights, WeightModes now, IReadOnlyList<double> signals, List<double> visible,
        List<double> visibleFormula, List<double> hidden, List<double> hiddenFormula)
    {
        int modes = signals.Count;
        double[] velocity = new double[weights.Length];
        flow.Velocity(0, weights, velocity);
        WeightModes later = WeightModes.Of([.. weights.Zip(velocity, (w, v) => w + Step * v)], modes);
        WeightModes earlier = WeightModes.Of([.. weights.Zip(velocity, (w, v) => w - Step * v)], modes);
        double[,] correlations = new double[modes, modes];
        for (int a = 0; a < modes; a++)
        {
            for (int b = 0; b < modes; b++)
                correlations[a, b] = Enumerable.Range(0, modes).Sum(i => now.Left(a)[i] * signals[i] * now.Left(b)[i]);
        }

        double[,] ofVisible = GaussianRotation.OfVisible(now.Values, correlations);
        double[,] ofHidden = GaussianRotation.OfHidden(now.Values, correlations);
        for (int b = 1; b < modes; b++)
        {
            for (int a = 0; a < b; a++)
            {
                // Values come in order: the nearest to b are its neighbours.
                if (now.Values[b - 1] - now.Values[b] < LeastGap
                    || (b + 1 < modes && now.Values[b] - now.Values[b + 1] < LeastGap))
                    continue;
                visible.Add(Turned(now.Left(a), later.Left(b), earlier.Left(b)));
                visibleFormula.Add(ofVisible[a, b]);
                hidden.Add(Turned(now.Right(a), later.Right(b), earlier.Right(b)));
                hiddenFormula.Add(ofHidden[a, b]);
            }
        }
    }

    private static double Turned(ReadOnlySpan<double> along, ReadOnlySpan<double> later, ReadOnlySpan<double> earlier)
    {
        double sum = 0;
        for (int i = 0; i < along.Length; i++)
            sum += along[i] * (later[i] - earlier[i]);
        return sum / (2 * Step);
    }

    /// <summary>Of the flow from weights along the axes, at times through the training.</summary>
    private static double Deviation(GaussianModesSettings settings, GaussianFlow flow)
    {
        int modes = settings.Signals.Count;
        GaussianMode[] theory = [.. settings.Signals.Select(c => new GaussianMode(c))];
        double[] weights = new double[modes * modes];
        for (int a = 0; a < modes; a++)
            weights[a * modes + a] = theory[a].WeightOf(settings.StartGain);
        double before = 0, deviation = 0;
        foreach (double time in Grid.Logarithmic(FirstLook, settings.LearningRate * settings.Updates, Looks))
        {
            weights = new AdaptiveRungeKutta().Integrate(flow, weights, before, time, Exact).State;
            before = time;
            for (int a = 0; a < modes; a++)
            {
                double x = theory[a].SquaredGainOf(weights[a * modes + a]);
                deviation = Math.Max(deviation, Math.Abs(x - theory[a].After(settings.StartGain, time)));
            }
        }

        return deviation;
    }
}
