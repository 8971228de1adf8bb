using FsCheck.Xunit;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Likelihoods;

public class ExactLikelihoodTests
{
    /// <summary>Sums of up to 5·10^5 positive terms of order one, whose rounding errors average out, and logarithms of
    /// at most 20: below 1e−13 on either side.</summary>
    private const double Tolerance = 1e-12;

    public static TheoryData<string, string, bool> AllPairs => Pairs.All();

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void Likelihood_and_partition_agree_with_the_sum_over_all_pairs_of_states(
        string visible, string hidden, bool fields)
    {
        Rbm machine = Pairs.Machine(visible, hidden, fields);
        var law = new JointLaw(machine);
        double expected = law.LogPartition(law.Start);
        Chance.Near(expected, ExactLikelihood.LogPartition(machine), Tolerance);
        Chance.Near(expected, ExactLikelihood.LogPartition(machine, EnumeratedSide.Visible), Tolerance);
        if (machine.HiddenLayer.Unit.Values != null)
            Chance.Near(expected, ExactLikelihood.LogPartition(machine, EnumeratedSide.Hidden), Tolerance);

        int[] states = Pairs.SomeStates(law);
        Chance.Near(law.MeanLogLikelihood(law.Start, states),
            ExactLikelihood.MeanLogLikelihood(machine, law.Data(states)), Tolerance);
    }

