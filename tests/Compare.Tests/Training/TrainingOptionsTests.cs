using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Random chains, weight decay, fields from the data and dense snapshots, from the command line to the
/// files.</summary>
public sealed class TrainingOptionsTests : IDisposable
{
    private static readonly string[] Words =
    [
        "train", "--data", "digits:samples=300", "--hidden", "3", "--hidden-units", "binary", "--chains", "37", "--steps", "2", "--batch", "9",
        "--rate", "0.05", "--negative", "random", "--weight-decay", "0.01", "--start-fields", "data", "--snapshots", "dense",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_is_resumed_and_carried_further_ends_like_one_never_stopped()
    {
        Assert.Equal(0, Rbm.Run([.. Words, "--epochs", "6", "--out", _folder["whole"]]).Code);
        Assert.Equal(0, Rbm.Run([.. Words, "--epochs", "2", "--out", _folder["parts"]]).Code);
        Reply reply = Rbm.Run("train", "--resume", _folder["parts"], "--epochs", "6");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        foreach (string name in (string[])["result.npz", "snapshots.npz", "plan.json"])
            Assert.Equal(File.ReadAllBytes(_folder["whole", name]), File.ReadAllBytes(_folder["parts", name]));
        Assert.Equal([.. new Simulation.Training.SnapshotSchedule(6, 20, 600).UpTo(6 * 33).Select(u => (double)u)],
            NpzFile.Read(File.ReadAllBytes(_folder["whole", "snapshots.npz"]), "updates").ToDoubles());
    }

    [Fact]
    public void Fields_of_the_data_stay_unless_fields_are_learnt()
    {
        Assert.Equal(0, Rbm.Run([.. Words, "--epochs", "1", "--out", _folder["kept"]]).Code);
        Assert.Equal(0, Rbm.Run([.. Words, "--epochs", "3", "--out", _folder["longer"]]).Code);
        Assert.Equal(0, Rbm.Run([.. Words, "--epochs", "1", "--fields", "--out", _folder["learnt"]]).Code);
        double[] kept = Fields("kept");
        Assert.Equal(784, kept.Length);
        Assert.Equal(kept, Fields("longer"));
        Assert.NotEqual(kept, Fields("learnt"));

        // A pixel that no digit reaches has the clipped share 1/S; data are drawn from the seed alone.
        Assert.Equal(Math.Log(1 / 299.0), kept.Min(), 1e-6);
        Assert.Empty(Numbers("kept", "hiddenFields"));
        Assert.Equal(0, Rbm.Run("inspect", _folder["kept"]).Code);
        Assert.Equal(0, Rbm.Run("export", _folder["kept"], _folder["m.npz"], "--format", "npz").Code);
        double[] Fields(string run) => Numbers(run, "visibleFields");
    }

    [Fact]
    public void A_start_of_its_own_or_one_sample_leaves_no_fields_to_the_data()
    {
        Assert.Equal(0, Rbm.Run([.. Words, "--epochs", "1", "--out", _folder["first"]]).Code);
        Refuses("--start-fields = data, but the machine", "train", "--data", "digits:samples=300", "--start", _folder["first"], "--start-fields", "data");
        Refuses("--start-fields = data, but there is one sample", "train", "--sites", "9", "--samples", "1", "--batch", "1", "--start-fields", "data");
    }

    [Fact]
    public void What_a_run_was_trained_with_is_compared()
    {
        Assert.Equal(0, Rbm.Run([.. Words, "--epochs", "1", "--out", _folder["run"]]).Code);
        Refuses("--weight-decay = 0.02, but the run in", "train", "--resume", _folder["run"], "--epochs", "2", "--weight-decay", "0.02");
        Refuses("--snapshots = dense:octave=6,every=10,until=600, but the run in", "train", "--resume", _folder["run"], "--snapshots", "dense:every=10");
    }

    [Fact]
    public void Theory_that_knows_no_decay_says_so()
    {
        Assert.Equal(0, Rbm.Run("train", "--sites", "15", "--samples", "200", "--epochs", "2", "--weight-decay", "0.1", "--out", _folder["run"]).Code);
        Assert.Contains("known without weight decay", Rbm.Run("compare", _folder["run"]).Output, StringComparison.Ordinal);
    }

    private static void Refuses(string line, params string[] words)
    {
        Reply reply = Rbm.Run(words);
        Assert.Equal(2, reply.Code);
        Assert.Contains(line, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    private double[] Numbers(string run, string array)
    {
        byte[] content = File.ReadAllBytes(_folder[run, "result.npz"]);
        return NpzFile.Names(content).Contains(array) ? NpzFile.Read(content, array).ToDoubles() : [];
    }
}
