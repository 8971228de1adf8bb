using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The training of Figs. 9 and 10: 100 Potts units of the discretised XY ring (13)–(15) with ten colours, β = 1.5,
/// 100,000 samples, batches of 100, 100 chains.
/// </summary>
/// <param name="Hidden">M, at least 1.</param>
/// <param name="Unit">The hidden units.</param>
/// <param name="Epochs">Passes over the data, at least 1.</param>
/// <param name="LearningRate">ν of the first epoch.</param>
/// <param name="FinalLearningRate">ν of the last epoch, with equal steps up to it.</param>
/// <param name="GibbsSteps">k of PCD-k.</param>
/// <param name="Theta">θ at the start, where the unit has one.</param>
internal sealed record XyTraining(
    int Hidden, IUnit Unit, int Epochs, double LearningRate, double FinalLearningRate, int GibbsSteps, double Theta = 0)
{
    /// <summary>N.</summary>
    public const int Sites = 100;

    /// <summary>P.</summary>
    public const int Colours = 10;

    /// <summary>β.</summary>
    public const double Beta = 1.5;

    private const int Samples = 100_000, Batch = 100;

    /// <summary>Standard deviation of the initial weights.</summary>
    public const double InitialDeviation = 0.01;

    /// <summary>2π/P, the frequency of the kernel, in radians a colour.</summary>
    public static double Frequency => 2 * Math.PI / Colours;

    /// <summary>Data and start in words, for the reader.</summary>
    public static IReadOnlyList<(string Name, string Value)> Words =>
    [
        ("Inverse temperature", $"β = {Beta}"), ("Samples", $"S = {Samples:N0}, each run its own"),
        ("Initial weights", $"Gaussian, standard deviation {InitialDeviation}, zero-sum gauge"),
    ];

    /// <summary>The training in words, for the reader.</summary>
    public string Summary => (LearningRate == FinalLearningRate
            ? $"ν = {LearningRate}" : $"ν from {LearningRate} to {FinalLearningRate}")
        + $", batches of {Batch}, {Batch} chains, PCD-{GibbsSteps}, {Epochs} epochs";

    /// <summary>Everything the numbers of a run depend on; the unit is told by the run's name.</summary>
    public IReadOnlyDictionary<string, double> Parameters => new Dictionary<string, double>
    {
        ["sites"] = Sites,
        ["states"] = Colours,
        ["beta"] = Beta,
        ["samples"] = Samples,
        ["hidden"] = Hidden,
        ["doubleWell"] = Unit == DoubleWellUnit.Instance ? 1 : 0,
        ["learningRate"] = LearningRate,
        ["finalLearningRate"] = FinalLearningRate,
        ["batch"] = Batch,
        ["chains"] = Batch,
        ["gibbsSteps"] = GibbsSteps,
        ["epochs"] = Epochs,
        ["initialDeviation"] = InitialDeviation,
        ["theta"] = Theta,
    };

    /// <summary>Visible units drawn by the chains: updates × chains × k × N.</summary>
    public double SpinUpdates => (double)Epochs * (Samples / Batch) * Batch * GibbsSteps * Sites;

    /// <summary>The paper's parameters.</summary>
    /// <param name="hidden">M.</param>
    /// <param name="unit">The hidden units.</param>
    public static XyTraining OfPaper(int hidden, IUnit unit) => new(hidden, unit, 100, 0.01, 0.01, 20);

    /// <summary>
    /// Fewer updates for the same sum of ν, 1000: the field forms at a large rate and sheds its noise as the rate falls
    /// to the paper's. Given the hidden units a step draws all colours anew, so that one step between updates does.
    /// </summary>
    /// <param name="epochs">At most 100.</param>
    /// <param name="hidden">M.</param>
    /// <param name="unit">The hidden units.</param>
    public static XyTraining Shortened(int epochs, int hidden, IUnit unit)
        => new(hidden, unit, epochs, Math.Round(2.0 / epochs - 0.01, 4), 0.01, 1);

    /// <summary>Trains a machine; its data, initial weights and chains depend on the seed alone.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="progress">Told the fraction done.</param>
    /// <param name="stop">Stops between updates.</param>
    public Rbm Train(ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            FinalLearningRate = FinalLearningRate,
            BatchSize = Batch,
            Chains = Batch,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        PottsSet data = PottsRingSampler.Xy(Sites, Colours, Beta).SampleSet(Samples, seed);
        Rbm machine = new(new(new PottsUnit(Colours), Sites), new(Unit, Hidden));
        machine.Randomize(InitialDeviation, seed);
        Array.Fill(machine.Parameters.HiddenParameters, (float)Theta);
        Trainer.Run(machine, new ShuffledBatches(data, Batch, seed), plan, seed,
            observer: new ProgressObserver(Epochs, progress), ct: stop);
        return machine;
    }
}
