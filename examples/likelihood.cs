// What a machine is worth, exactly. Twelve spins on a ring have 4096 configurations and eight hidden spins 256: log Z
// is summed over either side, and the probabilities of all configurations sum to 1. Annealed importance sampling, which
// also works where nothing can be summed, finds the same log Z. No machine can be better, on average, than the ring
// that the samples come from, minus its entropy.
//
// Prints:
//   log Z over the hidden side    25.258813
//   log Z over the visible side   25.258813
//   log Z by annealing            25.246 +- 0.024
//   sum of all probabilities      1.000000000
//   log-likelihood of new samples, nats:
//   untrained  -8.318
//   trained    -5.387
//   the ring   -5.380, on average
#:project ../src/Theory/Theory.csproj
#:project ../src/Simulation/Simulation.csproj

using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.Populations;

const int sites = 12;
const double beta = 0.8;
IsingRingSampler ring = new(sites, beta);
Rbm machine = Rbm.OfSpins(sites, hidden: 8, standardDeviation: 0.01, seed: 1);
Trainer.Run(machine, ring.SampleSet(20_000, seed: 1), seed: 1, plan: new()
{
    LearningRate = 0.01,
    BatchSize = 100,
    Chains = 100,
    GibbsSteps = 5,
    Epochs = 60,
});

double logZ = ExactLikelihood.LogPartition(machine, EnumeratedSide.Hidden);
double overVisible = ExactLikelihood.LogPartition(machine, EnumeratedSide.Visible), total = 0;
for (int v = 0; v < 1 << sites; v++)
    total += Math.Exp(FreeEnergy.LogWeightOfVisible(machine, [(byte)v, (byte)(v >> 8)]) - logZ);
IndependentUnits coins = IndependentUnits.OfFields(machine);
LogPartitionEstimate annealed =
    AnnealedImportanceSampling.Forward(machine, coins, new() { Chains = 300, Steps = 100 }, seed: 1);
Console.WriteLine($"log Z over the hidden side    {logZ:F6}");
Console.WriteLine($"log Z over the visible side   {overVisible:F6}");
Console.WriteLine($"log Z by annealing            {annealed.LogPartition:F3} +- {annealed.StandardError:F3}");
Console.WriteLine($"sum of all probabilities      {total:F9}");

SpinSet fresh = ring.SampleSet(20_000, seed: 2);
Console.WriteLine("log-likelihood of new samples, nats:");
Console.WriteLine($"untrained  {-sites * Math.Log(2):F3}");
Console.WriteLine($"trained    {ExactLikelihood.MeanLogLikelihood(machine, fresh):F3}");
Console.WriteLine($"the ring   {new IsingRing(sites, beta).MeanLogLikelihood:F3}, on average");
