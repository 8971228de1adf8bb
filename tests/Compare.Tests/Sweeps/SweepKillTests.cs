using System.Diagnostics;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Sweeps;

/// <summary>The built program, as eight processes on one folder, of which half are killed.</summary>
[Trait("Category", "Long")]
public sealed class SweepKillTests : IDisposable
{
    private const int Runs = 24, Processes = 8;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PosixFact]
    public void Half_of_eight_processes_killed_at_random_instants_lose_nothing_and_change_no_byte()
    {
        File.WriteAllText(_folder["plan.json"], $$"""
            { "data": "ising:sites=23,beta=1,samples=200", "hidden": 3, "epochs": 12, "seed": "1..{{Runs}}" }
            """);
        Assert.Equal(0, Rbm.Run("sweep", _folder["plan.json"], "--out", _folder["one"]).Code);
        Random random = new(5);
        int kills = 0;
        for (int round = 0; round < 2; round++)
        {
            string sweep = _folder[$"round{round}"];
            Process[] processes = [.. Enumerable.Range(1, Processes).Select(shard => Rbm.Start(null, "sweep", _folder["plan.json"],
                "--out", sweep, "--threads", "2", "--shard", $"{shard}/{Processes}", "--stale", "1", "--save-every", "0"))];
            // A checkpoint after every update: most of the time is that of writing, where a kill has to do no harm.
            while (!Directory.Exists(Path.Combine(sweep, "runs", "0000")) && processes.Any(p => !p.HasExited))
                Thread.Sleep(1);
            foreach (Process process in processes.Where((_, i) => i % 2 == 0))
            {
                Thread.Sleep(random.Next(400));
                process.Kill();
            }

            Reply[] replies = [.. processes.Select(Rbm.Finish)];
            kills += replies.Count(reply => reply.Code == 128 + 9);
            Assert.All(replies, reply => Assert.True(reply.Code is 0 or 128 + 9, reply.Errors));
            Assert.All(replies.Where((_, i) => i % 2 == 1), reply => Assert.Equal(("", 0), (reply.Errors, reply.Code)));
            // The last to end made what was left of those that were killed.
            Assert.Contains(replies, reply => reply.Output.Contains($"{Runs} of {Runs} runs finished", StringComparison.Ordinal));
            SweepBytes.AreEqual(_folder["one"], sweep, Runs);
        }

        Assert.True(kills > 0, "they ended before they could be killed");
    }
}
