using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Records;

public class AtomicFileTests
{
    [Fact]
    public void Text_replaces_what_was_there_and_leaves_nothing_else()
    {
        using TempFolder folder = new();
        string path = folder["new", "place", "file.txt"];
        AtomicFile.WriteText(path, new string('x', 100_000));
        AtomicFile.WriteText(path, "short β\n");
        Assert.Equal("short β\n", File.ReadAllText(path));
        Assert.Single(folder.Files());
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_content_and_no_temporary_file()
    {
        using TempFolder folder = new();
        // The target is a folder, so that the last step, the renaming, fails.
        string target = folder["target"];
        Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(target, "old"), "kept");
        Assert.ThrowsAny<SystemException>(() => AtomicFile.WriteText(target, "new"));
        Assert.Equal([Path.Combine("target", "old")], folder.Files());
        Assert.Equal("kept", File.ReadAllText(Path.Combine(target, "old")));
    }

    [Fact]
    public void A_write_that_cannot_begin_leaves_the_old_record()
    {
        using TempFolder folder = new();
        RecordStore store = new(folder.Path);
        store.Save(SampleRecords.Small());
        string path = store.PathOf("fig", "run-1");
        byte[] old = File.ReadAllBytes(path);
        // A folder stands where the temporary file is to be made.
        Directory.CreateDirectory($"{path}.{Environment.ProcessId}.tmp");
        Assert.ThrowsAny<SystemException>(() => store.Save(SampleRecords.Small() with { Seconds = 2 }));
        Assert.Equal(old, File.ReadAllBytes(path));
        Assert.Equal(1.5, store.Find("fig", "run-1")!.Seconds);
    }

    [Fact]
    public void Readers_see_the_old_record_or_the_new_one_while_it_is_written()
    {
        using TempFolder folder = new();
        RecordStore store = new(folder.Path);
        RunRecord Of(int value) => SampleRecords.Small() with
        {
            Seconds = value,
            Result = new(new Dictionary<string, double>(), new Dictionary<string, double[]> { ["x"] = [.. Enumerable.Repeat((double)value, 5000)] }),
        };
        store.Save(Of(0));
        const int Writes = 100;
        Task writing = Task.Run(() =>
        {
            for (int i = 1; i <= Writes; i++)
                store.Save(Of(i));
        });
        int reads = 0;
        while (!writing.IsCompleted || reads == 0)
        {
            RunRecord seen = store.Find("fig", "run-1")!;
            Assert.All(seen.Result.Series["x"], x => Assert.Equal(seen.Seconds, x));
            reads++;
        }
        Assert.Equal(TaskStatus.RanToCompletion, writing.Status);
        Assert.Equal(Writes, store.Find("fig", "run-1")!.Seconds);
    }

    [PosixFact]
    public void A_device_is_written_to_and_not_replaced()
    {
        using TempFolder folder = new();
        // Links, so that a fault here does no harm to the devices.
        File.CreateSymbolicLink(folder["null"], "/dev/null");
        AtomicFile.WriteText(folder["null"], "text");
        Assert.Equal("/dev/null", new FileInfo(folder["null"]).LinkTarget);
        if (!File.Exists("/dev/full"))
            return;
        File.CreateSymbolicLink(folder["full"], "/dev/full");
        Assert.ThrowsAny<IOException>(() => AtomicFile.WriteText(folder["full"], "text"));
        Assert.Equal("/dev/full", new FileInfo(folder["full"]).LinkTarget);
        Assert.Equal(["full", "null"], folder.Files());
    }

    [Fact]
    public void An_empty_file_is_no_device()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["file"], "");
        AtomicFile.WriteText(folder["file"], "text");
        Assert.Equal("text", File.ReadAllText(folder["file"]));
    }
}
