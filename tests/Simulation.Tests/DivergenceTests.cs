using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

/// <summary>A training stops at the very update that leaves all bounds, and no observer and no file sees what it
/// made.</summary>
public class DivergenceTests
{
    private const int Sites = 13, Samples = 71, Batch = 11;

    [Theory]
    [InlineData("gaussian", false)]
    [InlineData("double-well", true)]
    public void It_stops_at_the_first_update_beyond_2_to_the_48_and_names_it(string hidden, bool fields)
    {
        Trainer trainer = New(hidden, fields, rate: 0.7);
        Watcher watcher = new();
        DivergedException error = Assert.Throws<DivergedException>(() => trainer.Run(watcher));
        int updates = trainer.BatchesPerEpoch;
        Assert.Equal(watcher.Updates + 1, ((error.Epoch - 1) * updates) + error.Update);
        Assert.InRange(error.Update, 1, updates);
        Assert.Equal(watcher.Updates / updates, watcher.Epochs);
        Assert.True(watcher.Highest < Math.Pow(2, 48), $"an observer saw {watcher.Highest}");

        // It is the first one: weights that grow by factors pass through the last powers of ten.
        Assert.True(watcher.Highest > 1e6, $"the highest before was {watcher.Highest}");
        int bad = trainer.Machine.Weights.Count(w => !(Math.Abs(w) < Math.Pow(2, 48)));
        Assert.True(bad > 0);
        Assert.StartsWith($"{bad} of {3 * Sites} weights", error.What, StringComparison.Ordinal);
        Assert.Equal($"training diverged in epoch {error.Epoch}, at update {error.Update} of {updates}, with rate 0.7: "
            + $"{error.What} are beyond 2^48 or no number", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_kind_of_parameter_is_watched_and_every_number_that_is_none(int kind)
    {
        foreach (float start in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, 3e14f, -3e14f])
        {
            Trainer trainer = New("double-well", fields: true, rate: 0.001);
            (string name, float[] values) = trainer.Machine.Parameters.All[kind];
            values[^1] = start;
            DivergedException error = Assert.Throws<DivergedException>(() => trainer.Run());
            Assert.Equal((1, 1), (error.Epoch, error.Update));
            string said = name switch
            {
                "weights" => "weights",
                "visibleFields" => "visible fields",
                "hiddenFields" => "hidden fields",
                _ => "θ",
            };
            Assert.Contains($" of {values.Length} {said}", error.What, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(67)]
    public void The_step_has_the_bits_of_its_formula(int sites)
    {
        Rbm machine = Rbm.OfSpins(sites, 1, 0.7, 5), slope = Rbm.OfSpins(sites, 1, 0.9, 6);
        float[] expected = [.. machine.Weights.Zip(slope.Weights, (w, g) =>
        {
            float product = 0.37f * g;
            return w + product;
        })];
        Assert.True(Ascent.Make(machine.Parameters, slope.Parameters, 0.37f, ..));
        Assert.Equal(expected, machine.Weights);
        Assert.All(slope.Weights, g => Assert.Equal(0, g));

        // At every place, in a lane or in the tail.
        for (int i = 0; i < sites; i++)
        {
            foreach ((float value, bool canGoOn) in (ReadOnlySpan<(float, bool)>)
                [(MathF.BitDecrement(MathF.Pow(2, 48)), true), (-MathF.Pow(2, 48), false), (float.NaN, false)])
            {
                Rbm other = machine.Clone();
                other.Weights[i] = value;
                Assert.Equal(canGoOn, Ascent.Make(other.Parameters, slope.Parameters, 0.37f, ..));
            }
        }
    }

    [Fact]
    public void A_checkpoint_is_never_written_of_numbers_that_are_none_and_none_is_restored()
    {
        Trainer trainer = New("gaussian", fields: false, rate: 0.001);
        using MemoryStream good = new();
        Checkpoint.Write(good, trainer, "a run");
        trainer.Machine.Weights[3] = float.NaN;
        using MemoryStream none = new();
        Assert.Throws<InvalidOperationException>(() => Checkpoint.Write(none, trainer, "a run"));
        Assert.Equal(0, none.Length);

        // What an earlier version may have written.
        float[] weights = trainer.Machine.Weights;
        ReadOnlyMemory<byte> content = good.ToArray();
        using MemoryStream bad = new();
        NpzFile.Write(bad, compressed: false, [.. NpzFile.Names(content).Select(name =>
            (name, (Action<Stream>)(npy => Copy(npy, name, content, weights))))]);
        Trainer fresh = New("gaussian", fields: false, rate: 0.001);
        float[] before = [.. fresh.Machine.Weights];
        FormatException error = Assert.Throws<FormatException>(
            () => Checkpoint.Read(bad.ToArray()).Restore(fresh));
        Assert.Equal("its parameters are not finite: the training had diverged", error.Message);
        Assert.Equal(before, fresh.Machine.Weights);
    }

    [Fact]
    public void Gaussian_hidden_units_over_spins_have_a_partition_function_at_any_weight()
    {
        // One hidden unit, w = 3 at each of 5 spins: the singular value of W is 3 √5. Z = Σ_v √(2π) e^{(Σ w v)²/2}; the
        // sums −5, −3, …, 5 of spins have binomial weights.
        Rbm machine = new(new(SpinUnit.Instance, 5), new(GaussianUnit.Instance, 1));
        machine.FieldOf(0).Fill(3);
        double[] ways = [1, 5, 10, 10, 5, 1];
        double z = ways.Select((count, up) => count * Math.Exp(4.5 * ((2 * up) - 5) * ((2 * up) - 5))).Sum();
        double expected = Math.Log(z) + (Math.Log(2 * Math.PI) / 2);
        Chance.Near(expected, ExactLikelihood.LogPartition(machine), 1e-12 * expected);
    }

    private static void Copy(Stream npy, string name, ReadOnlyMemory<byte> content, float[] weights)
    {
        StoredArray array = NpzFile.Read(content, name);
        switch (name)
        {
            case "weights":
                NpyFile.WriteSingles(npy, weights, weights.Length);
                break;
            case "position" or "random":
                NpyFile.WriteInt64s(npy, Values<long>(array), array.Rows, array.RowLength);
                break;
            case "run" or "chains":
                NpyFile.WriteBytes(npy, Values<byte>(array), array.Rows, array.RowLength);
                break;
            default:
                NpyFile.WriteSingles(npy, [], 0);
                break;
        }
    }

    private static T[] Values<T>(StoredArray array)
        where T : struct, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T>
    {
        T[] values = new T[array.Count];
        for (int row = 0; row < array.Rows; row++)
            array.CopyRow(row, values.AsSpan(row * array.RowLength, array.RowLength));
        return values;
    }

    private static Trainer New(string hidden, bool fields, double rate)
    {
        Rbm machine = new(new(SpinUnit.Instance, Sites, fields), new(UnitTypes.Parse(hidden), 3, fields));
        machine.Randomize(0.01, 4);
        TrainingPlan plan = new() { LearningRate = rate, BatchSize = Batch, Chains = 37, GibbsSteps = 2, Epochs = 100 };
        SpinSet data = new IsingRingSampler(Sites, 1).SampleSet(Samples, 7);
        return new(machine, new ShuffledBatches(data, Batch, 3), plan, seed: 3);
    }

    private sealed class Watcher : ITrainingObserver
    {
        public long Updates { get; private set; }

        public int Epochs { get; private set; }

        public float Highest { get; private set; }

        public void AfterUpdate(long update, Rbm machine)
        {
            Updates = update;
            Highest = Math.Max(Highest, machine.Parameters.All.SelectMany(p => p.Values).Max(Math.Abs));
        }

        public void AfterEpoch(int epoch, Rbm machine) => Epochs = epoch;
    }
}
