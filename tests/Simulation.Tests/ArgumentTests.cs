using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Simulation.Tests;

public class ArgumentTests
{
    private static readonly TrainingPlan Plan =
        new() { LearningRate = 0.1, BatchSize = 5, Chains = 3, GibbsSteps = 1, Epochs = 1 };

    public static TheoryData<string, string> Cases => new()
    {
        { "sampler-sites", "sites = 2, but it should be at least 3" },
        { "sampler-beta", "beta = -1, but it should be a finite number >= 0" },
        { "sampler-length", "spins.Length = 4, but it should be exactly 5" },
        { "set-samples", "samples = 0, but it should be at least 1" },
        { "set-sample", "sample = 7, but it should be in [0, 6]" },
        { "batch", "batchSize = 8, but it should be in [1, 7]" },
        { "machine-hidden", "count = 0, but it should be at least 1" },
        { "machine-spread", "standardDeviation = NaN, but it should be a finite number >= 0" },
        { "machine-unit", "mu = 3, but it should be in [0, 2]" },
        { "rate", "LearningRate = 0, but it should be a finite number > 0" },
        { "with-rate", "LearningRate = -2, but it should be a finite number > 0" },
        { "steps", "GibbsSteps = 0, but it should be at least 1" },
        { "epochs", "Epochs = -3, but it should be at least 1" },
        { "train-batch", "data.BatchSize = 7, but it should be exactly 5" },
        { "train-sites", "data.Sites = 5, but it should be exactly 11" },
        { "train-chains", "value.Chains = 2, but it should be exactly 3" },
        { "threads", "threads = 0, but it should be at least 1" },
        { "field", "weights.Length = 2, but it should be at least 3" },
        { "field-nan", "weights[i] = NaN, but it should be a finite number" },
        { "state", "state = (0, 0, 0, 0), but it should be four words, not all zero" },
        { "integer", "exclusiveMax = 0, but it should be at least 1" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bad_arguments_are_named_with_their_value_and_range(string what, string message)
        => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(() => Break(what)).Message);

    private static object Break(string what) => what switch
    {
        "sampler-sites" => new IsingRingSampler(2, 1),
        "sampler-beta" => new IsingRingSampler(5, -1),
        "sampler-length" => Sampled(4),
        "set-samples" => new SpinSet(0, 3),
        "set-sample" => new SpinSet(7, 3).Spin(7, 0),
        "batch" => new ShuffledBatches(new SpinSet(7, 3), 8, 1),
        "machine-hidden" => Rbm.OfSpins(5, 0),
        "machine-spread" => Rbm.OfSpins(5, 1, double.NaN, 1),
        "machine-unit" => Rbm.OfSpins(5, 3).FieldOf(3).Length,
        "rate" => new TrainingPlan { LearningRate = 0, BatchSize = 1, Chains = 1, GibbsSteps = 1, Epochs = 1 },
        "with-rate" => Plan with { LearningRate = -2 },
        "steps" => Plan with { GibbsSteps = 0 },
        "epochs" => Plan with { Epochs = -3 },
        "train-batch" => Trainer.Run(Rbm.OfSpins(5, 1), new ShuffledBatches(new SpinSet(7, 5), 7, 1), Plan, 1),
        "train-sites" => Trainer.Run(Rbm.OfSpins(11, 1), new ShuffledBatches(new SpinSet(7, 5), 5, 1), Plan, 1),
        "train-chains" => Continued(Plan with { Chains = 2 }),
        "threads" => Trainer.Run(Rbm.OfSpins(5, 1), new ShuffledBatches(new SpinSet(7, 5), 5, 1), Plan, 1, threads: 0),
        "field" => ReceptiveField.Measure(new double[2]),
        "field-nan" => ReceptiveField.Measure([1, double.NaN, 0.0]),
        "state" => RandomStream.FromState(0, 0, 0, 0),
        "integer" => default(RandomStream).NextInt(0),
        _ => throw new InvalidOperationException(what),
    };

    private static int Sampled(int length)
    {
        var stream = new RandomStream(1, StreamPurpose.Data, 0);
        new IsingRingSampler(5, 1).Sample(ref stream, new sbyte[length].AsSpan());
        return 0;
    }

    private static Trainer Continued(TrainingPlan plan)
        => new(Rbm.OfSpins(5, 1), new ShuffledBatches(new SpinSet(7, 5), 5, 1), Plan, 1) { Plan = plan };
}
