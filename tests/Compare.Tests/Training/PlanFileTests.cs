using FsCheck.Xunit;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Plans as files: read back as written, and refused in one line that names key, value and range.</summary>
public sealed class PlanFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plan_is_read_back_as_it_was_written()
    {
        TrainingSettings settings = new()
        {
            Data = DataSpec.Parse("xy:sites=11,colours=3,beta=0.1,samples=7"),
            VisibleUnit = new PottsUnit(3),
            Fields = true,
            FinalLearningRate = 1e-5,
            Seed = ulong.MaxValue,
            NegativePhase = NegativePhase.Contrastive,
        };
        PlanFile.Write(_folder["plan.json"], settings);
        Assert.Equal(settings, PlanFile.Read(_folder["plan.json"]));
    }

    [Fact]
    public void A_plan_has_the_names_and_spellings_that_it_always_had()
    {
        // Folders of runs made by earlier builds have to go on: a plan is compared with theirs byte for byte.
        TrainingSettings settings = new()
        {
            Data = DataSpec.Parse("ising:sites=13,beta=0.1,samples=70,couplings=1/0.5"),
            Threshold = -0.0,
            VisibleUnit = new PottsUnit(3),
            HiddenUnit = DoubleWellUnit.Instance,
            Hidden = 3,
            InitialDeviation = 1e-5,
            LearningRate = 0.1 + 0.2,
            FinalLearningRate = 10,
            NegativePhase = NegativePhase.Exact,
            AnnealingSteps = 7,
            Seed = ulong.MaxValue,
            Threads = 2,
        };
        Assert.Equal(
            """
            {
              "data": "ising:sites=13,beta=0.1,samples=70,couplings=1/0.5,sampler=gibbs",
              "threshold": -0,
              "visible": "potts:3",
              "hidden-units": "double-well",
              "hidden": 3,
              "fields": false,
              "deviation": 1E-05,
              "rate": 0.30000000000000004,
              "final-rate": 10,
              "batch": 10,
              "chains": 10,
              "steps": 20,
              "epochs": 100,
              "negative": "exact",
              "annealing": 7,
              "seed": 18446744073709551615
            }
            """, PlanFile.ToJson(settings));
    }

    [Fact]
    public void A_file_of_data_is_seen_from_the_folder_of_the_plan()
    {
        File.WriteAllText(_folder["plan.json"], """{ "data": "below/data.npz:spins" }""");
        Assert.Equal(_folder["below", "data.npz"] + ":spins", PlanFile.Read(_folder["plan.json"]).Data.ToString());
        File.WriteAllText(_folder["plan.json"], """{ "data": "xyz.npy" }""");
        Assert.Equal(_folder["xyz.npy"], PlanFile.Read(_folder["plan.json"]).Data.ToString());
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[]", "one JSON object")]
    [InlineData("null", "one JSON object")]
    [InlineData("{", "")]
    [InlineData("""{ "rat": 0.1 }""", "'rat' is unknown, but a key should be one of data, threshold, skip-rows, columns")]
    [InlineData("""{ "rate": 0.1, "rate": 0.1 }""", "rate is given twice")]
    [InlineData("""{ "rate": "0.1" }""", "rate = \"0.1\", but it should be a number in (0, 10]")]
    [InlineData("""{ "rate": null }""", "rate = null, but it should be a number in (0, 10]")]
    [InlineData("""{ "rate": 0 }""", "rate = 0, but it should be a number in (0, 10]")]
    [InlineData("""{ "rate": 1e999 }""", "rate = 1e999, but it should be a number in (0, 10]")]
    [InlineData("""{ "epochs": 2.5 }""", "epochs = 2.5, but it should be a whole number in [1, 1000000]")]
    [InlineData("""{ "epochs": [1] }""", "epochs = [1], but it should be a whole number in [1, 1000000]")]
    [InlineData("""{ "fields": 1 }""", "fields = 1, but it should be true or false")]
    [InlineData("""{ "negative": true }""", "negative = true, but it should be persistent, contrastive, exact, random, tap1, tap2 or tap3, in quotation marks")]
    [InlineData("""{ "negative": "some" }""", "negative = some, but it should be persistent, contrastive, exact, random, tap1, tap2 or tap3")]
    [InlineData("""{ "weight-decay": 0 }""", "weight-decay = 0, but it should be a number in (0, 10]")]
    [InlineData("""{ "start-fields": true }""", "start-fields = true, but it should be data, in quotation marks")]
    [InlineData("""{ "snapshots": "dense:every=0" }""", "every = 0, but it should be a whole number in [1, 1000000]")]
    [InlineData("""{ "data": "ising:beta=11" }""", "beta = 11, but it should be a number in (0, 10]")]
    [InlineData("""{ "data": "\ud800" }""", "")]
    [InlineData("""{ "\ud800": 1 }""", "")]
    public void A_plan_that_cannot_be_used_is_refused_in_one_line(string text, string named)
    {
        File.WriteAllText(_folder["plan.json"], text);
        Reply reply = Rbm.Run("train", "--plan", _folder["plan.json"], "--out", _folder["out"]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.StartsWith($"rbm: the plan {_folder["plan.json"]}", line, StringComparison.Ordinal);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Equal(["plan.json"], _folder.Files());
    }

    [Fact]
    public void A_plan_that_is_not_there_is_refused()
        => Assert.Contains("the plan", Assert.Single(Rbm.Run("train", "--plan", _folder["none.json"]).ErrorLines), StringComparison.Ordinal);

    [Property(MaxTest = 500)]
    public void Any_text_at_all_is_a_plan_or_is_refused(PlanText text)
    {
        File.WriteAllText(_folder["plan.json"], text.Value);
        try
        {
            // What is accepted has one spelling for each value, and can be used.
            TrainingSettings settings = PlanFile.Read(_folder["plan.json"]);
            Assert.All(SettingList.All.Where(s => s.TextOf(settings) is not null),
                s => Assert.Equal(s.TextOf(settings), s.Spell(s.Name, s.TextOf(settings)!)));
            _ = settings.Plan;
        }
        catch (InputException error)
        {
            Assert.StartsWith("the plan ", error.Message, StringComparison.Ordinal);
        }
    }

    [Property(MaxTest = 1000)]
    public void Any_text_at_all_is_a_source_of_data_or_is_refused(DataText text)
    {
        try
        {
            DataSpec spec = DataSpec.Parse(text.Value);
            Assert.Equal(spec, DataSpec.Parse(spec.ToString()!));
        }
        catch (FormatException error)
        {
            Assert.NotEqual("", error.Message);
        }
    }
}
