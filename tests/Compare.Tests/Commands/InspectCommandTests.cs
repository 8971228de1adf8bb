using System.Text;
using System.Text.Json;
using RbmTheory.Compare.Commands;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class InspectCommandTests : IDisposable
{
    private static readonly string[] Train =
        ["train", "--data", "ising:sites=23,samples=70", "--hidden", "11", "--hidden-units", "double-well", "--epochs", "4"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_finished_run_shows_units_weights_and_curves()
    {
        Assert.Equal(0, Rbm.Run([.. Train, "--out", _folder["run"]]).Code);
        IReadOnlyList<string> files = _folder.Files();
        Reply reply = Rbm.Run("inspect", _folder["run"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.StartsWith($"{_folder["run", "result.npz"]}: epoch 4 of 4, 23 spin × 11 double-well", reply.Output, StringComparison.Ordinal);
        Assert.Contains("θ", reply.Output, StringComparison.Ordinal);
        Assert.Contains("hidden unit 8: weights by site", reply.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden unit 9: weights by site", reply.Output, StringComparison.Ordinal);
        Assert.Contains("3 more hidden units", reply.Output, StringComparison.Ordinal);
        Assert.Contains("log-likelihood, test, ", reply.Output, StringComparison.Ordinal);
        Assert.Contains("hidden unit 11: weights by site", Rbm.Run("inspect", _folder["run"], "--all").Output, StringComparison.Ordinal);
        Assert.Equal(files, _folder.Files());
    }

    [Fact]
    public void Json_has_a_number_a_unit_and_the_curves()
    {
        Assert.Equal(0, Rbm.Run([.. Train, "--out", _folder["run"]]).Code);
        JsonElement json = JsonDocument.Parse(Rbm.Run("inspect", _folder["run"], "--json").Output).RootElement;
        Assert.Equal((4, 11, 23), (json.GetProperty("epoch").GetInt32(), json.GetProperty("hidden").GetInt32(), json.GetProperty("sites").GetInt32()));
        Assert.Equal(11, json.GetProperty("units").GetProperty("fwhm").GetArrayLength());
        Assert.Equal([0, 1, 2, 4], json.GetProperty("curves").GetProperty("epoch").EnumerateArray().Select(e => e.GetInt32()));
    }

    [Fact]
    public void Curves_whose_epochs_are_lost_are_left_out()
    {
        Assert.Equal(0, Rbm.Run([.. Train, "--out", _folder["run"]]).Code);
        // Another name in both directories of the archive; nothing else is damaged.
        string content = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["run", "result.npz"]));
        File.WriteAllBytes(_folder["run", "result.npz"],
            Encoding.Latin1.GetBytes(content.Replace("curve.epoch.npy", "curve.epoxh.npy", StringComparison.Ordinal)));
        Reply reply = Rbm.Run("inspect", _folder["run"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.DoesNotContain("log-likelihood", reply.Output, StringComparison.Ordinal);
        Assert.Contains("hidden unit 8: weights by site", reply.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unfinished_run_is_seen_by_its_checkpoint()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Equal(130, Rbm.Run([.. Train, "--out", _folder["run"]], stop.Token).Code);
        // Cancelled before anything: no plan was settled yet, which is said too.
        Assert.Contains("plan.json", Assert.Single(Rbm.Run("inspect", _folder["run"]).ErrorLines), StringComparison.Ordinal);

        Assert.Equal(0, Rbm.Run([.. Train, "--out", _folder["run"]]).Code);
        File.Delete(_folder["run", "result.npz"]);
        Reply reply = Rbm.Run("inspect", _folder["run"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.StartsWith($"{_folder["run", "checkpoint.npz"]}: epoch 4 of 4", reply.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_result_is_named_and_the_checkpoint_shown()
    {
        Assert.Equal(0, Rbm.Run([.. Train, "--out", _folder["run"]]).Code);
        File.WriteAllText(_folder["run", "result.npz"], "PK");
        Reply reply = Rbm.Run("inspect", _folder["run"]);
        Assert.Equal(0, reply.Code);
        Assert.StartsWith($"rbm: {_folder["run", "result.npz"]} cannot be used: ", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.StartsWith($"{_folder["run", "checkpoint.npz"]}: epoch 4 of 4", reply.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Potts_fields_are_shown_by_site_and_by_colour()
    {
        Assert.Equal(0, Rbm.Run("train", "--data", "xy:sites=11,colours=5,samples=70", "--epochs", "1", "--out", _folder["run"]).Code);
        string output = Rbm.Run("inspect", _folder["run"]).Output;
        Assert.Contains("hidden unit 1: Σ|w| over the colours, by site", output, StringComparison.Ordinal);
        Assert.Contains("hidden unit 1: Σw over the sites, by colour", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_or_with_a_broken_one_is_refused_in_one_line()
    {
        foreach (string folder in (string[])[_folder["none"], _folder.Path, ""])
        {
            Reply reply = Rbm.Run("inspect", folder);
            Assert.Equal((2, ""), (reply.Code, reply.Output));
            Assert.Contains("it should be the folder of a run", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        }

        File.WriteAllText(_folder["plan.json"], "{}");
        Assert.Contains("neither checkpoint nor result", Assert.Single(Rbm.Run("inspect", _folder.Path).ErrorLines), StringComparison.Ordinal);
        File.WriteAllText(_folder["checkpoint.npz"], "PK");
        Assert.Contains($"{_folder["checkpoint.npz"]} cannot be used: ", Assert.Single(Rbm.Run("inspect", _folder.Path).ErrorLines), StringComparison.Ordinal);
        File.WriteAllText(_folder["plan.json"], """{ "hidden": 0 }""");
        Assert.Contains("hidden = 0", Assert.Single(Rbm.Run("inspect", _folder.Path).ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_are_drawn_into_the_folder()
    {
        Assert.Equal(0, Rbm.Run([.. Train, "--out", _folder["run"]]).Code);
        Reply reply = Rbm.Run("inspect", _folder["run"], "--figures");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        foreach (string name in (string[])["weights", "curves"])
        {
            foreach (string kind in (string[])["png", "pdf", "svg", "csv"])
                Assert.True(new FileInfo(_folder["run", "figures", $"{name}.{kind}"]).Length > 0);
        }
    }

    [Fact]
    public void Bars_are_an_eighth_of_a_line_fine_and_go_both_ways()
    {
        Assert.Equal([" ▄█", "███"], TextPlot.Bars([1, 1.5, 2], 9, 2));
        Assert.Equal(["█", " █", " █"], TextPlot.Bars([1, -2], 9, 3));
        // Each column shows the largest magnitude of its share; what is not finite is blank.
        Assert.Equal(["█"], TextPlot.Bars([0, 5, 0, double.NaN], 2, 1));
        Assert.Equal(["", ""], TextPlot.Bars([0, 0, 0], 3, 2));
        Assert.Equal(["", ""], TextPlot.Bars([], 3, 2));
    }
}
