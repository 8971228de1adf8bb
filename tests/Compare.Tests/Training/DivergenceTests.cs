using System.Text.Json;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>A training that diverges stops with one line and exit code 3, and leaves a finite checkpoint, which is that
/// of a run that ends there.</summary>
public sealed class DivergenceTests : IDisposable
{
    private const string Spins = "--sites 13 --samples 70 ", Colours = "--data xy:sites=11,colours=5,beta=1,samples=70 ";
    private const string Plan = " --chains 37 --steps 2 --batch 9 --seed 3";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Spins + "--hidden 3 --hidden-units gaussian --rate 0.3", "weights")]
    [InlineData(Spins + "--hidden 3 --hidden-units double-well --rate 1 --fields", "weights, 2 of 3 θ")]
    [InlineData(Spins + "--hidden 3 --visible binary --hidden-units gaussian --rate 1 --fields", "weights, 3 of 3 hidden fields")]
    [InlineData(Spins + "--hidden 3 --hidden-units gaussian --rate 10 --negative exact", "weights")]
    [InlineData(Spins + "--hidden 3 --hidden-units gaussian --rate 10 --negative contrastive", "weights")]
    [InlineData(Spins + "--hidden 3 --fields --rate 10 --negative tap2", "weights")]
    [InlineData(Colours + "--hidden 2 --hidden-units double-well --rate 10 --fields", "weights, 2 of 2 hidden fields, 2 of 2 θ")]
    [InlineData(Colours + "--hidden 1 --hidden-units double-well --rate 10", "weights, 1 of 1 θ")]
    [InlineData(Colours + "--hidden 3 --hidden-units gaussian --rate 10", "weights")]
    public void It_stops_names_what_it_knows_and_keeps_a_finite_checkpoint(string words, string what)
    {
        Reply reply = Train(words, "60", "--out", _folder["run"]);
        Assert.Equal((3, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Match said = Regex.Match(line, @"^rbm: training diverged in epoch (\d+), at update (\d) of 7, with rate (\S+): \d+ of \d+ (.+) "
            + @"are beyond 2\^48 or no number; the last finite checkpoint, of epoch (\d+), is (\S+); a smaller --rate with another --out "
            + "may do$");
        Assert.True(said.Success, line);
        Assert.Equal(words.Split("--rate ")[1].Split(' ')[0], said.Groups[3].Value);
        Assert.Equal(what, said.Groups[4].Value);
        Assert.Equal(_folder["run", "checkpoint.npz"], said.Groups[6].Value);
        Assert.False(File.Exists(_folder["run", "result.json"]));
        Assert.False(File.Exists(_folder["run", "result.npz"]));

        // The checkpoint is that of a run which was planned to end at its epoch.
        int epoch = int.Parse(said.Groups[5].Value), stopped = int.Parse(said.Groups[1].Value);
        Assert.InRange(epoch, 1, stopped - 1);
        Assert.Equal(0, Train(words, $"{epoch}", "--out", _folder["whole"]).Code);
        byte[] kept = File.ReadAllBytes(_folder["run", "checkpoint.npz"]), whole = File.ReadAllBytes(_folder["whole", "checkpoint.npz"]);
        Assert.Equal(RandomWords(whole), RandomWords(kept));
        foreach (string name in NpzFile.Names(whole).Where(name => name is not ("curve.seconds" or "random")))
        {
            double[] numbers = NpzFile.Read(kept, name).ToDoubles();
            Assert.Equal(NpzFile.Read(whole, name).ToDoubles(), numbers);
            Assert.All(numbers, number => Assert.True(double.IsFinite(number), name));
        }

        Reply inspected = Rbm.Run("inspect", _folder["run"]);
        Assert.Equal(0, inspected.Code);
        Assert.StartsWith($"{_folder["run", "checkpoint.npz"]}: epoch {epoch} of 60", inspected.Output, StringComparison.Ordinal);
        Assert.Equal(line.Split(';')[0], Assert.Single(inspected.ErrorLines));
    }

    [Fact]
    public void To_go_on_with_it_says_why_it_stopped_and_touches_nothing()
    {
        const string Words = Spins + "--hidden 3 --hidden-units gaussian --rate 1";
        Reply first = Train(Words, "60", "--out", _folder["run"]);
        byte[] kept = File.ReadAllBytes(_folder["run", "checkpoint.npz"]);
        IReadOnlyList<string> files = _folder.Files();
        Assert.Equal(first, Rbm.Run("train", "--resume", _folder["run"]));
        Assert.Equal(first, Rbm.Run("train", "--resume", _folder["run"], "--json"));
        Assert.Equal(first, Rbm.Run("train", "--resume", _folder["run"], "--epochs", "90"));
        Assert.Equal(first, Train(Words, "60", "--out", _folder["run"]));
        Assert.Equal(kept, File.ReadAllBytes(_folder["run", "checkpoint.npz"]));
        Assert.Equal(files, _folder.Files());
        JsonElement json = JsonDocument.Parse(Rbm.Run("inspect", _folder["run"], "--json").Output).RootElement;
        Assert.Equal(first.Errors.Split(';')[0], "rbm: " + json.GetProperty("divergence").GetString());

        // Another plan in the same folder is another run.
        File.Delete(_folder["run", "plan.json"]);
        foreach (string name in (string[])["checkpoint.npz", "checkpoint.previous.npz"])
            File.Delete(_folder["run", name]);
        Assert.Equal(0, Train(Spins + "--hidden 3 --hidden-units gaussian --rate 0.01", "2", "--out", _folder["run"]).Code);
        Assert.DoesNotContain(_folder.Files(), f => f.EndsWith("diverged.txt", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_went_on_diverges_like_one_never_stopped_and_keeps_its_result_and_a_finite_checkpoint()
    {
        const string Words = Spins + "--hidden 3 --hidden-units gaussian --rate 0.3";
        string whole = Assert.Single(Train(Words, "60", "--out", _folder["whole"]).ErrorLines);
        Assert.Equal(0, Train(Words, "5", "--out", _folder["run"]).Code);
        byte[] result = File.ReadAllBytes(_folder["run", "result.npz"]);
        Reply reply = Rbm.Run("train", "--resume", _folder["run"], "--epochs", "60");
        Assert.Equal(3, reply.Code);
        string line = Assert.Single(reply.ErrorLines);
        Assert.Equal(whole.Split(';')[0], line.Split(';')[0]);
        Assert.Contains($"of epoch 8, is {_folder["run", "checkpoint.npz"]}", line, StringComparison.Ordinal);
        Assert.Equal(result, File.ReadAllBytes(_folder["run", "result.npz"]));
        foreach (string name in (string[])["checkpoint.npz", "checkpoint.previous.npz"])
        {
            double[] weights = NpzFile.Read(File.ReadAllBytes(_folder["run", name]), "weights").ToDoubles();
            Assert.All(weights, w => Assert.True(double.IsFinite(w)));
        }
    }

    [Fact]
    public void With_a_checkpoint_after_every_update_the_one_before_is_kept()
    {
        Reply reply = Train(Spins + "--hidden 3 --hidden-units gaussian --rate 1", "60", "--out", _folder["run"], "--save-every", "0");
        Assert.Equal(3, reply.Code);
        Match said = Regex.Match(reply.Errors, @"in epoch (\d+), at update (\d) of 7.*of epoch (\d+)(?:, update (\d))?, is ");
        int Number(int group) => said.Groups[group].Success ? int.Parse(said.Groups[group].Value) : 0;
        int At(int epoch, int update) => (Number(epoch) * 7) + Number(update);
        Assert.Equal(At(1, 2) - 7 - 1, At(3, 4));
    }

    [Fact]
    public void Without_a_folder_nothing_is_kept_and_that_is_said()
    {
        Reply reply = Train(Spins + "--hidden 3 --hidden-units gaussian --rate 10 --threads 2", "60");
        Assert.Equal((3, ""), (reply.Code, reply.Output));
        Assert.EndsWith("; nothing is kept of a run without --out; a smaller --rate may do", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(_folder.Files());
    }

    [Theory]
    [InlineData(Spins + "--hidden 1 --rate 10")]
    [InlineData(Colours + "--hidden 2 --rate 10")]
    [InlineData(Spins + "--hidden 3 --hidden-units gaussian --rate 0.1")] // singular values of W pass 1, to no harm
    public void What_stays_bounded_is_not_stopped(string words)
    {
        Reply reply = Train(words, "30", "--out", _folder["run"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        double[] weights = NpzFile.Read(File.ReadAllBytes(_folder["run", "result.npz"]), "weights").ToDoubles();
        Assert.All(weights, w => Assert.True(double.IsFinite(w)));
        Assert.True(weights.Sum(w => w * w) > 3, "the largest of at most three singular values is beyond 1");
    }

    private static long[] RandomWords(byte[] checkpoint)
    {
        StoredArray array = NpzFile.Read(checkpoint, "random");
        long[] words = new long[array.Count];
        for (int row = 0; row < array.Rows; row++)
            array.CopyRow(row, words.AsSpan(row * array.RowLength, array.RowLength));
        return words;
    }

    private static Reply Train(string words, string epochs, params string[] further)
        => Rbm.Run(["train", .. (words + Plan).Split(' ', StringSplitOptions.RemoveEmptyEntries), "--epochs", epochs, .. further]);
}
