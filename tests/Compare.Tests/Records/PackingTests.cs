using System.IO.Compression;
using System.Text;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Records;

public sealed class PackingTests : IDisposable
{
    private static readonly string[] Runs = ["run-3", "run-1", "run-2"];

    private readonly TempFolder _folder = new();
    private readonly List<string> _said = [];
    private readonly RecordStore _store;

    public PackingTests() => _store = new(_folder.Path, _said.Add);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Packed_there_is_one_file_in_the_order_of_the_plan()
    {
        Pack();
        Assert.Equal(["fig.jsonl"], _folder.Files());
        Assert.False(Directory.Exists(_folder["fig"]));
        Assert.Equal(Runs, Lines().Select(RunOf));
        Assert.All(Runs, run => IsThere(run));
        Assert.Empty(_said);
    }

    [Fact]
    public void A_packed_file_that_was_gzipped_is_read_and_gone_once_a_run_is_added()
    {
        Pack();
        byte[] plain = File.ReadAllBytes(_folder["fig.jsonl"]);
        using (GZipStream gzip = new(File.Create(_folder["fig.jsonl.gz"]), CompressionLevel.Optimal))
            gzip.Write(plain);
        File.Delete(_folder["fig.jsonl"]);
        Assert.All(Runs, run => IsThere(run));
        _store.Pack("fig", Runs);
        Assert.Equal(["fig.jsonl.gz"], _folder.Files());
        Assert.Empty(_said);

        _store.Save(Record("run-4"));
        _store.Pack("fig", [.. Runs, "run-4"]);
        Assert.Equal(["fig.jsonl"], _folder.Files());
        Assert.All((string[])[.. Runs, "run-4"], run => IsThere(run));

        // Cut short it holds nothing, and one line says so.
        File.Delete(_folder["fig.jsonl"]);
        File.WriteAllBytes(_folder["fig.jsonl.gz"], [0x1F, 0x8B, 8, 0, 0]);
        Assert.Null(_store.Find("fig", "run-1"));
        Assert.Single(_said);
    }

    [Fact]
    public void With_a_run_missing_nothing_is_packed()
    {
        _store.Save(Record("run-1"));
        _store.Save(Record("run-2"));
        _store.Pack("fig", Runs);
        Assert.Equal(["fig/run-1.json", "fig/run-2.json"], _folder.Files().Select(f => f.Replace('\\', '/')));
    }

    [Fact]
    public void A_file_of_its_own_counts_and_takes_the_place_of_its_line()
    {
        Pack();
        _store.Save(Record("run-1", seconds: 7));
        Assert.Equal(7, _store.Find("fig", "run-1")!.Seconds);
        _store.Pack("fig", Runs);
        Assert.Equal(["fig.jsonl"], _folder.Files());
        Assert.Equal(Runs, Lines().Select(RunOf));
        Assert.Equal(7, _store.Find("fig", "run-1")!.Seconds);
    }

    [Fact]
    public void Runs_outside_the_plan_are_kept_after_those_of_the_plan()
    {
        Pack();
        _store.Save(Record("other"));
        _store.Save(Record("further"));
        _store.Pack("fig", ["further", "run-2"]);
        Assert.Equal(["further", "run-2", "run-3", "run-1"], Lines().Select(RunOf));
        Assert.Equal(["fig.jsonl", "fig/other.json"], _folder.Files().Select(f => f.Replace('\\', '/')));
        Assert.All((string[])[.. Runs, "other", "further"], run => IsThere(run));
    }

