using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The training of Figs. 9 and 10 on the discretised XY ring (13)–(15); the paper's parameters unless said otherwise.
/// </summary>
internal sealed record XyTraining
{
    /// <summary>N.</summary>
    [Shown("Sites, states, hidden units", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>P, at least 7: with fewer the third harmonic is another's alias.</summary>
    [Shown("Sites, states, hidden units", "P = {0}")]
    public int States { get; init; } = 10;

    /// <summary>M, at least 1.</summary>
    [Shown("Sites, states, hidden units", "M = {0}")]
    public int Hidden { get; init; } = 1;

    /// <summary>β.</summary>
    [Shown("Inverse temperature", "β = {0}")]
    public double Beta { get; init; } = 1.5;

    /// <summary>S.</summary>
    [Shown("Samples of each run", "S = {0:N0}")]
    public int Samples { get; init; } = 100_000;

    /// <summary>Hidden units are real, of the potential ½h² + θ|h|; else they are ±1.</summary>
    public bool DoubleWell { get; init; }

    /// <summary>ν of the first epoch.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>ν of the last epoch, with equal steps up to it.</summary>
    public double FinalLearningRate { get; init; } = 0.01;

    /// <summary>ν in words.</summary>
    [JsonIgnore, Shown("Training")]
    public string Rate => LearningRate == FinalLearningRate
        ? $"ν = {LearningRate}" : $"ν from {LearningRate} to {FinalLearningRate}";

    /// <summary>S_batch.</summary>
    [Shown("Training", "batches of {0}")]
    public int Batch { get; init; } = 100;

    /// <summary>Chains.</summary>
    [Shown("Training", "{0} chains")]
    public int Chains { get; init; } = 100;

    /// <summary>k of PCD-k.</summary>
    [Shown("Training", "PCD-{0}")]
    public int GibbsSteps { get; init; } = 20;

    /// <summary>Passes over the data, at least 1.</summary>
    [Shown("Training", "{0} epochs")]
    public int Epochs { get; init; } = 100;

    /// <summary>Standard deviation of the initial weights.</summary>
    [Shown("Initial weights", "Gaussian, standard deviation {0}, zero-sum gauge")]
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>θ at the start, where the unit has one.</summary>
    public double Theta { get; init; }

    /// <summary>The hidden units.</summary>
    [JsonIgnore]
    public IUnit Unit => UnitOf(DoubleWell);

    /// <summary>2π/P, the frequency of the kernel, in radians a colour.</summary>
    [JsonIgnore]
    public double Frequency => 2 * Math.PI / States;

    /// <summary>The training in words, for the reader.</summary>
    [JsonIgnore]
    public string Summary => $"{Rate}, batches of {Batch}, {Chains} chains, PCD-{GibbsSteps}, {Epochs} epochs";

    /// <summary>Visible units drawn by the chains: updates × chains × k × N.</summary>
    [JsonIgnore]
    public double SpinUpdates => (double)Epochs * (Samples / Batch) * Chains * GibbsSteps * Sites;

    /// <summary>A kind of hidden unit.</summary>
    /// <param name="doubleWell">Real, else ±1.</param>
    public static IUnit UnitOf(bool doubleWell) => doubleWell ? DoubleWellUnit.Instance : SpinUnit.Instance;

    /// <summary>
    /// Fewer updates for the same sum of ν: the field forms at a large rate and sheds its noise as the rate falls to
    /// that of this training. Given the hidden units a step draws all colours anew, so that one step between updates
    /// does.
    /// </summary>
    /// <param name="epochs">At most as many as here.</param>
    public XyTraining Shortened(int epochs) => this with
    {
        Epochs = epochs,
        LearningRate = Math.Round(2 * Epochs * LearningRate / epochs - FinalLearningRate, 4),
        GibbsSteps = 1,
    };

    /// <summary>Trains a machine; its data, initial weights and chains depend on the seed alone.</summary>
    /// <param name="run">Seed of the run; told the fraction done; stops between updates.</param>
    public Rbm Train(RunContext run)
    {
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            FinalLearningRate = FinalLearningRate,
            BatchSize = Batch,
            Chains = Chains,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        PottsSet data = PottsRingSampler.Xy(Sites, States, Beta).SampleSet(Samples, run.Seed);
        Rbm machine = new(new(new PottsUnit(States), Sites), new(Unit, Hidden));
        machine.Randomize(InitialDeviation, run.Seed);
        Array.Fill(machine.Parameters.HiddenParameters, (float)Theta);
        Trainer.Run(machine, new ShuffledBatches(data, Batch, run.Seed), plan, run.Seed,
            observer: new ProgressObserver(Epochs, run.Progress), ct: run.Stop);
        return machine;
    }
}
