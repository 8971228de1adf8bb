using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Trainings that start from a machine, of a run or of a file.</summary>
public sealed class StartMachineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>At a rate of 1e−30 no weight above 1e−20 moves: floats have 24 bits.</summary>
    [Fact]
    public void A_training_that_learns_nothing_ends_where_it_started()
    {
        First();
        Assert.Equal(0, Further("further", _folder["first"], "--rate", "1e-30").Code);
        foreach (string name in (string[])["weights", "hiddenParameters", "visibleFields", "hiddenFields"])
            Assert.Equal(Numbers("first", name), Numbers("further", name));
        TrainingSettings settings = PlanFile.Read(_folder["further", "plan.json"]);
        Assert.Equal(("double-well", 2, true, "spin", _folder["first"]),
            (settings.HiddenUnit.Name, settings.Hidden, settings.Fields, settings.VisibleUnit!.Name, settings.Start));
        // The first point of the curve is the likelihood of the machine at the start.
        Assert.Equal(Numbers("first", "curve.trainLogLikelihood")[^1], Numbers("further", "curve.trainLogLikelihood")[0]);
    }

    [Fact]
    public void The_same_machine_from_another_file_is_the_same_start_and_the_file_is_needed_no_more()
    {
        First();
        Rbm.Run("export", _folder["first"], _folder["m.npz"], "--format", "npz");
        Rbm.Run("export", _folder["first"], _folder["m.h5"], "--format", "cossio");
        Assert.Equal(0, Further("whole", _folder["m.npz"], "--epochs", "5").Code);
        Assert.Equal(0, Further("part", _folder["m.h5"], "--epochs", "3").Code);
        File.Delete(_folder["m.h5"]);
        Reply reply = Rbm.Run("train", "--resume", _folder["part"], "--epochs", "5");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.Contains("going on from epoch 3 of 5", reply.Output, StringComparison.Ordinal);
        Assert.Equal(Numbers("whole", "weights"), Numbers("part", "weights"));
        Assert.NotEqual(Numbers("first", "weights"), Numbers("part", "weights"));
    }

    [Fact]
    public void Another_machine_at_the_same_place_is_refused_with_both_digests()
    {
        First();
        Assert.Equal(0, Further("further", _folder["first"], "--epochs", "2").Code);
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["first"], "--epochs", "6").Code);
        byte[] before = File.ReadAllBytes(_folder["further", "checkpoint.npz"]);
        Reply reply = Further("further", _folder["first"], "--epochs", "3");
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Matches("--start = .*, whose machine has the digest [0-9a-f]{12}…, but the run in .* started from [0-9a-f]{12}…", Assert.Single(reply.ErrorLines));
        Assert.Equal(before, File.ReadAllBytes(_folder["further", "checkpoint.npz"]));
        // By its own copy the run goes on.
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["further"], "--epochs", "3").Code);
    }

    [Fact]
    public void A_copy_of_another_machine_is_no_start_of_the_checkpoint()
    {
        First();
        Assert.Equal(0, Further("further", _folder["first"], "--epochs", "2").Code);
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["first"], "--epochs", "6").Code);
        Rbm.Run("export", _folder["first"], _folder["other.npz"], "--format", "npz");
        File.Copy(_folder["other.npz"], _folder["further", "start.npz"], overwrite: true);
        Reply reply = Rbm.Run("train", "--resume", _folder["further"], "--epochs", "3");
        Assert.Equal(2, reply.Code);
        Assert.Contains("it is of a run with content of the machine at the start = ", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--hidden = 3, but the machine", "--hidden", "3")]
    [InlineData("--hidden-units = spin, but the machine", "--hidden-units", "spin")]
    [InlineData("--visible = binary, but the machine", "--visible", "binary")]
    [InlineData("a machine of 9 visible units, but the data have 10", "--data", "ising:sites=10,samples=40")]
    public void What_does_not_agree_with_the_machine_is_refused_before_anything_is_written(string named, params string[] more)
    {
        First();
        Reply reply = Rbm.Run(["train", "--start", _folder["first"], "--out", _folder["run"], .. Data(more), .. more]);
        Assert.Equal(2, reply.Code);
        Assert.Contains(named, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]) && Directory.EnumerateFileSystemEntries(_folder["run"]).Any());
    }

    [Fact]
    public void A_plan_may_name_the_start_beside_it()
    {
        First();
        File.WriteAllText(_folder["plan.json"], """{"data": "ising:sites=9,samples=40", "start": "first", "epochs": 1}""");
        Assert.Equal(0, Rbm.Run("train", "--plan", _folder["plan.json"], "--out", _folder["run"]).Code);
        Assert.Equal(2, PlanFile.Read(_folder["run", "plan.json"]).Hidden);
        File.WriteAllText(_folder["plan.json"], """{"data": "ising:sites=9,samples=40", "start": "first", "hidden": 1}""");
        Assert.Contains("--hidden = 1, but the machine", Assert.Single(Rbm.Run("train", "--plan", _folder["plan.json"]).ErrorLines), StringComparison.Ordinal);
    }

    private static string[] Data(string[] more) => more.Contains("--data") ? [] : ["--data", "ising:sites=9,samples=40"];

    private void First()
        => Assert.Equal(0, Rbm.Run("train", "--data", "ising:sites=9,samples=40", "--hidden", "2", "--hidden-units", "double-well", "--fields",
            "--deviation", "0.3", "--rate", "0.05", "--epochs", "4", "--out", _folder["first"]).Code);

    private Reply Further(string name, string start, params string[] more)
        => Rbm.Run(["train", "--data", "ising:sites=9,samples=40", "--start", start, "--out", _folder[name], "--chains", "5", .. more]);

    private double[] Numbers(string run, string array)
        => NpzFile.Read(File.ReadAllBytes(_folder[run, "result.npz"]), array).ToDoubles();
}
