using System.Globalization;
using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class FlowCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("linear --sites 11 --hidden 2 --time 1.3", "End")]
    [InlineData("small-beta --sites 23 --hidden 2 --time 7", "End")]
    [InlineData("small-beta --sites 23", "Steady")]
    [InlineData("continuum --sites 32 --length 10 --time 3", "End")]
    [InlineData("continuum --sites 32 --length 5 --time 1000", "Steady")]
    [InlineData("exact --sites 13 --hidden 2 --beta 0.5 --time 11", "End")]
    public void From_noise_both_trajectories_agree_and_end_where_the_flow_stopped(string words, string reason)
    {
        Reply reply = Run(words, "--points", "17", "--seed", "3", "--out", _folder["out"]);
        (string stopped, double time, double[] state) = Parse(reply);
        Assert.Equal(reason, stopped);

        double[][] rows = ReadCsv();
        (double[] values, int[] shape) = NpyFile.Read(File.ReadAllBytes(_folder["out", "trajectory.npy"]));
        Assert.Equal([rows.Length, state.Length + 1], shape);
        Assert.Equal(rows.SelectMany(row => row), values);
        Assert.Equal([time, .. state], rows[^1]);
        Assert.Equal(0, rows[0][0]);
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.First[0] < pair.Second[0]));
        if (reason == "End")
            Assert.Equal(17, rows.Length);
        Assert.Equal(["out/trajectory.csv", "out/trajectory.npy"], _folder.Files().Select(f => f.Replace('\\', '/')));
    }

    [Theory]
    [InlineData("linear --sites 11 --time 1.3")]
    [InlineData("small-beta --sites 11")]
    [InlineData("exact --sites 11 --beta 0.5 --time 5")]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others(string words)
    {
        string first = Run(words, "--seed", "7").Output;
        Assert.Equal(first, Run(words, "--seed", "7").Output);
        Assert.NotEqual(first, Run(words, "--seed", "8").Output);
    }

    [Fact]
    public void A_start_from_CSV_and_from_NPY_is_the_same()
    {
        double[] start = [.. Enumerable.Range(0, 26).Select(i => 0.1 / 3 * Math.Sin(i))];
        string csv = _folder["start.csv"], npy = _folder["start.npy"];
        File.WriteAllText(csv, string.Join(", ", start.Take(13)) + "\n" + string.Join(";", start.Skip(13)));
        using (FileStream stream = File.Create(npy))
            NpyFile.Write(stream, start, 2, 13);
        const string Words = "small-beta --sites 13 --hidden 2 --time 5";
        Reply reply = Run(Words, "--start", csv, "--out", _folder["out"]);
        Assert.Equal(start, ReadCsv()[0].Skip(1));
        Assert.Equal(reply.Output, Run(Words, "--start", npy).Output);
    }

    [Fact]
    public void The_linear_flow_ends_where_its_solution_is()
    {
        double[] start = [.. Enumerable.Range(0, 11).Select(i => (i * 7 % 11) - 5.0)];
        File.WriteAllText(_folder["start.csv"], string.Join(',', start));
        (string reason, double time, double[] state) = Parse(
            Run("linear --sites 11 --beta 0.4 --time 1.5", "--start", _folder["start.csv"]));
        IsingRing ring = new(11, 0.4);
        LinearizedFlow flow = LinearizedFlow.OfRing([.. Enumerable.Range(0, 11).Select(ring.Covariance)]);
        Assert.Equal(("End", 1.5), (reason, time));
        Assert.Equal(flow.Evolve(start, 1.5), state);
    }

    [Fact]
    public void Linear_growth_stops_where_the_weights_run_away()
    {
        Reply reply = Run("linear --sites 11 --time 1e5", "--out", _folder["out"]);
        (string reason, double time, double[] state) = Parse(reply);
        Assert.Equal("BlowUp", reason);
        Assert.InRange(time, 0, 1e5);
        // The bound is 1e6, and the last time below it is found to the last bit of t ≈ 3, 4e-16, in which e^{6.4t}
        // grows by 3e-15.
        Assert.InRange(state.Max(Math.Abs), 1e6 * (1 - 1e-12), 1e6);
        Assert.Equal([time, .. state], ReadCsv()[^1]);
    }

    [Fact]
    public void The_continuum_runs_away_from_above_the_narrow_bump_and_not_from_below()
    {
        const int Points = 128;
        const double Length = 20;
        // The narrow bump, κ = 2 + √2, is 1/κ = 0.3 sites wide, two spacings.
        ReactionDiffusion flow = new(Length, Points);
        double[] narrow = flow.Sample(SechProfile.Unstable.Value, Length / 2);
        foreach ((double factor, string expected) in ((double, string)[])[(1.1, "BlowUp"), (0.9, "Steady")])
        {
            File.WriteAllText(_folder["start.csv"], string.Join(',', narrow.Select(w => $"{factor * w:R}")));
            (string reason, double time, double[] state) = Parse(
                Run($"continuum --sites {Points} --length {Length}", "--start", _folder["start.csv"]));
            Assert.Equal(expected, reason);
            Assert.All(state, w => Assert.True(double.IsFinite(w)));
            Assert.InRange(time, 0, 999);
        }
    }

    [Fact]
    public void Text_says_where_it_stopped_and_why()
    {
        (_, double time, _) = Parse(Run("small-beta --sites 11"));
        Reply reply = Rbm.Run("theory", "flow", "small-beta", "--sites", "11");
        Assert.StartsWith($"stopped at t = {time:R}: steady", reply.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frob", "equation = frob", "one of linear, small-beta, continuum, exact")]
    [InlineData("continuum --sites 100", "--sites = 100", "a power of two, at least 16")]
    [InlineData("continuum --sites 8", "--sites = 8", "a power of two, at least 16")]
    [InlineData("exact --hidden 13", "--hidden = 13", "at most 12")]
    [InlineData("linear --sites 10000 --hidden 100 --points 1000000", "--points = 1000000", "at most 39")]
    [InlineData("linear --time 0", "--time = 0", "a number in (0, ")]
    [InlineData("linear --tolerance 1", "--tolerance = 1", "a number in (1E-14, 0.01]")]
    public void What_cannot_be_integrated_is_refused_and_nothing_is_made(string words, string named, string allowed)
        => IsRefused(named, allowed, [.. words.Split(' '), "--out", _folder["out"]]);

    [Theory]
    [InlineData("1,2,3", "holds 3 numbers, but it should hold 4")]
    [InlineData("1,2,3,4,5", "holds 5 numbers, but it should hold 4")]
    [InlineData("", "holds 0 numbers")]
    [InlineData("1,2,3,x", "'x' is not a number")]
    [InlineData("1,2,3,NaN", "not finite")]
    [InlineData("1,2,3,-Infinity", "not finite")]
    [InlineData("1,2,3,1e999", "not finite")]
    public void A_start_that_cannot_be_used_is_refused(string content, string why)
    {
        string file = _folder["start.csv"];
        File.WriteAllText(file, content);
        IsRefused(file, why, "linear", "--sites", "4", "--start", file, "--out", _folder["out"]);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_refused()
    {
        string cut = _folder["cut.npy"];
        File.WriteAllText(cut, "\u0093NUMPY");
        IsRefused(cut, "NPY", "linear", "--sites", "4", "--start", cut, "--out", _folder["out"]);
        foreach (string file in (string[])[_folder["missing.csv"], _folder.Path, ""])
            IsRefused(file, "cannot be used", "linear", "--sites", "4", "--start", file, "--out", _folder["out"]);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused()
    {
        string file = _folder["file"];
        File.WriteAllText(file, "");
        IsRefused($"--out = {file}", "a folder that can be written", "linear", "--sites", "4", "--out", file);
    }

    private void IsRefused(string named, string why, params string[] words)
    {
        IReadOnlyList<string> before = _folder.Files();
        Reply reply = Rbm.Run(["theory", "flow", .. words]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Contains(why, line, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Files());
        Assert.False(Directory.Exists(_folder["out"]));
    }

    private double[][] ReadCsv()
    {
        string[] lines = File.ReadAllLines(_folder["out", "trajectory.csv"]);
        double[][] rows =
            [.. lines.Skip(1).Select(
                l => l.Split(',').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(["t", .. Enumerable.Range(1, rows[0].Length - 1).Select(i => $"w{i}")], lines[0].Split(','));
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        return rows;
    }

    private static Reply Run(string words, params string[] options)
    {
        Reply reply = Rbm.Run(["theory", "flow", .. words.Split(' '), .. options, "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return reply;
    }

    private static (string Reason, double Time, double[] State) Parse(Reply reply)
    {
        using JsonDocument json = JsonDocument.Parse(reply.Output);
        return (json.RootElement.GetProperty("reason").GetString()!, json.RootElement.GetProperty("time").GetDouble(),
            [.. json.RootElement.GetProperty("state").EnumerateArray().Select(e => e.GetDouble())]);
    }
}
