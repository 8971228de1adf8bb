using FsCheck.Xunit;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

public class TwoStateMachineTests
{
    // |log Z| < 200 and its terms: a hundred roundings of 2e-14.
    private const double Rounding = 1e-11;

    [Property]
    public void The_partition_function_is_that_of_all_states(AnyMachine any)
        => Assert.Equal(BruteForce.LogPartition(any.Machine), ExactPartition.LogPartition(any.Machine)!.Value, Rounding);

    [Property]
    public void Other_units_change_the_numbers_and_not_the_machine(AnyMachine any)
    {
        TwoStateMachine machine = any.Machine;
        foreach (TwoStateUnit visible in (TwoStateUnit[])[TwoStateUnit.Binary, TwoStateUnit.Spin])
        {
            foreach (TwoStateUnit hidden in (TwoStateUnit[])[TwoStateUnit.Binary, TwoStateUnit.Spin])
            {
                (TwoStateMachine other, double constant) = machine.In(visible, hidden);
                Assert.Same(visible, other.VisibleUnit);
                Assert.Same(hidden, other.HiddenUnit);
                Assert.Equal(BruteForce.LogPartition(machine), BruteForce.LogPartition(other) + constant, Rounding);
                double Share(TwoStateMachine of, int i, int j) => BruteForce.Mean(of, (v, h) => v[i] > 0 && h[j] > 0 ? 1 : 0);
                Assert.Equal(Share(machine, machine.Visible - 1, 0), Share(other, machine.Visible - 1, 0), Rounding);
            }
        }
    }

    [Fact]
    public void From_binary_units_to_spins_weights_are_a_quarter()
    {
        TwoStateMachine binary = FormulaMachines.Biased(3, 2, 0.7, TwoStateUnit.Binary);
        (TwoStateMachine spin, double constant) = binary.In(TwoStateUnit.Spin, TwoStateUnit.Spin);
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            double row = binary.Weights[i, 0] + binary.Weights[i, 1];
            sum += row;
            Assert.Equal((binary.VisibleFields[i] / 2) + (row / 4), spin.VisibleFields[i], 1e-15);
            Assert.Equal(binary.Weights[i, 1] / 4, spin.Weights[i, 1], 1e-16);
        }

        Assert.Equal((binary.VisibleFields.Sum() / 2) + (binary.HiddenFields.Sum() / 2) + (sum / 4), constant, 1e-14);
    }

    [Fact]
    public void Formula_machines_are_their_formulas()
    {
        TwoStateMachine general = FormulaMachines.General(3, 4, 0.5, TwoStateUnit.Spin);
        TwoStateMachine biased = FormulaMachines.Biased(3, 4, 0.5, TwoStateUnit.Binary);
        Assert.Equal(0.5 * Math.Sin(1 + 14 + 39 + 18), general.Weights[2, 3], 1e-16);
        Assert.Equal(0.5 * (0.6 + (0.8 * Math.Sin(1 + 14 + 39 + 18))), biased.Weights[2, 3], 1e-16);
        Assert.Equal(0.8 * Math.Cos(6), general.VisibleFields[2], 1e-16);
        Assert.Equal(0.6 + (0.8 * Math.Cos(6)), biased.VisibleFields[2], 1e-16);
        Assert.Equal(0.6 * Math.Sin(16), general.HiddenFields[3], 1e-16);
        Assert.Equal(0.5 + (0.6 * Math.Sin(16)), biased.HiddenFields[3], 1e-16);
    }

    [Fact]
    public void Machines_that_cannot_be_enumerated_have_no_exact_number()
    {
        Assert.Null(ExactPartition.LogPartition(FormulaMachines.General(21, 21, 0.1, TwoStateUnit.Binary)));
        // Without weights the units are independent, whichever layer is summed.
        foreach ((int n, int m) in ((int, int)[])[(30, 11), (11, 30)])
        {
            TwoStateMachine free = FormulaMachines.Biased(n, m, 0, TwoStateUnit.Binary);
            double sum = free.VisibleFields.Concat(free.HiddenFields).Sum(x => Math.Log(1 + Math.Exp(x)));
            Assert.Equal(sum, ExactPartition.LogPartition(free)!.Value, 1e-12);
        }
    }

    [Fact]
    public void Shapes_and_numbers_are_checked()
    {
        void Refused(string message, double[,] w, double[] a, double[] b) => Assert.Equal(message,
            Assert.Throws<ArgumentException>(() => new TwoStateMachine(TwoStateUnit.Spin, TwoStateUnit.Spin, w, a, b)).Message);
        Refused("visible fields = 1, but it should be exactly 2", new double[2, 3], [0], [0, 0, 0]);
        Refused("hidden fields = 2, but it should be exactly 3", new double[2, 3], [0, 0], [0, 0]);
        Refused("weight = NaN, but it should be a finite number", new[,] { { double.NaN } }, [0], [0]);
        Refused("field = Infinity, but it should be a finite number", new double[1, 1], [0], [double.PositiveInfinity]);
    }
}
