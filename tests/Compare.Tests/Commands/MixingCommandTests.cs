using System.Text.Json;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class MixingCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_machine_without_weights_forgets_at_once_as_mean_field_says()
    {
        // Weights of 1e-6: each sweep draws anew. ρ(1) is within 5 errors of 0, about 1/√(60 × 200) each, and τ of ½.
        Train("--rate", "1e-9", "--deviation", "1e-6");
        JsonElement json = Json("--chains", "60", "--burn", "5", "--sweeps", "200", "--modes", "2");
        Assert.Equal("data", json.GetProperty("start").GetString());
        Assert.Equal(2, json.GetProperty("modes").GetArrayLength());
        foreach (JsonElement mode in json.GetProperty("modes").EnumerateArray())
        {
            JsonElement chains = mode.GetProperty("chains");
            Assert.False(chains.GetProperty("isLowerBound").GetBoolean());
            Assert.InRange(chains.GetProperty("sweepCorrelation").GetDouble(), -0.05, 0.05);
            Assert.InRange(chains.GetProperty("time").GetDouble(), 0.4, 0.6);
        }

        JsonElement theory = json.GetProperty("meanField");
        Assert.InRange(theory.GetProperty("gain").GetDouble(), 0, 1e-4);
        Assert.Equal(0.5, theory.GetProperty("autocorrelationTime").GetDouble(), 1e-6);
        Assert.False(json.GetProperty("relaxation").GetProperty("isSeen").GetBoolean());
        string text = Rbm.Run("mixing", _folder["run"], "--chains", "60", "--burn", "5", "--sweeps", "20").Output;
        Assert.Contains("60 chains from the training data, 20 sweeps", text, StringComparison.Ordinal);
        Assert.Contains("free energy", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Chains_that_stay_where_they_began_give_a_lower_bound()
    {
        // Two groups of samples, learnt until they are states of their own: 10 sweeps do not show how long they last.
        Train("--rate", "0.2", "--epochs", "200");
        JsonElement json = Json("--chains", "60", "--burn", "5", "--sweeps", "10", "--modes", "1");
        JsonElement chains = json.GetProperty("modes")[0].GetProperty("chains");
        Assert.True(chains.GetProperty("isLowerBound").GetBoolean());
        Assert.InRange(chains.GetProperty("time").GetDouble(), 1, 5);
        Assert.InRange(chains.GetProperty("kurtosis").GetDouble(), 1, 2);
        string text = Rbm.Run("mixing", _folder["run"], "--chains", "60", "--burn", "5", "--sweeps", "10").Output;
        Assert.Matches(@"mode 1 +\S+ +> ", text);
    }

    [Theory]
    [InlineData("--chains = 9, but it should be a whole number in [10, 100000]", "--chains", "9")]
    [InlineData("--sweeps = 3, but it should be a whole number in [4, 1000000]", "--sweeps", "3")]
    [InlineData("--chains × --sweeps × (--modes + 1) = 600000000, but it should be at most 200000000", "--chains", "100", "--sweeps", "1000000")]
    public void Bad_options_give_one_line(string line, params string[] options)
    {
        Reply reply = Rbm.Run(["mixing", _folder["none"], .. options]);
        Assert.Equal(2, reply.Code);
        Assert.Equal($"rbm: {line}", Assert.Single(reply.ErrorLines));
    }

    [Fact]
    public void A_machine_that_is_not_there_gives_one_line()
    {
        Reply reply = Rbm.Run("mixing", _folder["none"]);
        Assert.Equal(2, reply.Code);
        Assert.StartsWith($"rbm: there is no file or folder {_folder["none"]}", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    private JsonElement Json(params string[] options)
    {
        Reply reply = Rbm.Run(["mixing", _folder["run"], "--json", .. options]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return JsonDocument.Parse(reply.Output).RootElement.Clone();
    }

    /// <summary>Trains on 100 rows of 30 units, the first half of them on or the other, one in ten turned.</summary>
    private void Train(params string[] options)
    {
        File.WriteAllLines(_folder["data.csv"], Enumerable.Range(0, 100).Select(s => string.Join(',',
            Enumerable.Range(0, 30).Select(i => ((i < 15) == (s % 2 == 0)) == ((7 * s + 3 * i) % 10 > 0) ? 1 : 0))));
        Reply reply = Rbm.Run(["train", "--data", _folder["data.csv"], "--columns", "0-", "--hidden", "6", "--hidden-units", "binary",
            "--fields", "--batch", "50", "--out", _folder["run"], .. options]);
        Assert.True(reply.Code == 0, reply.Errors);
    }
}
