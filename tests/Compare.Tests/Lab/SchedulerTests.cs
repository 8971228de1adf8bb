using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Lab;

public sealed class SchedulerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordStore _store;

    public SchedulerTests() => _store = new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_finished_run_is_kept()
    {
        FakeExperiment fake = new("fake", 5);
        string first = Bits(Schedule(fake));
        Assert.Equal(5, fake.TakeMade());
        Assert.Equal(first, Bits(Schedule(fake)));
        Assert.Equal(0, fake.TakeMade());
    }

    [Fact]
    public void Force_makes_every_run_anew()
    {
        FakeExperiment fake = new("fake", 5);
        Schedule(fake);
        Schedule(fake, force: true);
        Assert.Equal(10, fake.TakeMade());
    }

    [Fact]
    public void Force_does_not_stumble_over_a_broken_record()
    {
        FakeExperiment fake = new("fake", 2);
        Schedule(fake);
        Directory.CreateDirectory(_folder["fake"]);
        File.WriteAllText(_store.PathOf("fake", "run-1"), "broken");
        Assert.Throws<InputException>(() => Schedule(fake));
        Schedule(fake, force: true);
        Assert.NotNull(_store.Find("fake", "run-1"));
    }

    [Fact]
    public void Another_seed_makes_every_run_anew()
    {
        FakeExperiment fake = new("fake", 3);
        Schedule(fake, seed: 1);
        Schedule(fake, seed: 2);
        Assert.Equal(6, fake.TakeMade());
    }

    [Fact]
    public void Another_value_a_missing_or_a_further_parameter_makes_every_run_anew()
    {
        foreach (FakeExperiment other in (FakeExperiment[])
            [new("fake", 3), new("fake", 3) { Beta = Math.BitIncrement(0.5) }, new("fake", 3) { Extra = 1 }, new("fake", 3)])
        {
            Schedule(other);
            Assert.Equal(3, other.TakeMade()); // each differs from the one before, which is on the disk
        }
    }

    [Fact]
    public void A_record_of_another_version_or_build_is_kept()
    {
        FakeExperiment fake = new("fake", 3);
        Schedule(fake);
        Assert.Equal(3, fake.TakeMade());
        RunRecord other = _store.Find("fake", "run-2")! with { Version = Product.Version + "1", Source = null, Modules = null };
        _store.Save(other);
        Assert.Equal(other.Version, Schedule(fake)[1].Version);
        Assert.Equal(0, fake.TakeMade());
    }

    [Fact]
    public void A_record_of_another_revision_is_made_anew()
    {
        foreach (int revision in (int[])[1, 2, 1])
        {
            FakeExperiment fake = new("fake", 3) { Edition = revision };
            Assert.All(Schedule(fake), r => Assert.Equal(revision, r.Revision));
            Assert.Equal(3, fake.TakeMade()); // each differs from the one before, which is on the disk
            Schedule(fake);
            Assert.Equal(0, fake.TakeMade());
        }
    }

    [Fact]
    public void A_record_says_which_build_made_it()
    {
        RunRecord record = Schedule(new FakeExperiment("fake", 1))[0];
        Assert.Equal(Build.Modules, record.Modules);
        Assert.Equal(SourceState.Current, record.Source);
    }

    [Fact]
    public void Records_to_be_reused_are_shown_before_any_run_is_made_and_may_be_refused()
    {
        FakeExperiment fake = new("fake", 3);
        Schedule(fake);
        IReadOnlyList<RunRecord>? shown = null;
        FakeExperiment more = new("fake", 5);
        Scheduler scheduler = new(_store, 1, new Listener(), reused =>
        {
            shown = reused;
            throw new InputException("refused");
        });
        Assert.Throws<InputException>(() => scheduler.Run([more], 1, forced: [], CancellationToken.None));
        Assert.Equal(["run-1", "run-2", "run-3"], shown!.Select(r => r.Run));
        Assert.Equal(0, more.TakeMade());
    }

    [Fact]
    public void Finished_it_leaves_one_file_in_the_order_of_the_plan()
    {
        Schedule(new FakeExperiment("fake", 11), threads: 3);
        Assert.Equal(["fake.jsonl"], _folder.Files());
        Assert.False(Directory.Exists(_folder["fake"]));
        string[] lines = File.ReadAllLines(_store.PathOf("fake"));
        Assert.Equal(11, lines.Length);
        Assert.All(lines.Index(), l => Assert.Contains($"\"run\":\"run-{l.Index + 1}\",", l.Item, StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_that_were_finished_before_are_packed_though_others_still_fail()
    {
        FakeExperiment whole = new("whole", 2), failing = new("failing", 2)
        {
            BeforeRun = run => throw new NotSupportedException(run),
        };
        foreach (RunRecord record in Schedule(whole))
            _store.Save(record);
        File.Delete(_store.PathOf("whole"));
        Assert.Throws<NotSupportedException>(
            () => new Scheduler(_store, 1, new Listener()).Run([failing, whole], 1, forced: [], CancellationToken.None));
        Assert.Equal(["whole.jsonl"], _folder.Files());
    }

    [Fact]
    public void A_run_whose_line_is_broken_is_made_again()
    {
        string before = Bits(Schedule(new FakeExperiment("fake", 4)));
        string[] lines = File.ReadAllLines(_store.PathOf("fake"));
        File.WriteAllText(_store.PathOf("fake"), $"{lines[0]}\n{lines[1][..50]}\n{lines[2]}\n{lines[3]}");
        FakeExperiment fake = new("fake", 4);
        Assert.Equal(before, Bits(Schedule(fake)));
        Assert.Equal(1, fake.TakeMade());
        Assert.Equal(["fake.jsonl"], _folder.Files());
        Assert.Equal(
            lines.Select(l => Bits([RecordLine.Read(System.Text.Encoding.UTF8.GetBytes(l), "fake")])),
            File.ReadAllLines(_store.PathOf("fake"))
                .Select(l => Bits([RecordLine.Read(System.Text.Encoding.UTF8.GetBytes(l), "fake")])));
    }

    [Fact]
    public void Records_are_the_same_for_any_number_of_threads()
    {
        // More runs than threads, so that the order in which they finish can differ.
        string[] bits = [.. new[] { 1, 2, 4 }.Select(threads => Bits(Schedule(new FakeExperiment("fake", 23), threads: threads, force: true)))];
        Assert.Equal(bits[0], bits[1]);
        Assert.Equal(bits[0], bits[2]);
    }

    [Fact]
    public void Records_come_in_the_order_of_the_plan_and_long_runs_are_made_first()
    {
        FakeExperiment fake = new("fake", 11);
        Listener listener = new();
        IReadOnlyList<RunRecord> records = Schedule(fake, listener: listener);
        string[] plan = [.. fake.Plan(1).Select(p => p.Run)];
        Assert.Equal(plan, records.Select(r => r.Run));
        Assert.Equal(plan.Reverse(), listener.Finished); // their cost rises along the plan, and one thread makes them
    }

    [Fact]
    public void The_monitor_is_told_of_all_work_and_of_what_was_found()
    {
        FakeExperiment fake = new("fake", 4);
        Listener first = new(), second = new();
        Schedule(fake, listener: first);
        string[] lines = File.ReadAllLines(_store.PathOf("fake"));
        File.WriteAllLines(_store.PathOf("fake"), [lines[0], lines[1], lines[3]]);
        Schedule(fake, listener: second);
        Assert.Equal((0, 10.0, 10.0), (first.Reused, first.Announced, first.Advance)); // costs 1 + 2 + 3 + 4
        Assert.Equal((3, 3.0, 3.0), (second.Reused, second.Announced, second.Advance));
        Assert.Equal(["run-3"], second.Finished);
    }

    [Fact]
    public void Cancelled_it_keeps_what_is_finished_and_goes_on_from_there()
    {
        using CancellationTokenSource stop = new();
        FakeExperiment interrupted = new("fake", 7)
        {
            BeforeRun = run =>
            {
                if (run == "run-4") // made after run-7, run-6 and run-5, for it is shorter
                    stop.Cancel();
            },
        };
        Assert.ThrowsAny<OperationCanceledException>(() => Schedule(interrupted, cancellation: stop.Token));
        Assert.Equal(3, interrupted.TakeMade());
        Assert.Equal(["fake/run-5.json", "fake/run-6.json", "fake/run-7.json"], _folder.Files().Select(f => f.Replace('\\', '/')));

        FakeExperiment resumed = new("fake", 7);
        Schedule(resumed);
        Assert.Equal(4, resumed.TakeMade());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Cancelled_with_runs_under_way_it_says_so_by_one_exception(int threads)
    {
        using CancellationTokenSource stop = new();
        FakeExperiment fake = new("fake", 20) { BeforeRun = _ => stop.Cancel() };
        Assert.ThrowsAny<OperationCanceledException>(() => Schedule(fake, threads: threads, cancellation: stop.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_goes_wrong_in_a_run_comes_out_as_it_was_thrown(int threads)
    {
        FakeExperiment fake = new("fake", 6)
        {
            BeforeRun = run =>
            {
                if (run == "run-2")
                    throw new NotSupportedException("run 2 fails");
            },
        };
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => Schedule(fake, threads: threads));
        Assert.Equal("run 2 fails", error.Message);
        Assert.Null(_store.Find("fake", "run-2"));
    }

    [Fact]
    public void A_record_that_cannot_be_written_comes_out_as_an_IO_error()
    {
        File.WriteAllText(_folder["fake"], "a file where the experiment's folder should be");
        Assert.ThrowsAny<IOException>(() => Schedule(new FakeExperiment("fake", 2)));
    }

    [Fact]
    public void Runs_of_several_experiments_do_not_mix()
    {
        FakeExperiment a = new("a", 2), b = new("b", 3);
        IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records =
            new Scheduler(_store, 2, new Listener()).Run([a, b], 1, forced: [], CancellationToken.None);
        Assert.Equal(2, records["a"].Count);
        Assert.Equal(3, records["b"].Count);
        Assert.All(records["b"], r => Assert.Equal("b", r.Experiment));
        Assert.NotEqual(records["a"][0].Seed, records["b"][0].Seed);
    }

    [Fact]
    public void What_several_use_is_made_once_and_read_by_each()
    {
        FakeExperiment shared = new("shared", 2) { RunPrefix = "common" };
        FakeExperiment a = new("a", 1) { Used = [shared] }, b = new("b", 1) { Used = [shared] };
        IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records =
            new Scheduler(_store, 2, new Listener()).Run([a, b], 1, forced: [], CancellationToken.None);
        Assert.Equal(2, shared.TakeMade());
        Assert.Equal(["a", "b", "shared"], records.Keys.Order());
        Assert.Single(Compare.Reports.Finding.Of(a, records).Records);
        Assert.Equal(["a/run-1", "shared/common-1", "shared/common-2"], a.JudgedRuns);
    }

    [Fact]
    public void Missing_data_are_told_before_any_run_and_not_where_all_runs_are_made()
    {
        FakeExperiment fake = new("fake", 2)
        {
            CheckData = data => _ = data.Mnist ?? throw new InputException("no MNIST"),
        };
        Listener listener = new();
        Assert.Equal("no MNIST", Assert.Throws<InputException>(() => Schedule(fake, listener: listener)).Message);
        Assert.Equal((0, -1), (fake.TakeMade(), listener.Reused));
        new Scheduler(_store, 1, listener, data: new("folder")).Run([fake], 1, forced: [], CancellationToken.None);
        Assert.Equal(2, fake.TakeMade());
        Assert.Equal(2, Schedule(fake).Count);
    }

    [Fact]
    public void No_thread_at_all_is_refused()
        => Assert.Contains(
            "threads = 0, but it should be at least 1",
            Assert.Throws<ArgumentException>(() => new Scheduler(_store, 0, new Listener())).Message, StringComparison.Ordinal);

    private IReadOnlyList<RunRecord> Schedule(
        FakeExperiment fake, ulong seed = 1, int threads = 1, bool force = false, Listener? listener = null,
        CancellationToken cancellation = default)
        => new Scheduler(_store, threads, listener ?? new()).Run([fake], seed, force ? [fake] : [], cancellation)[fake.Name];

    private static string Bits(IReadOnlyList<RunRecord> records)
        => string.Join("\n\n", records.Select(r => SampleRecords.Bits(r with { Seconds = 0 })));
}
