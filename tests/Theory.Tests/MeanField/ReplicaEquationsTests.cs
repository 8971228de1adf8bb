using FsCheck.Xunit;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

public class ReplicaEquationsTests
{
    private static readonly string[] Laws = ["Gaussian", "signs", "Laplace"];

    [Theory]
    [InlineData("Gaussian", 0.5, 1.7, 0.64, 0, 0)]
    [InlineData("signs", 0.5, 1.7, 0.64, 0, 0)]
    [InlineData("Laplace", 0.4, 1.7, 0.64, 0, 0)]
    [InlineData("Gaussian", 0.8, 0.6, 0.25, 0.3, -0.1)]
    [InlineData("signs", 0.8, 0.6, 4, 0.3, -0.1)]
    public void Plain_iteration_of_the_equations_as_they_are_written_ends_at_the_same_numbers(
        string law, double sigma, double spike, double kappa, double eta, double theta)
    {
        // Each round brings it nearer by at least 0.8 here; sums of 201 points err by e^{−π²/0.1b}, b < 2.2: 1e-15.
        (double m, double q, double mBar, double qBar) = Naive.Iterate(law, sigma, spike, kappa, eta, theta, 80);
        ReplicaState state = new ReplicaEquations(sigma, spike, kappa, InputAveragesTests.LawOf(law), eta, theta).Solve();
        Assert.Equal(m, state.Visible, 1e-7);
        Assert.Equal(q, state.VisibleOverlap, 1e-7);
        Assert.Equal(mBar, state.Hidden, 1e-7);
        Assert.Equal(qBar, state.HiddenOverlap, 1e-7);
    }

    [Property(MaxTest = 150)]
    public void Solutions_solve_the_equations(Fraction sigma, Fraction spike, Fraction kappa, Fraction law, Fraction field)
    {
        string name = Laws[(int)law.Between(0, 2.99)];
        ReplicaEquations equations = Equations(sigma, spike, kappa, InputAveragesTests.LawOf(name),
            law.Value < 0.5 ? 0 : field.Between(-0.5, 0.5));
        ReplicaState state = equations.Solve();
        Assert.True(state.Residual < 1e-12, $"{equations}: {state}");
        Assert.InRange(state.VisibleOverlap, 0, 1);
        Assert.InRange(state.HiddenOverlap, 0, 1);
    }

    [Property(MaxTest = 60)]
    public void Without_noise_and_with_equal_layers_q_is_1_less_1_over_w(Fraction spike)
    {
        // m = m̄ and m = w m (1 − q).
        double w = spike.Between(1.001, 20);
        ReplicaState state = new ReplicaEquations(0, w, 1).Solve();
        Assert.Equal(1 - (1 / w), state.VisibleOverlap, 1e-11 / (w - 1));
        Assert.Equal(state.Visible, state.Hidden, 1e-11 / (w - 1));
    }

    [Property(MaxTest = 60)]
    public void Modes_of_signs_without_noise_are_the_magnet_of_Curie_and_Weiss(Fraction spike)
    {
        double w = spike.Between(1.01, 5);
        ReplicaState state = new ReplicaEquations(0, w, 1, ModeLaw.Signs()).Solve();
        Assert.Equal(Math.Tanh(w * state.Visible), state.Visible, 1e-12);
        Assert.Equal(state.Visible * state.Visible, state.VisibleOverlap, 1e-12);
        Assert.True(state.Visible > 0);
    }

    [Property(MaxTest = 60)]
    public void The_layers_swapped_are_the_same_machine(
        Fraction sigma, Fraction spike, Fraction kappa, Fraction eta, Fraction theta)
    {
        double k = kappa.Between(0.1, 3), here = eta.Between(0.05, 0.5), there = theta.Between(0.05, 0.5);
        double s = sigma.Between(0, 2), w = spike.Between(0, 3);
        ReplicaState one = new ReplicaEquations(s, w, k, null, here, there).Solve();
        ReplicaState other = new ReplicaEquations(s, w, 1 / k, null, there, here).Solve();
        // Both residuals are below 1e-12; the field keeps 1 − J away from 0, by a tenth or so.
        Assert.Equal(one.Visible, other.Hidden, 1e-10);
        Assert.Equal(one.Hidden, other.Visible, 1e-10);
        Assert.Equal(one.VisibleOverlap, other.HiddenOverlap, 1e-10);
        Assert.Equal(one.HiddenOverlap, other.VisibleOverlap, 1e-10);
        Assert.Equal(one.Instability, other.Instability, 1e-8);
    }

    [Property(MaxTest = 40)]
    public void Fields_enter_with_a_plus(Fraction eta, Fraction theta, Fraction kappa)
    {
        // Free units, w = 0: m is the mean of û tanh of its own field, and of Gaussian û η(1 − q).
        double here = eta.Between(-1, 1), there = theta.Between(-1, 1), k = kappa.Between(0.2, 5), scale = Math.Pow(k, 0.25);
        ReplicaState state = new ReplicaEquations(0, 0, k, null, here, there).Solve();
        Assert.Equal(Naive.Gaussian(u => u * Math.Tanh(scale * here * u), 2001) / scale, state.Visible, 1e-12);
        Assert.Equal(Naive.Gaussian(u => u * Math.Tanh(there * u / scale), 2001) * scale, state.Hidden, 1e-12);
        Assert.Equal(here * (1 - state.VisibleOverlap), state.Visible, 1e-12);
        Assert.Equal(there * (1 - state.HiddenOverlap), state.Hidden, 1e-12);
    }

    [Property(MaxTest = 40)]
    public void A_mode_that_shares_its_strength_with_others_of_the_Gaussian_law_is_one_of_them(Fraction sigma, Fraction spike)
    {
        // Sums of many signs are Gaussian: by 1/n in the fourth moment, so the distance halves from 30 to 60.
        double s = sigma.Between(0, 0.8), w = spike.Between(1.3, 2);
        double One(ModeLaw law) => new ReplicaEquations(s, w, 0.5, law).Solve().Visible;
        double limit = One(ModeLaw.Gaussian), far = One(ModeLaw.Signs(30)) - limit, near = One(ModeLaw.Signs(60)) - limit;
        Assert.InRange(near / far, 0.45, 0.55);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("sigma = -1, but it should be a finite number >= 0", () => _ = new ReplicaEquations(-1, 1, 1));
        Samples.IsRefused("spike = NaN, but it should be a finite number >= 0", () => _ = new ReplicaEquations(1, double.NaN, 1));
        Samples.IsRefused("kappa = 0, but it should be a finite number > 0", () => _ = new ReplicaEquations(1, 1, 0));
        Samples.IsRefused("visibleField = Infinity, but it should be a finite number",
            () => _ = new ReplicaEquations(1, 1, 1, null, double.PositiveInfinity));
        Samples.IsRefused("spike = 1, but it should be in [0, 1)", () => ParamagnetMoments.Square(1));
    }

    private static ReplicaEquations Equations(
        Fraction sigma, Fraction spike, Fraction kappa, ModeLaw law, double field)
        => new(sigma.Between(0, 3), spike.Between(0, 5), Math.Exp(kappa.Between(-3, 3)), law, field);
}
