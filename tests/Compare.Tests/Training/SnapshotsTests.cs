using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Training;
using Machine = RbmTheory.Simulation.Machines.Rbm;

namespace RbmTheory.Compare.Tests.Training;

public sealed class SnapshotsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Updates_are_spaced_as_powers_of_the_fourth_root_of_two_and_thinned_to_24()
    {
        Machine machine = Machine.OfSpins(5, 2);
        Snapshots snapshots = new(machine);
        for (int update = 1; update <= 20; update++)
            snapshots.AfterUpdate(update, machine);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20], snapshots.Updates);
        for (int update = 21; update <= 100_000; update++)
        {
            snapshots.AfterUpdate(update, machine);
            Assert.InRange(snapshots.Updates.Count, 12, 24);
        }

        // Every fourth j is left: the powers of two.
        Assert.Equal([.. Enumerable.Range(0, 17).Select(j => 1L << j)], snapshots.Updates);
    }

    [Fact]
    public void Read_and_carried_on_they_are_those_of_a_training_never_stopped_also_from_an_earlier_update()
    {
        Machine machine = Machine.OfSpins(5, 2);
        Snapshots whole = new(machine);
        byte[] packed = [];
        for (int update = 1; update <= 3000; update++)
        {
            Step(machine, update);
            whole.AfterUpdate(update, machine);
            if (update == 1500)
                packed = Pack(whole);
        }

        // The file of update 1500, a checkpoint of update 700.
        Snapshots resumed = Snapshots.Read(packed, machine, "run", 700);
        for (int update = 701; update <= 3000; update++)
        {
            Step(machine, update);
            resumed.AfterUpdate(update, machine);
        }

        Assert.Equal(whole.Updates, resumed.Updates);
        Assert.Equal(Pack(whole), Pack(resumed));
        Assert.Equal([.. whole.Updates.Select(u => (float)u)], whole.Machines(machine).Select(m => m.Weights[3]));
    }

    [Fact]
    public void With_a_schedule_all_its_machines_are_kept_also_after_a_stop()
    {
        SnapshotSchedule schedule = new(6, 20, 600);
        Machine machine = Machine.OfSpins(5, 2);
        Snapshots whole = new(machine, schedule);
        byte[] packed = [];
        for (int update = 1; update <= 3000; update++)
        {
            Step(machine, update);
            whole.AfterUpdate(update, machine);
            if (update == 1500)
                packed = Pack(whole);
        }

        Assert.Equal(schedule.UpTo(3000), whole.Updates);
        Snapshots resumed = Snapshots.Read(packed, machine, "run", 700, schedule);
        for (int update = 701; update <= 3000; update++)
        {
            Step(machine, update);
            resumed.AfterUpdate(update, machine);
        }

        Assert.Equal(Pack(whole), Pack(resumed));

        // Estimates of log Z take at most 24 of them, each so many after the last.
        float[] some = [.. whole.Machines(machine).Select(m => m.Weights[3])];
        int step = (whole.Updates.Count + 23) / 24;
        Assert.Equal([.. whole.Updates.Where((_, s) => s % step == 0).Select(u => (float)u)], some);
        Assert.InRange(some.Length, 12, 24);
    }

    [Theory]
    [InlineData("dense", "dense:octave=6,every=20,until=600")]
    [InlineData("dense:until=0", "dense:octave=6,every=20,until=0")]
    [InlineData("dense:until=9,octave=100,every=1", "dense:octave=100,every=1,until=9")]
    public void A_schedule_has_one_spelling(string text, string spelling)
        => Assert.Equal(spelling, SnapshotText.Of(SnapshotText.Parse(text)!));

    [Theory]
    [InlineData("dense:", "'', but it should be one of octave, every, until, = and a number")]
    [InlineData("dense:some=1", "'some=1', but it should be one of octave, every, until, = and a number")]
    [InlineData("dense:octave", "'octave', but it should be one of octave, every, until, = and a number")]
    [InlineData("dense:octave=0", "octave = 0, but it should be a whole number in [1, 100]")]
    [InlineData("dense:octave=101", "octave = 101, but it should be a whole number in [1, 100]")]
    [InlineData("dense:every=2.5", "every = 2.5, but it should be a whole number in [1, 1000000]")]
    [InlineData("dense:until=-1", "until = -1, but it should be a whole number in [0, 1000000]")]
    [InlineData("dense:every=1,every=1", "every is given twice")]
    [InlineData("log", "it should be dense, or dense:octave=Q,every=E,until=U")]
    public void A_schedule_that_is_none_is_refused_in_one_line(string text, string named)
    {
        Reply reply = Rbm.Run("train", "--sites", "9", "--samples", "20", "--snapshots", text, "--out", _folder["run"]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(named, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void More_than_a_gigabyte_is_refused_before_the_training()
    {
        // 60 machines of 5 million weights are 1144 MB.
        Machine machine = Machine.OfSpins(5000, 1000);
        Snapshots.Check(machine, new(1, 1, 50), 50);
        InputException error = Assert.Throws<InputException>(() => Snapshots.Check(machine, new(1, 1, 60), 60));
        Assert.Equal("--snapshots = dense:octave=1,every=1,until=60, whose 60 machines of 60 updates take 1144 MB, but they "
            + "should take at most 1024 MB", error.Message);
        Snapshots.Check(machine, null, long.MaxValue);
    }

    private static void Step(Machine machine, int update) => machine.Weights.AsSpan().Fill(update);

    private static byte[] Pack(Snapshots snapshots)
    {
        using MemoryStream stream = new();
        snapshots.Write(stream, "run");
        return stream.ToArray();
    }

    [Fact]
    public void A_large_machine_has_fewer_and_a_very_large_one_none()
    {
        // 64 MB: six machines of 2.5 million weights, and not four of 5 million.
        foreach ((int sites, int most) in ((int, int)[])[(2500, 6), (5000, 0)])
        {
            Machine machine = Machine.OfSpins(sites, 1000);
            Snapshots snapshots = new(machine);
            for (int update = 1; update <= 40; update++)
            {
                snapshots.AfterUpdate(update, machine);
                Assert.InRange(snapshots.Updates.Count, 0, most);
            }

            Assert.Equal(most > 0, snapshots.Updates.Count > 0);
        }
    }

    [Fact]
    public void A_damaged_file_is_named_and_the_training_goes_on()
    {
        string[] words = ["train", "--sites", "13", "--hidden", "3", "--samples", "70", "--out", _folder["run"], "--epochs"];
        Assert.Equal(0, Rbm.Run([.. words, "4"]).Code);
        File.WriteAllText(_folder["run", "snapshots.npz"], "PK");
        Reply reply = Rbm.Run([.. words, "8"]);
        Assert.Equal(0, reply.Code);
        Assert.StartsWith($"rbm: {_folder["run", "snapshots.npz"]} cannot be used: ", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Machine machine = LoadedMachine.Open(_folder["run"], Assert.Fail).Machine;
        Assert.NotEmpty(Snapshots.In(_folder["run"], machine, Assert.Fail));
        Assert.Throws<FormatException>(() => Snapshots.Read(File.ReadAllBytes(_folder["run", "snapshots.npz"]), machine, "another", 9));
        Assert.Throws<FormatException>(() => Snapshots.Read(File.ReadAllBytes(_folder["run", "snapshots.npz"]), Machine.OfSpins(4, 3), null, 9));
    }
}
