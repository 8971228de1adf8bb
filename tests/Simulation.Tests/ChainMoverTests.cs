using FsCheck.Xunit;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

public class ChainMoverTests
{
    public static TheoryData<string, string, int> Kinds => new()
    {
        { "spin", "spin", 1 },
        { "spin", "spin", 5 },
        { "binary", "binary", 5 },
        { "potts:3", "spin", 4 },
        { "binary", "double-well", 4 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Chains_end_alike_for_any_number_of_threads(string visible, string hidden, int count)
    {
        Rbm machine = Machine(visible, hidden, 11, count);
        byte[] Rows(int threads, int times)
        {
            PersistentChains chains = new(333, machine.VisibleLayer, 5);
            ChainMover mover = new(machine, chains, threads);
            for (int i = 0; i < times; i++)
                mover.Move(150);
            return chains.Rows.ToArray();
        }

        byte[] one = Rows(1, 2);
        foreach (int threads in (int[])[2, 3, 7, 64])
            Assert.Equal(one, Rows(threads, 2));
        Assert.NotEqual(one, Rows(1, 1));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Chains_that_forgot_where_they_began_follow_the_law(string visible, string hidden, int count)
    {
        // 3 units, so that every state is common. Weights of some 0.5 mix within a few steps, and 64 are made.
        Rbm machine = Machine(visible, hidden, 3, count);
        PersistentChains chains = new(20_000, machine.VisibleLayer, 8);
        for (int chain = 0; chain < chains.Count; chain++)
            chains.Row(chain).Clear();
        new ChainMover(machine, chains, 2).Move(64);

        int values = machine.VisibleLayer.Unit.Values!.Count, states = values * values * values;
        byte[] all = [.. Enumerable.Range(0, states).SelectMany(RowOf)];
        double[] weights = LogWeights.Of(machine, new ByteRows(all, 3, chains.RowBytes)).Select(Math.Exp).ToArray();
        int[] counts = new int[states];
        for (int chain = 0; chain < chains.Count; chain++)
        {
            byte[] row = chains.Row(chain).ToArray();
            counts[Enumerable.Range(0, states).First(s => RowOf(s).SequenceEqual(row))]++;
        }

        Chance.FollowsLaw(Array.ConvertAll(weights, w => w / weights.Sum()), counts);

        byte[] RowOf(int state)
        {
            byte[] row = new byte[chains.RowBytes];
            float[] configuration = [.. Enumerable.Range(0, 3).SelectMany(
                i => machine.VisibleLayer.Unit.Values[state / (int)Math.Pow(values, i) % values])];
            machine.VisibleLayer.Unit.Encode(configuration, row);
            return row;
        }
    }

    [Property(MaxTest = 30)]
    public void The_weight_of_every_row_is_minus_its_free_energy(AnyMachine any, Seed seed)
    {
        Rbm machine = any.Machine;
        PersistentChains chains = new(9, machine.VisibleLayer, seed);
        double[] weights = LogWeights.Of(machine, new ByteRows(chains.Rows.ToArray(), machine.Sites, chains.RowBytes));
        // A sum of some ten numbers of order 1 in another order.
        for (int c = 0; c < 9; c++)
            Chance.Near(FreeEnergy.LogWeightOfVisible(machine, chains.Row(c)), weights[c], 1e-12);
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_what_is_cancelled_stops()
    {
        Rbm machine = Machine("spin", "spin", 11, 2);
        PersistentChains chains = new(4, machine.VisibleLayer, 5);
        Assert.Throws<ArgumentException>(() => new ChainMover(Machine("spin", "spin", 12, 2), chains, 1));
        Assert.Throws<ArgumentException>(() => new ChainMover(Machine("potts:3", "spin", 11, 2), chains, 1));
        Assert.Throws<ArgumentException>(() => new ChainMover(machine, chains, 0));
        Assert.Throws<ArgumentException>(() => new ChainMover(machine, chains, 1).Move(-1));
        Assert.ThrowsAny<OperationCanceledException>(() => new ChainMover(machine, chains, 1).Move(1, new(true)));
        Assert.Throws<ArgumentException>(() => new ByteRows(new byte[7], 11, 2));
        Assert.Throws<ArgumentException>(() => new ByteRows(Array.Empty<byte>(), 11, 2));
        Assert.Throws<ArgumentException>(() => new ByteRows(new byte[8], 11, 2).CopyRow(4, new byte[2]));
    }

    private static Rbm Machine(string visible, string hidden, int sites, int count)
    {
        Rbm machine = new(new(UnitTypes.ParseVisible(visible), sites, true), new(UnitTypes.Parse(hidden), count));
        machine.Randomize(0.5, 3);
        for (int x = 0; x < machine.Parameters.VisibleFields.Length; x++)
            machine.Parameters.VisibleFields[x] = 0.1f * (x % 3 - 1);
        machine.ToGauge();
        return machine;
    }
}
