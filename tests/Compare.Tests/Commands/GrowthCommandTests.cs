using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Tests.Commands;

/// <summary>What <c>theory growth</c> prints of data small enough to be done by hand, and <c>theory spectrum</c> of weights
/// that are noise.</summary>
public sealed class GrowthCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_two_binary_units_the_modes_grow_by_their_covariance()
    {
        // p = 0.8 and 0.4, ⟨v₁v₂⟩ = 0.4: covariance 0.08, of eigenvectors (1, ±1)/√2; D = 0.16 and 0.24, 0.2 on average.
        File.WriteAllText(_folder["data.csv"], "1,1\n1,1\n1,0\n1,0\n0,0\n");
        JsonElement json = Json("--data", _folder["data.csv"]);
        AreTwo(json, 0.08, 2 / Math.Sqrt(0.2));
        Assert.Equal(("binary", 2, 5), (json.GetProperty("unit").GetString(), json.GetProperty("sites").GetInt32(), json.GetProperty("samples").GetInt32()));
        Assert.Equal(_folder["data.csv"], json.GetProperty("data").GetString());

        string text = Rbm.Run("theory", "growth", "--data", _folder["data.csv"]).Output;
        Assert.Contains("1 of 2 modes grow", text, StringComparison.Ordinal);
        Assert.Contains("4.47214", text, StringComparison.Ordinal);
        Assert.Contains("0.02", text, StringComparison.Ordinal); // the rate, a quarter
    }

    [Fact]
    public void The_options_of_data_are_those_of_a_training()
    {
        File.WriteAllText(_folder["data.csv"], "200,90,7\n130,90,8\n140,128,7\n128,200,7\n0,1,9\n");
        AreTwo(Json("--data", _folder["data.csv"], "--threshold", "127", "--labels-column", "2"), 0.08, 2 / Math.Sqrt(0.2));
        File.WriteAllText(_folder["rows.csv"], "1,1\n1,0\n0,0\n");
        File.WriteAllText(_folder["weights.txt"], "2\n2\n1\n");
        AreTwo(Json("--data", _folder["rows.csv"], "--weights", _folder["weights.txt"]), 0.08, 2 / Math.Sqrt(0.2));
    }

    [Fact]
    public void Of_spins_nothing_is_subtracted_but_one()
    {
        // Means 0.6 and 0.6; ⟨v₁v₂⟩ = 0.2, though the covariance is −0.16.
        File.WriteAllText(_folder["data.csv"], "1,1\n1,1\n1,1\n1,-1\n-1,1\n");
        JsonElement json = Json("--data", _folder["data.csv"]);
        AreTwo(json, 0.2, 1);
        Assert.Equal("spin", json.GetProperty("unit").GetString());
        // The same as units 0 and 1, a quarter of the covariance: the other mode grows.
        AreTwo(Json("--data", _folder["data.csv"], "--visible", "binary"), 0.04, 2 / Math.Sqrt(0.16));
    }

    [Fact]
    public void Data_in_which_nothing_moves_together_order_nothing()
    {
        File.WriteAllText(_folder["data.csv"], "0,0\n0,1\n1,0\n1,1\n");
        JsonElement json = Json("--data", _folder["data.csv"]);
        Assert.Equal(0, json.GetProperty("growing").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("criticalSingularValue").ValueKind);
        Assert.Contains("none", Rbm.Run("theory", "growth", "--data", _folder["data.csv"]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--data xy:sites=5,samples=9", "--data = xy:sites=5,colours=10", "of spins or binary units, not of potts:10")]
    [InlineData("--data ising:sites=2001,samples=3", "has 2001 units", "1 to 2000")]
    [InlineData("--data missing.csv", "missing.csv", "data file")]
    [InlineData("--threshold 1", "--threshold = 1", "left out where the data are no file")]
    public void What_cannot_be_used_is_named_in_one_line(string options, string named, string allowed)
    {
        Reply reply = Rbm.Run(["theory", "growth", .. options.Split(' ')]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_spectrum_of_noise_is_that_of_its_law()
    {
        Reply reply = Rbm.Run("theory", "spectrum", "--sites", "300", "--hidden", "100", "--deviation", "0.05", "--points", "3001", "--json");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        JsonElement json = JsonDocument.Parse(reply.Output).RootElement;
        double lower = Number(json, "lowerEdge"), upper = Number(json, "upperEdge");
        Assert.Equal(0.05 * (Math.Sqrt(300) - 10), lower, 1e-14);
        Assert.Equal(0.05 * (Math.Sqrt(300) + 10), upper, 1e-14);
        SingularValueLaw law = new(300, 100, 0.05);
        Assert.Equal((law.Median, law.LargestMean, law.LargestDeviation, 0.05),
            (Number(json, "median"), Number(json, "largestMean"), Number(json, "largestDeviation"), Number(json, "deviation")));
        Assert.InRange(Number(json, "largestMean"), upper - (3 * Number(json, "largestDeviation")), upper);

        double[] values = Numbers(json, "singularValues"), density = Numbers(json, "density"), cumulative = Numbers(json, "cumulative");
        Assert.Equal((3001, lower, 1.0), (values.Length, values[0], cumulative[^1]));
        // The rule of rectangles misses the square roots at the edges by some step^{3/2}; ⟨s²⟩ = σ² 300.
        double step = values[1] - values[0];
        Assert.Equal(1, density.Sum() * step, 1e-3);
        Assert.Equal(0.05 * 0.05 * 300, values.Zip(density, (s, p) => s * s * p).Sum() * step, 1e-3);

        string text = Rbm.Run("theory", "spectrum", "--sites", "300", "--deviation", "0.05").Output;
        Assert.Contains($"{law.LargestMean:R}", text, StringComparison.Ordinal);
        Assert.Equal(text, Rbm.Run("theory", "spectrum", "--sites", "300", "--hidden", "100", "--deviation", "0.05").Output);
    }

    private static void AreTwo(JsonElement json, double top, double critical)
    {
        double[] eigenvalues = Numbers(json, "eigenvalues");
        Assert.Equal(2, eigenvalues.Length);
        Assert.Equal(top, eigenvalues[0], 1e-15);
        Assert.Equal(-top, eigenvalues[1], 1e-15);
        Assert.Equal(1, json.GetProperty("growing").GetInt32());
        Assert.Equal(critical, Number(json, "criticalSingularValue"), 1e-12);
    }

    private static JsonElement Json(params string[] options)
    {
        Reply reply = Rbm.Run(["theory", "growth", .. options, "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return JsonDocument.Parse(reply.Output).RootElement;
    }

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();

    private static double[] Numbers(JsonElement json, string name)
        => [.. json.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];
}
