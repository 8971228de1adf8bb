using System.Text;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Records;

/// <summary>Records of layout 1, as version 0.3 wrote them.</summary>
public sealed class FirstLayoutTests : IDisposable
{
    private const string Text = """
        {
          "format": 1,
          "experiment": "fig",
          "run": "run-1",
          "parameters": {
            "beta": 0.1,
            "cut": "Infinity"
          },
          "seed": 280639370165127,
          "version": "0.3.0",
          "machine": {
            "processor": "Example \u03A9 3",
            "cores": 2,
            "vectorBits": 256,
            "system": "linux-x64",
            "runtime": "10.0.12"
          },
          "seconds": 0.8298989,
          "result": {
            "numbers": {
              "peak": 0.6890385746955872
            },
            "series": {
              "weights": [-0.01533353328704834,5E-324,
                -0.0,
                "NaN"]
            }
          }
        }
        """;

    private readonly TempFolder _folder = new();
    private readonly RecordStore _store;

    public FirstLayoutTests()
    {
        _store = new(_folder.Path);
        Directory.CreateDirectory(_folder["fig"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_read_as_revision_1_of_an_unknown_build_and_packed_as_such()
    {
        File.WriteAllText(_store.PathOf("fig", "run-1"), Text);
        string expected = SampleRecords.Bits(new RunRecord
        {
            Experiment = "fig",
            Run = "run-1",
            Revision = 1,
            Parameters = new Dictionary<string, double> { ["beta"] = 0.1, ["cut"] = double.PositiveInfinity },
            Seed = 280639370165127,
            Version = "0.3.0",
            Machine = new("Example Ω 3", 2, 256, "linux-x64", "10.0.12"),
            Seconds = 0.8298989,
            Result = new(
                new Dictionary<string, double> { ["peak"] = 0.6890385746955872 },
                new Dictionary<string, double[]> { ["weights"] = [-0.01533353328704834, double.Epsilon, -0.0, double.NaN] }),
        });
        Assert.Equal(expected, SampleRecords.Bits(_store.Find("fig", "run-1")!));
        _store.Pack("fig", ["run-1"]);
        Assert.Equal(["fig.jsonl"], _folder.Files());
        Assert.Equal(expected, SampleRecords.Bits(_store.Find("fig", "run-1")!));
    }

    [Fact]
    public void A_line_of_it_is_read_too()
    {
        File.WriteAllText(_store.PathOf("fig"), Text.ReplaceLineEndings(""));
        Assert.Equal(0.8298989, _store.Find("fig", "run-1")!.Seconds);
    }

    [Fact]
    public void Broken_it_is_refused_as_ever()
    {
        foreach (string broken in (string[])
            [Text[..^2], Text.Replace("\"seed\"", "\"seeds\"", StringComparison.Ordinal), Text.Replace("[-0", "[null, -0", StringComparison.Ordinal),
            Text.Replace("run-1", "\\ud800", StringComparison.Ordinal)])
        {
            File.WriteAllText(_store.PathOf("fig", "run-1"), broken);
            Assert.Contains(_store.PathOf("fig", "run-1"), Assert.Throws<InputException>(() => _store.Find("fig", "run-1")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Its_runs_are_reused_by_experiments_of_revision_1()
    {
        FakeExperiment fake = new("fake", 2);
        Scheduler scheduler = new(_store, 1, new Listener());
        IReadOnlyList<RunRecord> made = scheduler.Run([fake], 1, forced: [], CancellationToken.None)["fake"];
        Directory.CreateDirectory(_folder["fake"]);
        foreach (RunRecord record in made)
        {
            string line = Encoding.UTF8.GetString(RecordLine.Write(record with { Source = null, Modules = null }));
            File.WriteAllText(_store.PathOf("fake", record.Run), line
                .Replace("\"format\":2", "\"format\":1", StringComparison.Ordinal)
                .Replace("\"revision\":1,", "", StringComparison.Ordinal)
                .Replace("\"source\":null,\"modules\":null,", "", StringComparison.Ordinal));
        }

        File.Delete(_store.PathOf("fake"));
        Assert.Equal(2, fake.TakeMade());
        scheduler.Run([fake], 1, forced: [], CancellationToken.None);
        Assert.Equal(0, fake.TakeMade());
        scheduler.Run([new FakeExperiment("fake", 2) { Edition = 2 }], 1, forced: [], CancellationToken.None);
        Assert.Equal(2, _store.Find("fake", "run-1")!.Revision);
    }
}
