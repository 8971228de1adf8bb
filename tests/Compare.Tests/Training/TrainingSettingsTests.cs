using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>The typed settings check themselves, and the names of command lines and plans reach every one of them.</summary>
public sealed class TrainingSettingsTests
{
    private static readonly TrainingSettings Standard = TrainingSettings.Standard;

    /// <summary>A property set out of its range, and the error.</summary>
    public static TheoryData<Func<TrainingSettings>, string> OutOfRange() => new()
    {
        { () => Standard with { Hidden = 0 }, "Hidden = 0, but it should be a whole number in [1, 10000]" },
        { () => Standard with { Hidden = 10_001 }, "Hidden = 10001, but it should be a whole number in [1, 10000]" },
        { () => Standard with { InitialDeviation = 0 }, "InitialDeviation = 0, but it should be a number in (0, 10]" },
        { () => Standard with { LearningRate = double.NaN }, "LearningRate = NaN, but it should be a number in (0, 10]" },
        { () => Standard with { WeightDecay = 0 }, "WeightDecay = 0, but it should be a number in (0, 10]" },
        { () => Standard with { FinalLearningRate = 11 }, "FinalLearningRate = 11, but it should be a number in (0, 10]" },
        { () => Standard with { Threshold = double.PositiveInfinity }, "Threshold = ∞, but it should be a number in (-1E+300, 1E+300]" },
        { () => Standard with { BatchSize = -1 }, "BatchSize = -1, but it should be a whole number in [1, 1000000]" },
        { () => Standard with { Chains = 0 }, "Chains = 0, but it should be a whole number in [1, 1000000]" },
        { () => Standard with { GibbsSteps = 1_000_001 }, "GibbsSteps = 1000001, but it should be a whole number in [1, 1000000]" },
        { () => Standard with { Epochs = int.MinValue }, "Epochs = -2147483648, but it should be a whole number in [1, 1000000]" },
        { () => Standard with { AnnealingSteps = -1 }, "AnnealingSteps = -1, but it should be a whole number in [0, 1000000]" },
        { () => Standard with { SkipRows = -1 }, "SkipRows = -1, but it should be a whole number in [0, 1000000]" },
        { () => Standard with { Threads = 1025 }, "Threads = 1025, but it should be a whole number in [1, 1024]" },
        { () => Standard with { NegativePhase = (NegativePhase)99 }, "NegativePhase = 99, but it should be Persistent, Contrastive, Exact, Random, Tap1, Tap2 or Tap3" },
        { () => Standard with { TapIterations = 0 }, "TapIterations = 0, but it should be a whole number in [1, 1000000]" },
        { () => Standard with { TapTolerance = 0 }, "TapTolerance = 0, but it should be a number in (0, 1]" },
        { () => Standard with { HiddenUnit = new PottsUnit(3) }, "HiddenUnit = potts:3, but it should be a unit of one component" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_property_out_of_its_range_is_refused_by_name(Func<TrainingSettings> set, string message)
    {
        string expected = message.Replace("∞", $"{double.PositiveInfinity}", StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => set()).Message);
    }

    [Fact]
    public void Every_setting_has_a_name_that_reads_and_writes_it()
    {
        // A value for each that is not the default: a name that reads or writes another property, or none, shows.
        Dictionary<string, string> values = new()
        {
            ["data"] = "xy:sites=11,colours=3,beta=0.1,samples=7",
            ["threshold"] = "0.25",
            ["skip-rows"] = "2",
            ["columns"] = "1-3,5-",
            ["labels-column"] = "kind",
            ["transpose"] = "true",
            ["weights"] = Path.GetFullPath("w.npz") + ":w",
            ["mnist"] = Path.GetFullPath("digits"),
            ["shape"] = "4x3",
            ["visible"] = "binary",
            ["hidden-units"] = "gaussian",
            ["hidden"] = "3",
            ["fields"] = "true",
            ["start-fields"] = "data",
            ["deviation"] = "0.5",
            ["start"] = Path.GetFullPath("machine.h5"),
            ["rate"] = "0.125",
            ["final-rate"] = "0.0625",
            ["weight-decay"] = "0.375",
            ["batch"] = "11",
            ["chains"] = "13",
            ["steps"] = "17",
            ["epochs"] = "19",
            ["negative"] = "tap2",
            ["tap-iterations"] = "21",
            ["tap-tolerance"] = "0.001",
            ["tap-persistent"] = "true",
            ["snapshots"] = "dense:octave=5,every=7,until=90",
            ["annealing"] = "23",
            ["seed"] = "29",
            ["threads"] = "31",
        };
        Assert.Equal(values.Keys, SettingList.All.Select(s => s.Name));
        TrainingSettings all = SettingList.All.Aggregate(Standard, (settings, s) => s.With(settings, s.Name, values[s.Name]));
        Assert.Equal(values.Values, SettingList.All.Select(s => s.TextOf(all)));
        Assert.Equal(new TrainingSettings
        {
            Data = new RingSpec(11, 3, 0.1, 7, Fresh: false),
            Threshold = 0.25,
            SkipRows = 2,
            Columns = new("1-3,5-"),
            LabelsColumn = "kind",
            Transpose = true,
            Weights = new(Path.GetFullPath("w.npz"), "w"),
            Mnist = Path.GetFullPath("digits"),
            Shape = new(4, 3),
            VisibleUnit = BinaryUnit.Instance,
            HiddenUnit = GaussianUnit.Instance,
            Hidden = 3,
            Fields = true,
            HasFieldsOfData = true,
            InitialDeviation = 0.5,
            Start = Path.GetFullPath("machine.h5"),
            LearningRate = 0.125,
            FinalLearningRate = 0.0625,
            WeightDecay = 0.375,
            BatchSize = 11,
            Chains = 13,
            GibbsSteps = 17,
            Epochs = 19,
            NegativePhase = NegativePhase.Tap2,
            TapIterations = 21,
            TapTolerance = 0.001,
            TapPersistent = true,
            Snapshots = new(5, 7, 90),
            AnnealingSteps = 23,
            Seed = 29,
            Threads = 31,
        }, all);
        Assert.Equal(["data", "threshold"], [
            SettingList.FirstDifference(all, all with { Data = Standard.Data, Hidden = 7 })!.Name,
            SettingList.FirstDifference(all, all with { Threshold = null })!.Name]);
        Assert.Null(SettingList.FirstDifference(all, all with { Epochs = 7, Threads = 7, Shape = null, Mnist = null }));
    }
}
