using System.Text.Json;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class WeightSpectrumCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Untrained_weights_are_noise_within_its_edge()
    {
        // A rate of 1e-9 leaves the weights where they were. The largest value is within 5.5 units of ½σ(1/√n + 1/√m)^⅓,
        // 0.0033, of the edge, see SingularValueLaw.
        Train("ising:sites=60,beta=0.1,samples=50", "--hidden", "40", "--deviation", "0.01", "--rate", "1e-9");
        JsonElement json = Json();
        double[] values = [.. json.GetProperty("singularValues").EnumerateArray().Select(v => v.GetDouble())];
        double edge = json.GetProperty("initial").GetProperty("upperEdge").GetDouble();
        Assert.Equal(40, values.Length);
        Assert.Equal(0.01 * (Math.Sqrt(60) + Math.Sqrt(40)), edge, 1e-12);
        Assert.InRange(values[0], edge - 5.5 * 0.0033, edge + 4 * 0.0033);
        // The median of 40 rigid values fixes the deviation to a part in 40 or so.
        Assert.InRange(json.GetProperty("bulk").GetProperty("deviation").GetDouble(), 0.0095, 0.0105);
    }

    [Fact]
    public void Many_rows_are_read_from_all_parts_of_the_data()
    {
        // 10,100 rows that are all alike, then as many with the opposite of them: of either half alone no two units move.
        File.WriteAllText(_folder["data.csv"], string.Concat(Enumerable.Range(0, 20_200).Select(s => s < 10_100 ? "1,0,1\n" : "0,1,0\n")));
        Train(_folder["data.csv"], "--hidden", "2", "--batch", "1000");
        double[] variances = [.. Json().GetProperty("principalVariances").EnumerateArray().Select(v => v.GetDouble())];
        // Three units of variance ¼ that move as one, to the odd row of 10,000.
        Assert.Equal(0.75, variances[0], 1e-4);
        Assert.Equal(0, variances[1], 1e-9);
    }

    [Fact]
    public void What_is_learnt_stands_above_the_edge_and_along_the_first_principal_component()
    {
        // Rows of all ones or all minus ones, but for one site: the first principal component is uniform over the other
        // sites, and weights learn it alone.
        string rows = string.Concat(Enumerable.Range(0, 200).Select(s => string.Join(',',
            Enumerable.Range(0, 12).Select(i => i == 5 ? (s % 4 < 2 ? 1 : -1) : s % 2 == 0 ? 1 : -1)) + "\n"));
        File.WriteAllText(_folder["data.csv"], rows);
        Train(_folder["data.csv"], "--hidden", "6", "--rate", "0.05", "--epochs", "20");
        JsonElement json = Json("--components", "2");
        Assert.Equal(1, json.GetProperty("initial").GetProperty("above").GetInt32());
        double[][] overlaps = [.. json.GetProperty("overlaps").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
        Assert.Equal((2, 2), (overlaps.Length, overlaps[0].Length));
        Assert.InRange(overlaps[0][0], 0.99, 1.0000001);
        // Variance 1 at each of 11 sites that move together, and of the one that moves alone.
        double[] variances = [.. json.GetProperty("principalVariances").EnumerateArray().Select(v => v.GetDouble())];
        Assert.Equal(11, variances[0], 1e-9);
        Assert.Equal(1, variances[1], 1e-9);

        string text = Rbm.Run("spectrum", _folder["run"]).Output;
        Assert.Contains("6 singular values of weights of 6 × 12", text, StringComparison.Ordinal);
        Assert.Contains("1 of 6", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Measures_are_those_of_the_values_and_weights()
    {
        Train("digits:samples=300", "--hidden", "12", "--hidden-units", "binary", "--rate", "0.05", "--epochs", "4",
            "--deviation", "0.001");
        JsonElement json = Json(), shape = json.GetProperty("shape"), weights = json.GetProperty("weights");
        double[] values = [.. json.GetProperty("singularValues").EnumerateArray().Select(v => v.GetDouble())];
        double squares = values.Sum(s => s * s);
        Assert.Equal(squares * squares / values.Sum(s => s * s * s * s), Number(shape, "participationRatio"), 1e-9);
        Assert.Equal(values.Count(s => s > values[0] / 2), shape.GetProperty("aboveHalfMaximum").GetInt32());
        Assert.Equal((values[5] + values[6]) / 2, Number(shape, "median"), 1e-12);
        int outliers = shape.GetProperty("outliers").GetInt32();
        Assert.Equal(values.Count(s => s > 1.02 * Number(json.GetProperty("bulk"), "upperEdge")), outliers);
        // Σ s² is the sum of the squared weights; units 0 and 1 on both sides: a quarter of each is a coupling.
        Assert.Equal(784 * 12, weights.GetProperty("count").GetInt32());
        double deviation = Number(weights, "standardDeviation");
        Assert.InRange(deviation * deviation, 0, squares / (784 * 12));
        Assert.Equal(1 / (deviation * deviation), Number(weights, "temperature"), 1e-6 / (deviation * deviation));
        Assert.Equal(Math.Sqrt(values.Skip(outliers).Sum(s => s * s) / Math.Sqrt(784 * 12)) / 4,
            Number(json.GetProperty("bulkTemperature"), "deviation"), 1e-12);
        // The border of a picture is never on.
        Assert.InRange(json.GetProperty("activeWeights").GetProperty("count").GetInt32(), 12 * 100, 12 * 700);

        string text = Rbm.Run("spectrum", _folder["run"]).Output;
        Assert.Contains("shape: participation ratio ", text, StringComparison.Ordinal);
        Assert.Contains($"outliers, above 1.02 of the edge: {outliers}", text, StringComparison.Ordinal);
        Assert.Contains("of units that are on in more than 0.5 % of the data", text, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_gauge_of_colours_a_site_counts_one_direction_less()
    {
        Train("xy:sites=12,colours=5,samples=50", "--hidden", "60", "--deviation", "0.01", "--rate", "1e-9");
        JsonElement json = Json();
        double edge = json.GetProperty("initial").GetProperty("upperEdge").GetDouble();
        Assert.Equal(48, json.GetProperty("singularValues").GetArrayLength());
        Assert.Equal(0.01 * (Math.Sqrt(48) + Math.Sqrt(60)), edge, 1e-12);
        Assert.InRange(json.GetProperty("singularValues")[0].GetDouble(), edge - 5.5 * 0.0033, edge + 4 * 0.0033);
    }

    [Fact]
    public void Without_the_data_there_are_no_overlaps_and_one_line_says_why()
    {
        File.WriteAllText(_folder["data.csv"], "1,-1\n-1,1\n1,1\n");
        Train(_folder["data.csv"], "--batch", "3");
        File.Delete(_folder["data.csv"]);
        Reply reply = Rbm.Run("spectrum", _folder["run"]);
        Assert.Equal(0, reply.Code);
        Assert.StartsWith("rbm: no principal components: the data file ", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("initial weights", reply.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("overlap", reply.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_file_one_line_says_why_there_are_no_components()
    {
        Train("ising:sites=13,samples=70");
        Reply reply = Rbm.Run("spectrum", _folder["run", "result.npz"]);
        Assert.Equal("rbm: no principal components: a file of a machine names no data; give the folder of its run", Assert.Single(reply.ErrorLines));
        Assert.Contains("singular values of weights of", reply.Output, StringComparison.Ordinal);
    }

    private void Train(string data, params string[] more)
    {
        Reply reply = Rbm.Run(["train", "--data", data, "--out", _folder["run"],
            .. more.Contains("--epochs") ? (string[])[] : ["--epochs", "1"], .. more]);
        Assert.True(reply.Code == 0, reply.Errors);
    }

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private JsonElement Json(params string[] more)
    {
        Reply reply = Rbm.Run(["spectrum", _folder["run"], "--json", .. more]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return JsonDocument.Parse(reply.Output).RootElement;
    }
}
