using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Likelihoods;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class SampleCommandTests(SampleCommandTests.Runs runs) : IClassFixture<SampleCommandTests.Runs>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_of_file_holds_the_same_samples_for_any_number_of_threads()
    {
        double[]? first = null;
        foreach ((string name, string threads) in (IEnumerable<(string, string)>)[("a.npy", "1"), ("b.csv", "3"), ("c.npz", "2")])
        {
            Reply reply = Sample(runs.Spins, name, "--samples", "70", "--steps", "33", "--threads", threads);
            Assert.Equal((0, ""), (reply.Code, reply.Errors));
            Assert.EndsWith(_folder[name], reply.Output.TrimEnd(), StringComparison.Ordinal);
            double[] values = Read(name, out int rows);
            Assert.Equal((70, 70 * 9), (rows, values.Length));
            Assert.All(values, value => Assert.True(value is -1 or 1));
            Assert.Equal(first ??= values, values);
        }

        Assert.Equal(0, Sample(runs.Spins, "other.npy", "--samples", "70", "--steps", "33", "--seed", "2").Code);
        Assert.NotEqual(first, Read("other.npy", out _));
    }

    [Fact]
    public void Nothing_of_a_run_and_no_machine_is_overwritten()
    {
        byte[] before = File.ReadAllBytes(Path.Combine(runs.Spins, "result.npz"));
        string copy = _folder["machine.npz"];
        File.WriteAllBytes(copy, before);
        foreach ((string machine, string target) in (IEnumerable<(string, string)>)[(runs.Spins, Path.Combine(runs.Spins, "result.npz")), (copy, copy)])
        {
            Reply reply = Rbm.Run("sample", machine, "--samples", "2", "--steps", "1", "--out", target);
            Assert.Equal((2, ""), (reply.Code, reply.Output));
            Assert.Contains("choose another name", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(target));
        }
    }

    [Fact]
    public void They_follow_the_law_of_the_machine()
    {
        // The mean of log Σ_h e^{−E} over exact samples is known by enumeration, and so is its spread: with 20,000
        // independent samples the mean is within 5 standard errors but for one seed in a million.
        LoadedMachine loaded = LoadedMachine.Open(runs.Spins, _ => { });
        Assert.Equal(0, Sample(runs.Spins, "s.npy", "--samples", "20000", "--steps", "300").Code);
        double[] weights = LogWeights.Of(loaded.Machine, SetOf(Enumerable.Range(0, 512).Select(
            s => Enumerable.Range(0, 9).Select(i => (s >> i & 1) != 0).ToArray())));
        double z = weights.Sum(Math.Exp), mean = weights.Sum(w => w * Math.Exp(w)) / z;
        double variance = weights.Sum(w => (w - mean) * (w - mean) * Math.Exp(w)) / z;
        double[] drawn = Read("s.npy", out int rows);
        double[] seen = LogWeights.Of(loaded.Machine, SetOf(drawn.Chunk(9).Select(row => row.Select(v => v > 0).ToArray())));
        Assert.InRange(seen.Average(), mean - 5 * Math.Sqrt(variance / rows), mean + 5 * Math.Sqrt(variance / rows));
        Assert.True(variance > 0.01, "the machine has learnt nothing: every sample would do");
    }

    [Fact]
    public void Colours_and_binary_units_are_written_as_training_reads_them()
    {
        Assert.Equal(0, Sample(runs.Colours, "colours.npz", "--samples", "40", "--steps", "5").Code);
        Assert.All(Read("colours.npz", out _), value => Assert.True(value is 0 or 1 or 2));
        Reply train = Rbm.Run("train", "--data", _folder["colours.npz"], "--epochs", "1");
        Assert.StartsWith("40 samples × 7 units, potts:3 (0 to 2)", train.Output, StringComparison.Ordinal);

        Assert.Equal(0, Sample(runs.Bits, "bits.csv", "--samples", "40", "--steps", "5").Code);
        Assert.All(Read("bits.csv", out _), value => Assert.True(value is 0 or 1));
    }

    [Fact]
    public void Chains_begin_where_they_are_told_to()
    {
        RunView view = RunView.Open(runs.Spins, _ => { });
        LoadedMachine loaded = LoadedMachine.Open(runs.Spins, _ => { });
        IDataSet data = TrainingData.Load(view.Settings).TrainingRows(int.MaxValue, view.Settings.Seed);
        byte[][] rows = [.. Enumerable.Range(0, data.Samples).Select(s =>
        {
            byte[] row = new byte[data.RowBytes];
            data.CopyRow(s, row);
            return row;
        })];
        Simulation.Training.PersistentChains chains = new(2 * data.Samples + 3, loaded.Machine.VisibleLayer, 1);
        Sampling.SampleStarts.Put(chains, Sampling.SampleStart.Data, loaded, 1);
        // All rows come once before any comes again, in another order then.
        for (int epoch = 0; epoch < 2; epoch++)
        {
            Assert.Equal(rows.Select(Convert.ToHexString).Order(),
                Enumerable.Range(epoch * data.Samples, data.Samples).Select(c => Convert.ToHexString(chains.Row(c))).Order());
        }

        Assert.NotEqual(chains.Rows[..(2 * data.Samples)].ToArray(),
            chains.Rows[(2 * data.Samples)..(4 * data.Samples)].ToArray());
        Sampling.SampleStarts.Put(chains, Sampling.SampleStart.Chains, loaded, 1);
        Assert.Equal(loaded.Chains.ToArray(), chains.Rows[..loaded.Chains.Length].ToArray());
        Assert.Equal(chains.Row(0).ToArray(), chains.Row(loaded.Chains.Length / chains.RowBytes).ToArray());

        foreach (string start in (string[])["data", "chains"])
            Assert.Equal(0, Sample(runs.Spins, start + ".npy", "--samples", "9", "--steps", "2", "--start", start).Code);
    }

    [Fact]
    public void Long_chains_are_called_long_and_short_ones_short()
    {
        // A machine of small weights forgets in a step or two.
        JsonElement many = Json("--steps", "1000"), few = Json("--steps", "2");
        Assert.True(many.GetProperty("isLongEnough").GetBoolean());
        Assert.False(few.GetProperty("isLongEnough").GetBoolean());
        foreach (string name in (string[])["freeEnergy", "magnetisation", "projection"])
            Assert.InRange(few.GetProperty("autocorrelationTimes").GetProperty(name).GetDouble(), 0.4, 100);
        Assert.Contains("the 1000 steps of a chain are ", Sample(runs.Spins, "l.npy", "--samples", "5").Output, StringComparison.Ordinal);
        Assert.Contains("only", Sample(runs.Spins, "l.npy", "--samples", "5", "--steps", "2").Output, StringComparison.Ordinal);

        JsonElement Json(params string[] more)
            => JsonDocument.Parse(Sample(runs.Spins, "j.npy", [.. more, "--samples", "50", "--json"]).Output).RootElement;
    }

    [Fact]
    public void Mean_field_ends_in_one_point_whatever_the_start_and_says_so()
    {
        // A training of few updates leaves weights so weak that there is one fixed point.
        double[]? first = null;
        foreach (string threads in (string[])["1", "2"])
        {
            Reply reply = Sample(runs.Bits, "mf.npy", "--samples", "70", "--steps", "500", "--mean-field", "--threads", threads);
            Assert.Equal((0, ""), (reply.Code, reply.Errors));
            Assert.Contains("70 samples of 9 binary units, 500 rounds of mean field each", reply.Output, StringComparison.Ordinal);
            Assert.Contains("all end in the same means", reply.Output, StringComparison.Ordinal);
            Assert.EndsWith(_folder["mf.npy"], reply.Output.TrimEnd(), StringComparison.Ordinal);
            double[] values = Read("mf.npy", out int rows);
            Assert.Equal((70, 70 * 9), (rows, values.Length));
            Assert.All(values, value => Assert.True(value is 0 or 1));
            Assert.Equal(first ??= values, values);
        }

        JsonElement json = JsonDocument.Parse(Sample(runs.Bits, "mf.npy", "--samples", "70", "--steps", "500", "--mean-field", "--start", "data",
            "--json").Output).RootElement;
        Assert.True(json.GetProperty("meanField").GetBoolean());
        Assert.Equal(1, json.GetProperty("ends").GetInt32());
        Assert.False(json.GetProperty("hasMoreEnds").GetBoolean());
        Assert.InRange(json.GetProperty("largestChange").GetDouble(), 0, 1e-6);
        Assert.Equal(0, Sample(runs.Colours, "mf.csv", "--samples", "5", "--steps", "3", "--mean-field", "--start", "chains").Code);
        Assert.Equal(130, Rbm.Run(["sample", runs.Bits, "--mean-field", "--out", _folder["x.npy"]], new CancellationToken(true)).Code);
        Assert.False(File.Exists(_folder["x.npy"]));
    }

    [Theory]
    [InlineData("x.txt", "it should be a file named .npy, .npz or .csv")]
    [InlineData("", "it should be a file named .npy, .npz or .csv")]
    public void A_file_that_cannot_be_written_is_refused_before_any_work(string name, string message)
    {
        Reply reply = Rbm.Run("sample", runs.Spins, "--out", name.Length > 0 ? _folder[name] : "", "--samples", "1000000", "--steps", "1000000");
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(message, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public void A_folder_in_its_place_or_a_file_above_it_is_refused_and_nothing_half_written_is_left()
    {
        Directory.CreateDirectory(_folder["d.npy"]);
        File.WriteAllText(_folder["f"], "");
        foreach (string name in (string[])[_folder["d.npy"], _folder["f", "x.npy"]])
        {
            Reply reply = Rbm.Run("sample", runs.Spins, "--out", name, "--samples", "1000000", "--steps", "1000000");
            Assert.Equal((2, ""), (reply.Code, reply.Output));
            Assert.Contains($"--out = {name}, but it should be a file", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        }

        Assert.Equal(130, Rbm.Run(["sample", runs.Spins, "--out", _folder["x.npy"]], new CancellationToken(true)).Code);
        Assert.Equal(["f"], _folder.Files());
    }

    [Fact]
    public void What_is_no_machine_or_keeps_no_chains_is_named()
    {
        Assert.Equal(2, Sample(_folder["none"], "x.npy").Code);
        Reply start = Sample(runs.Spins, "x.npy", "--start", "zero");
        Assert.Contains("--start = zero, but it should be random, data or chains", Assert.Single(start.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(_folder.Files());
    }

    private static ByteRows SetOf(IEnumerable<bool[]> configurations)
        => new(configurations.SelectMany(bits => (byte[])
            [(byte)bits.Take(8).Select((b, i) => b ? 1 << i : 0).Sum(), (byte)(bits[8] ? 1 : 0)]).ToArray(), 9, 2);

    private Reply Sample(string run, string name, params string[] more)
        => Rbm.Run(["sample", run, "--out", _folder[name], .. more]);

    private double[] Read(string name, out int rows)
    {
        byte[] content = File.ReadAllBytes(_folder[name]);
        if (name.EndsWith(".csv", StringComparison.Ordinal))
        {
            (double[] values, rows, _, _) = CsvFile.Read(content);
            return values;
        }

        StoredArray array = name.EndsWith(".npz", StringComparison.Ordinal)
            ? NpzFile.Read(content, "samples") : NpyFile.ReadArray(content);
        rows = array.Rows;
        return array.ToDoubles();
    }

    /// <summary>Three small machines, trained once.</summary>
    public sealed class Runs : IDisposable
    {
        private readonly TempFolder _folder = new();

        public Runs()
        {
            Train("ising:sites=9,beta=0.6,samples=60", Spins, "--rate", "0.05", "--hidden", "3");
            Train("xy:sites=7,colours=3,samples=60", Colours, "--hidden", "2");
            Train("ising:sites=9,beta=0.6,samples=60", Bits, "--visible", "binary", "--hidden-units", "gaussian");
        }

        public string Spins => _folder["spins"];

        public string Colours => _folder["colours"];

        public string Bits => _folder["bits"];

        public void Dispose() => _folder.Dispose();

        private static void Train(string data, string run, params string[] more)
        {
            Reply reply = Rbm.Run(["train", "--data", data, "--epochs", "30", "--out", run, .. more]);
            Assert.True(reply.Code == 0, reply.Errors);
        }
    }
}
