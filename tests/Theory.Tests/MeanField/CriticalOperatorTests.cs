using FsCheck.Xunit;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

public class CriticalOperatorTests
{
    [Theory]
    [InlineData("binary", 0.5)]
    [InlineData("spin", 0.15)]
    public void It_is_the_derivative_of_the_mean_field_sweep(string name, double scale)
    {
        // h⁴/30 times a fifth derivative, of the order of 1, and rounding, 1e-16/h.
        const double h = 1e-3;
        TwoStateMachine machine = FormulaMachines.Biased(5, 3, scale, TwoStateUnitTests.Unit(name));
        TapSolution tap = TapSolution.Find(machine, 1);
        TapFreeEnergy free = new(machine, 1);
        Matrix<double> sweep = Matrix<double>.Build.Dense(5, 5, (to, from) => Differences.First(
            x =>
            {
                double[] v = [.. tap.Visible];
                v[from] += x;
                return free.MapVisible(v, free.MapHidden(v, tap.Hidden))[to];
            }, h));
        CriticalOperator critical = CriticalOperator.At(machine, tap.Visible, tap.Hidden);
        double[] roots = [.. tap.Visible.Select(m => Math.Sqrt(machine.VisibleUnit.Variance(m)))];
        Matrix<double> square = critical.Matrix * critical.Matrix.Transpose();
        for (int i = 0; i < 5; i++)
        {
            for (int k = 0; k < 5; k++)
                Assert.Equal(square[i, k], sweep[i, k] * roots[k] / roots[i], 1e-11);
        }

        Assert.Equal(square.Evd().EigenValues.Real().Max(), critical.SweepCorrelation, 1e-14);
        Vector<double> mode = critical.VisibleModes.Column(0);
        Assert.Equal(0, ((square * mode) - (critical.SweepCorrelation * mode)).L2Norm(), 1e-14);
        Assert.Equal(0.5 + Enumerable.Range(1, 200).Sum(t => Math.Pow(critical.Gain, 2 * t)),
            critical.AutocorrelationTime, 1e-12);
    }

    [Property]
    public void Order_1_is_at_a_minimum_where_no_mode_grows(AnyMachine any, Fraction start)
    {
        TwoStateMachine machine = any.Machine;
        double[] v = [.. Enumerable.Range(0, machine.Visible).Select(i => At(machine.VisibleUnit, i))];
        double[] h = [.. Enumerable.Range(0, machine.Hidden).Select(j => At(machine.HiddenUnit, j + 0.5))];
        double gain = CriticalOperator.At(machine, v, h).Gain;
        if (Math.Abs(gain - 1) < 1e-9)
            return;
        double least = new TapFreeEnergy(machine, 1).Hessian(v, h).Evd(Symmetricity.Symmetric).EigenValues.Real().Min();
        Assert.Equal(gain < 1, least > 0);

        double At(TwoStateUnit unit, double k)
            => unit.Low + (unit.Gap * (0.05 + (0.9 * ((start.Value + (0.618 * k)) % 1))));
    }

    [Fact]
    public void A_machine_beyond_its_transition_has_no_time()
    {
        // Two spins of coupling 2 at m = 0: g = 2.
        TwoStateMachine pair = new(TwoStateUnit.Spin, TwoStateUnit.Spin, new double[,] { { 2 } }, [0], [0]);
        CriticalOperator critical = CriticalOperator.At(pair, [0], [0]);
        Assert.Equal((2, 1), (critical.Gain, critical.Transitions));
        Assert.Equal(double.PositiveInfinity, critical.AutocorrelationTime);
    }

    [Theory]
    [InlineData("binary", "binary")]
    [InlineData("spin", "spin")]
    [InlineData("binary", "spin")]
    public void The_first_transition_is_where_the_frozen_gain_of_its_direction_passes_1(string visible, string hidden)
    {
        // C − D = uuᵀ − 1/N, u_i = ±1/√N, has u as its top eigenvector whatever D is.
        TwoStateUnit unit = TwoStateUnitTests.Unit(visible), hiddenUnit = TwoStateUnitTests.Unit(hidden);
        const int n = 7;
        double[] means = [.. Enumerable.Range(0, n).Select(i => unit.Low + (unit.Gap * (0.1 + (0.1 * i))))];
        double[] u = [.. Enumerable.Range(0, n).Select(i => (i % 3 == 0 ? -1 : 1) / Math.Sqrt(n))];
        var covariance = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
                covariance[i, k] = i == k ? unit.Variance(means[i]) : u[i] * u[k];
        }

        (double s, double[] direction) = CriticalOperator.FirstTransition(covariance, hiddenUnit);
        Assert.Equal(1 / Math.Sqrt(means.Average(unit.Variance) * (hidden == "spin" ? 1 : 0.25)), s, 1e-12);
        Assert.Equal(1, Math.Abs(direction.Zip(u, (a, b) => a * b).Sum()), 1e-12);
        Assert.True(direction.MaxBy(Math.Abs) > 0);

        double[] v = [0.6, -0.8];
        var weights = new double[n, 2];
        for (int i = 0; i < n; i++)
            (weights[i, 0], weights[i, 1]) = (s * direction[i] * v[0], s * direction[i] * v[1]);
        TwoStateMachine machine = new(unit, hiddenUnit, weights, new double[n], [3, -2]);
        Assert.Equal(1, CriticalOperator.Frozen(machine, means).Gain, 1e-12);
    }

    [Fact]
    public void Magnetisations_outside_their_units_are_refused()
    {
        TwoStateMachine machine = FormulaMachines.General(2, 1, 1, TwoStateUnit.Binary);
        Assert.Equal("magnetisation = -0.5, but it should be in [0, 1]", Assert.Throws<ArgumentException>(
            () => CriticalOperator.Frozen(machine, [0.5, -0.5])).Message);
        Assert.Equal("order = 4, but it should be in [1, 3]", Assert.Throws<ArgumentException>(
            () => TapSolution.Find(machine, 4)).Message);
    }
}
