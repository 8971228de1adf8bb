using System.Text.Json;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class LikelihoodCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Where_the_states_can_be_summed_it_is_the_number_of_the_training()
    {
        Reply trained = Rbm.Run("train", "--sites", "13", "--hidden", "3", "--samples", "70", "--epochs", "3", "--out", _folder["run"], "--json");
        JsonElement expected = JsonDocument.Parse(trained.Output).RootElement.GetProperty("numbers");
        JsonElement json = JsonDocument.Parse(Rbm.Run("likelihood", _folder["run"], "--json").Output).RootElement;
        foreach (string name in (string[])["trainLogLikelihood", "testLogLikelihood"])
            Assert.Equal(expected.GetProperty(name).GetDouble(), json.GetProperty("numbers").GetProperty(name).GetDouble());
        Assert.Equal(0, json.GetProperty("warnings").GetArrayLength());
        Reply reply = Rbm.Run("likelihood", _folder["run"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.StartsWith($"{_folder["run", "result.npz"]}: 13 spin × 3 spin\nlog Z: ", reply.Output, StringComparison.Ordinal);
        Assert.Contains("summed exactly", reply.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_other_data_with_their_labels_it_is_their_mean()
    {
        Assert.Equal(0, Rbm.Run("train", "--sites", "4", "--hidden", "2", "--samples", "50", "--epochs", "2", "--out", _folder["run"]).Code);
        double Mean(params string[] rows)
        {
            File.WriteAllText(_folder["other.csv"], string.Concat(rows.Select((row, i) => $"{7 * i},{row}\n")));
            Reply reply = Rbm.Run("likelihood", _folder["run"], "--data", _folder["other.csv"], "--labels-column", "0", "--json");
            Assert.Equal((0, ""), (reply.Code, reply.Errors));
            return JsonDocument.Parse(reply.Output).RootElement.GetProperty("numbers").GetProperty("trainLogLikelihood").GetDouble();
        }

        // Probabilities of all sixteen configurations add up to one.
        string[] all = [.. Enumerable.Range(0, 16).Select(s => string.Join(',', Enumerable.Range(0, 4).Select(i => (s >> i) % 2 == 1 ? 1 : -1)))];
        double total = all.Chunk(1).Sum(row => Math.Exp(Mean([.. row, .. row])));
        Assert.Equal(1, total, 1e-10);
        Assert.Equal(all.Average(row => Mean(row, row)), Mean(all), 1e-10);
    }

    [Fact]
    public void Other_data_do_not_take_the_weights_of_the_run()
    {
        File.WriteAllText(_folder["rows.csv"], "1,1,0\n0,0,1\n1,0,0\n");
        File.WriteAllText(_folder["same.csv"], "1,1,0\n0,0,1\n1,0,0\n");
        File.WriteAllText(_folder["weights.txt"], "1\n1\n7\n");
        Assert.Equal(0, Rbm.Run("train", "--data", _folder["rows.csv"], "--weights", _folder["weights.txt"], "--fields", "--batch", "2", "--rate", "0.1",
            "--epochs", "50", "--out", _folder["run"]).Code);
        double Of(params string[] more)
            => JsonDocument.Parse(Rbm.Run(["likelihood", .. more, "--json"]).Output).RootElement.GetProperty("numbers").GetProperty("trainLogLikelihood").GetDouble();
        double equal = Of(_folder["run"], "--data", _folder["same.csv"]);
        Assert.Equal(Of(_folder["run", "result.npz"], "--data", _folder["same.csv"]), equal, 1e-12);
        Assert.NotEqual(Of(_folder["run"]), equal);
    }

    [Fact]
    public void Where_they_cannot_be_summed_the_same_seed_gives_the_same_estimates_for_any_threads()
    {
        Assert.Equal(0, Rbm.Run("train", "--sites", "23", "--hidden", "22", "--samples", "100", "--epochs", "2", "--out", _folder["run"]).Code);
        string[] words = ["likelihood", _folder["run"], "--steps", "60", "--chains", "10"];
        Reply one = Rbm.Run([.. words, "--json", "--threads", "1"]);
        Assert.Equal(one, Rbm.Run([.. words, "--json", "--threads", "2"]));
        JsonElement numbers = JsonDocument.Parse(one.Output).RootElement.GetProperty("numbers");
        Assert.InRange(numbers.GetProperty("temperingSnapshots").GetDouble(), 0, 24);
        Assert.NotEqual(one.Output, Rbm.Run([.. words, "--json", "--seed", "2"]).Output);
        Reply text = Rbm.Run(words);
        Assert.Equal((0, ""), (text.Code, text.Errors));
        Assert.Contains("log Z: at least ", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_one_line()
    {
        Assert.Equal(0, Rbm.Run("train", "--sites", "13", "--hidden", "3", "--samples", "70", "--epochs", "1", "--out", _folder["run"]).Code);
        Refused("likelihood", _folder["none"], "none");
        Refused($"likelihood {_folder["run"]} --data ising:sites=11,samples=9", "", "it should have 13 units");
        Refused($"likelihood {_folder["run"]} --steps 15", "", "--steps = 15, but it should be a whole number in [16, 1000000]");
        Refused($"likelihood {_folder["run"]} --data {_folder["missing.csv"]}", "", "missing.csv");
    }

    private static void Refused(string words, string further, string what)
    {
        Reply reply = Rbm.Run([.. words.Split(' '), .. further.Length > 0 ? [further] : Array.Empty<string>()]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(what, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }
}
