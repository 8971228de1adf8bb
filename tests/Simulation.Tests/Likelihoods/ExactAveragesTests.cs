using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Likelihoods;

public class ExactAveragesTests
{
    private const double Step = 1e-4;

    public static TheoryData<string, string, bool> AllPairs => Pairs.All();

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void The_gradient_is_the_derivative_of_the_enumerated_likelihood(string visible, string hidden, bool fields)
    {
        Rbm machine = Pairs.Machine(visible, hidden, fields);
        var law = new JointLaw(machine);
        int[] states = Pairs.SomeStates(law);
        double[] expected = Enumeration.Differences(p => law.MeanLogLikelihood(p, states), law.Start, Step);
        double tolerance = Tolerance(machine);

        Compare(expected, ExactAverages.Gradient(machine, law.Data(states)), tolerance);
        foreach (EnumeratedSide side in Enum.GetValues<EnumeratedSide>())
        {
            if (side == EnumeratedSide.Hidden && machine.HiddenLayer.Unit.Values == null)
                continue;
            ParameterAverages gradient = ExactAverages.OfData(machine, law.Data(states));
            gradient.Subtract(ExactAverages.OfModel(machine, side));
            Compare(expected, gradient, tolerance);
        }
    }

    [Fact]
    public void One_hidden_spin_has_the_closed_model_term()
    {
        // tanh w is (e^w − e^−w)/(e^w + e^−w): a few roundings of numbers below 1.
        Rbm machine = Rbm.OfSpins(11, 1, 1, 5);
        double[] term = ExactAverages.OfModel(machine).Weights;
        for (int i = 0; i < 11; i++)
            Chance.Near(Math.Tanh(machine.Weights[i]), term[i], 1e-15);
    }

    [Theory]
    [InlineData(10f)]
    [InlineData(-10f)]
    public void States_that_differ_by_more_than_a_double_can_hold_are_averaged(float weight)
    {
        // Σ_v e^{−E} of h = (1, 1) is (1 + e^{2w})^N, of (0, 0) it is 2^N: a ratio of e^1950 or e^−70 for N = 101. With
        // w = −10 the other states have 1/2^N of the weight, below rounding, and ⟨v⟩ = ½; with w = 10, h = (1, 1) and 1
        // − ⟨v⟩ = 1/(1 + e^20) = 2.06e−9 are all there is.
        var machine = new Rbm(new(BinaryUnit.Instance, 101, true), new(BinaryUnit.Instance, 2, true));
        Array.Fill(machine.Weights, weight);
        ParameterAverages averages = ExactAverages.OfModel(machine, EnumeratedSide.Hidden);
        double on = weight > 0 ? 1 : 0, mean = weight > 0 ? 1 / (1 + Math.Exp(-20)) : 0.5;
        Assert.All(averages.HiddenFields, h => Chance.Near(on, h, 1e-12));
        Assert.All(averages.VisibleFields, v => Chance.Near(mean, v, 1e-12));
        Assert.All(averages.Weights, vh => Chance.Near(on * mean, vh, 1e-12));
    }

    [Fact]
    public void Averages_over_long_data_are_those_of_their_rows()
    {
        // 8209 rows, more than a chunk; the mean of data that repeat one row is the average of that row to rounding.
        Rbm machine = Pairs.Machine("potts:5", "double-well", true);
        var law = new JointLaw(machine);
        int[] once = [3, 8, 40], often = [.. Enumerable.Range(0, 8211).Select(row => once[row % 3])];
        ParameterAverages difference = ExactAverages.OfData(machine, law.Data(often));
        difference.Subtract(ExactAverages.OfData(machine, law.Data(once)));
        foreach ((_, double[] values) in difference.All)
            Assert.All(values, value => Chance.Near(0, value, 1e-12));
    }

    [Fact]
    public void A_gradient_takes_averages_with_a_factor()
    {
        Rbm machine = Pairs.Machine("binary", "double-well", true);
        ParameterAverages averages = ExactAverages.OfModel(machine);
        Parameters gradient = machine.Parameters.ZerosLike();
        averages.AddTo(gradient, -1);
        averages.AddTo(gradient, 3);
        foreach (((_, float[] sums), (_, double[] values)) in gradient.All.Zip(averages.All))
        {
            // Two roundings of 2^−24 of numbers up to 3 times the value.
            for (int i = 0; i < sums.Length; i++)
                Chance.Near(2 * values[i], sums[i], 4 * Math.Abs(values[i]) / (1 << 23));
        }

        ExactLikelihoodTests.Says("length of weights = 6", () =>
        {
            averages.Subtract(ExactAverages.OfModel(Rbm.OfSpins(3, 2)));
            return averages;
        });
    }

    /// <summary>
    /// Central differences err by Step²/6 times the third derivative, a difference of third cumulants. Of a number
    /// within an interval of length 2 that is at most 8√3/18 = 0.77, two of them give 2.6e−9; L itself is rounded to
    /// 1e−14, which the step makes 1e−10. Real hidden units have cumulants of order 10, 2e−8, and means in single
    /// precision: half an ulp 2^−24 each of the input, the mean and a few steps between, the input's carried on by the
    /// slope of the mean, the variance of h, at most (1 + |θ|)², |θ| ≤ 1.
    /// </summary>
    private static double Tolerance(Rbm machine)
    {
        if (machine.HiddenLayer.Unit.Values != null)
            return 3e-9;
        int width = machine.VisibleLayer.Width;
        double largestInput = 1 + machine.Weights.Chunk(width).Max(field => field.Sum(Math.Abs));
        return 2e-8 + 2 * (largestInput * 4 + 4 * (largestInput + 2)) / (1 << 24);
    }

    private static void Compare(double[] expected, ParameterAverages actual, double tolerance)
    {
        double[] flat = [.. actual.All.SelectMany(array => array.Values)];
        Assert.Equal(expected.Length, flat.Length);
        for (int i = 0; i < flat.Length; i++)
            Chance.Near(expected[i], flat[i], tolerance);
    }
}
