using System.Diagnostics;
using System.Text.Json.Nodes;
using RbmTheory.Compare.Sweeps;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Sweeps;

/// <summary>Job arrays: the script, an <c>sbatch</c> that is missing, one that only notes what it is given, and a real
/// Slurm of one node.</summary>
[Trait("Category", "Long")]
public sealed class SlurmTests : IDisposable
{
    private const string Plan = """
        { "data": "ising:sites=23,beta=1,samples=200", "hidden": 3, "epochs": 40, "seed": "1..12" }
        """;

    /// <summary>What a script of Slurm has to put in quotation marks, and what means the number of a job there.</summary>
    private const string Out = "my out %A";

    private readonly TempFolder _folder = new();

    public SlurmTests() => File.WriteAllText(_folder["plan.json"], Plan);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_script_is_printed_and_nothing_written()
    {
        Reply reply = Rbm.Run("sweep", _folder["plan.json"], "--out", _folder["my sweep"], "--slurm", "--dry-run", "--partition", "long",
            "--time", "4:00:00", "--mem", "2G", "--array-size", "100", "--threads", "3", "--retry");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        string[] lines = reply.Output.Split('\n');
        Assert.Equal("#!/bin/sh", lines[0]);
        string[] options =
        [
            "job-name=rbm-mysweep", "array=1-12", "cpus-per-task=3", "partition=long", "time=4:00:00", "mem=2G",
            $"output=\"{_folder["my sweep", "slurm", "%A_%a.txt"]}\"", "requeue",
        ];
        Assert.Equal(options.Select(option => "#SBATCH --" + option), lines[1..9]);
        Assert.StartsWith("exec ", lines[10], StringComparison.Ordinal);
        Assert.EndsWith($"sweep '{_folder["my sweep"]}' --stale 300 --save-every 10 --retry --threads 3 --shard "
            + "\"$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT\"", lines[10], StringComparison.Ordinal);
        Assert.Equal(["plan.json"], _folder.Files());
    }

    [Theory]
    [InlineData("--partition", "two words")]
    [InlineData("--time", "")]
    [InlineData("--time", "abc")]
    [InlineData("--mem", "-3")]
    [InlineData("--mem", "2G\n#SBATCH --other")]
    public void What_Slurm_does_not_read_is_refused(string option, string value)
    {
        Reply reply = Rbm.Run("sweep", _folder["plan.json"], "--out", _folder[Out], "--slurm", "--dry-run", option, value);
        Assert.Equal(2, reply.Code);
        Assert.StartsWith($"rbm: {option} = ", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("a b", "'a b'")]
    [InlineData("/a/b-c.d", "/a/b-c.d")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("", "''")]
    public void A_word_is_quoted_for_the_shell(string word, string quoted) => Assert.Equal(quoted, SlurmJob.Quote(word));

    [PosixFact]
    public void Without_sbatch_one_line_says_so()
    {
        Reply reply = Submit(new() { ["PATH"] = _folder["nothing"] });
        Assert.Equal(2, reply.Code);
        Assert.StartsWith("rbm: --slurm: there is no sbatch on the PATH", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[Out]));
    }

