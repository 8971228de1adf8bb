using System.Collections.Concurrent;
using RbmTheory.Compare.Sweeps;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Sweeps;

/// <summary>Who may make a run, and who may end it, by the names of folders alone.</summary>
public sealed class SweepClaimTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_claimed_once_and_ended_once()
    {
        SweepFolder sweep = Sweep(3);
        SweepClaim claim = SweepClaim.TryBegin(sweep, 1, "a", Noon)!;
        Assert.Null(SweepClaim.TryBegin(sweep, 1, "b", Noon));
        Assert.Equal(("a", Noon), SweepClaim.Read(claim.Path));
        Assert.True(claim.TryRenew(Noon + Stale));
        Assert.Equal(Noon + Stale, SweepClaim.Read(claim.Path)!.Value.Renewed);
        Assert.True(claim.TryEnd(RunState.Finished));
        Assert.Equal((RunState.Finished, 0), sweep.List(0)[1]);
        Assert.False(claim.TryEnd(RunState.Finished));
        Assert.Null(SweepClaim.TryBegin(sweep, 1, "b", Noon));
        Assert.Empty(Directory.GetFileSystemEntries(sweep.PathOf(1, RunState.Finished)));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["sweep", "claims"]));
    }

    [Fact]
    public void A_claim_that_is_taken_over_changes_hands_with_its_files_and_the_old_holder_can_end_nothing()
    {
        SweepFolder sweep = Sweep(3);
        SweepClaim slow = SweepClaim.TryBegin(sweep, 2, "slow", Noon)!;
        File.WriteAllText(Path.Combine(slow.Path, "checkpoint"), "half-way");
        SweepClaim next = SweepClaim.TryTakeOver(sweep, 2, 1, "next", Noon + Stale)!;
        Assert.Equal("half-way", File.ReadAllText(Path.Combine(next.Path, "checkpoint")));
        Assert.Equal(("next", Noon + Stale), SweepClaim.Read(next.Path));
        Assert.Null(SweepClaim.TryTakeOver(sweep, 2, 1, "late", Noon + Stale));
        Assert.False(slow.TryRenew(Noon + Stale));

        // A late writing makes its folder anew; that is no claim, and no result.
        Directory.CreateDirectory(slow.Path);
        File.WriteAllText(Path.Combine(slow.Path, "result"), "late");
        Assert.False(slow.TryEnd(RunState.Finished));
        Assert.Equal((RunState.Claimed, 2), sweep.List(0)[2]);
        slow.Remove();
        Assert.True(next.TryEnd(RunState.Finished));
        Assert.Equal(["checkpoint"], Directory.GetFiles(sweep.PathOf(2, RunState.Finished)).Select(Path.GetFileName));
    }

    [Fact]
    public void Nobody_begins_anew_what_is_in_a_later_claim_or_ended()
    {
        SweepFolder sweep = Sweep(3);
        SweepClaim.TryBegin(sweep, 0, "a", Noon);
        SweepClaim second = SweepClaim.TryTakeOver(sweep, 0, 1, "b", Noon)!;
        // The name of the first claim is free now.
        Assert.Null(SweepClaim.TryBegin(sweep, 0, "c", Noon));
        Assert.Equal((RunState.Claimed, 2), sweep.List(0)[0]);
        Assert.True(second.TryEnd(RunState.Failed));
        Assert.Null(SweepClaim.TryBegin(sweep, 0, "c", Noon));
        Assert.Equal((RunState.Failed, 0), sweep.List(0)[0]);
    }

    [Fact]
    public void A_claim_that_cannot_be_made_leaves_nothing()
    {
        SweepFolder sweep = Sweep(3);
        // A file stands where the folder of the runs is to be made.
        File.WriteAllText(_folder["sweep", "runs", "0000"], "");
        Assert.ThrowsAny<IOException>(() => SweepClaim.TryBegin(sweep, 1, "a", Noon));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["sweep", "claims"]));
    }

    [Fact]
    public async Task Of_many_that_want_a_run_at_once_one_gets_it()
    {
        SweepFolder sweep = Sweep(40);
        for (int run = 0; run < 40; run++)
        {
            using Barrier start = new(4);
            SweepClaim?[] claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return SweepClaim.TryBegin(sweep, run, $"{i}", Noon);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.Single(claims, claim => claim is not null);
            claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return SweepClaim.TryTakeOver(sweep, run, 1, $"{i}", Noon);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.Single(claims, claim => claim is not null);
        }
    }

    [Fact]
    public async Task Several_workers_make_every_run_once()
    {
        SweepFolder sweep = Sweep(230);
        ConcurrentBag<int> made = [], ended = [];
        string? Make(SweepClaim claim, CancellationToken stop)
        {
            made.Add(claim.Run);
            return claim.Run % 50 == 7 ? "no reason" : null;
        }

        await Task.WhenAll(Enumerable.Range(1, 3).Select(shard => Task.Factory.StartNew(
            () => new SweepWorkers(sweep, new() { Shard = shard, Shards = 3, Threads = 2 }, TimeProvider.System, Make,
                (run, _) => ended.Add(run)).Run(CancellationToken.None),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(Enumerable.Range(0, 230), made.Order());
        Assert.Equal(Enumerable.Range(0, 230), ended.Order());
        SweepStatus status = SweepStatus.Of(sweep, Noon, Stale);
        Assert.Equal((225, 0), (status.Finished, status.Left));
        Assert.Equal([(7, "no reason"), (57, "no reason")], status.Failed.Take(2).Select(f => (f.Run, f.Reason)));
    }

    [Fact]
    public void A_worker_takes_over_what_is_stale_or_given_back_waits_for_what_may_become_so_and_leaves_what_lives()
    {
        SweepFolder sweep = Sweep(5);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        TimeSpan stale = TimeSpan.FromSeconds(2);
        SweepClaim.TryBegin(sweep, 0, "dead", now - 2 * stale);
        SweepClaim.TryBegin(sweep, 1, "left", now)!.Release();
        SweepClaim.TryBegin(sweep, 2, "dying", now);
        SweepClaim alive = SweepClaim.TryBegin(sweep, 3, "alive", now)!;
        using Timer renewing = new(_ => alive.TryRenew(TimeProvider.System.GetUtcNow()), null, 0, 100);
        List<int> made = [];
        new SweepWorkers(sweep, new() { Stale = stale }, TimeProvider.System, (claim, _) => null, (run, _) => made.Add(run))
            .Run(CancellationToken.None);
        Assert.Equal([0, 1, 4, 2], made);
        Assert.Equal((RunState.Claimed, 1), sweep.List(0)[3]);
    }

    [Fact]
    public void Whoever_lost_a_claim_stops_that_run_and_goes_on_with_others()
    {
        SweepFolder sweep = Sweep(2);
        List<int> made = [];
        string? Make(SweepClaim claim, CancellationToken stop)
        {
            if (claim.Run != 0)
                return null;
            SweepClaim thief = SweepClaim.TryTakeOver(sweep, 0, 1, "thief", TimeProvider.System.GetUtcNow())!;
            Assert.True(stop.WaitHandle.WaitOne(TimeSpan.FromMinutes(1)), "the loss was not noticed");
            Assert.True(thief.TryEnd(RunState.Finished));
            throw new OperationCanceledException(stop);
        }

        new SweepWorkers(sweep, new() { Stale = TimeSpan.FromSeconds(1) }, TimeProvider.System, Make, (run, _) => made.Add(run))
            .Run(CancellationToken.None);
        Assert.Equal([1], made);
        Assert.Equal((RunState.Finished, 0), sweep.List(0)[0]);
    }

    private SweepFolder Sweep(int runs)
    {
        File.WriteAllText(_folder["plan.json"], $$"""{ "seed": "1..{{runs}}" }""");
        return SweepFolder.Begin(_folder["sweep"], _folder["plan.json"], runs);
    }
}
