using MathNet.Numerics.Integration;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Units;

public class DoubleWellUnitTests
{
    private const double CellWidth = 1.0 / 64;

    private static readonly DoubleWellUnit Unit = DoubleWellUnit.Instance;

    private static readonly GaussLegendreRule Rule = new(0, CellWidth, 5);

    // θ = |I| = 3 is the border of two of the samplers.
    public static TheoryData<float, float> Points
    {
        get
        {
            TheoryData<float, float> points = [];
            foreach (float theta in new[] { -3f, -1f, 0f, 0.7f, 3f, 5f })
            {
                foreach (float input in new[] { -40f, -3f, 0f, 0.4f, 7f, 40f })
                    points.Add(theta, input);
            }

            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Log_partition_and_means_are_the_integrals(float theta, float input)
    {
        // The exponents are below 4000, of which each rounding is 2^−53; so are 10^4 terms of a sum. The rule of 5
        // points errs by 4e−13 (width × slope)^10, below 1e−20. Means round once more, to a float.
        const double Relative = 2e-12, Single = 1.0 / (1 << 24);
        Cell[] cells = Cells(theta, input);
        double mass = cells.Sum(cell => cell.Mass), magnitude = cells.Sum(cell => Math.Abs(cell.Moment)) / mass;
        Chance.Near(Peak(theta, input) + Math.Log(mass), Unit.LogPartition([input], [theta]), 2 * Relative);
        Chance.Near(
            cells.Sum(cell => cell.Moment) / mass, Mean(theta, input),
            2 * Relative * magnitude + Single * Math.Abs(Mean(theta, input)));
        Chance.Near(-magnitude, ParameterMean(theta, input), (2 * Relative + Single) * magnitude);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Samples_follow_the_law(float theta, float input)
        => FollowsDensity(Unit, theta, input);

    [Theory]
    [InlineData(-3f)]
    [InlineData(0f)]
    [InlineData(40f)]
    public void Samples_of_the_gaussian_unit_follow_the_law(float input)
        => FollowsDensity(GaussianUnit.Instance, 0, input);

    [Theory]
    [InlineData(0f)]
    [InlineData(0.4f)]
    [InlineData(7f)]
    [InlineData(1e4f)]
    public void Without_theta_it_is_the_gaussian_unit(float input)
    {
        GaussianUnit gaussian = GaussianUnit.Instance;
        var stream = new RandomStream(29, StreamPurpose.Other, 0);
        var same = stream;
        float[] first = new float[1], second = new float[1];
        for (int draw = 0; draw < 101; draw++)
        {
            Unit.Sample([input], [0f], ref stream, first);
            gaussian.Sample([input], [], ref same, second);
            Assert.Equal(first, second);
        }

        // A float from a double that is off by 3 roundings in 2^−53 is the nearest one or, at worst, its neighbour.
        double expected = gaussian.LogPartition([input], []);
        Chance.Near(expected, Unit.LogPartition([input], [0f]), Math.Max(1, expected) * 1e-15);
        Chance.Near(input, Mean(0, input), input / (1 << 23));
        Chance.Near(-input, Mean(0, -input), input / (1 << 23));
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Turning_the_input_turns_the_unit(float theta, float input)
    {
        Assert.Equal(Unit.LogPartition([input], [theta]), Unit.LogPartition([-input], [theta]));
        Assert.Equal(ParameterMean(theta, input), ParameterMean(theta, -input));
        Assert.Equal(-Mean(theta, input), Mean(theta, -input));
        if (input == 0)
            return;
        var stream = new RandomStream(31, StreamPurpose.Other, 0);
        var same = stream;
        float[] value = new float[1], turned = new float[1];
        for (int draw = 0; draw < 101; draw++)
        {
            Unit.Sample([input], [theta], ref stream, value);
            Unit.Sample([-input], [theta], ref same, turned);
            Assert.Equal(-value[0], turned[0]);
        }
    }

    [Fact]
    public void Far_out_one_side_is_a_whole_normal_law_or_an_exponential_one()
    {
        // At a distance of 9900 the other side and the cut are below e^{−10^7}.
        Assert.Equal(9900f, Mean(100, 1e4f));
        Assert.Equal(-10100f, Mean(-100, -1e4f));
        Assert.Equal(-10100f, ParameterMean(-100, -1e4f));

        // m(x) = 1/x − 2/x³ + 10/x⁵ − …, at x = 100 with a relative remainder below 74/x⁶; one rounding to a float.
        const double Expected = 1e-2 - 2e-6 + 1e-9;
        Chance.Near(-Expected, ParameterMean(100, 0), Expected * (1e-10 + 1.0 / (1 << 24)));
    }

    [Fact]
    public void The_energies_are_the_formulas()
    {
        Assert.Equal(4.5 - 6, Unit.Energy([-3], [-2]));
        Assert.Equal(4.5 + 6, Unit.Energy([3], [2]));
        Assert.Equal(4.5, GaussianUnit.Instance.Energy([-3], []));
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(float.NaN)]
    public void Nan_comes_out_as_nan(float theta)
    {
        var stream = new RandomStream(37, StreamPurpose.Other, 0);
        float[] value = new float[1];
        Unit.Sample([float.NaN], [theta], ref stream, value);
        Assert.True(float.IsNaN(value[0]));
        Assert.True(float.IsNaN(Mean(theta, float.NaN)));
    }

    [Fact]
    public void The_bits_are_the_recorded_ones()
    {
        // Another order of operations, or a library call, would move some of these bits on some machine.
        uint hash = 0;
        var stream = new RandomStream(41, StreamPurpose.Other, 0);
        float[] value = new float[1];
        for (int k = -500; k <= 500; k++)
        {
            float theta = k * 0.01321f, input = k * k % 101 * 0.1f - 5;
            Unit.Sample([input], [theta], ref stream, value);
            foreach (float number in new[] { value[0], Mean(theta, input), ParameterMean(theta, input) })
                hash = hash * 31 + BitConverter.SingleToUInt32Bits(number);
        }

        Assert.Equal(3666024215u, hash);
    }

    private static float Mean(float theta, float input)
    {
        float[] mean = new float[1];
        Unit.Mean([input], [theta], mean);
        return mean[0];
    }

    private static float ParameterMean(float theta, float input)
    {
        float[] mean = new float[1];
        Unit.ParameterMean([input], [theta], mean);
        return mean[0];
    }

    /// <summary>Pearson's test in some 50 bins of about equal probability, bounded by multiples of the cell
    /// width.</summary>
    private static void FollowsDensity(IUnit unit, float theta, float input)
    {
        Cell[] cells = Cells(theta, input);
        double mass = cells.Sum(cell => cell.Mass), inBin = 0;
        List<double> law = [];
        int[] binOfCell = new int[cells.Length];
        for (int cell = 0; cell < cells.Length; cell++)
        {
            binOfCell[cell] = law.Count;
            inBin += cells[cell].Mass / mass;
            if (inBin > 1.0 / 53)
            {
                law.Add(inBin);
                inBin = 0;
            }
        }

        law[^1] += inBin;
        int[] counts = new int[law.Count];
        var stream = new RandomStream(43, StreamPurpose.Other, (ulong)(1000 * (theta + 50) + input + 50));
        float[] parameters = unit.Parameters == 1 ? [theta] : [], value = new float[1];
        for (int draw = 0; draw < 20_011; draw++)
        {
            unit.Sample([input], parameters, ref stream, value);
            int cell = (int)Math.Floor(value[0] / CellWidth) + cells.Length / 2;
            counts[Math.Min(binOfCell[Math.Clamp(cell, 0, cells.Length - 1)], law.Count - 1)]++;
        }

        Chance.FollowsLaw(law, counts);
    }

    /// <summary>∫ e^{−h²/2 − θ|h| + Ih − Peak} and ∫ h e^{…} over cells from −L to L, 0 being a border; the weight
    /// beyond L is below e^{−9²/2} of the whole and falls off as a normal law.</summary>
    private static Cell[] Cells(float theta, float input)
    {
        int half = (int)Math.Ceiling((Math.Abs(input) + Math.Abs(theta) + 9) / CellWidth);
        double peak = Peak(theta, input);
        Cell[] cells = new Cell[2 * half];
        for (int cell = 0; cell < cells.Length; cell++)
        {
            for (int point = 0; point < Rule.Order; point++)
            {
                double h = (cell - half) * CellWidth + Rule.GetAbscissa(point);
                double weight = Rule.GetWeight(point)
                    * Math.Exp(-h * h / 2 - theta * Math.Abs(h) + input * h - peak);
                cells[cell] = new(cells[cell].Mass + weight, cells[cell].Moment + weight * h);
            }
        }

        return cells;
    }

    /// <summary>The largest exponent, which keeps the integrals from overflowing.</summary>
    private static double Peak(float theta, float input)
    {
        double top = Math.Max(0, Math.Abs((double)input) - theta);
        return top * top / 2;
    }

    private readonly record struct Cell(double Mass, double Moment);
}
