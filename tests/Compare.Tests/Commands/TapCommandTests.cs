using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class TapCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("formula:bias:N=8,M=6,s=0.3", true, "binary", 8, 6, 0.3)]
    [InlineData("formula:gen:s=-0.1,M=3,N=5,units=spin", false, "spin", 5, 3, -0.1)]
    [InlineData("formula:bias", true, "binary", 8, 6, 0.3)]
    public void A_formula_is_solved_to_the_last_bit(
        string formula, bool isBiased, string units, int visible, int hidden, double scale)
    {
        TwoStateUnit unit = units == "spin" ? TwoStateUnit.Spin : TwoStateUnit.Binary;
        TwoStateMachine machine = isBiased ? FormulaMachines.Biased(visible, hidden, scale, unit)
            : FormulaMachines.General(visible, hidden, scale, unit);
        JsonElement json = Json("--machine", formula);
        Assert.Equal((visible, hidden), (json.GetProperty("visibleUnits").GetInt32(), json.GetProperty("hiddenUnits").GetInt32()));
        double exact = json.GetProperty("logPartition").GetDouble();
        Assert.Equal(ExactPartition.LogPartition(machine), exact);
        for (int order = 1; order <= 3; order++)
        {
            JsonElement shown = json.GetProperty($"order{order}");
            TapSolution tap = TapSolution.Find(machine, order);
            Assert.Equal(tap.FreeEnergy, shown.GetProperty("freeEnergy").GetDouble());
            Assert.Equal(tap.Visible, Numbers(shown, "visible"));
            Assert.Equal(tap.Hidden, Numbers(shown, "hidden"));
            Assert.InRange(shown.GetProperty("residual").GetDouble(), 0, 1e-15);
            Assert.True(shown.GetProperty("converged").GetBoolean());
            Assert.Equal(tap.Iterations, shown.GetProperty("iterations").GetInt32());
        }

        Assert.True(json.GetProperty("order1").GetProperty("freeEnergy").GetDouble() > -exact);
        double gain = json.GetProperty("critical").GetProperty("gain").GetDouble();
        Assert.Equal(0.5 + (gain * gain / (1 - (gain * gain))),
            json.GetProperty("critical").GetProperty("autocorrelationTime").GetDouble(), 1e-12);
    }

    [Theory]
    [InlineData("spin", "spin")]
    [InlineData("binary", "spin")]
    [InlineData("spin", "binary")]
    public void A_trained_machine_is_the_one_that_is_sampled(string visible, string hidden)
    {
        // log Z of the simulation, by its own sum: both are exact, from the same numbers.
        string rows = string.Concat(Enumerable.Range(0, 60).Select(s => string.Join(',', Enumerable.Range(0, 7)
            .Select(i => (s * (i + 3) / 5 % 2) switch
            {
                1 => 1,
                _ => visible == "spin" ? -1 : 0,
            })) + "\n"));
        File.WriteAllText(_folder["data.csv"], rows);
        Reply trained = Rbm.Run("train", "--data", _folder["data.csv"], "--visible", visible, "--hidden-units", hidden,
            "--hidden", "3", "--fields", "--epochs", "3", "--batch", "10", "--rate", "0.1", "--out", _folder["run"]);
        Assert.True(trained.Code == 0, trained.Errors);
        JsonElement json = Json(_folder["run"]);
        Simulation.Machines.Rbm machine = Compare.Training.LoadedMachine.Open(_folder["run"], _ => { }).Machine;
        Assert.Equal(ExactLikelihood.LogPartition(machine), json.GetProperty("logPartition").GetDouble(), 1e-9);
        Assert.Equal((7, 3), (Numbers(json.GetProperty("order2"), "visible").Length, Numbers(json.GetProperty("order2"), "hidden").Length));

        Reply exported = Rbm.Run("export", _folder["run"], "--format", "npz", _folder["machine.npz"]);
        Assert.True(exported.Code == 0, exported.Errors);
        Assert.Equal(json.GetProperty("order3").ToString(), Json(_folder["machine.npz"]).GetProperty("order3").ToString());
    }

    [Fact]
    public void Where_no_layer_can_be_summed_log_Z_is_null_and_the_text_says_why()
    {
        string[] words = ["--machine", "formula:gen:N=21,M=22,s=0.1"];
        Assert.Equal(JsonValueKind.Null, Json(words).GetProperty("logPartition").ValueKind);
        string text = Rbm.Run(["theory", "tap", .. words]).Output;
        Assert.StartsWith("formula:gen:N=21,M=22,s=0.1,units=binary: 21 binary × 22 binary", text, StringComparison.Ordinal);
        Assert.Contains("both layers have more than 20 units", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_shows_what_is_exact_and_how_far_each_order_is()
    {
        TwoStateMachine machine = FormulaMachines.Biased(8, 6, 0.3, TwoStateUnit.Binary);
        string text = Rbm.Run("theory", "tap", "--machine", "formula:bias:N=8,M=6,s=0.3").Output;
        Assert.Contains($"summed exactly: {-ExactPartition.LogPartition(machine)!.Value:R}", text, StringComparison.Ordinal);
        for (int order = 1; order <= 3; order++)
            Assert.Contains($"{TapSolution.Find(machine, order).FreeEnergy:R}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no machine")]
    [InlineData("--machine = bias", "--machine", "bias")]
    [InlineData("--machine = formula:other:N=3", "--machine", "formula:other:N=3")]
    [InlineData("--machine: N = 0, but it should be a whole number in [1, 2000]", "--machine", "formula:bias:N=0")]
    [InlineData("--machine: s = NaN, but it should be a number in (-100, 100]", "--machine", "formula:bias:s=NaN")]
    [InlineData("--machine: units = potts, but it should be binary or spin", "--machine", "formula:bias:units=potts")]
    [InlineData("--machine: 'K=3', but it should be one of N, M, s, units, = and a value", "--machine", "formula:gen:K=3")]
    [InlineData("--machine: M is given twice", "--machine", "formula:gen:M=3,M=4")]
    [InlineData("'runs/any' and --machine are both given", "runs/any", "--machine", "formula:gen")]
    [InlineData("there is no file or folder missing.h5", "missing.h5")]
    public void What_is_no_machine_is_refused_in_one_line(string line, params string[] words)
    {
        Reply reply = Rbm.Run(["theory", "tap", .. words]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.StartsWith($"rbm: {line}", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hidden units gaussian", "ising:sites=6,samples=20", "--hidden-units", "gaussian")]
    [InlineData("visible units potts", "xy:sites=6,colours=3,samples=20")]
    public void Units_of_more_than_two_values_are_refused_in_one_line(string named, string data, params string[] more)
    {
        Reply trained = Rbm.Run(["train", "--data", data, "--epochs", "1", "--out", _folder["run"], .. more]);
        Assert.True(trained.Code == 0, trained.Errors);
        Reply reply = Rbm.Run("theory", "tap", _folder["run"]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.Contains($"has {named}", line, StringComparison.Ordinal);
        Assert.EndsWith(", but they should be binary or spin", line, StringComparison.Ordinal);
    }

    private static double[] Numbers(JsonElement json, string name)
        => [.. json.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    private static JsonElement Json(params string[] words)
    {
        Reply reply = Rbm.Run(["theory", "tap", .. words, "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return JsonDocument.Parse(reply.Output).RootElement;
    }
}
