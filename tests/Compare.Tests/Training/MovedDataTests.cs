using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>A run whose data file has moved goes on where the content is the same, and only there.</summary>
public sealed class MovedDataTests : IDisposable
{
    private const string Rows = "1,-1,1,1\n-1,1,1,-1\n1,1,1,-1\n-1,-1,1,1\n1,1,-1,-1\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_goes_on_with_the_same_content_elsewhere_and_ends_like_one_never_moved()
    {
        string before = Write("before.csv", Rows), after = _folder["after.csv"];
        Assert.Equal(0, Train(before, "5", "whole").Code);
        Assert.Equal(0, Train(before, "3", "run").Code);
        File.Move(before, after);
        Assert.EndsWith($"the data file {before} of the run is not there; where it moved, give rbm train --resume {_folder["run"]} --data OTHERPATH",
            Assert.Single(Rbm.Run("train", "--resume", _folder["run"], "--epochs", "5").ErrorLines), StringComparison.Ordinal);
        Reply reply = Rbm.Run("train", "--resume", _folder["run"], "--data", after, "--epochs", "5");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.Contains("going on from epoch 3 of 5", reply.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder["whole", "result.npz"]), File.ReadAllBytes(_folder["run", "result.npz"]));

        // From now on the plan knows the place.
        Assert.Equal(after, PlanFile.Read(_folder["run", "plan.json"]).Data.ToString());
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["run"], "--epochs", "6").Code);
    }

    [Fact]
    public void A_finished_run_is_finished_wherever_its_data_are()
    {
        string before = Write("before.csv", Rows);
        Assert.Equal(0, Train(before, "3", "run").Code);
        File.Move(before, _folder["after.csv"]);
        Reply reply = Rbm.Run("train", "--resume", _folder["run"], "--data", _folder["after.csv"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.Contains("is finished", reply.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_content_is_refused_in_one_line_with_both_digests()
    {
        string before = Write("before.csv", Rows), other = Write("other.csv", Rows.Replace("1,1,-1,-1", "1,1,-1,1", StringComparison.Ordinal));
        Assert.Equal(0, Train(before, "3", "run").Code);
        IReadOnlyList<string> files = _folder.Files();
        byte[] plan = File.ReadAllBytes(_folder["run", "plan.json"]), checkpoint = File.ReadAllBytes(_folder["run", "checkpoint.npz"]);
        Reply reply = Rbm.Run("train", "--resume", _folder["run"], "--data", other, "--epochs", "5");
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Equal($"rbm: --data = {other}, whose content has the digest {Digest(other)}…, but the run in {_folder["run"]} was trained on "
            + $"{Digest(before)}…", Assert.Single(reply.ErrorLines));
        Assert.NotEqual(Digest(before), Digest(other));
        Assert.Equal(files, _folder.Files());
        Assert.Equal(plan, File.ReadAllBytes(_folder["run", "plan.json"]));
        Assert.Equal(checkpoint, File.ReadAllBytes(_folder["run", "checkpoint.npz"]));
    }

    [Fact]
    public void Another_array_of_the_same_archive_is_other_data()
    {
        double[] one = [1, -1, 1, 1, -1, 1, -1, 1, 1], two = [-1, -1, 1, 1, -1, 1, -1, 1, 1];
        using MemoryStream archive = new();
        NpzFile.Write(archive, compressed: false,
            [("one", npy => NpyFile.Write(npy, one, 3, 3)), ("two", npy => NpyFile.Write(npy, two, 3, 3))]);
        foreach (string name in (string[])["a.npz", "b.npz"])
            File.WriteAllBytes(_folder[name], archive.ToArray());
        Assert.Equal(0, Train(_folder["a.npz"] + ":one", "2", "run").Code);
        Reply reply = Rbm.Run("train", "--resume", _folder["run"], "--data", _folder["b.npz"] + ":two", "--epochs", "3");
        Assert.Equal(2, reply.Code);
        Assert.Contains("--data = ", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["run"], "--data", _folder["b.npz"] + ":one", "--epochs", "3").Code);
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_model_in_place_of_a_file_are_refused()
    {
        Assert.Equal(0, Train(Write("before.csv", Rows), "3", "run").Code);
        Reply missing = Rbm.Run("train", "--resume", _folder["run"], "--data", _folder["none.csv"]);
        Assert.Equal(2, missing.Code);
        Assert.StartsWith($"rbm: the data file {_folder["none.csv"]} cannot be used: ", Assert.Single(missing.ErrorLines), StringComparison.Ordinal);
        Reply model = Rbm.Run("train", "--resume", _folder["run"], "--data", "ising:sites=4,samples=5");
        Assert.Equal(2, model.Code);
        Assert.Contains("has data = ", Assert.Single(model.ErrorLines), StringComparison.Ordinal);
    }

    private static string Digest(string path)
        => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))[..12];

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }

    private Reply Train(string data, string epochs, string run)
        => Rbm.Run("train", "--data", data, "--batch", "2", "--seed", "3", "--epochs", epochs, "--out", _folder[run]);
}
