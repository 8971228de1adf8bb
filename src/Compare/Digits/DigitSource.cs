using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Mnist;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Compare.Digits;

/// <summary>The digits that machines are trained on: those of MNIST, or strokes drawn from a seed.</summary>
internal sealed record DigitSource
{
    /// <summary>Pixels of a side.</summary>
    public const int Side = 28;

    /// <summary>Whether they are those of MNIST.</summary>
    public bool Mnist { get; init; } = true;

    /// <summary>S.</summary>
    [Shown("Data", "S = {0:N0}")]
    public int Samples { get; init; } = 60_000;

    /// <summary>The seed of the strokes; MNIST has none.</summary>
    public ulong DataSeed { get; init; }

    /// <summary>What they are, for the reader.</summary>
    [Shown("Data")]
    [JsonIgnore]
    public string Words => Mnist ? "MNIST, a pixel on where its grey is above 127" : "strokes, drawn from a seed";

    /// <summary>Throws where the files of MNIST are needed and missing.</summary>
    /// <param name="data">Where the user has data.</param>
    /// <exception cref="InputException">They are missing.</exception>
    public void Check(UserData data)
    {
        if (Mnist)
            MnistFolder.Find(data.Mnist);
    }

    /// <summary>The training set.</summary>
    /// <param name="data">Where the user has data.</param>
    public SpinSet Train(UserData? data) => Labelled(data).Rows;

    /// <summary>The training set, with the digit that each is of.</summary>
    /// <param name="data">Where the user has data.</param>
    public LabelledSet Labelled(UserData? data)
        => Mnist ? Read(data, isTest: false) : StrokeDigits.SampleSet(Samples, DataSeed);

    /// <summary>Digits that are not trained on, as many of them as there are, or are asked for.</summary>
    /// <param name="data">Where the user has data.</param>
    /// <param name="most">How many are asked for; of MNIST at most 10,000.</param>
    public SpinSet Test(UserData? data, int most)
        => Mnist ? Read(data, isTest: true).Rows : StrokeDigits.SampleSet(most, DataSeed, StreamPurpose.TestData).Rows;

    private static LabelledSet Read(UserData? data, bool isTest)
        => MnistFolder.Find(data?.Mnist).Read(isTest, out _, out _);
}
