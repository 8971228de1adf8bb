using FsCheck.Xunit;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

public class MetastableBranchTests
{
    [Theory]
    [InlineData("Gaussian", 0.5, 1.6, 0.64)]
    [InlineData("Gaussian", 1.4, 2.5, 1)]
    [InlineData("signs", 0.5, 1.6, 0.64)]
    [InlineData("Laplace", 0.3, 1.8, 2)]
    public void The_spinodal_is_where_the_state_along_the_mode_is_lost(string law, double sigma, double spike, double kappa)
    {
        // Bisection of the field: on one side iteration stays along the mode, on the other it turns over.
        ModeLaw mode = InputAveragesTests.LawOf(law);
        double with = 0, against = -3;
        for (int k = 0; k < 20; k++)
        {
            double middle = 0.5 * (with + against);
            if (new ReplicaEquations(sigma, spike, kappa, mode, middle).Solve().Visible > 0)
                with = middle;
            else
                against = middle;
        }

        MetastableBranch branch = new(sigma, spike, kappa, mode);
        Assert.Equal(with, branch.Spinodal.Field, 3.1 / (1 << 20));
        Assert.True(branch.Spinodal.State.Residual < 1e-12);
    }

    [Property(MaxTest = 20)]
    public void States_of_the_branch_solve_the_equations_in_their_field_and_it_turns_at_the_spinodal(
        Fraction sigma, Fraction spike, Fraction kappa, Fraction place)
    {
        double s = sigma.Between(0, 0.9), w = spike.Between(1.1, 3), k = Math.Exp(kappa.Between(-1.5, 1.5));
        MetastableBranch branch = new(s, w, k);
        (double last, ReplicaState turning) = branch.Spinodal;
        double m = place.Between(0.05, 0.95);
        // Above the spinodal: the state that iteration finds, too.
        double upper = turning.Visible + (m * (branch.Free.Visible - turning.Visible));
        (double field, ReplicaState state) = branch.At(upper);
        Assert.True(state.Residual < 1e-12);
        Assert.InRange(field, last, 0);
        Assert.Equal(upper, new ReplicaEquations(s, w, k, null, field).Solve().Visible, 1e-8);
        // Below: unstable, in a field that is less against the mode.
        (double back, ReplicaState unstable) = branch.At(turning.Visible * m);
        Assert.True(unstable.Residual < 1e-12);
        Assert.InRange(back, last, 0);
    }

    [Fact]
    public void Near_the_paramagnet_the_spinodal_is_that_of_a_cubic()
    {
        // κ = 1, σ = 0: m = A(1 − A²), A = wm̄ + η, to third order; with ε = w − 1 the equation of state is
        // η = −2ε m + 2m³ and turns at m² = ε/3, η = −(4/3)ε √(ε/3): corrections of relative order ε.
        double Error(double excess)
            => (new MetastableBranch(0, 1 + excess, 1).Spinodal.Field / (-4.0 / 3 * excess * Math.Sqrt(excess / 3))) - 1;
        Assert.InRange(Error(1e-3), -0.01, 0.01);
        Assert.InRange(Error(1e-3) / Error(2e-3), 0.47, 0.53);
    }

    [Fact]
    public void Outside_the_ferromagnet_there_is_no_branch()
    {
        Samples.IsRefused("spike = 0.9, but it should be large enough for the ferromagnet at sigma = 0.5, kappa = 1",
            () => _ = new MetastableBranch(0.5, 0.9, 1));
        MetastableBranch branch = new(0, 2, 1);
        Samples.IsRefused($"visible = 0, but it should be in (0, {branch.Free.Visible}]", () => branch.At(0));
    }
}