    [Fact]
    public void Packed_already_it_is_not_written_again()
    {
        Pack();
        DateTime longAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_store.PathOf("fig"), longAgo);
        _store.Pack("fig", Runs);
        new RecordStore(_folder.Path).Pack("fig", Runs);
        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(_store.PathOf("fig")));
    }

    [Fact]
    public void Cut_off_at_any_byte_the_whole_lines_remain_and_one_line_is_said()
    {
        Pack();
        byte[] whole = File.ReadAllBytes(_store.PathOf("fig"));
        int[] ends = [.. Enumerable.Range(0, whole.Length).Where(i => whole[i] == (byte)'\n')]; // the end itself may lack
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(_store.PathOf("fig"), whole[..length]);
            List<string> said = [];
            RecordStore store = new(_folder.Path, said.Add);
            for (int i = 0; i < Runs.Length; i++)
                Assert.Equal(ends[i] <= length, store.Find("fig", Runs[i]) is not null);
            bool between = length == 0 || ends.Contains(length) || ends.Contains(length - 1);
            Assert.Equal(between ? 0 : 1, said.Count);
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("\0\0\0\0")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"format\":1}")]
    [InlineData("<<<<<<< HEAD")]
    public void A_broken_line_in_the_middle_is_dropped_and_said(string garbage)
    {
        Pack();
        string[] lines = Lines();
        File.WriteAllText(_store.PathOf("fig"), $"{lines[0]}\n{garbage}\n{lines[2]}\n");
        Assert.Null(_store.Find("fig", Runs[1]));
        IsThere(Runs[0]);
        IsThere(Runs[2]);
        Assert.Equal($"a broken line of {_store.PathOf("fig")} is dropped, and its run made again where it is needed", Assert.Single(_said));

        _store.Save(Record(Runs[1]));
        _store.Pack("fig", Runs);
        Assert.Equal(lines, Lines());
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_and_lines_of_another_experiment_are_dropped()
    {
        Pack();
        string[] lines = Lines();
        File.WriteAllBytes(_store.PathOf("fig"),
        [
            .. Encoding.UTF8.GetBytes(lines[0].Replace("\"run\":\"run-3\"", "\"run\":\"run-!\"", StringComparison.Ordinal))
                .Select(b => b == (byte)'!' ? (byte)0xFF : b), (byte)'\n',
            .. Encoding.UTF8.GetBytes(lines[1].Replace("\"experiment\":\"fig\"", "\"experiment\":\"gif\"", StringComparison.Ordinal)),
            (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n', (byte)'\n', .. Encoding.UTF8.GetBytes(lines[2]),
        ]);
        Assert.Null(_store.Find("fig", Runs[0]));
        Assert.Null(_store.Find("fig", Runs[1]));
        IsThere(Runs[2]);
        Assert.Equal($"2 broken lines of {_store.PathOf("fig")} are dropped, and their runs made again where needed", Assert.Single(_said));
    }

    [Fact]
    public void Killed_after_any_step_of_packing_no_run_is_lost_and_the_next_packs_the_same()
    {
        Pack();
        byte[] packed = File.ReadAllBytes(_store.PathOf("fig"));
        // Half a temporary file, with all single files; the packed one, with so many left; the lock may be there as well.
        for (int left = 0; left <= Runs.Length + 1; left++)
        {
            File.Delete(_store.PathOf("fig"));
            foreach (string run in Runs.Take(left))
                _store.Save(Record(run));
            File.WriteAllBytes(_folder["fig.jsonl.123.tmp"], packed[..(packed.Length / 2)]);
            File.WriteAllText(_folder["fig.lock"], "");
            if (left <= Runs.Length)
                File.WriteAllBytes(_store.PathOf("fig"), packed);

            RecordStore next = new(_folder.Path);
            Assert.All(Runs, run => IsThere(run, next));
            next.Pack("fig", Runs);
            Assert.Equal(packed, File.ReadAllBytes(_store.PathOf("fig")));
            Assert.Equal(["fig.jsonl", "fig.jsonl.123.tmp"], _folder.Files());
        }

        File.SetLastWriteTimeUtc(_folder["fig.jsonl.123.tmp"], DateTime.UtcNow.AddHours(-2));
        _store.Save(Record("run-1"));
        _store.Pack("fig", Runs);
        Assert.Equal(["fig.jsonl"], _folder.Files()); // what a process left that was killed long ago is cleared away
    }

    [Fact]
    public void A_store_that_has_read_before_another_packs_finds_the_runs()
    {
        RecordStore reader = new(_folder.Path);
        _store.Save(Record("run-1"));
        IsThere("run-1", reader);
        Assert.Null(reader.Find("fig", "run-2"));
        Pack();
        Assert.All(Runs, run => IsThere(run, reader));
    }

    [Fact]
    public void A_lock_that_another_holds_is_waited_for_and_packing_is_left_to_it()
    {
        foreach (string run in Runs)
            _store.Save(Record(run));
        using (StoreLock held = StoreLock.TryTake(_folder["fig.lock"], TimeSpan.Zero)!)
        {
            Assert.Null(StoreLock.TryTake(_folder["fig.lock"], TimeSpan.FromMilliseconds(20)));
            new RecordStore(_folder.Path) { PatienceToPack = TimeSpan.FromMilliseconds(20) }.Pack("fig", Runs);
            Assert.Equal(3, Directory.GetFiles(_folder["fig"]).Length);
        }

        _store.Pack("fig", Runs);
        Assert.Equal(["fig.jsonl"], _folder.Files());
    }

    private void Pack()
    {
        foreach (string run in Runs)
            _store.Save(Record(run));
        _store.Pack("fig", Runs);
    }

    private void IsThere(string run, RecordStore? store = null)
        => Assert.Equal(SampleRecords.Bits(Record(run)), SampleRecords.Bits((store ?? _store).Find("fig", run)!));

    private string[] Lines() => File.ReadAllLines(_store.PathOf("fig"));

    private static string RunOf(string line) => RecordLine.Read(Encoding.UTF8.GetBytes(line), "fig").Run;

    private static RunRecord Record(string run, double seconds = 1.5) => SampleRecords.Small("fig", run) with { Seconds = seconds };
}
