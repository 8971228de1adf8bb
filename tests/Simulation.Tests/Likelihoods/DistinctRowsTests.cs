using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Tests.Likelihoods;

public class DistinctRowsTests
{
    /// <summary>Sums of some hundred terms of order ten, in double precision.</summary>
    private const double Tolerance = 1e-11;

    public static TheoryData<string, string, bool> AllPairs => Pairs.All();

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void The_sum_over_some_states_is_below_log_Z_and_over_all_of_them_it_is_log_Z(
        string visible, string hidden, bool fields)
    {
        Rbm machine = Pairs.Machine(visible, hidden, fields);
        var law = new JointLaw(machine);
        double[] weights = law.LogVisibleWeights(law.Start);
        int[] states = Pairs.SomeStates(law);
        var rows = new DistinctRows(machine);
        rows.Add(law.Data(states), int.MaxValue);
        rows.AddAll(states.SelectMany(law.Row).ToArray());
        Assert.Equal(states.Distinct().Count(), rows.Count);
        Chance.Near(JointLaw.LogSum(states.Distinct().Select(state => weights[state])), rows.LogSum(), Tolerance);
        Assert.True(rows.LogSum() < law.LogPartition(law.Start));

        rows.Add(law.Data([.. Enumerable.Range(0, law.VisibleStates)]), law.VisibleStates - 1);
        rows.AddAll(law.Row(law.VisibleStates - 1));
        Assert.Equal(law.VisibleStates, rows.Count);
        Chance.Near(law.LogPartition(law.Start), rows.LogSum(2), Tolerance);
    }

    [Theory]
    [InlineData("spin", "binary", 29)]
    [InlineData("binary", "spin", 29)]
    [InlineData("binary", "binary", 67)]
    public void Packed_weights_are_those_of_the_definition_but_for_single_precision(string visible, string hidden, int units)
    {
        // Inputs of 37 terms below 1 with 24 bits err by some 1e-6, their 67 Γ' ≤ 1 by chance: below 1e-4 in all.
        Rbm like = Pairs.Machine(visible, hidden, true);
        Rbm machine = new(new(like.VisibleLayer.Unit, 37, true), new(like.HiddenLayer.Unit, units, true));
        machine.Randomize(0.5, 3);
        for (int i = 0; i < 37; i++)
            machine.Parameters.VisibleFields[i] = MathF.Sin(i);
        for (int mu = 0; mu < units; mu++)
            machine.Parameters.HiddenFields[mu] = MathF.Cos(mu);
        byte[] rows = new byte[7 * 5];
        new System.Random(4).NextBytes(rows);
        for (int r = 0; r < 7; r++)
            rows[r * 5 + 4] &= 31;
        double[] logs = new double[7], exact = new double[7];
        IRowWeights packed = IRowWeights.For(machine);
        Assert.IsType<PackedRowWeights>(packed);
        packed.Of(rows.AsSpan(0, 5), logs.AsSpan(0, 1));
        packed.Of(rows, logs);
        new RowWeights(machine).Of(rows, exact);
        for (int r = 0; r < 7; r++)
        {
            double expected = FreeEnergy.LogWeightOfVisible(machine, rows.AsSpan(r * 5, 5));
            Chance.Near(expected, exact[r], Tolerance);
            Chance.Near(expected, logs[r], 1e-4);
        }
    }

    [Fact]
    public void Independent_units_have_the_smoothed_means_of_the_data()
    {
        foreach (string visible in (string[])["spin", "binary", "potts:5"])
        {
            Rbm machine = Pairs.Machine(visible, "spin", true);
            var law = new JointLaw(machine);
            int[] states = Pairs.SomeStates(law);
            IndependentUnits units = IndependentUnits.OfMeans(machine, law.Data(states));
            Chance.Near(ExactLikelihood.LogPartition(units.Machine), units.LogPartition, Tolerance);
            double[] probabilities = new JointLaw(units.Machine).Probabilities();
            for (int i = 0; i < machine.Sites; i++)
            {
                for (int colour = 0; colour < law.Colours; colour++)
                {
                    double share = Enumerable.Range(0, law.VisibleStates)
                        .Where(state => law.Colour(state, i) == colour).Sum(state => probabilities[state]);
                    double count = states.Count(state => law.Colour(state, i) == colour);
                    // Fields are single precision numbers of order one.
                    Chance.Near((count + 1) / (states.Length + law.Colours), share, 1e-6);
                }
            }
        }
    }
}
