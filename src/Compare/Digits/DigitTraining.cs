using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Digits;

/// <summary>A training on digits, units 0 and 1 on both sides; the source's parameters unless said otherwise.</summary>
internal record DigitTraining
{
    /// <summary>The digits.</summary>
    [JsonIgnore]
    public DigitSource Source { get; init; } = new();

    /// <summary>Whether they are those of MNIST.</summary>
    public bool Mnist => Source.Mnist;

    /// <summary>S.</summary>
    public int Samples => Source.Samples;

    /// <summary>The seed of drawn digits.</summary>
    public ulong DataSeed => Source.DataSeed;

    /// <summary>M.</summary>
    [Shown("Hidden units", "M = {0}")]
    public int Hidden { get; init; } = 500;

    /// <summary>k of PCD-k.</summary>
    [Shown("Training", "PCD-{0}")]
    public int GibbsSteps { get; init; } = 5;

    /// <summary>The order of extended mean field, 1 to 3; 0 for PCD.</summary>
    public int TapOrder { get; init; }

    /// <summary>Whether the magnetisations of extended mean field go on from one update to the next.</summary>
    public bool TapPersistent { get; init; }

    /// <summary>ν.</summary>
    [Shown("Training", "ν = {0}")]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>S_batch, and the number of chains.</summary>
    [Shown("Training", "batches of {0}, as many chains")]
    public int Batch { get; init; } = 100;

    /// <summary>Passes over the data.</summary>
    [Shown("Training", "{0} epochs")]
    public int Epochs { get; init; } = 50;

    /// <summary>λ of the weight decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether the visible fields start from the means of the data, (19); else from 0.</summary>
    public bool FieldsOfData { get; init; } = true;

    /// <summary>Standard deviation of the initial weights.</summary>
    [Shown("Initial weights", "Gaussian, standard deviation {0}")]
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>The seed of initial weights, order of the data and chains: machines that are compared share it.</summary>
    public ulong TrainingSeed { get; init; }

    /// <summary>Updates of an epoch.</summary>
    [JsonIgnore]
    public int UpdatesPerEpoch => Samples / Batch;

    /// <summary>The plan.</summary>
    [JsonIgnore]
    public TrainingPlan Plan => new()
    {
        LearningRate = LearningRate,
        BatchSize = Batch,
        Chains = Batch,
        GibbsSteps = GibbsSteps,
        Epochs = Epochs,
        WeightDecay = WeightDecay,
        NegativePhase = TapOrder switch
        {
            0 => NegativePhase.Persistent,
            1 => NegativePhase.Tap1,
            2 => NegativePhase.Tap2,
            _ => NegativePhase.Tap3,
        },
        TapPersistent = TapPersistent,
    };

    /// <summary>The machine before the first update.</summary>
    /// <param name="data">The digits.</param>
    public Rbm Start(IDataSet data)
    {
        Rbm machine = new(
            new(BinaryUnit.Instance, data.Sites, fields: true), new(BinaryUnit.Instance, Hidden, fields: true));
        machine.Randomize(InitialDeviation, TrainingSeed);
        if (FieldsOfData)
            Simulation.Training.FieldsOfData.Set(machine, data);
        return machine;
    }
}
