using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Tests.Likelihoods;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

/// <summary>Rule (19): without weights the units have the means of the data.</summary>
public class FieldsOfDataTests
{
    // Unit 0 is never on, unit 1 always, unit 2 in one of five, unit 3 in three.
    private static readonly byte[][] Bits = [[0b0010], [0b0110], [0b1010], [0b1010], [0b1010]];

    [Fact]
    public void Units_0_and_1_have_the_log_odds_of_their_clipped_shares()
        => Near([Math.Log(0.25), Math.Log(4), Math.Log(0.25), Math.Log(1.5)], Fields(BinaryUnit.Instance, Bits));

    [Fact]
    public void Spins_have_the_inverse_hyperbolic_tangent_of_their_means()
        => Near([Math.Atanh(-0.6), Math.Atanh(0.6), Math.Atanh(-0.6), Math.Atanh(0.2)],
            Fields(SpinUnit.Instance, Bits));

    [Fact]
    public void Colours_have_logarithms_in_the_zero_sum_gauge()
    {
        // Unit 0: colours 0, 0, 1, 2, 2; unit 1: colour 1 throughout, clipped to 1/5, 4/5, 1/5.
        double[] one = [Math.Log(0.4), Math.Log(0.2), Math.Log(0.4)], other = [Math.Log(0.2), Math.Log(0.8), Math.Log(0.2)];
        Near([.. one.Select(x => x - one.Average()), .. other.Select(x => x - other.Average())],
            Fields(new PottsUnit(3), [[0, 1], [0, 1], [1, 1], [2, 1], [2, 1]]));
    }

    [Fact]
    public void A_sample_counts_as_much_as_it_weighs()
    {
        // The clip is that of three samples, and touches units 0 and 1 alone: 1/3.
        WeightedSet weighted = new(new RowSet(4, [0b0010], [0b0110], [0b1010]), [2, 2, 4]);
        Near([Math.Log(0.5), Math.Log(2), Math.Log(0.5), 0], Fields(BinaryUnit.Instance, weighted));
    }

    [Fact]
    public void It_needs_visible_fields_two_samples_and_data_that_fit()
    {
        Rbm machine = Machine(BinaryUnit.Instance);
        Assert.Throws<ArgumentException>(() => FieldsOfData.Set(machine, new RowSet(4, Bits[0])));
        Assert.Throws<ArgumentException>(() => FieldsOfData.Set(machine, new RowSet(5, Bits)));
        Rbm without = new(new(BinaryUnit.Instance, 4), new(SpinUnit.Instance, 2, fields: true));
        Assert.Throws<ArgumentException>(() => FieldsOfData.Set(without, new RowSet(4, Bits)));
    }

    private static Rbm Machine(IVisibleUnit unit, int sites = 4)
        => new(new(unit, sites, fields: true), new(SpinUnit.Instance, 2, fields: true));

    private static float[] Fields(IVisibleUnit unit, byte[][] rows)
        => Fields(unit, new RowSet(unit.Components == 1 ? 4 : 2, rows));

    private static float[] Fields(IVisibleUnit unit, IDataSet data)
    {
        Rbm machine = Machine(unit, data.Sites);
        machine.Randomize(0.5, 1);
        float[] weights = [.. machine.Weights];
        FieldsOfData.Set(machine, data);
        Assert.Equal(weights, machine.Weights);
        Assert.All(machine.Parameters.HiddenFields, field => Assert.Equal(0, field));
        return machine.Parameters.VisibleFields;
    }

    // Floats below 2 are rounded by 2^−24; the gauge subtracts a mean of three.
    private static void Near(double[] expected, float[] fields)
    {
        Assert.Equal(expected.Length, fields.Length);
        for (int x = 0; x < fields.Length; x++)
            Chance.Near(expected[x], fields[x], 4.0 / (1 << 24));
    }
}
