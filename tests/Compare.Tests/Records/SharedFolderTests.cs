using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Tests.Records;

/// <summary>Several stores on one folder, each with locks of its own, as several processes have.</summary>
public sealed class SharedFolderTests : IDisposable
{
    private const int Rounds = 60;

    private static readonly string[] First = ["a-1", "a-2", "a-3"];
    private static readonly string[] Second = ["b-1", "a-2", "b-3"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_that_save_and_pack_at_once_lose_no_run()
    {
        Task first = Task.Run(() => SaveAndPack(First, own: First[0])), second = Task.Run(() => SaveAndPack(Second, own: Second[0]));
        await Task.WhenAll(first, second);
        RecordStore store = new(_folder.Path);
        Assert.All(First.Concat(Second), run => Assert.NotNull(store.Find("fig", run)));
        // The runs that only one of them makes are its newest.
        foreach (string run in (string[])["a-1", "a-3", "b-1", "b-3"])
            Assert.Equal(Rounds, store.Find("fig", run)!.Seconds);
        Assert.Equal(["fig.jsonl"], _folder.Files());
    }

    [Fact]
    public async Task A_run_saved_while_another_packs_is_the_one_that_is_found()
    {
        using CancellationTokenSource stop = new();
        Task packing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                new RecordStore(_folder.Path).Pack("fig", First);
        });
        RecordStore store = new(_folder.Path);
        for (int round = 1; round <= 3 * Rounds; round++)
        {
            foreach (string run in First)
                store.Save(SampleRecords.Small("fig", run) with { Seconds = round });
            foreach (string run in First)
                Assert.Equal(round, new RecordStore(_folder.Path).Find("fig", run)!.Seconds);
        }

        await stop.CancelAsync();
        await packing;
    }

    [Fact]
    public void A_lock_that_another_holds_is_told_from_one_that_cannot_be_made()
    {
        // The name is too long for the disk, which is, as a full disk, no reason to wait.
        Assert.Throws<PathTooLongException>(
            () => StoreLock.TryTake(_folder[new string('x', 300)], TimeSpan.FromMinutes(1)));
        Assert.Throws<DirectoryNotFoundException>(() => RunFolder.Open(_folder["missing"]));
        using RunFolder run = RunFolder.Open(_folder.Path);
        InputException held = Assert.Throws<InputException>(() => RunFolder.Open(_folder.Path));
        Assert.Contains("another process", held.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_is_held_by_one_at_a_time()
    {
        int inside = 0, taken = 0;
        void Take()
        {
            for (int i = 0; i < 100; i++)
            {
                using StoreLock? held = StoreLock.TryTake(_folder["x.lock"], TimeSpan.FromMinutes(1));
                Assert.NotNull(held);
                Assert.Equal(1, Interlocked.Increment(ref inside));
                taken++;
                Thread.SpinWait(2000);
                Interlocked.Decrement(ref inside);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            Take, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(400, taken);
        Assert.Empty(_folder.Files());
    }

    /// <summary>Makes the runs of a plan again and again, each time newer, and packs; all that it made stays found.</summary>
    private void SaveAndPack(string[] plan, string own)
    {
        RecordStore store = new(_folder.Path);
        for (int round = 1; round <= Rounds; round++)
        {
            foreach (string run in plan)
                store.Save(SampleRecords.Small("fig", run) with { Seconds = round });
            store.Pack("fig", plan);
            Assert.Equal(round, store.Find("fig", own)!.Seconds);
        }
    }
}
