using System.Diagnostics;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests;

/// <summary>The built program, stopped by real signals in the middle of its long runs.</summary>
[Trait("Category", "Long")]
public sealed class InterruptTests : IDisposable
{
    private static readonly Fig03a Long = new(Preset.Quick);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PosixFact]
    public void Interrupted_it_keeps_finished_runs_and_says_so_in_one_line()
    {
        using Process process = StartAndWaitForARecord();
        Reply reply = Stop(process, "INT");
        Assert.Equal(130, reply.Code);
        Assert.Equal("rbm: interrupted; finished runs are kept, and the same command goes on from there", Assert.Single(reply.ErrorLines));
        Assert.NotEmpty(Finished());
        Assert.Empty(Unfinished());
        // The runs under way left nothing: each file is a record, and nothing else is there.
        Assert.Equal(Finished().Count, _folder.Files().Count);
    }

    [PosixFact]
    public void Asked_to_terminate_it_stops_in_the_same_way()
    {
        using Process process = StartAndWaitForARecord();
        Reply reply = Stop(process, "TERM");
        Assert.Equal(130, reply.Code);
        Assert.Single(reply.ErrorLines);
        Assert.Empty(Unfinished());
    }

    [PosixFact]
    public void A_training_within_an_update_that_takes_for_hours_stops_too_and_says_how_to_go_on()
    {
        string run = _folder["run"];
        using Process process = Rbm.Start(null, "train", "--samples", "100", "--hidden", "10", "--batch", "50", "--chains", "10000",
            "--steps", "1000000", "--out", run);
        while (!File.Exists(_folder["run", "plan.json"]) && !process.HasExited)
            Thread.Sleep(10);
        Reply reply = Stop(process, "INT");
        Assert.Equal((130, $"rbm: interrupted; go on with: rbm train --resume {run}"), (reply.Code, Assert.Single(reply.ErrorLines)));
        Assert.Empty(Unfinished());
    }

    [PosixFact]
    public void Killed_it_leaves_whole_records_and_goes_on_from_them()
    {
        using Process process = StartAndWaitForARecord();
        Reply killed = Stop(process, "KILL");
        Assert.Equal(128 + 9, killed.Code);
        IReadOnlyList<RunRecord> finished = Finished();
        Assert.NotEmpty(finished);
        Dictionary<string, (string Text, DateTime Time)> before = Contents();

        // A run that is stopped at once makes nothing, but it has looked for the records and kept them.
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Reply again = Rbm.Run(["figure", Long.Number, "--out", _folder.Path], stop.Token);
        Assert.Equal(130, again.Code);
        Assert.Equal($"{finished.Count} finished runs found and kept", again.Output.Trim());
        Assert.Equal(before, Contents());
    }

    /// <summary>Starts a figure whose runs take seconds, beside one that is done at once and whose record is waited for.</summary>
    private Process StartAndWaitForARecord()
    {
        // As many threads as runs, so that the short run is not queued behind the long ones; the pool starts them at once.
        Dictionary<string, string> environment = new() { ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "10" };
        Process process = Rbm.Start(environment, "figure", Long.Number, "--out", _folder.Path, "--threads", "16");
        while (Finished().Count == 0 && !process.HasExited)
            Thread.Sleep(10);
        Assert.False(process.HasExited, "it ended before it could be stopped");
        return process;
    }

    private static Reply Stop(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        // Only where the tests themselves were started with the signal ignored it does not end.
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
            process.Kill();
        Reply reply = Rbm.Finish(process);
        kill.WaitForExit();
        return reply;
    }

    /// <summary>Every record on the disk, read as the program reads it: a broken one throws.</summary>
    private List<RunRecord> Finished()
    {
        RecordStore store = new(_folder["records"]);
        return [.. Long.Plan(1).Select(p => store.Find(Long.Name, p.Run)).OfType<RunRecord>()];
    }

    private IEnumerable<string> Unfinished()
        => Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".tmp", StringComparison.Ordinal) || f.Contains(".draft", StringComparison.Ordinal));

    private Dictionary<string, (string Text, DateTime Time)> Contents()
        => _folder.Files().Where(f => f.EndsWith(".json", StringComparison.Ordinal))
            .ToDictionary(f => f, f => (File.ReadAllText(_folder[f]), File.GetLastWriteTimeUtc(_folder[f])));
}
