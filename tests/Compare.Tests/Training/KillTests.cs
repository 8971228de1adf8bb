using System.Diagnostics;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>The built program, stopped by real signals while it trains and writes checkpoints.</summary>
[Trait("Category", "Long")]
public sealed class KillTests : IDisposable
{
    // A checkpoint after every update: most of the time goes into writing, which is where a kill has to do no harm.
    private static readonly string[] Words =
    [
        "train", "--sites", "23", "--hidden", "3", "--samples", "210", "--chains", "13", "--epochs", "60", "--save-every", "0",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PosixFact]
    public void Killed_at_any_instants_and_resumed_it_ends_bit_for_bit_the_same()
    {
        Random random = new(11);
        int kills = 0;
        for (int trial = 0; trial < 4; trial++)
        {
            using Process process = Start();
            Thread.Sleep(random.Next(120));
            Reply reply = Stop(process, "KILL");
            kills += reply.Code == 128 + 9 ? 1 : 0;
            if (reply.Code == 0)
                break; // a fast machine got to the end of it
        }

        Assert.True(kills > 0, "it ended before it could be killed");
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["run"]).Code);
        EndsLikeOneNeverStopped();
        Assert.DoesNotContain(_folder.Files(), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [PosixFact]
    public void Interrupted_or_asked_to_terminate_it_says_how_to_go_on_and_does()
    {
        foreach (string signal in (string[])["INT", "TERM"])
        {
            using Process process = Start();
            Reply reply = Stop(process, signal);
            Assert.Equal(130, reply.Code);
            Assert.Equal($"rbm: interrupted; go on with: rbm train --resume {_folder["run"]}", Assert.Single(reply.ErrorLines));
        }

        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["run"]).Code);
        EndsLikeOneNeverStopped();
    }

    /// <summary>Starts the program, and waits until it has written a checkpoint.</summary>
    private Process Start()
    {
        string checkpoint = _folder["run", "checkpoint.npz"];
        DateTime before = File.GetLastWriteTimeUtc(checkpoint);
        Process process = Rbm.Start(null, [.. Words, "--out", _folder["run"]]);
        while ((!File.Exists(checkpoint) || File.GetLastWriteTimeUtc(checkpoint) == before) && !process.HasExited)
            Thread.Sleep(1);
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

    private void EndsLikeOneNeverStopped()
    {
        Assert.Equal(0, Rbm.Run([.. Words.SkipLast(2), "--out", _folder["whole"]]).Code);
        foreach (string name in (string[])["result.npz", "snapshots.npz"])
            Assert.Equal(File.ReadAllBytes(_folder["whole", name]), File.ReadAllBytes(_folder["run", name]));
        Assert.Equal(TrainingRecord.Read(_folder["whole", "result.json"])!.Numbers, TrainingRecord.Read(_folder["run", "result.json"])!.Numbers);
    }
}