    [Property]
    public void Weights_of_the_visible_states_add_up_to_the_sum_of_either_side(AnyMachine any)
    {
        // 125 visible states at most, and 8 hidden ones where they can be counted; |log| < 40.
        Rbm machine = any.Machine;
        double log = ExactLikelihood.LogPartition(machine, EnumeratedSide.Visible);
        double sum = LogSumOfWeights(machine.VisibleLayer, v => FreeEnergy.LogWeightOfVisible(machine, v));
        Chance.Near(log, sum, Tolerance);
        if (machine.HiddenLayer.Unit.Values is not null)
            Chance.Near(log, ExactLikelihood.LogPartition(machine, EnumeratedSide.Hidden), Tolerance);
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void Free_energies_agree_with_the_sum_over_the_other_side(string visible, string hidden, bool fields)
    {
        Rbm machine = Pairs.Machine(visible, hidden, fields);
        var law = new JointLaw(machine);
        double[] expected = law.LogVisibleWeights(law.Start);
        for (int v = 0; v < law.VisibleStates; v += 3)
        {
            Chance.Near(expected[v], FreeEnergy.LogWeightOfVisible(machine, law.Row(v)), Tolerance);
            Chance.Near(expected[v], FreeEnergy.LogWeightOfVisible(machine, law.VisibleValues(v)), Tolerance);
        }
    }

    [Theory]
    [InlineData("spin", 11)]
    [InlineData("potts:3", 7)]
    public void Long_data_are_read_to_the_end(string visible, int sites)
    {
        // Chunks of 8192 rows, bytes that are not full; terms of order 10, so sums agree to 1e−13.
        var machine = new Rbm(new(UnitTypes.ParseVisible(visible), sites, true), new(SpinUnit.Instance, 3));
        machine.Randomize(1, 3);
        Array.Fill(machine.Parameters.VisibleFields, 0.5f);
        byte[] rows = ExactSampler.Rows(machine, 8209, 5);
        byte[][] separate = [.. rows.Chunk(rows.Length / 8209)];
        double expected = separate.Average(row => FreeEnergy.LogWeightOfVisible(machine, row));
        Chance.Near(expected, ExactLikelihood.MeanLogWeight(machine, new RowSet(sites, separate)), Tolerance);
    }

    [Fact]
    public void Large_weights_do_not_overflow()
    {
        // One unit, all weights 50: log Z = log 2 + N log 2cosh 50 = log 2 + 50 N to 1e−43.
        Rbm machine = Rbm.OfSpins(101, 1);
        machine.FieldOf(0).Fill(50);
        double rounding = 5050 * 1e-15 * 101;
        Chance.Near(Math.Log(2) + 5050, ExactLikelihood.LogPartition(machine), rounding);
        byte[] up = [.. Enumerable.Repeat((byte)255, 12), 31];
        Chance.Near(-Math.Log(2), ExactLikelihood.MeanLogLikelihood(machine, new RowSet(101, up)), rounding);
    }

    [Fact]
    public void Twenty_units_without_couplings_count_all_states()
    {
        // The sum of equal terms is exact.
        Chance.Near(22 * Math.Log(2), ExactLikelihood.LogPartition(Rbm.OfSpins(2, 20), EnumeratedSide.Hidden), 1e-12);
        var wide = new Rbm(new(BinaryUnit.Instance, 2), new(BinaryUnit.Instance, 20));
        Chance.Near(22 * Math.Log(2), ExactLikelihood.LogPartition(wide, EnumeratedSide.Hidden), 1e-12);
    }

    [Fact]
    public void Whether_a_machine_is_exact_is_known_beforehand()
    {
        Assert.True(ExactLikelihood.CanBeExact(Rbm.OfSpins(784, 20)));
        Assert.True(ExactLikelihood.CanBeExact(Rbm.OfSpins(20, 784)));
        Assert.False(ExactLikelihood.CanBeExact(Rbm.OfSpins(21, 23)));
        Assert.True(ExactLikelihood.CanBeExact(new(new(SpinUnit.Instance, 20), new(GaussianUnit.Instance, 2))));
        Assert.False(ExactLikelihood.CanBeExact(new(new(SpinUnit.Instance, 21), new(GaussianUnit.Instance, 2))));
        Assert.True(ExactLikelihood.CanBeExact(new(new(new PottsUnit(4), 10), new(DoubleWellUnit.Instance, 2))));
        Assert.False(ExactLikelihood.CanBeExact(new(new(new PottsUnit(4), 11), new(DoubleWellUnit.Instance, 2))));
    }

    [Fact]
    public void Machines_and_data_that_do_not_fit_are_named_in_one_line()
    {
        Says("21 spin x 23 spin", () => ExactLikelihood.LogPartition(Rbm.OfSpins(21, 23)));
        var real = new Rbm(new(SpinUnit.Instance, 3), new(GaussianUnit.Instance, 2));
        Says("side = Hidden", () => ExactLikelihood.LogPartition(real, EnumeratedSide.Hidden));
        Says("side = 2", () => ExactLikelihood.LogPartition(real, (EnumeratedSide)2));
        Says("data.Sites = 5", () => ExactLikelihood.MeanLogLikelihood(real, new RowSet(5, [1])));
        Says("data.RowBytes = 3", () => ExactLikelihood.MeanLogLikelihood(real, new RowSet(3, [1, 0, 1])));
        var potts = new Rbm(new(new PottsUnit(3), 2), new(SpinUnit.Instance, 1));
        Says("colour = 3", () => ExactLikelihood.MeanLogLikelihood(potts, new RowSet(2, [0, 3])));
        Says("row.Length = 2", () => FreeEnergy.LogWeightOfVisible(real, [0, 0]));
    }

    [Theory]
    [InlineData("spin", "spin", false)]
    [InlineData("binary", "spin", true)]
    [InlineData("spin", "double-well", true)]
    public void Exact_samples_follow_the_law_of_the_machine(string visible, string hidden, bool fields)
    {
        // M = 3 spins: hidden states are walked through; real h: visible ones. Weak weights, so that no state is rare.
        Rbm machine = Pairs.Machine(visible, hidden, fields);
        foreach (ref float weight in machine.Weights.AsSpan())
            weight /= 4;
        var law = new JointLaw(machine);
        int[] counts = new int[law.VisibleStates];
        foreach (byte row in ExactSampler.Rows(machine, 50_000, 11))
            counts[row]++;
        Chance.FollowsLaw(law.Probabilities(), counts);
    }

    // Over every state of one side.
    private static double LogSumOfWeights<TUnit>(Layer<TUnit> layer, Func<float[], double> logWeight)
        where TUnit : IUnit
    {
        IEnumerable<float[]> states = [[]];
        for (int i = 0; i < layer.Count; i++)
            states = states.SelectMany(_ => layer.Unit.Values!, (state, value) => (float[])[.. state, .. value]);
        return Math.Log(states.Sum(state => Math.Exp(logWeight(state))));
    }

    internal static void Says(string start, Func<object> call)
    {
        string message = Assert.Throws<ArgumentException>(() => { call(); }).Message;
        Assert.Contains(start, message);
        Assert.DoesNotContain("\n", message);
    }
}