    [PosixFact]
    public void Sbatch_is_given_a_script_whose_tasks_make_the_whole_sweep()
    {
        // What stands for sbatch runs two of the tasks, one after another.
        FakeSbatch("for i in 2 1; do SLURM_ARRAY_TASK_ID=$i SLURM_ARRAY_TASK_COUNT=2 sh \"$1\" >&2; done; echo Submitted batch job 7");
        Reply reply = Submit(new() { ["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}" }, "--array-size", "2");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.StartsWith("Submitted batch job 7: 2 tasks for 12 runs", reply.Output, StringComparison.Ordinal);
        EqualsOneProcess();
        Assert.StartsWith("nothing is submitted: no run is left", Rbm.Run("sweep", _folder[Out], "--slurm").Output, StringComparison.Ordinal);
    }

    [PosixFact]
    public void What_sbatch_complains_of_is_said_in_one_line()
    {
        FakeSbatch("echo 'sbatch: error: invalid partition' >&2; echo second >&2; exit 1");
        Reply reply = Submit(new() { ["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}" });
        Assert.Equal(2, reply.Code);
        Assert.EndsWith("sbatch: error: invalid partition second", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[Out]));
    }

    [Theory]
    [InlineData("--partition is given, but it should be left out without --slurm", "--partition", "long")]
    [InlineData("--array-size is given, but it should be left out without --slurm", "--array-size", "3")]
    [InlineData("--shard is given, but it should be left out with --slurm", "--slurm", "--shard", "1/2")]
    public void Options_of_Slurm_go_with_it_alone(string complaint, params string[] options)
    {
        foreach (string[] words in (string[][])[["sweep", _folder["plan.json"]], ["report", "--preset", "tiny", "--figures", "3a"]])
        {
            Reply reply = Rbm.Run([.. words, "--out", _folder[Out], .. options]);
            Assert.Equal(2, reply.Code);
            Assert.StartsWith($"rbm: {complaint}", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
            Assert.False(Directory.Exists(_folder[Out]));
        }
    }

    [PosixFact]
    public void The_runs_of_a_report_are_shared_out_and_gathered()
    {
        FakeSbatch("for i in 1 2 3; do SLURM_ARRAY_TASK_ID=$i SLURM_ARRAY_TASK_COUNT=3 sh \"$1\" >&2; done; echo Submitted batch job 7");
        string[] words = ["report", "--preset", "tiny", "--figures", "3a", "--out", _folder["shared"]];
        using Process process = Rbm.Start(new Dictionary<string, string> { ["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}" },
            [.. words, "--slurm", "--array-size", "3"]);
        Reply reply = Rbm.Finish(process);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.False(File.Exists(_folder["shared", "report.pdf"]));
        Reply gathered = Rbm.Run(words);
        Assert.Equal((0, ""), (gathered.Code, gathered.Errors));
        Assert.True(File.Exists(_folder["shared", "report.pdf"]));
        // Nothing is made again, and the figure is that of one process.
        Assert.Equal(0, Rbm.Run(["report", "--preset", "tiny", "--figures", "3a", "--out", _folder["alone"]]).Code);
        Assert.Equal(File.ReadAllBytes(_folder["alone", "figures", "fig03a.csv"]), File.ReadAllBytes(_folder["shared", "figures", "fig03a.csv"]));
        Assert.Equal(2, Rbm.Run([.. words, "--shard", "1/2", "--force"]).Code);
    }

    [SlurmFact]
    public void A_real_Slurm_of_one_node_makes_a_sweep_of_which_one_task_is_requeued_and_one_killed()
    {
        string script = Path.Combine(Repository.Root, "tests", "Slurm", "one-node.sh"), slurm = _folder["slurm"];
        Directory.CreateDirectory(slurm);
        Dictionary<string, string> environment = new()
        {
            ["SLURM_CONF"] = Path.Combine(slurm, "slurm.conf"),
            ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin",
        };
        try
        {
            Assert.Equal(0, Shell($"'{script}' start '{slurm}'", environment).Code);
            Reply reply = Submit(environment, "--array-size", "6", "--stale", "5", "--save-every", "0", "--time", "10:00", "--mem", "300M");
            Assert.True(reply.Code == 0, reply.Errors);
            string job = reply.Output.Split(' ', ':')[3];
            // The second task is killed, to be begun again by Slurm, the third is gone for good: the others make its runs.
            Wait(() => Directory.Exists(_folder[Out, "runs", "0000"]), "no run begins");
            Shell($"scontrol requeue {job}_2; scancel --signal=KILL {job}_3", environment);
            Wait(() => (int)JsonNode.Parse(Rbm.Run("sweep", "status", _folder[Out], "--json").Output)!["finished"]! == 12, "the sweep does not end");
            // Slurm lets a requeued task wait for two minutes, unless it is told not to; it finds nothing left to do.
            Shell($"scontrol update JobId={job}_2 StartTime=now", environment);
            Wait(() => Shell($"squeue --noheader --job={job}", environment).Output.Trim().Length == 0, "the job does not end");
            EqualsOneProcess();
        }
        finally
        {
            Shell($"'{script}' stop '{slurm}'", environment);
        }
    }

    private static void Wait(Func<bool> condition, string complaint)
    {
        // This only ends a test that hangs.
        for (int i = 0; i < 1200; i++)
        {
            if (condition())
                return;
            Thread.Sleep(100);
        }

        Assert.Fail(complaint);
    }

    private void FakeSbatch(string script)
    {
        Directory.CreateDirectory(_folder["bin"]);
        // What stands for sbatch --test-only fails where it would fail.
        string test = script.EndsWith("exit 1", StringComparison.Ordinal) ? script : "exit 0";
        File.WriteAllText(_folder["bin", "sbatch"], $"#!/bin/sh\nif [ \"$1\" = --test-only ]; then cat > /dev/null; {test}; fi\n{script}\n");
        Assert.Equal(0, Shell($"chmod +x '{_folder["bin", "sbatch"]}'", []).Code);
    }

    private Reply Submit(Dictionary<string, string> environment, params string[] more)
    {
        using Process process = Rbm.Start(environment, ["sweep", _folder["plan.json"], "--out", _folder[Out], "--slurm", .. more]);
        return Rbm.Finish(process);
    }

    private static Reply Shell(string command, Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new("sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        return Rbm.Finish(process);
    }

    private void EqualsOneProcess()
    {
        Assert.Equal(0, Rbm.Run("sweep", _folder["plan.json"], "--out", _folder["one"]).Code);
        SweepBytes.AreEqual(_folder["one"], _folder[Out], 12);
    }
}
