using FsCheck.Xunit;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Machines.Formats;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Formats;

/// <summary>What a format has written is read as a machine of the same law.</summary>
public class MachineRoundTripTests
{
    /// <summary>A change of variables is exact in double precision; then b and c are rounded to floats, to a relative
    /// 2^−24 each, which moves log e^{−F(v)} by no more than 2^−24 (Σ|b| + Σ|c|), and log Z by no more than that. The
    /// weights are powers of two times the old ones. 1e−12 is for the sums.</summary>
    [Property(MaxTest = 60)]
    public void The_law_of_bits_and_colours_survives_rbms(AnyMachine any)
    {
        if (any.Machine.HiddenLayer.Unit is not (SpinUnit or BinaryUnit))
            return;
        byte[] file = VisibleLaw.Write(new RbmsFormat(), any.Machine);
        Rbm read = MachineFormats.Of(file).Read(file).Machine;
        Assert.Equal(any.Machine.VisibleLayer.Unit is PottsUnit p ? p.Name : "binary", read.VisibleLayer.Unit.Name);
        Assert.Equal("binary", read.HiddenLayer.Unit.Name);
        double biases = read.Parameters.VisibleFields.Concat(read.Parameters.HiddenFields).Sum(b => Math.Abs((double)b));
        double gauge = any.Machine.VisibleLayer.Unit is PottsUnit ? ColourRounding(read) : 0;
        VisibleLaw.Equal(VisibleLaw.Of(any.Machine), VisibleLaw.Of(read), 2 * biases / (1 << 24) + gauge + 1e-12);
    }

    [Property(MaxTest = 60)]
    public void The_law_of_every_machine_survives_cossio(AnyMachine any)
    {
        byte[] file = VisibleLaw.Write(new CossioFormat(), any.Machine);
        Rbm read = MachineFormats.Of(file).Read(file).Machine;
        Assert.Equal((any.Machine.VisibleLayer.Unit.Name, any.Machine.HiddenLayer.Unit.Name),
            (read.VisibleLayer.Unit.Name, read.HiddenLayer.Unit.Name));
        // All numbers are written as they are; colours are brought to their gauge once more.
        VisibleLaw.Equal(VisibleLaw.Of(any.Machine), VisibleLaw.Of(read), ColourRounding(read) + 1e-12);
    }

    [Property(MaxTest = 60)]
    public void Every_machine_survives_npz_bit_for_bit(AnyMachine any)
    {
        byte[] file = VisibleLaw.Write(new NpzFormat(), any.Machine);
        Rbm read = MachineFormats.Of(file).Read(file).Machine;
        Assert.Equal((any.Machine.VisibleLayer, any.Machine.HiddenLayer), (read.VisibleLayer, read.HiddenLayer));
        foreach (((_, float[] before), (_, float[] after)) in any.Machine.Parameters.All.Zip(read.Parameters.All))
            Assert.Equal(before, after);
    }

    /// <summary>|b|, |c| ≤ 1 and N + M = 7 numbers rounded by 2^−24 or less: 2 × 7 × 6e−8 &lt; 1e−6.</summary>
    [Fact]
    public void Spins_without_fields_keep_their_law_to_a_millionth_though_biases_appear()
    {
        Rbm machine = Rbm.OfSpins(4, 3, standardDeviation: 0.1, seed: 5);
        byte[] file = VisibleLaw.Write(new RbmsFormat(), machine);
        Rbm read = new RbmsFormat().Read(file).Machine;
        Assert.All(read.Parameters.VisibleFields.Concat(read.Parameters.HiddenFields), b => Assert.InRange(Math.Abs(b), 1e-3, 1));
        VisibleLaw.Equal(VisibleLaw.Of(machine), VisibleLaw.Of(read), 1e-6);
    }

