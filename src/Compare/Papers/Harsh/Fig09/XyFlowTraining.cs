using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The field of Fig. 9 as theory has it, from infinitely many data and without a fit: at rest, and after the time of the
/// training from the training's own initial weights.
/// </summary>
public static class XyFlowTraining
{
    // The fields of several runs differ by some percent: an error of 1e-3 in w is far below that.
    private static readonly IntegrationOptions Accuracy = new() { RelativeTolerance = 1e-4, AbsoluteTolerance = 1e-5 };

    // A velocity that moves a field of relaxation rate 1e-3 by 1e-3 at most.
    private const double Rest = 1e-6;

    /// <summary>The steady field of h = ±1, on a site and a colour.</summary>
    public static RunResult AtRest()
        => Measure(PottsBump.OfSpins(XyTraining.Sites, XyTraining.Colours, XyTraining.Beta).Weights);

    /// <summary>The steady field of real h at a given θ, with θ̇ there.</summary>
    /// <param name="theta">θ.</param>
    public static RunResult AtRest(double theta)
    {
        PottsBump bump = PottsBump.OfDoubleWell(XyTraining.Sites, XyTraining.Colours, XyTraining.Beta, theta, Rest);
        RunResult result = Measure(bump.Weights);
        return new(new Dictionary<string, double>(result.Numbers) { ["thetaVelocity"] = bump.ThetaVelocity }, result.Series);
    }

    /// <summary>The exact flow of h = ±1 from the initial weights of a training of Fig. 9.</summary>
    /// <param name="seed">Seed of the training.</param>
    /// <param name="time">ν × updates, 1000 in the paper.</param>
    public static RunResult Compute(ulong seed, double time)
    {
        Rbm machine = new(new(new PottsUnit(XyTraining.Colours), XyTraining.Sites), new(SpinUnit.Instance, 1));
        machine.Randomize(XyTraining.InitialDeviation, seed);
        PottsPopulationFlow flow = new(XyTraining.Sites, XyTraining.Colours, XyTraining.Beta, doubleWell: false);
        return Measure(new AdaptiveRungeKutta().Integrate(
            flow, [.. machine.Weights.Select(w => (double)w)], 0, time, Accuracy).State);
    }

    private static RunResult Measure(double[] weights)
    {
        ColourField field = new(weights, XyTraining.Colours);
        return new(
            new Dictionary<string, double>
            {
                ["amplitude"] = field.PeakFit.Amplitude,
                ["width"] = field.Width,
                ["participation"] = field.Participation,
                ["thirdHarmonic"] = field.ThirdHarmonic,
                ["frequency"] = HarmonicFrequency.Mean(XyTraining.Colours, field.ThirdHarmonic),
            },
            new Dictionary<string, double[]> { ["weights"] = weights });
    }
}
