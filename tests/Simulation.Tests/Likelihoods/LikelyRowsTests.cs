using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Likelihoods;

public class LikelyRowsTests
{
    [Fact]
    public void Both_modes_of_a_ferromagnet_are_named()
    {
        // All weights ½, and fields that favour up: from either side the rows are all up and all down.
        Rbm machine = new(new(SpinUnit.Instance, 13, true), new(SpinUnit.Instance, 5, true));
        Array.Fill(machine.Weights, 0.5f);
        Array.Fill(machine.Parameters.VisibleFields, 0.05f);
        byte[][] rows = [.. LikelyRows.Of(machine).Chunk(2)];
        Assert.Equal(20, rows.Length);
        Assert.All(rows, row => Assert.True(row is [255, 31] or [0, 0]));
        Assert.Equal(2, rows.Select(row => row[0]).Distinct().Count());
    }

    [Fact]
    public void A_hole_that_one_unit_makes_is_named_though_nothing_leads_there()
    {
        // One binary unit that is on only in the row of its weights, worth 24 − 20 + log: more than all else but 9 log 2.
        Rbm machine = new(new(BinaryUnit.Instance, 8, true), new(BinaryUnit.Instance, 1, true));
        float[] weights = [4, -4, 4, 4, -4, 4, 4, 4];
        weights.CopyTo(machine.Weights, 0);
        machine.Parameters.HiddenFields[0] = -20;
        byte[][] rows = [.. LikelyRows.Of(machine).Chunk(1)];
        Assert.Contains(rows, row => row[0] == 0b11101101);
        DistinctRows distinct = new(machine);
        distinct.AddAll(LikelyRows.Of(machine));
        Assert.True(distinct.LogSum() > 4 && distinct.LogSum() <= ExactLikelihood.LogPartition(machine));
    }

    [Fact]
    public void Colours_and_real_units_have_them_too()
    {
        Rbm machine = new(new(new PottsUnit(3), 4, true), new(GaussianUnit.Instance, 200));
        machine.Randomize(0.1, 3);
        byte[] rows = LikelyRows.Of(machine);
        Assert.Equal(4 * 128 * 4, rows.Length);
        Assert.All(rows, colour => Assert.InRange(colour, 0, 2));

        // The first row follows the first unit: at each site its largest weight.
        for (int i = 0; i < 4; i++)
        {
            float[] field = machine.FieldOf(0).Slice(3 * i, 3).ToArray();
            Assert.Equal(Array.IndexOf(field, field.Max()), rows[i]);
        }
    }
}
