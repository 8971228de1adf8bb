using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Parquet;
using Parquet.Schema;
using RbmTheory.Compare.Sweeps;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Sweeps;

/// <summary><c>rbm sweep</c> from plan to table, and what it refuses.</summary>
public sealed class SweepCommandTests : IDisposable
{
    private const string Plan = """
        {
          "data": "ising:sites=11,beta={beta},samples=40", "beta": ["0.5..1.5 by 0.5"], "hidden": [1, 2], "seed": "1..2",
          "epochs": 3
        }
        """;

    private readonly TempFolder _folder = new();

    public SweepCommandTests() => File.WriteAllText(_folder["plan.json"], Plan);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_bytes_are_the_same_by_one_process_by_three_and_by_one_stopped_and_resumed_and_those_of_train()
    {
        Succeed("sweep", _folder["plan.json"], "--out", _folder["one"], "--threads", "1");
        foreach (string shard in (string[])["3/3", "1/3", "2/3"])
            Succeed("sweep", _folder["plan.json"], "--out", _folder["three"], "--threads", "2", "--shard", shard);

        // Stopped once every run has begun, by a checkpoint and in the middle of a training.
        SweepFolder stopped = SweepFolder.Begin(_folder["stopped"], _folder["plan.json"], 100);
        using CancellationTokenSource halfway = new();
        for (int run = 0; run < stopped.Plan.Count; run++)
        {
            using CancellationTokenSource stop = new();
            SweepClaim claim = SweepClaim.TryBegin(stopped, run, "first", DateTimeOffset.UnixEpoch)!;
            using RunFolder folder = RunFolder.OpenClaimed(claim.Path);
            TrainingSettings settings = stopped.Plan.Settings(run);
            TrainingRun training = TrainingRun.Begin(settings, null, TrainingData.Load(settings), folder, new StopAfter(1.5, stop),
                TimeProvider.System, TimeSpan.Zero);
            Assert.Throws<OperationCanceledException>(() => training.Run(stop.Token));
            claim.Release();
        }

        Succeed("sweep", _folder["stopped"]);
        Succeed("train", "--data", "ising:sites=11,beta=1.5,samples=40", "--hidden", "2", "--seed", "1", "--epochs", "3", "--out", _folder["alone"]);
        foreach (string other in (string[])["three", "stopped"])
            SweepBytes.AreEqual(_folder["one"], _folder[other], 12);
        SweepBytes.RunsAreEqual(_folder["alone"], _folder["one", "runs", "0000", "000010"]);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["stopped", "claims"]));
    }

    [Fact]
    public void A_finished_sweep_makes_nothing_again()
    {
        Succeed("sweep", _folder["plan.json"], "--out", _folder["out"]);
        Dictionary<string, DateTime> before = Times();
        Reply reply = Succeed("sweep", _folder["plan.json"], "--out", _folder["out"], "--json");
        JsonNode status = JsonNode.Parse(reply.Output)!;
        Assert.Equal((0, 12, 0), ((int)status["made"]!, (int)status["finished"]!, (int)status["left"]!));
        Assert.Equal(before, Times());

        Dictionary<string, DateTime> Times()
            => Directory.GetFiles(_folder["out", "runs"], "*", SearchOption.AllDirectories).ToDictionary(f => f, File.GetLastWriteTimeUtc);
    }

    [Fact]
    public void The_table_has_a_row_a_run_and_grouped_the_means_and_errors_over_the_rest()
    {
        Succeed("sweep", _folder["plan.json"], "--out", _folder["out"], "--numbers-only");
        Assert.Equal("result.json", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder["out", "runs", "0000", "000003"]))));
        Succeed("sweep", "collect", _folder["out"], "--csv", _folder["runs.csv"]);
        string[][] rows = Rows("runs.csv");
        Assert.Equal(["run", "beta", "hidden", "seed"], rows[0][..4]);
        Assert.Equal(["3", "0.5", "2", "2"], rows[4][..4]);
        Assert.Equal(13, rows.Length);
        int fwhm = Array.IndexOf(rows[0], "fwhm");
        TrainingRecord record = TrainingRecord.Read(_folder["out", "runs", "0000", "000003", "result.json"])!;
        Assert.Equal(record.Units["fwhm"].Average(), double.Parse(rows[4][fwhm], CultureInfo.InvariantCulture));

        Succeed("sweep", "collect", _folder["out"], "--csv", _folder["means.csv"], "--npz", _folder["means.npz"], "--group", "hidden,beta");
        string[][] means = Rows("means.csv");
        Assert.Equal(["runs", "hidden", "beta"], means[0][..3]);
        Assert.Equal(7, means.Length);
        string[] row = means.Single(r => r[1] == "2" && r[2] == "0.5");
        double a = double.Parse(rows[3][fwhm], CultureInfo.InvariantCulture), b = double.Parse(rows[4][fwhm], CultureInfo.InvariantCulture);
        int mean = Array.IndexOf(means[0], "fwhm"), error = Array.IndexOf(means[0], "fwhm.error");
        Assert.Equal("2", row[0]);
        // Two numbers: the standard deviation is |a − b|/√2, and the error of the mean |a − b|/2; a few roundings.
        Assert.Equal((a + b) / 2, double.Parse(row[mean], CultureInfo.InvariantCulture), 1e-14 * Math.Abs(a + b));
        Assert.Equal(Math.Abs(a - b) / 2, double.Parse(row[error], CultureInfo.InvariantCulture), 1e-14 * Math.Abs(a + b));
        byte[] npz = File.ReadAllBytes(_folder["means.npz"]);
        Assert.Equal(means[0], NpzFile.Names(npz));
        Assert.Equal(means.Skip(1).Select(r => double.Parse(r[mean], CultureInfo.InvariantCulture)), NpzFile.Read(npz, "fwhm").ToDoubles());
    }

    [Fact]
    public void Without_data_a_plan_has_sites_beta_and_samples_of_the_Ising_ring_and_a_group_says_how_many_runs_have_a_value()
    {
        File.WriteAllText(_folder["ring.json"], """
            { "sites": 11, "beta": [0.5, "1..2 by 1"], "samples": 40, "seed": "18446744073709551610..18446744073709551611", "epochs": 1 }
            """);
        Succeed("sweep", _folder["ring.json"], "--out", _folder["out"]);
        TrainingRecord record = TrainingRecord.Read(_folder["out", "runs", "0000", "000002", "result.json"])!;
        SweepFolder folder = SweepFolder.Open(_folder["out"]);
        Assert.Equal("ising:sites=11,beta=1,samples=40", $"{folder.Plan.Settings(2).Data}");
        // As if no peak had been found in one run.
        (record with { Units = record.Units.ToDictionary(u => u.Key, u => u.Key == "fwhm" ? [double.NaN] : u.Value) })
            .Write(_folder["out", "runs", "0000", "000002", "result.json"]);
        Succeed("sweep", "collect", _folder["out"], "--csv", _folder["runs.csv"], "--npz", _folder["runs.npz"]);
        Assert.DoesNotContain("centre", Rows("runs.csv")[0]);
        // These seeds are the same as doubles: they stay words.
        Assert.Equal([0, 1, 0, 1, 0, 1], NpzFile.Read(File.ReadAllBytes(_folder["runs.npz"]), "seed").ToDoubles());
        Succeed("sweep", "collect", _folder["out"], "--csv", _folder["means.csv"], "--group", "beta");
        string[][] means = Rows("means.csv");
        Assert.Equal(["2", "1", "2"], means.Skip(1).Select(row => row[Array.IndexOf(means[0], "fwhm.runs")]));
        Assert.Equal(["2", "2", "2"], means.Skip(1).Select(row => row[0]));
    }

    [Fact]
    public void A_dry_run_finds_the_largest_run_and_the_machines_that_are_kept()
    {
        File.WriteAllText(_folder["sizes.json"], """
            { "data": "ising:sites={n},samples=40", "n": [10, 1000], "hidden": [1, 50], "epochs": 3, "snapshots": "dense:every=1" }
            """);
        SweepPlan plan = SweepPlan.Read(_folder["sizes.json"], 100);
        // A clock of the processor that stands still: pieces take no time.
        SweepEstimate cost = SweepEstimate.Measure(plan, TimeProvider.System, () => TimeSpan.Zero, TimeSpan.FromSeconds(0.5), false, default);
        Assert.Equal((4, 4, 0.0), (cost.Runs, cost.Pieces, cost.CoreHours));
        Succeed("sweep", _folder["sizes.json"], "--out", _folder["out"]);
        double bytes = Directory.GetFiles(_folder["out", "runs"], "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        // Entries and headers of a few kB a file are rounded to blocks of 4096 bytes.
        Assert.InRange(cost.MegabytesOnDisk * (1 << 20), bytes, bytes + 4 * 5 * 2 * 4096);
    }

    [Fact]
    public async Task Columns_of_words_are_quoted_in_text_numbered_in_NPZ_and_texts_in_Parquet()
    {
        File.WriteAllText(_folder["words.json"], """
            { "data": ["ising:sites=5,samples=20", "ising:sites=6,samples=20"], "hidden-units": ["spin", "gaussian"], "epochs": 1 }
            """);
        Succeed("sweep", _folder["words.json"], "--out", _folder["out"]);
        Succeed("sweep", "collect", _folder["out"], "--csv", _folder["runs.csv"], "--npz", _folder["runs.npz"], "--parquet", _folder["runs.parquet"]);
        Assert.StartsWith("2,\"ising:sites=6,samples=20\",spin,", File.ReadAllLines(_folder["runs.csv"])[3], StringComparison.Ordinal);
        byte[] npz = File.ReadAllBytes(_folder["runs.npz"]);
        Assert.Equal([0, 1, 0, 1], NpzFile.Read(npz, "hidden-units").ToDoubles());
        Assert.Equal("spin\ngaussian", string.Concat(NpzFile.Read(npz, "hidden-units.words").ToDoubles().Select(c => (char)c)));
        await using ParquetReader parquet = await ParquetReader.CreateAsync(_folder["runs.parquet"]);
        using ParquetRowGroupReader group = parquet.OpenRowGroupReader(0);
        DataField[] fields = parquet.Schema.GetDataFields();
        string?[] units = new string?[4];
        double[] norms = new double[4];
        await group.ReadAsync(fields.Single(f => f.Name == "hidden-units"), units.AsMemory());
        await group.ReadAsync<double>(fields.Single(f => f.Name == "norm"), norms.AsMemory());
        Assert.Equal("spin gaussian spin gaussian", string.Join(' ', units));
        Assert.Equal(NpzFile.Read(npz, "norm").ToDoubles(), norms);
    }

    [Fact]
    public void A_figure_is_drawn_with_a_series_a_group()
    {
        Succeed("sweep", _folder["plan.json"], "--out", _folder["out"]);
        Succeed("sweep", "plot", _folder["out"], "--x", "beta", "--y", "fwhm", "--group", "hidden", "--out", _folder["widths.csv"]);
        string head = File.ReadLines(_folder["widths.csv"]).First();
        Succeed("sweep", "plot", _folder["out"], "--x", "beta", "--y", "fullWidth", "--group", "hidden", "--out", _folder["named.csv"]);
        Assert.Equal(File.ReadAllText(_folder["widths.csv"]), File.ReadAllText(_folder["named.csv"]));
        Assert.Contains("hidden_1_error", head, StringComparison.Ordinal);
        Assert.Contains("hidden_2_error", head, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(_folder["widths.csv"]).Length);
        foreach (string ending in (string[])["png", "pdf", "svg"])
        {
            Succeed("sweep", "plot", _folder["out"], "--x", "beta", "--y", "fwhm", "--log-x", "--out", _folder["a." + ending]);
            Assert.True(new FileInfo(_folder["a." + ending]).Length > 1000);
        }
    }

    [Fact]
    public void A_broken_record_is_named_in_one_line_and_left_out()
    {
        Succeed("sweep", _folder["plan.json"], "--out", _folder["out"]);
        File.WriteAllText(_folder["out", "runs", "0000", "000004", "result.json"], "{ \"format\": 1");
        File.Delete(_folder["out", "runs", "0000", "000005", "result.json"]);
        Reply reply = Succeed("sweep", "collect", _folder["out"], "--csv", _folder["runs.csv"]);
        Assert.Equal(2, reply.ErrorLines.Length);
        Assert.StartsWith("rbm: run 4 is left out: the result ", reply.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("rbm: run 5 is left out: ", reply.ErrorLines[1], StringComparison.Ordinal);
        Assert.Equal(11, Rows("runs.csv").Length);
        Succeed("sweep", "status", _folder["out"]);
    }

    [Fact]
    public void Folders_that_are_no_runs_of_the_plan_are_not_counted()
    {
        Succeed("sweep", _folder["plan.json"], "--out", _folder["out"]);
        foreach (string name in (string[])["000012", "000077.failed", "000078.2", "000100", "5", "0000004", "99999999", "copy"])
            Directory.CreateDirectory(_folder["out", "runs", "0000", name]);
        JsonNode status = JsonNode.Parse(Succeed("sweep", "status", _folder["out"], "--json").Output)!;
        Assert.Equal((12, 0), ((int)status["finished"]!, (int)status["left"]!));
        Assert.Empty(status["failed"]!.AsArray());
        Assert.StartsWith("12 of 12 runs finished, 0 failed, 0 running, 0 stale", Succeed("sweep", _folder["out"]).Output,
            StringComparison.Ordinal);
        Assert.Equal("", Succeed("sweep", "collect", _folder["out"], "--csv", _folder["runs.csv"]).Errors);
        Assert.Equal(13, Rows("runs.csv").Length);
    }

    [Fact]
    public void A_run_that_diverges_is_failed_with_its_reason_the_others_go_on_and_retried_it_fails_again()
    {
        File.WriteAllText(_folder["wild.json"], """
            { "data": "ising:sites=11,beta=1,samples=40", "hidden-units": "gaussian", "rate": [0.001, 10], "epochs": 30 }
            """);
        foreach (string[] more in (string[][])[[], ["--retry"]])
        {
            Reply reply = Rbm.Run(["sweep", _folder["wild.json"], "--out", _folder["out"], .. more]);
            Assert.Equal(3, reply.Code);
            Assert.StartsWith("rbm: run 1 failed (rate = 10): ", reply.ErrorLines[0], StringComparison.Ordinal);
            Assert.StartsWith("rbm: 1 runs failed; rbm sweep status ", reply.ErrorLines[1], StringComparison.Ordinal);
        }

        Reply again = Rbm.Run("sweep", _folder["out"]);
        Assert.Equal(3, again.Code);
        Assert.Single(again.ErrorLines);
        JsonNode status = JsonNode.Parse(Succeed("sweep", "status", _folder["out"], "--json").Output)!;
        Assert.Equal((1, 0), ((int)status["finished"]!, (int)status["left"]!));
        Assert.Equal("10", (string)status["failed"]![0]!["parameters"]!["rate"]!);
        Assert.Contains("failed: run 1 (rate = 10): ", Succeed("sweep", "status", _folder["out"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_writes_nothing_and_says_what_it_will_take()
    {
        Reply reply = Succeed("sweep", _folder["plan.json"], "--dry-run", "--threads", "2");
        Assert.StartsWith("12 runs over beta, hidden, seed\ntime: about ", reply.Output, StringComparison.Ordinal);
        JsonNode estimate = JsonNode.Parse(Succeed("sweep", _folder["plan.json"], "--dry-run", "--json").Output)!["estimate"]!;
        Assert.Equal((12, 60), ((int)estimate["runs"]!, (int)estimate["files"]!));
        Assert.True((double)estimate["coreHours"]! > 0);
        Assert.Equal(["plan.json"], _folder.Files());
    }

    [Fact]
    public void Another_plan_and_another_build_of_the_program_are_refused_by_name()
    {
        Succeed("sweep", _folder["plan.json"], "--out", _folder["out"]);
        File.WriteAllText(_folder["other.json"], Plan.Replace("\"epochs\": 3", "\"epochs\": 4", StringComparison.Ordinal));
        Refuse("but the sweep there has another plan", "sweep", _folder["other.json"], "--out", _folder["out"]);

        string about = _folder["out", "sweep.json"];
        JsonNode sweep = JsonNode.Parse(File.ReadAllText(about))!;
        sweep["modules"]!["RbmTheory.Simulation"] = $"{Guid.Empty}";
        File.WriteAllText(about, sweep.ToJsonString());
        Refuse("was begun by another build of RbmTheory.Simulation", "sweep", _folder["out"]);
        Refuse("was begun by another build of RbmTheory.Simulation", "sweep", _folder["plan.json"], "--out", _folder["out"]);
        // To look at it is allowed.
        Succeed("sweep", "status", _folder["out"]);
        File.AppendAllText(_folder["out", "plan.json"], " ");
        Refuse("is another plan than the sweep was begun with", "sweep", "status", _folder["out"]);
        File.WriteAllText(about, "{ }");
        Refuse("sweep.json is broken", "sweep", "status", _folder["out"]);
    }

    [Fact]
    public void What_cannot_be_used_is_refused_in_one_line()
    {
        Refuse("--out is left out", "sweep", _folder["plan.json"]);
        Refuse("should be a file, or the folder of a sweep", "sweep", _folder.Path);
        Refuse("none.json, but it should be a file, or the folder of a sweep", "sweep", _folder["none.json"]);
        Refuse("the plan ", "sweep", _folder["none.json"], "--out", _folder["out"]);
        Refuse("--shard = 4/3", "sweep", _folder["plan.json"], "--out", _folder["out"], "--shard", "4/3");
        Refuse("--shard = 0/3", "sweep", _folder["plan.json"], "--out", _folder["out"], "--shard", "0/3");
        Refuse("--limit = 0", "sweep", _folder["plan.json"], "--out", _folder["out"], "--limit", "0");
        Refuse("names 12 runs, but it should be at most 11", "sweep", _folder["plan.json"], "--out", _folder["out"], "--limit", "11");
        Refuse("should be the folder of a sweep", "sweep", "status", _folder["out"]);
        Refuse("Required argument 'plan' missing", "sweep");
        Assert.False(Directory.Exists(_folder["out"]));
        Succeed("sweep", _folder["plan.json"], "--out", _folder["out"]);
        Refuse("--csv, --npz or --parquet", "sweep", "collect", _folder["out"]);
        Refuse("--group = ' ', but it should name parameters", "sweep", "collect", _folder["out"], "--csv", _folder["a.csv"], "--group", " ");
        Refuse("--group = seed,bta, but bta should be one of the parameters of the sweep: beta, hidden, seed",
            "sweep", "collect", _folder["out"], "--csv", _folder["a.csv"], "--group", "seed,bta");
        Refuse("--y = width, but it should be one of ", "sweep", "plot", _folder["out"], "--x", "beta", "--y", "width", "--out", _folder["a.png"]);
        Refuse("--x = rate, but it should be a parameter", "sweep", "plot", _folder["out"], "--x", "rate", "--y", "fwhm", "--out", _folder["a.png"]);
        Refuse(".png, .pdf, .svg or .csv", "sweep", "plot", _folder["out"], "--x", "beta", "--y", "fwhm", "--out", _folder["a.gif"]);
        Refuse("but it should be left out where", "sweep", _folder["out"], "--out", _folder["b"]);
    }

    [PosixFact]
    public void A_folder_that_cannot_be_written_is_refused_in_one_line()
    {
        Refuse("--out = /proc/sweep, but it should be a folder that can be written", "sweep", _folder["plan.json"], "--out", "/proc/sweep");
        Succeed("sweep", _folder["plan.json"], "--out", _folder["out"]);
        // Root may write anywhere, but nobody to what is no folder.
        Directory.Delete(_folder["out", "runs"], recursive: true);
        File.WriteAllText(_folder["out", "runs"], "");
        Refuse("", "sweep", _folder["out"]);
        if (!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(_folder["out"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Refuse("but it should be a folder that can be written", "sweep", _folder["out"]);
            File.SetUnixFileMode(_folder["out"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [TmpfsFact]
    public void A_full_disk_stops_it_in_one_line_and_with_room_again_it_ends_with_the_same_bytes()
    {
        Directory.CreateDirectory(_folder["small"]);
        Assert.Equal(0, Shell($"mount -t tmpfs -o size=48k tmpfs '{_folder["small"]}'"));
        try
        {
            Reply reply = Rbm.Run("sweep", _folder["plan.json"], "--out", _folder["small", "out"], "--threads", "1");
            Assert.Equal(2, reply.Code);
            Assert.Contains("space", Assert.Single(reply.ErrorLines), StringComparison.OrdinalIgnoreCase);
            Assert.Equal(0, Shell($"mount -o remount,size=10m '{_folder["small"]}'"));
            // The claim of the run that had no room was given back, or else is of this process and gets old.
            Succeed("sweep", _folder["small", "out"], "--stale", "1");
            Succeed("sweep", _folder["plan.json"], "--out", _folder["one"]);
            SweepBytes.AreEqual(_folder["one"], _folder["small", "out"], 12);
        }
        finally
        {
            Assert.Equal(0, Shell($"umount '{_folder["small"]}'"));
        }
    }

    private static int Shell(string command)
    {
        using Process process = Process.Start("sh", ["-c", command]);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Reply Succeed(params string[] words)
    {
        Reply reply = Rbm.Run(words);
        Assert.True(reply.Code == 0, $"rbm {string.Join(' ', words)}: {reply.Errors}");
        return reply;
    }

    private static void Refuse(string reason, params string[] words)
    {
        Reply reply = Rbm.Run(words);
        Assert.Equal(2, reply.Code);
        Assert.Contains(reason, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    private string[][] Rows(string name) => [.. File.ReadAllLines(_folder[name]).Select(line => line.Split(','))];

    private sealed class StopAfter(double epochs, CancellationTokenSource stop) : ITrainingMonitor
    {
        public void Say(string line)
        {
        }

        public void Warn(string line)
        {
        }

        public void Advanced(in TrainingProgress progress)
        {
            if (progress.Epoch >= epochs)
                stop.Cancel();
        }
    }
}
