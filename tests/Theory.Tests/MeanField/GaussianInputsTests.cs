using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

public class GaussianInputsTests
{
    [Theory]
    [InlineData("binary", 0.08)]
    [InlineData("spin", 0.02)]
    public void Along_a_direction_it_leaves_what_the_exact_chain_leaves_up_to_the_third_power_of_the_weights(
        string name, double scale)
    {
        // ρ(1) is of order s², and the first term left out of order s³: of the whole powers 3 is the nearest, where g₁²
        // or a wrong factor would be wrong by order s². Weights are small enough for s⁴ to add less than half a power.
        Assert.Equal(3, Math.Log2(Error(scale) / Error(scale / 2)), 0.5);

        double Error(double s)
        {
            double[] u = [0.7, -0.2, 0.5, 0.9, 0.1];
            TwoStateMachine machine = FormulaMachines.Biased(5, 3, s, TwoStateUnitTests.Unit(name));
            TapSolution tap = TapSolution.Find(machine, 1);
            return AtPoint(machine, tap).SweepCorrelationAlong(u) - Exact(machine, u);
        }
    }

    [Fact]
    public void Along_its_own_modes_it_leaves_their_squares()
    {
        TwoStateMachine machine = FormulaMachines.Biased(5, 3, 0.5, TwoStateUnit.Binary);
        TapSolution tap = TapSolution.Find(machine, 1);
        CriticalOperator critical = CriticalOperator.At(machine, tap.Visible, tap.Hidden);
        for (int a = 0; a < 3; a++)
        {
            double[] u = [.. tap.Visible.Select((m, i)
                => critical.VisibleModes[i, a] / Math.Sqrt(machine.VisibleUnit.Variance(m)))];
            double square = Math.Pow(critical.Gains[a], 2);
            Assert.Equal(square, AtPoint(machine, tap).SweepCorrelationAlong(u), 1e-14);
            Assert.Equal(0.5 + (square / (1 - square)), AtPoint(machine, tap).AutocorrelationTimeAlong(u), 1e-12);
        }

        TwoStateMachine pair = new(TwoStateUnit.Spin, TwoStateUnit.Spin, new double[,] { { 2 } }, [0], [0]);
        Assert.Equal(1, new GaussianInputs(pair, [1], [1], true).SweepCorrelationAlong([1]));
        Assert.Equal(double.PositiveInfinity, new GaussianInputs(pair, [1], [1], true).AutocorrelationTimeAlong([1]));
    }

    [Fact]
    public void Along_any_direction_the_time_is_the_sum_of_what_every_sweep_leaves()
    {
        double[] u = [0.7, -0.2, 0.5, 0.9, 0.1];
        TwoStateMachine machine = FormulaMachines.Biased(5, 3, 1.3, TwoStateUnit.Binary);
        GaussianInputs inputs = new(machine, [0.24, 0.2, 0.13, 0.25, 0.16], [0.18, 0.23, 0.21], Converged: true);
        Matrix<double> g = Matrix<double>.Build.Dense(5, 3, (i, j) => Math.Sqrt(inputs.VisibleVariances[i])
            * machine.Weights[i, j] * Math.Sqrt(inputs.HiddenVariances[j]));
        Matrix<double> square = g * g.Transpose(), stationary = (Matrix<double>.Build.DenseIdentity(5) - square).Inverse();
        Vector<double> along = Vector<double>.Build.Dense([.. u.Select((x, i) => x * Math.Sqrt(inputs.VisibleVariances[i]))]);
        double time = 0.5;
        Vector<double> left = stationary * along;
        double before = along.DotProduct(left);
        for (int t = 1; t < 1000; t++)
        {
            left = square * left;
            time += along.DotProduct(left) / before;
        }

        Assert.True(time > 0.8);
        Assert.Equal(time, inputs.AutocorrelationTimeAlong(u), 1e-12);
    }

