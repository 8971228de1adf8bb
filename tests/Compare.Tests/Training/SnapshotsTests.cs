using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
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
                packed = whole.Pack("run");
        }

        // The file of update 1500, a checkpoint of update 700.
        Snapshots resumed = Snapshots.Read(packed, machine, "run", 700);
        for (int update = 701; update <= 3000; update++)
        {
            Step(machine, update);
            resumed.AfterUpdate(update, machine);
        }

        Assert.Equal(whole.Updates, resumed.Updates);
        Assert.Equal(whole.Pack("run"), resumed.Pack("run"));
        Assert.Equal([.. whole.Updates.Select(u => (float)u)], whole.Machines(machine).Select(m => m.Weights[3]));

        static void Step(Machine machine, int update) => machine.Weights.AsSpan().Fill(update);
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
