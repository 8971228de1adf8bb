using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Units;

/// <summary>What every unit type owes: Γ, the means and the samples are those of one law.</summary>
public class UnitLawTests
{
    // Of differences: a power of two, so that a parameter on the grid of 2^−10 plus a step is a float.
    private const double Step = 1.0 / (1 << 16);

    // Half a unit in the last place of a float below 1, and of a double.
    private const double HalfSingle = 1.0 / (1 << 24), HalfDouble = 1.0 / (1L << 53);

    public static TheoryData<string> All => ["spin", "binary", "potts:3", "potts:7", "gaussian", "double-well"];

    public static TheoryData<string> Discrete => ["spin", "binary", "potts:3", "potts:7"];

    [Theory]
    [MemberData(nameof(All))]
    public void The_mean_is_the_slope_of_the_log_partition(string name)
    {
        IUnit unit = UnitTypes.Parse(name);
        float[] mean = new float[unit.Components];
        foreach (var (input, parameters) in Cases(unit))
        {
            double[] at = Array.ConvertAll(input, x => (double)x);
            double[] slopes = Enumeration.Differences(x => unit.LogPartition(x, parameters), at, Step);
            unit.Mean(input, parameters, mean);
            for (int a = 0; a < mean.Length; a++)
            {
                double tolerance = DifferenceError(unit, at, parameters) + MeanError(unit, input, mean[a]);
                Chance.Near(slopes[a], mean[a], tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_parameter_mean_is_the_slope_of_the_log_partition(string name)
    {
        IUnit unit = UnitTypes.Parse(name);
        float[] mean = new float[unit.Parameters];
        foreach (var (input, parameters) in Cases(unit))
        {
            double[] at = Array.ConvertAll(input, x => (double)x);
            double[] slopes = Enumeration.Differences(
                x => unit.LogPartition(at, Array.ConvertAll(x, y => (float)y)),
                Array.ConvertAll(parameters, x => (double)x), Step);
            unit.ParameterMean(input, parameters, mean);
            for (int k = 0; k < mean.Length; k++)
                Chance.Near(slopes[k], mean[k], DifferenceError(unit, at, parameters) + HalfSingle * -mean[k]);
        }
    }

    [Theory]
    [MemberData(nameof(Discrete))]
    public void Log_partition_and_mean_are_the_sums_over_the_values(string name)
    {
        IUnit unit = UnitTypes.Parse(name);
        float[] mean = new float[unit.Components];
        foreach (var (input, parameters) in Cases(unit))
        {
            // Exponents below 100, so that no sum overflows; 10 roundings of each, and of the sums.
            var (logPartition, law) = Law(unit, input);
            double scale = Math.Abs(logPartition) + input.Max(Math.Abs) + unit.Components;
            Chance.Near(
                logPartition, unit.LogPartition(Array.ConvertAll(input, x => (double)x), parameters),
                10 * HalfDouble * scale);
            unit.Mean(input, parameters, mean);
            for (int a = 0; a < mean.Length; a++)
            {
                double expected = unit.Values!.Zip(law, (x, p) => x[a] * p).Sum();
                Chance.Near(expected, mean[a], MeanError(unit, input, mean[a]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Discrete))]
    public void Samples_follow_the_law(string name)
    {
        IUnit unit = UnitTypes.Parse(name);
        float[] value = new float[unit.Components];
        var stream = new RandomStream(17, StreamPurpose.Other, 0);
        for (int repeat = 0; repeat < 5; repeat++)
        {
            // Within ±1 the rarest of 7 colours has probability above e^−2/7.
            float[] input = [.. Enumerable.Range(0, unit.Components).Select(_ => 2 * (float)stream.NextDouble() - 1)];
            int[] counts = new int[unit.Values!.Count];
            for (int draw = 0; draw < 20_011; draw++)
            {
                unit.Sample(input, [], ref stream, value);
                counts[unit.Values.ToList().FindIndex(x => x.AsSpan().SequenceEqual(value))]++;
            }

            Chance.FollowsLaw(Law(unit, input).Law, counts);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Extreme_inputs_stay_finite(string name)
    {
        IUnit unit = UnitTypes.Parse(name);
        float[] mean = new float[unit.Components], value = new float[unit.Components];
        float[] parameterMean = new float[unit.Parameters];
        var stream = new RandomStream(19, StreamPurpose.Other, 0);
        foreach (float size in new[] { -1e4f, -88f, -1e-30f, 0f, 1e-30f, 88f, 1e4f })
        {
            foreach (float theta in new[] { -100f, -1e-30f, 0f, 1e-30f, 100f })
            {
                float[] input = [.. Enumerable.Range(0, unit.Components).Select(a => a % 2 == 0 ? size : -size)];
                float[] parameters = [.. Enumerable.Repeat(theta, unit.Parameters)];
                unit.Mean(input, parameters, mean);
                unit.ParameterMean(input, parameters, parameterMean);
                unit.Sample(input, parameters, ref stream, value);
                Assert.All([.. mean, .. parameterMean, .. value], number => Assert.True(float.IsFinite(number)));
                Assert.True(double.IsFinite(unit.LogPartition(Array.ConvertAll(input, x => (double)x), parameters)));
                Assert.True(double.IsFinite(unit.Energy(value, parameters)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_name_leads_back_to_its_unit(string name) => Assert.Equal(name, UnitTypes.Parse(name).Name);

    private static IEnumerable<(float[] Input, float[] Parameters)> Cases(IUnit unit)
    {
        var stream = new RandomStream(23, StreamPurpose.Other, 0);
        foreach (double scale in new[] { 0.1, 1, 7 })
        {
            for (int repeat = 0; repeat < 11; repeat++)
            {
                float[] input = new float[unit.Components], parameters = new float[unit.Parameters];
                for (int a = 0; a < input.Length; a++)
                    input[a] = (float)(scale * stream.NextGaussian());
                for (int k = 0; k < parameters.Length; k++)
                    parameters[k] = (float)Math.Round(3 * stream.NextGaussian() * 1024) / 1024;
                yield return (input, parameters);
            }
        }
    }

    /// <summary>The law by the definition, in double precision.</summary>
    private static (double LogPartition, double[] Law) Law(IUnit unit, float[] input)
    {
        double[] weights = [.. unit.Values!.Select(x =>
            Math.Exp(x.Zip(input, (value, field) => (double)value * field).Sum() - unit.Energy(x, [])))];
        double sum = weights.Sum();
        return (Math.Log(sum), Array.ConvertAll(weights, weight => weight / sum));
    }

    /// <summary>
    /// Central differences err by Step²/6 times a third cumulant, below the cube of what the unit ranges over: 2 at
    /// most if discrete, else two wells 2|θ| apart, each at most 1 wide, with two widths to spare; and by two errors of
    /// Γ, of 4 roundings each, over 2 Step.
    /// </summary>
    private static double DifferenceError(IUnit unit, double[] input, float[] parameters)
    {
        double range = unit.Values != null ? 2 : 2 * parameters.Sum(Math.Abs) + 4;
        double rounding = 4 * HalfDouble * Math.Max(1, Math.Abs(unit.LogPartition(input, parameters)));
        return Step * Step / 6 * range * range * range + rounding / Step;
    }

    /// <summary>
    /// A probability in single precision: e^x errs by 8.16e−8 in numerator and sum, its argument by the rounding of a
    /// difference of inputs, the sum by one rounding a term. The real units round once.
    /// </summary>
    private static double MeanError(IUnit unit, float[] input, float mean)
        => unit.Values == null
            ? HalfSingle * Math.Abs(mean) + 10 * HalfDouble * (1 + input.Max(Math.Abs))
            : 2 * 8.16e-8 + HalfSingle * (unit.Components + 2 + 2 * (input.Max() - input.Min()));
}