    [Fact]
    public void Of_a_uniform_machine_they_leave_one_order_of_1_over_N_less_than_the_mean_field_point()
    {
        // Spins without fields, all weights g/n: the mean-field point is wrong by order 1/n, and the fourth cumulant of
        // an input, of order n⁻³ beside the square of its variance, n⁻², leaves order 1/n² here.
        (double point, double averaged) = Errors(16, 0.6);
        (double pointOfTwice, double averagedOfTwice) = Errors(32, 0.6);
        Assert.Equal(1, Math.Log2(point / pointOfTwice), 0.5);
        Assert.Equal(2, Math.Log2(averaged / averagedOfTwice), 0.5);
    }

    [Fact]
    public void They_have_an_answer_beyond_the_mean_field_transition()
    {
        // At g = 1 mean field has nothing stationary; a machine of few units has, and is still within order 1/n of it.
        TwoStateMachine machine = Uniform(32, 1);
        GaussianInputs inputs = GaussianInputs.Find(machine, TapSolution.Find(machine, 1));
        Assert.True(inputs.Converged);
        double found = inputs.SweepCorrelationAlong(Ones(32));
        Assert.Equal(Exact(32, 1), found, 2.0 / 32);
        Assert.True(found < 1);
    }

    [Fact]
    public void Without_weights_they_are_those_of_the_fields()
    {
        TwoStateMachine machine = FormulaMachines.General(3, 2, 0, TwoStateUnit.Binary);
        GaussianInputs inputs = GaussianInputs.Find(machine, TapSolution.Find(machine, 1, [0.5, 0.5, 0.5]));
        Assert.All(inputs.VisibleVariances.Zip(machine.VisibleFields), pair => Assert.Equal(
            TwoStateUnit.Binary.Variance(TwoStateUnit.Binary.Mean(pair.Second)), pair.First, 1e-6));
    }

    private static (double Point, double Averaged) Errors(int n, double gain)
    {
        TwoStateMachine machine = Uniform(n, gain);
        double exact = Exact(n, gain);
        TapSolution tap = TapSolution.Find(machine, 1);
        return (AtPoint(machine, tap).SweepCorrelationAlong(Ones(n)) - exact,
            GaussianInputs.Find(machine, tap).SweepCorrelationAlong(Ones(n)) - exact);
    }

    /// <summary>Inputs at their means.</summary>
    private static GaussianInputs AtPoint(TwoStateMachine machine, TapSolution tap)
        => new(machine, Array.ConvertAll(tap.Visible, machine.VisibleUnit.Variance),
            Array.ConvertAll(tap.Hidden, machine.HiddenUnit.Variance), true);

    /// <summary>Given h, visible units before and after it are independent: Cov(1) is that of ⟨u·v|h⟩.</summary>
    private static double Exact(TwoStateMachine machine, double[] u)
    {
        double Along(double[] v) => v.Zip(u, (x, y) => x * y).Sum();
        double Given(double[] h) => Along([.. Enumerable.Range(0, machine.Visible).Select(i => machine.VisibleUnit.Mean(
            machine.VisibleFields[i] + Enumerable.Range(0, h.Length).Sum(j => machine.Weights[i, j] * h[j])))]);
        double mean = BruteForce.Mean(machine, (v, _) => Along(v));
        double before = BruteForce.Mean(machine, (v, _) => Math.Pow(Along(v) - mean, 2));
        return BruteForce.Mean(machine, (_, h) => Math.Pow(Given(h) - mean, 2)) / before;
    }

    private static TwoStateMachine Uniform(int n, double gain)
    {
        double[,] weights = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                weights[i, j] = gain / n;
        }

        return new(TwoStateUnit.Spin, TwoStateUnit.Spin, weights, new double[n], new double[n]);
    }

    /// <summary>Given the sum S of the hidden units, visible units are independent with mean tanh(gS/n).</summary>
    private static double Exact(int n, double gain)
    {
        double total = 0, after = 0, before = 0, ways = 1;
        for (int up = 0; up <= n; up++)
        {
            double field = gain * ((2 * up) - n) / n, mean = Math.Tanh(field);
            double weight = ways * Math.Pow(Math.Cosh(field), n);
            total += weight;
            after += weight * n * mean * n * mean;
            before += weight * ((n * mean * n * mean) + (n * (1 - (mean * mean))));
            ways *= (double)(n - up) / (up + 1);
        }

        return after / before;
    }

    private static double[] Ones(int n) => [.. Enumerable.Repeat(1.0, n)];
}
