using FsCheck.Xunit;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

public class TapTests
{
    public static TheoryData<int, string> Orders
        => new() { { 1, "binary" }, { 2, "binary" }, { 3, "binary" }, { 1, "spin" }, { 2, "spin" }, { 3, "spin" } };

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_error_falls_as_the_power_of_the_weights_after_the_order(int order, string name)
    {
        // The error is c sᵖ(1 + αs + βs² + …), p = order + 1. Between s and 2s its exponent is p + α′s + β′s², and
        // 2e(s) − e(2s) is p − 2β′s²: of two such numbers, s apart by a factor of 2, the second is off by a third of
        // their difference, and by as much again for what comes after s². The rounding of F, 2e-14, is 3e-4 of the
        // smallest error, 6e-11 at order 3, and 2e-3 of the number. Spins feel four times the weight.
        double unit = name == "spin" ? 0.25 : 1;
        double[] errors = [.. Enumerable.Range(0, 4).Select(k =>
        {
            TwoStateMachine machine =
                FormulaMachines.Biased(8, 6, 0.04 * unit / (1 << k), TwoStateUnitTests.Unit(name));
            return Math.Abs(TapSolution.Find(machine, order).FreeEnergy + ExactPartition.LogPartition(machine)!.Value);
        })];
        double[] exponents = [.. errors.Zip(errors.Skip(1), (a, b) => Math.Log2(a / b))];
        double[] limits = [.. exponents.Zip(exponents.Skip(1), (a, b) => (2 * b) - a)];
        double tolerance = (2.0 / 3 * Math.Abs(limits[1] - limits[0])) + 2e-3;
        Assert.InRange(tolerance, 0, 0.05);
        Assert.Equal(order + 1, limits[1], tolerance);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_derivatives_of_the_free_energy_are_the_magnetisations_and_correlations(int order, string name)
    {
        // h⁴/30 = 3e-14 times a fifth derivative below 1000, and the rounding of F, 5e-14, over h.
        const double h = 1e-3, tolerance = 1e-10;
        TwoStateMachine machine =
            FormulaMachines.Biased(5, 3, name == "spin" ? 0.2 : 0.6, TwoStateUnitTests.Unit(name));
        TapSolution tap = TapSolution.Find(machine, order);
        double Free(TwoStateMachine other) => TapSolution.Find(other, order).FreeEnergy;
        for (int i = 0; i < 5; i++)
            Assert.Equal(tap.Visible[i], -Differences.First(x => Free(machine.WithFields(i, -1, x)), h), tolerance);
        for (int j = 0; j < 3; j++)
            Assert.Equal(tap.Hidden[j], -Differences.First(x => Free(machine.WithFields(-1, j, x)), h), tolerance);
        double[,] correlations = new TapFreeEnergy(machine, order).Correlations(tap.Visible, tap.Hidden);
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 3; j++)
                Assert.Equal(correlations[i, j], -Differences.First(x => Free(machine.WithWeight(i, j, x)), h), tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_Hessian_is_that_of_differences(int order, string name)
    {
        // Fourth-order differences of fourth-order differences: 2·h⁴/30 times a sixth derivative, of the entropy at most
        // 24/0.1⁵ = 2.4e6 a unit of p, and the rounding of F, 1e-14, over h².
        const double h = 1e-3, tolerance = 1e-6;
        TwoStateUnit unit = TwoStateUnitTests.Unit(name);
        TwoStateMachine machine = FormulaMachines.Biased(3, 2, name == "spin" ? 0.4 : 1.5, unit);
        double[] at = [.. ((double[])[0.3, 0.62, 0.45, 0.7, 0.38]).Select(p => unit.Low + (unit.Gap * p))];
        TapFreeEnergy free = new(machine, order);
        Matrix<double> hessian = free.Hessian(at.AsSpan(0, 3), at.AsSpan(3));
        for (int k = 0; k < 5; k++)
        {
            for (int l = 0; l < 5; l++)
            {
                double Value(double x, double y)
                {
                    double[] m = [.. at];
                    m[k] += x;
                    m[l] += y;
                    return free.Value(m.AsSpan(0, 3), m.AsSpan(3));
                }

                Assert.Equal(Differences.First(x => Differences.First(y => Value(x, y), h), h), hessian[k, l], tolerance);
            }
        }
    }

    [Property]
    public void Order_1_is_never_below_the_free_energy(AnyMachine any, Fraction first, Fraction second)
    {
        // At any magnetisations, not only where it is stationary: F_nMF = ⟨E⟩ − S of independent units (Gibbs,
        // Bogoliubov).
        TwoStateMachine machine = any.Machine;
        double exact = -ExactPartition.LogPartition(machine)!.Value;
        TapSolution tap = TapSolution.Find(machine, 1);
        Assert.True(tap.FreeEnergy >= exact - 1e-11, $"{tap.FreeEnergy:R} < {exact:R}");
        double[] v = [.. Enumerable.Range(0, machine.Visible).Select(i => machine.VisibleUnit.Low
            + (machine.VisibleUnit.Gap * Wave(first.Value, i)))];
        double[] h = [.. Enumerable.Range(0, machine.Hidden).Select(j => machine.HiddenUnit.Low
            + (machine.HiddenUnit.Gap * Wave(second.Value, j)))];
        Assert.True(new TapFreeEnergy(machine, 1).Value(v, h) >= exact - 1e-11);

        static double Wave(double start, int k) => (start + (0.618 * k)) % 1;
    }

    [Property]
    public void Orders_do_not_depend_on_the_units(AnyMachine any, Fraction start)
    {
        TwoStateMachine binary = any.Machine.In(TwoStateUnit.Binary, TwoStateUnit.Binary).Machine;
        (TwoStateMachine spin, double constant) = binary.In(TwoStateUnit.Spin, TwoStateUnit.Spin);
        double[] v = [.. Enumerable.Range(0, binary.Visible).Select(i => (start.Value + (0.618 * i)) % 1)];
        double[] h = [.. Enumerable.Range(0, binary.Hidden).Select(j => (start.Value + (0.382 * j)) % 1)];
        double[] s = [.. v.Select(m => (2 * m) - 1)], t = [.. h.Select(m => (2 * m) - 1)];
        for (int order = 1; order <= 3; order++)
        {
            TapFreeEnergy ofBinary = new(binary, order), ofSpin = new(spin, order);
            // Weights of up to 12 to the third power, times 15 bonds: 3e4, to rounding.
            Assert.Equal(ofBinary.Value(v, h), ofSpin.Value(s, t) - constant, 1e-9);
            (double[] visible, double[] hidden) = ofBinary.Map(v, h);
            (double[] mappedS, double[] mappedT) = ofSpin.Map(s, t);
            Assert.All(visible.Concat(hidden).Zip(mappedS.Concat(mappedT)),
                pair => Assert.Equal((2 * pair.First) - 1, pair.Second, 1e-9));
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Newton_leaves_nothing_but_rounding(int order, string name)
    {
        TwoStateUnit unit = TwoStateUnitTests.Unit(name);
        // More visible than hidden units, and fewer: each layer is eliminated once.
        foreach ((int n, int m) in ((int, int)[])[(8, 5), (5, 8)])
        {
            TwoStateMachine machine = FormulaMachines.Biased(n, m, name == "spin" ? 0.1 : 0.3, unit);
            TapSolution rough = TapSolution.Find(machine, order, options: new() { Polish = false });
            TapSolution tap = TapSolution.Find(machine, order);
            Assert.True(rough.Converged && tap.Converged);
            Assert.Equal(rough.Iterations, tap.Iterations);
            Assert.InRange(rough.Residual, 1e-9, 1e-5);
            Assert.InRange(tap.Residual, 0, 1e-15);
            // A stationary point: F does not move to first order between the two.
            Assert.Equal(rough.FreeEnergy, tap.FreeEnergy, 1e-9);
        }
    }

    [Fact]
    public void An_iteration_that_has_not_converged_says_so()
    {
        TwoStateMachine machine = FormulaMachines.Biased(8, 6, 0.3, TwoStateUnit.Binary);
        TapSolution tap = TapSolution.Find(machine, 2, options: new() { MostIterations = 3 });
        Assert.Equal((3, false), (tap.Iterations, tap.Converged));
        Assert.InRange(tap.Residual, 1e-4, 1);
    }

    [Fact]
    public void A_ferromagnet_ends_where_it_is_started()
    {
        // One pair of spins of coupling 2: m = tanh 2m' has the solutions 0 and ±m*, and order 1 ends on the side it
        // begins on.
        TwoStateMachine pair = new(TwoStateUnit.Spin, TwoStateUnit.Spin, new double[,] { { 2 } }, [0], [0]);
        TapSolution up = TapSolution.Find(pair, 1, [0.5]), down = TapSolution.Find(pair, 1, [-0.5]);
        Assert.Equal(Math.Tanh(2 * up.Hidden[0]), up.Visible[0], 1e-15);
        Assert.Equal(0.957504, up.Visible[0], 1e-6);
        Assert.Equal(-up.Visible[0], down.Visible[0], 1e-15);
        Assert.Equal(up.FreeEnergy, down.FreeEnergy, 1e-14);
    }
}