    [Fact]
    public void Colours_of_another_gauge_are_read_as_the_same_law_in_ours()
    {
        Rbm machine = new(new(new PottsUnit(3), 3, fields: true), new(DoubleWellUnit.Instance, 2, fields: true));
        machine.Randomize(0.5, seed: 2);
        double[] before = VisibleLaw.Of(machine);
        // The same law: what is added to all colours of w_μi is taken off the field of μ.
        for (int mu = 0; mu < 2; mu++)
        {
            for (int x = 0; x < 9; x++)
                machine.Weights[mu * 9 + x] += 0.25f * (1 + x / 3);
            machine.Parameters.HiddenFields[mu] = -0.25f * (1 + 2 + 3);
        }

        foreach (IMachineFormat format in (IMachineFormat[])[new NpzFormat(), new CossioFormat()])
        {
            Rbm read = format.Read(VisibleLaw.Write(format, machine)).Machine;
            // 18 weights and 2 fields below 2, rounded to floats once when they were moved and once when read.
            VisibleLaw.Equal(before, VisibleLaw.Of(read), 2 * 2 * 20 * 1.2e-7);
            Assert.All(read.Weights.Chunk(3), colours => Assert.Equal(0, colours.Sum(w => (double)w), 1e-6));
        }
    }

    [Fact]
    public void Chains_and_what_is_known_of_the_training_go_along()
    {
        Rbm machine = Rbm.OfSpins(11, 2, 0.1, 1);
        byte[] chains = [0b1010_0101, 0b101, 0xFF, 0b111, 0, 0];
        MachineFile file = new(machine) { Chains = chains, Updates = 700, BatchSize = 50, GibbsSteps = 7, LearningRate = 0.25, Seconds = 1.5 };
        foreach (IMachineFormat format in (IMachineFormat[])[new NpzFormat(), new RbmsFormat()])
            Assert.Equal(chains, format.Read(VisibleLaw.Write(format, file)).Chains.ToArray());

        byte[] written = VisibleLaw.Write(new RbmsFormat(), file);
        Assert.Equal(700, new RbmsFormat().Read(written).Updates);
        using Hdf5File archive = Hdf5File.Open(written);
        double One(string name) => archive.Read(name).ToDoubles().Single();
        Assert.Equal((3.0, 50.0, 7.0, 0.25, 11.0, 2.0), (One("hyperparameters/num_chains"), One("hyperparameters/batch_size"),
            One("hyperparameters/gibbs_steps"), One("hyperparameters/learning_rate"), One("hyperparameters/num_visibles"),
            One("hyperparameters/num_hiddens")));
        Assert.Equal((1.5, 1.0), (One("update_700/time"), One("update_700/flags/checkpoint")));
        Assert.Equal([1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1], archive.Read("parallel_chains").ToDoubles()[..11]);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("double-well")]
    public void Real_hidden_units_are_refused_by_rbms_before_a_byte_is_written(string hidden)
    {
        Rbm machine = new(new(BinaryUnit.Instance, 3), new(UnitTypes.Parse(hidden), 2));
        using MemoryStream stream = new();
        ArgumentException error = Assert.Throws<ArgumentException>(() => new RbmsFormat().Write(stream, new(machine)));
        Assert.StartsWith($"hidden units = {hidden}, but it should be binary or spin in the format rbms", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    /// <summary>Colours of floats are zero-sum to rounding; when that rest, below P × 2^−24 a coupling, is taken off, and each
    /// coupling rounded once more, the law moves by no more than 2 × 2 × 2^−24 × the couplings one v meets, |w| ≤ 2 each
    /// (weights were doubled), which are M N + N; and by what moves to the hidden fields.</summary>
    private static double ColourRounding(Rbm machine)
        => machine.VisibleLayer.Unit.Components == 1 ? 0
            : 2 * 2 * 2 * 5.0 * (machine.Hidden + 1) * machine.Sites * HiddenReach(machine) / (1 << 24);

    /// <summary>The largest mean of |h|: 1 for bits and spins; of real units |I| + |θ| + 1 ≤ 6.</summary>
    private static double HiddenReach(Rbm machine)
        => machine.HiddenLayer.Unit is SpinUnit or BinaryUnit ? 1 : 6;
}
