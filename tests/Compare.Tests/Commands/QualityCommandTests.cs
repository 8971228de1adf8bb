using System.Text.Json;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class QualityCommandTests : IDisposable
{
    private const string Ring = "ising:sites=20,beta=1,samples=400";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Data_are_at_the_floor_and_coins_are_not()
    {
        // Samples of a machine of weights near 0, and of the same law as the data.
        Assert.Equal(0, Rbm.Run("train", "--data", Ring, "--epochs", "1", "--out", _folder["run"]).Code);
        Assert.Equal(0, Rbm.Run("sample", _folder["run"], "--samples", "150", "--steps", "10", "--out", _folder["coins.npy"]).Code);
        Assert.Equal(0, Rbm.Run("train", "--data", "ising:sites=20,beta=1,samples=10", "--epochs", "1", "--out", _folder["other"]).Code);
        JsonElement coins = Json("quality", _folder["coins.npy"], "--data", Ring, "--json");
        Assert.Equal((150, 20, "spin"), (coins.GetProperty("samples").GetInt32(), coins.GetProperty("sites").GetInt32(), coins.GetProperty("unit").GetString()));
        JsonElement quality = coins.GetProperty("quality"), floor = coins.GetProperty("floor");
        // Neighbours on the ring have the covariance tanh 1 = 0.76 in the data and about 0 in the samples, whose deviation
        // over 150 is 0.08: over 20 of 190 pairs 0.06 on average.
        Assert.True(quality.GetProperty("covarianceError").GetDouble() > 0.03);
        Assert.InRange(floor.GetProperty("covarianceError").GetDouble(), 1e-4, 0.03);
        // 1 × N is the picture of a ring.
        Assert.True(quality.GetProperty("powerSpectrumError").GetDouble() > floor.GetProperty("powerSpectrumError").GetDouble());
        Assert.InRange(floor.GetProperty("dataAccuracy").GetDouble(), 0.3, 0.7);
        Assert.Equal(coins.GetRawText(), Json("quality", _folder["coins.npy"], "--data", Ring, "--json").GetRawText());
        Assert.NotEqual(coins.GetProperty("floor").GetRawText(), Json("quality", _folder["coins.npy"], "--data", Ring, "--seed", "2", "--json").GetProperty("floor").GetRawText());

        Reply text = Rbm.Run("quality", _folder["coins.npy"], "--data", Ring, "--samples", "99");
        Assert.Equal((0, ""), (text.Code, text.Errors));
        Assert.StartsWith($"{_folder["coins.npy"]}: 99 samples of 20 spin units, against as many of {Ring}", text.Output, StringComparison.Ordinal);
        Assert.Contains("E_AAI", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_0_and_1_of_a_file_are_compared_as_the_units_of_the_data()
    {
        File.WriteAllText(_folder["data.csv"], Lines(40, 1));
        File.WriteAllText(_folder["samples.csv"], Lines(30, 7));
        JsonElement json = Json("quality", _folder["samples.csv"], "--data", _folder["data.csv"], "--shape", "2x3", "--json");
        // Half of the 40 are compared with, the others are the floor.
        Assert.Equal(20, json.GetProperty("samples").GetInt32());
        Assert.Equal("binary", json.GetProperty("unit").GetString());
        Assert.Equal(JsonValueKind.Number, json.GetProperty("quality").GetProperty("powerSpectrumError").ValueKind);
        Assert.Equal(JsonValueKind.Null, Json("quality", _folder["samples.csv"], "--data", _folder["data.csv"], "--json")
            .GetProperty("quality").GetProperty("powerSpectrumError").ValueKind);
        Assert.Contains("no power spectrum: --shape", Rbm.Run("quality", _folder["samples.csv"], "--data", _folder["data.csv"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused_in_one_line()
    {
        File.WriteAllText(_folder["samples.csv"], Lines(30, 7));
        string samples = _folder["samples.csv"];
        Refused($"samples = {samples} has 6 units, but --data = {Ring} has 20", samples, "--data", Ring);
        Refused("samples = ising, but it should be a file of samples", "ising", "--data", Ring);
        Refused("there are 30 samples and 3 data, but there should be at least 2 and 4", samples, "--data", "ising:sites=6,samples=3");
        Refused("it should be of spins or binary units, not of potts:5", samples, "--data", "xy:sites=6,colours=5,samples=30");
        Refused("--shape = 2x2, 4 pixels, but it should be as many as there are units, 6", samples, "--data", samples, "--shape", "2x2");
        Refused("--samples = 1, but it should be a whole number in [2, 10000]", samples, "--data", Ring, "--samples", "1");
        Refused("cannot be used", _folder["none.npy"], "--data", Ring);
        Assert.Equal(2, Rbm.Run("quality", samples).Code);
    }

    private static void Refused(string message, params string[] arguments)
    {
        Reply reply = Rbm.Run(["quality", .. arguments]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(message, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    private static JsonElement Json(params string[] arguments)
    {
        Reply reply = Rbm.Run(arguments);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return JsonDocument.Parse(reply.Output).RootElement;
    }

    private static string Lines(int rows, int factor)
        => string.Concat(Enumerable.Range(1, rows).Select(s => string.Join(',', Enumerable.Range(0, 6).Select(i => (s * factor * (i + 3) / 4 + i) % 3 % 2)) + "\n"));
}
