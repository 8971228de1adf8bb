// A hidden unit of one's own: the rectified linear unit, h >= 0 with U(h) = h^2/2. A unit is its law, p(h | I) ~
// e^{-U(h) + h I}: the logarithm of its normalisation, U, its mean and a way to draw from it. Training runs on the
// generic kernel; the exact likelihood, in nats, says every twenty epochs how much was learnt of an Ising ring.
//
// Prints:
//   epoch   0   -5.548
//   epoch  20   -3.999
//   epoch  40   -3.979
//   epoch  60   -3.735
//   epoch  80   -3.591
//   the ring    -3.462, on average
#:project ../src/Theory/Theory.csproj
#:project ../src/Simulation/Simulation.csproj

using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;
using RbmTheory.Theory.Populations;

const int sites = 8;
const double beta = 0.8;
SpinSet data = new IsingRingSampler(sites, beta).SampleSet(10_000, seed: 1);
Rbm machine = new(visible: new(SpinUnit.Instance, sites), hidden: new(new RectifiedUnit(), 6, fields: true));
machine.Randomize(standardDeviation: 0.01, seed: 1);

void Say(int epoch)
    => Console.WriteLine($"epoch {epoch,3}   {ExactLikelihood.MeanLogLikelihood(machine, data):F3}");
Say(0);
TrainingPlan plan = new() { LearningRate = 0.02, BatchSize = 500, Chains = 500, GibbsSteps = 2, Epochs = 80 };
Trainer.Run(machine, data, plan, seed: 1, observer: new TrainingObserver(afterEpoch: (epoch, _) =>
{
    if (epoch % 20 == 0)
        Say(epoch);
}));
Console.WriteLine($"the ring    {new IsingRing(sites, beta).MeanLogLikelihood:F3}, on average");

/// <summary>h ≥ 0, a normal law of mean I and variance 1 cut at 0.</summary>
internal sealed class RectifiedUnit : IUnit
{
    public string Name => "rectified";

    public double LogPartition(ReadOnlySpan<double> input, ReadOnlySpan<float> parameters)
        => new HalfGaussian(-input[0]).LogPartition;

    public double Energy(ReadOnlySpan<float> value, ReadOnlySpan<float> parameters)
        => value[0] >= 0 ? value[0] * value[0] / 2 : double.PositiveInfinity;

    public void Mean(ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, Span<float> mean)
        => mean[0] = (float)new HalfGaussian(-input[0]).Mean;

    public void Sample(
        ReadOnlySpan<float> input, ReadOnlySpan<float> parameters, ref RandomStream stream, Span<float> value)
        => value[0] = (float)HalfGaussian.Sample(-input[0], ref stream);
}
