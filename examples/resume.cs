// A training that is stopped and goes on ends where it would have ended, bit for bit. The first training is never
// stopped. The second is stopped by force after 777 updates, in the middle of an epoch, and writes a checkpoint; the
// third, with a new machine and two threads, goes on from the file.
//
// Prints:
//   never stopped  2000 updates, weights f5f08b9b5920c739
//   stopped        777 updates, weights d4cbae7ed824aaf3
//   gone on        2000 updates, weights f5f08b9b5920c739
#:project ../src/Simulation/Simulation.csproj

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

SpinSet data = new IsingRingSampler(sites: 50, beta: 1).SampleSet(10_000, seed: 1);
TrainingPlan plan = new() { LearningRate = 0.01, BatchSize = 100, Chains = 100, GibbsSteps = 10, Epochs = 20 };
Trainer New(ulong seed, int threads = 1)
{
    Rbm machine = Rbm.OfSpins(sites: 50, hidden: 5, standardDeviation: 0.01, seed);
    return new(machine, new ShuffledBatches(data, plan.BatchSize, seed), plan, seed, threads);
}

Trainer whole = New(seed: 1);
whole.Run();
Say("never stopped", whole);

Trainer first = New(seed: 1);
using CancellationTokenSource stop = new();
try
{
    first.Run(new TrainingObserver(afterUpdate: (update, _) =>
    {
        if (update == 777)
            stop.Cancel();
    }), stop.Token);
}
catch (OperationCanceledException)
{
    Say("stopped", first);
}

Directory.CreateDirectory("runs");
using (FileStream content = File.Create("runs/resume.npz"))
    Checkpoint.Write(content, first, run: "resume.cs");

Trainer second = New(seed: 1, threads: 2);
Checkpoint.Read(File.ReadAllBytes("runs/resume.npz")).Restore(second);
second.Run();
Say("gone on", second);

static void Say(string what, Trainer trainer)
{
    byte[] bits = SHA256.HashData(MemoryMarshal.AsBytes(trainer.Machine.Weights.AsSpan()));
    Console.WriteLine($"{what,-14} {trainer.Updates} updates, weights {Convert.ToHexStringLower(bits)[..16]}");
}
