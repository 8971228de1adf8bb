// A machine of rbms, the program of Decelle's group, is an HDF5 archive: dotnet run examples/rbms.cs MACHINE.h5.
// Without a name one is made first, runs/rbms.h5, of spins trained here; rbms has units 0 and 1, and the weights and
// fields change with them, but the probability of no configuration does. What was read can be trained on.
//
// Prints:
//   as it was made   log-likelihood -5.7912 nats
//   12 binary x 4 binary units, 2000 updates
//   as it was read   log-likelihood -5.7912 nats
//   trained on       log-likelihood -5.7789 nats
#:project ../src/Simulation/Simulation.csproj

using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Machines.Formats;
using RbmTheory.Simulation.Training;

TrainingPlan plan = new() { LearningRate = 0.01, BatchSize = 100, Chains = 100, GibbsSteps = 5, Epochs = 20 };
SpinSet data = new IsingRingSampler(sites: 12, beta: 0.8).SampleSet(10_000, seed: 1);
string file = args.FirstOrDefault() ?? Made("runs/rbms.h5");

byte[] content = File.ReadAllBytes(file);
MachineFile read = MachineFormats.Of(content).Read(content);
Rbm machine = read.Machine;
Console.WriteLine($"{machine.Sites} {machine.VisibleLayer.Unit.Name} x {machine.Hidden} "
    + $"{machine.HiddenLayer.Unit.Name} units, {read.Updates} updates");
if (machine.Sites == data.Sites && machine.VisibleLayer.Unit.Components == 1)
{
    Say("as it was read", machine);
    Trainer.Run(machine, data, plan, seed: 2);
    Say("trained on", machine);
}

string Made(string path)
{
    Rbm spins = Rbm.OfSpins(sites: 12, hidden: 4, standardDeviation: 0.01, seed: 1);
    Trainer trainer = Trainer.Run(spins, data, plan, seed: 1);
    Directory.CreateDirectory("runs");
    using (FileStream stream = File.Create(path))
        new RbmsFormat().Write(stream, new(spins) { Updates = trainer.Updates });
    Say("as it was made", spins);
    return path;
}

void Say(string what, Rbm machine)
    => Console.WriteLine($"{what,-14}   log-likelihood {ExactLikelihood.MeanLogLikelihood(machine, data):F4} nats");
