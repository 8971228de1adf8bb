using System.Text.Json;
using RbmTheory.Compare.Comparisons;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    private const int Sites = 31, Samples = 70, Batch = 9;
    private const double Beta = 0.5;

    private static readonly string[] Ising =
        ["--data", "ising:sites=31,beta=0.5,samples=70", "--batch", "9", "--rate", "0.01", "--epochs", "40"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Thresholds_are_those_of_the_theory_and_the_data_are_those_of_the_run()
    {
        Train(Ising);
        JsonElement json = Json();
        const double r = (double)Sites / Samples;
        IsingRing ring = new(Sites, Beta);
        Assert.True(json.GetProperty("isAboveTransition").GetBoolean() == (Beta > RetardedLearning.CriticalBeta(r)));
        Assert.Equal((RetardedLearning.CriticalNoiseRatio(Beta), r), Pair(json, "noiseRatio"));
        Assert.Equal((RetardedLearning.CriticalBeta(r), Beta), Pair(json, "beta"));
        Assert.Equal((ring.CorrelationLength, null), Pair(json, "correlationLength"));
        Assert.Equal((ring.TopEigenvalue, null), Pair(json, "signal"));
        Assert.Equal((new MarchenkoPastur(r).UpperEdge, null), Pair(json, "noiseEdge"));
        Assert.Equal((SampleSpectrumEdge.Ising(Beta, r).Location, null), Pair(json, "sampleEdge"));
        Assert.Equal(TopSampleEigenvalue.Of(ring, Samples).Mean, Pair(json, "topEigenvalue").Theory);

        // Power iteration on the samples themselves. Each turn shrinks what is not the top by λ₂/λ₁: 1000 turns are
        // enough for six digits of an eigenvalue where the two differ by a percent.
        SpinSet data = new IsingRingSampler(Sites, Beta).SampleSet(Samples, 1, StreamPurpose.Data);
        double[] vector = [.. Enumerable.Range(0, Sites).Select(i => 1 + 0.1 * i)];
        double eigenvalue = 0;
        for (int turn = 0; turn < 1000; turn++)
        {
            double[] next = new double[Sites];
            for (int s = 0; s < Samples; s++)
            {
                double product = Enumerable.Range(0, Sites).Sum(i => data.Spin(s, i) * vector[i]) / Samples;
                for (int i = 0; i < Sites; i++)
                    next[i] += data.Spin(s, i) * product;
            }

            eigenvalue = Math.Sqrt(next.Sum(x => x * x));
            vector = [.. next.Select(x => x / eigenvalue)];
        }

        Assert.Equal(eigenvalue, Pair(json, "topEigenvalue").Run!.Value, 1e-6 * eigenvalue);
    }

    [Fact]
    public void The_field_its_noise_and_its_deviations_are_those_of_the_exact_flow()
    {
        Train(Ising);
        JsonElement json = Json(), units = json.GetProperty("units");
        PopulationBump bump = PopulationBump.SiteCentred(Sites, Beta);
        JsonElement record = JsonDocument.Parse(File.ReadAllText(_folder["run", "result.json"])).RootElement;
        double sum = record.GetProperty("units").GetProperty("sum")[0].GetDouble();
        Assert.Equal((bump.Sum, sum), Pair(json, "sum"));
        Assert.Equal((bump.Max, record.GetProperty("units").GetProperty("amplitude")[0].GetDouble()), Pair(json, "peak"));
        double percent = Quantity(json, "sum").GetProperty("deviationPercent").GetDouble();
        Assert.Equal(100 * (sum / bump.Sum - 1), percent, 1e-9);
        Assert.Equal(percent, units.GetProperty("sumDeviationPercent")[0].GetDouble());
        Assert.Equal((PopulationBump.DissolvingBeta(Sites), Beta), Pair(json, "dissolvingBeta"));

        // 70 samples are 7 batches of 9, and 7 are left over.
        const int updates = Samples / Batch;
        BumpDiffusion noise = new(bump);
        Assert.Equal(noise.PerUpdate(0.01, Batch, 10) * updates, Pair(json, "diffusion").Theory!.Value, 1e-15);
        Assert.Equal(40 * updates, json.GetProperty("updates").GetInt32());
        (double? needed, double? trained) = Pair(json, "learningTime");
        Assert.Equal(0.01 * 40 * updates, trained!.Value, 1e-12);
        double growth = Pair(json, "growthTime").Theory!.Value;
        Assert.Equal(1 / (new IsingRing(Sites, Beta).TopEigenvalue - 1), growth, 1e-12);
        Assert.Equal(growth * Math.Log(Math.Sqrt(bump.SumSquares) / 0.01), needed!.Value, 1e-9);
        Assert.Contains("under-trained", Quantity(json, "learningTime").GetProperty("remark").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ising:sites=13,beta=0.6,samples=17", 0, "1e-30", 1000)]
    [InlineData("xy:sites=7,colours=5,beta=1.5,samples=17", 5, "1e-11", 600)]
    public void Small_weights_grow_at_the_rate_that_is_told(string data, int colours, string deviation, int updates)
    {
        // Full batches and an exact model term: while weights are small the flow is linear, and for colours while they are
        // seen beside 1/P in double precision. At the first look the modes below the top one add to the field, or take
        // from it, less than as much again: ln 2 over the updates between two looks.
        const double rate = 0.01;
        double[] logs = new double[2];
        double eigenvalue = 0;
        for (int look = 0; look < 2; look++)
        {
            Train("--data", data, "--batch", "17", "--negative", "exact", "--deviation", deviation, "--rate", $"{rate}",
                "--epochs", $"{(look + 1) * updates}");
            JsonElement json = Json();
            logs[look] = Math.Log(json.GetProperty("units").GetProperty("amplitude")[0].GetDouble());
            eigenvalue = Pair(json, "topEigenvalue").Run!.Value;
        }

        double expected = Math.Log(1 + rate * RingPopulation.GrowthRateOf(eigenvalue, colours));
        Assert.True(expected * updates > 7); // ten times the tolerance
        Assert.Equal(expected, (logs[1] - logs[0]) / updates, Math.Log(2) / updates);
    }

    [Fact]
    public void The_deepest_well_is_where_the_samples_like_the_bump_best()
    {
        Train([.. Ising, "--seed", "5"]);
        JsonElement json = Json();
        PopulationBump bump = PopulationBump.SiteCentred(Sites, Beta);
        SpinSet data = new IsingRingSampler(Sites, Beta).SampleSet(Samples, 5, StreamPurpose.Data);
        double Likelihood(int x) => Enumerable.Range(0, Samples).Sum(s => Math.Log(Math.Cosh(
            Enumerable.Range(0, Sites).Sum(j => bump.Weights[j] * data.Spin(s, (j + x) % Sites)))));
        int best = Enumerable.Range(0, Sites).MaxBy(Likelihood);
        double well = (bump.Centre + best) % Sites, centre = json.GetProperty("units").GetProperty("centre")[0].GetDouble();
        Assert.Contains($"site {well + 1:F0};", Quantity(json, "landscapePlace").GetProperty("remark").GetString(), StringComparison.Ordinal);
        double away = Math.Abs(centre - well);
        Assert.Equal(Math.Min(away, Sites - away), Pair(json, "landscapePlace").Run!.Value, 1e-9);
    }

    [Fact]
    public void A_run_broken_off_is_compared_as_far_as_it_went()
    {
        Train([.. Ising, "--final-rate", "0.03"]);
        File.Delete(_folder["run", "result.npz"]);
        File.Delete(_folder["run", "result.json"]);
        string plan = File.ReadAllText(_folder["run", "plan.json"]);
        File.WriteAllText(_folder["run", "plan.json"], plan.Replace("\"epochs\": 40", "\"epochs\": 41", StringComparison.Ordinal));
        using (FileStream checkpoint = File.Create(_folder["run", "checkpoint.npz"]))
        {
            NpzFile.Write(checkpoint, compressed: false,
                ("position", npy => NpyFile.WriteInt64s(npy, [2, 3], 2)),
                ("weights", npy => NpyFile.WriteSingles(npy, [.. Enumerable.Range(0, Sites).Select(i => i == 7 ? 2f : 0.5f)], 1, Sites)));
        }

        JsonElement json = Json();
        Assert.False(json.GetProperty("isFinished").GetBoolean());
        Assert.Equal((2, 41, 17), (json.GetProperty("epoch").GetInt32(), json.GetProperty("epochs").GetInt32(), json.GetProperty("updates").GetInt32()));
        // ν goes from 0.01 to 0.03 in 40 equal steps: two epochs of 7 updates, and 3 updates of the third.
        Assert.Equal((7 * 0.01) + (7 * 0.0105) + (3 * 0.011), Pair(json, "learningTime").Run!.Value, 1e-12);
        Assert.Equal(2, Pair(json, "peak").Run);
        Assert.Contains("the run is not finished: this is its state after 17 updates", Rbm.Run("compare", _folder["run"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_units_are_listed_and_their_gaps_compared_with_equal_ones()
    {
        Train([.. Ising, "--hidden", "11"]);
        JsonElement json = Json();
        double[] centres = [.. json.GetProperty("units").GetProperty("centre").EnumerateArray().Select(e => e.GetDouble()).Order()];
        double[] gaps = [.. centres.Select((c, i) => i + 1 < 11 ? centres[i + 1] - c : centres[0] + Sites - c)];
        (double? theory, double? run) = Pair(json, "spacing");
        Assert.Equal(Sites / 11.0, theory);
        Assert.Equal(gaps.Min(), run!.Value, 1e-9);
        Assert.Equal(json.GetProperty("units").GetProperty("amplitude").EnumerateArray().Average(e => e.GetDouble()), Pair(json, "peak").Run!.Value, 1e-12);
        Reply reply = Rbm.Run("compare", _folder["run"]);
        Assert.Contains("of one unit alone; run: mean of 11", reply.Output, StringComparison.Ordinal);
        Assert.Contains("3 more hidden units", reply.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("more hidden units", Rbm.Run("compare", _folder["run"], "--all").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_have_thresholds_and_a_frequency_and_no_theory_of_the_shape()
    {
        Train("--data", "xy:sites=11,colours=7,beta=1.5,samples=130", "--hidden-units", "double-well", "--epochs", "3");
        JsonElement json = Json();
        PottsRing ring = PottsRing.Xy(11, 7, 1.5);
        const double r = 11 / 130.0;
        Assert.Equal((RetardedLearning.PottsCriticalNoiseRatio(ring), r), Pair(json, "noiseRatio"));
        Assert.Equal((RetardedLearning.PottsCriticalNoiseRatioAsPrinted(ring), r), Pair(json, "noiseRatioAsPrinted"));
        Assert.Equal((RetardedLearning.PottsNoiseEdge(r, 7), null), Pair(json, "noiseEdge"));
        Assert.Equal((ring.TopEigenvalue, null), Pair(json, "signal"));
        Assert.Equal(2 * Math.PI / 7, Pair(json, "frequency").Theory);
        foreach (string name in (string[])["modulationFwhm", "diffusion", "relaxationTime"])
        {
            Assert.Null(Pair(json, name).Theory);
            Assert.Equal("no theory of the shape for colours", Quantity(json, name).GetProperty("remark").GetString());
        }
    }

    [Theory]
    [InlineData("ising:sites=23,beta=0.5,samples=70,couplings=1/0.5", "spin", "one coupling", "signal", "growthTime", "peak")]
    [InlineData("ising:sites=23,beta=0.5,samples=70", "gaussian", "hidden spins only", "peak", "relaxationTime", "diffusion")]
    [InlineData("ising:sites=23,beta=0.5,samples=70", "binary", "not for binary", "growthTime")]
    [InlineData("ising:sites=23,beta=0.5,samples=70,fresh=true", "spin", "every batch is new", "noiseEdge", "topEigenvalue", "landscapeRoughness")]
    [InlineData("ising:sites=23,beta=1.2,samples=70", "spin", "no bump", "diffusion")]
    [InlineData("ising:sites=23,beta=1.2,samples=70", "spin", "no width", "fwhm")]
    public void Where_theory_says_nothing_the_remark_says_why(string data, string hidden, string why, params string[] names)
    {
        Train("--data", data, "--hidden-units", hidden, "--epochs", "2");
        JsonElement json = Json();
        foreach (string name in names)
        {
            Assert.Null(Pair(json, name).Theory);
            string remark = Quantity(json, name).GetProperty("remark").GetString()!;
            Assert.True(remark.Contains(why, StringComparison.Ordinal), $"{name}: {remark}");
        }
    }

    [Fact]
    public void Every_quantity_has_a_line_and_nothing_is_judged_or_written()
    {
        Train(Ising);
        IReadOnlyList<string> files = _folder.Files();
        Reply reply = Rbm.Run("compare", _folder["run"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.StartsWith($"{_folder["run", "result.npz"]}: epoch 40 of 40, 31 spin × 1 spin, ising:sites=31,beta=0.5,samples=70", reply.Output, StringComparison.Ordinal);
        foreach (JsonProperty quantity in Json().GetProperty("quantities").EnumerateObject())
            Assert.Contains($"  {quantity.Value.GetProperty("quantity").GetString()} ", reply.Output, StringComparison.Ordinal);
        Assert.EndsWith("One run has no error bar: deviations are stated, not judged.\n", reply.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(files, _folder.Files());
    }

    [Fact]
    public void What_cannot_be_compared_is_refused_in_one_line()
    {
        void Refused(string message, params string[] words)
        {
            Reply reply = Rbm.Run(["compare", .. words]);
            Assert.Equal((2, ""), (reply.Code, reply.Output));
            Assert.Contains(message, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        }

        Refused("it should be the folder of a run", _folder["none"]);
        File.WriteAllText(_folder["data.csv"], "1,-1,1\n1,1,1\n");
        Train("--data", _folder["data.csv"], "--batch", "2", "--epochs", "1");
        Refused($"was trained on the file {_folder["data.csv"]}, but theory needs samples of a known law", _folder["run"]);
        Directory.Delete(_folder["run"], recursive: true);

        Train("--data", "ising:sites=23,samples=70", "--epochs", "1");
        File.WriteAllText(_folder["file"], "");
        Refused($"--out = {_folder["file"]}", _folder["run"], "--out", _folder["file"]);
        string plan = File.ReadAllText(_folder["run", "plan.json"]);
        File.WriteAllText(_folder["run", "plan.json"], plan.Replace("sites=23", "sites=24", StringComparison.Ordinal));
        Refused("has 23 sites of 1 components", _folder["run"]);
        foreach (string name in (string[])["result.npz", "checkpoint.npz"])
            File.WriteAllText(_folder["run", name], "PK");
        Refused("cannot be used", _folder["run"]);
    }

    [Fact]
    public void The_expected_field_can_be_put_anywhere()
    {
        ExpectedField field = new(Sites, Beta);
        double[] turned = field.PlacedAt(field.Centre + 3), between = field.PlacedAt(field.Centre + 0.5);
        for (int i = 0; i < Sites; i++)
        {
            // Newton leaves the two sides of the bump 1e−8 apart at worst, as the tests of the bump derive.
            Assert.Equal(field.Weights[i], turned[(i + 3) % Sites], 1e-8);
            Assert.Equal(between[i], between[(Sites + 1 + 2 * (int)field.Centre - i) % Sites], 1e-8);
        }

        Assert.Equal(field.Weights.Sum(), between.Sum(), 1e-9);
    }

    [Fact]
    public void Weights_are_drawn_over_the_expected_field()
    {
        Train([.. Ising, "--hidden", "2"]);
        Reply reply = Rbm.Run("compare", _folder["run"], "--out", _folder["drawn"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        foreach (string kind in (string[])["png", "pdf", "svg", "csv"])
            Assert.True(new FileInfo(_folder["drawn", "figures", $"compare.{kind}"]).Length > 0);
        Assert.Contains("theory_of_one_unit", File.ReadAllText(_folder["drawn", "figures", "compare.csv"]), StringComparison.Ordinal);
    }

    private static JsonElement Quantity(JsonElement json, string name) => json.GetProperty("quantities").GetProperty(name);

    private static (double? Theory, double? Run) Pair(JsonElement json, string name)
    {
        double? Of(string side) => Quantity(json, name).GetProperty(side) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
        return (Of("theory"), Of("run"));
    }

    private void Train(params string[] words)
    {
        Reply reply = Rbm.Run(["train", .. words, "--out", _folder["run"]]);
        Assert.True(reply.Code == 0, reply.Errors);
    }

    private JsonElement Json()
    {
        Reply reply = Rbm.Run("compare", _folder["run"], "--json");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return JsonDocument.Parse(reply.Output).RootElement;
    }
}
