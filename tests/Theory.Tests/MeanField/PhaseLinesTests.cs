using FsCheck.Xunit;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

public class PhaseLinesTests
{
    // What is linear in it below a line stays below 1e-6; above, m is of the order of the root of the distance.
    private const double SmallField = 1e-9;

    private static readonly string[] Laws = ["Gaussian", "signs", "Laplace"];

    [Property(MaxTest = 30)]
    public void A_small_field_magnetises_above_w_1_and_not_below(Fraction sigma, Fraction kappa, Fraction distance, Fraction law)
    {
        double s = sigma.Between(0, 0.9), k = Math.Exp(kappa.Between(-2, 2)), d = distance.Between(0.01, 0.2);
        ModeLaw mode = InputAveragesTests.LawOf(Laws[(int)law.Between(0, 2.99)]);
        IsLine(s, 1, k, d, mode);
        Assert.Equal(Phase.Paramagnet, new ReplicaEquations(s, 1 - d, k).Phase);
        Assert.Equal(Phase.Ferromagnet, new ReplicaEquations(s, 1 + d, k).Phase);
    }

    [Property(MaxTest = 30)]
    public void A_small_field_turns_the_glass_to_the_mode_above_its_line_and_not_below(
        Fraction sigma, Fraction kappa, Fraction distance, Fraction law)
    {
        double s = sigma.Between(1.05, 3), k = Math.Exp(kappa.Between(-2, 2)), d = distance.Between(0.02, 0.2);
        double line = PhaseLines.GlassToFerromagnet(s, k);
        IsLine(s, line, k, d, InputAveragesTests.LawOf(Laws[(int)law.Between(0, 2.99)]));
        Assert.Equal(Phase.SpinGlass, new ReplicaEquations(s, line * (1 - d), k).Phase);
        Assert.Equal(Phase.Ferromagnet, new ReplicaEquations(s, line * (1 + d), k).Phase);
        Assert.Equal(line, PhaseLines.GlassToFerromagnet(s, 1 / k), 1e-11 * line);
        // On the line itself and one rounding beside it there is a solution. There m is only held by its third power: where
        // c m³ is below the tolerance of 1e-12, with c of 0.001 at least.
        foreach (double w in (double[])[Math.BitDecrement(line), line, Math.BitIncrement(line)])
            Assert.InRange(Math.Abs(new ReplicaEquations(s, w, k).Solve().Visible), 0, 1e-3);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(1)]
    [InlineData(20)]
    public void Near_1_both_lines_are_w_equal_to_sigma(double kappa)
    {
        // The last point that is solved for and the first that is not: the step is that of σ, but for (σ − 1)² = 1e-10 and
        // the rounding of overlaps of 1e-5.
        double solved = 1 + 1.0001e-5, given = 1 + 0.9999e-5;
        foreach (Func<double, double> line in (Func<double, double>[])
            [s => PhaseLines.GlassToFerromagnet(s, kappa), s => PhaseLines.ReplicaInstability(s, kappa)])
        {
            Assert.Equal(given, line(given));
            Assert.Equal(solved, line(solved), 1e-9);
        }

        // Of a parabola the distance from w = σ falls a hundredfold with that from 1 by ten.
        double Parting(double s) => PhaseLines.ReplicaInstability(s, kappa) - s;
        Assert.Equal(100, Parting(1.001) / Parting(1.0001), 2.0);
    }

    [Fact]
    public void A_point_that_rounding_puts_on_the_line_of_the_glass_is_solved()
        => Assert.Equal(0, new ReplicaEquations(1.343, PhaseLines.GlassToFerromagnet(1.343, 2), 2).Solve().Visible);

    [Property(MaxTest = 30)]
    public void Noise_freezes_above_sigma_1_and_not_below(Fraction kappa, Fraction spike, Fraction distance)
    {
        // In a field η: q ≈ κ^{½}(1 + …)η²/(1 − σ⁴) below, and of the order of σ − 1 above.
        double k = Math.Exp(kappa.Between(-2, 2)), w = spike.Between(0, 0.9), d = distance.Between(0.01, 0.2);
        double below = new ReplicaEquations(1 - d, w, k, null, 1e-6).Solve().VisibleOverlap;
        double above = new ReplicaEquations(1 + d, w, k, null, 1e-6).Solve().VisibleOverlap;
        Assert.InRange(below, 1e-14, 1e-7);
        Assert.True(above > 0.2 * d);
    }

    [Property(MaxTest = 30)]
    public void Replica_symmetry_breaks_below_its_line_and_not_above(Fraction sigma, Fraction kappa, Fraction distance, Fraction law)
    {
        double s = sigma.Between(1.1, 4), k = Math.Exp(kappa.Between(-2, 2)), d = distance.Between(0.01, 0.1);
        ModeLaw mode = InputAveragesTests.LawOf(Laws[(int)law.Between(0, 2.99)]);
        double line = PhaseLines.ReplicaInstability(s, k, mode);
        Assert.True(line > PhaseLines.GlassToFerromagnet(s, k));
        Assert.True(new ReplicaEquations(s, line * (1 + d), k, mode).Solve().Instability < 1);
        ReplicaEquations less = new(s, line * (1 - d), k, mode);
        Assert.True(less.Solve().Instability > 1);
    }

    [Property(MaxTest = 30)]
    public void All_of_the_glass_is_unstable_and_all_of_P_is_not(Fraction sigma, Fraction kappa)
    {
        double s = sigma.Between(0, 3), k = Math.Exp(kappa.Between(-2, 2));
        double instability = new ReplicaEquations(s, 0.5, k).Solve().Instability;
        if (s < 1)
            Assert.Equal(Math.Pow(s, 4), instability, 1e-12);
        else
            Assert.True(instability >= 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.25)]
    public void Of_strong_noise_the_lines_are_a_straight_one_and_a_parabola(double kappa)
    {
        // What is left out of the first is of relative order 1/σ, as 1 − q̄ in σ²q̄ is: half of it when σ doubles. The second
        // is exact but for ⟨sech⁴⟩ = ⅔⟨sech²⟩, which leaves out 1/v, v ~ σ⁴: a sixteenth.
        double Straight(double s) => (PhaseLines.GlassToFerromagnet(s, kappa) / (s * Math.Sqrt(Math.PI / 2))) - 1;
        double Parabola(double s) => (PhaseLines.ReplicaInstability(s, kappa) / (2 * s * s / 3)) - 1;
        Assert.InRange(Straight(40), -0.02, 0.02);
        Assert.InRange(Straight(40) / Straight(20), 0.45, 0.55);
        Assert.InRange(Parabola(40), -0.02, 0.02);
        Assert.InRange(Parabola(40) / Parabola(20), 0.055, 0.07);
        Assert.Equal(1, PhaseLines.GlassToFerromagnet(1, kappa));
        Assert.Equal(1, PhaseLines.ReplicaInstability(1, kappa));
    }

    [Theory]
    [InlineData("Gaussian", 0, 1)]
    [InlineData("Gaussian", 0.7, 0.25)]
    [InlineData("signs", 0.7, 0.25)]
    [InlineData("Laplace", 0.7, 0.25)]
    [InlineData("signs", 0, 1)]
    public void The_magnetisation_begins_as_the_amplitude_says(string law, double sigma, double kappa)
    {
        // Of first order in w − 1: the relative error halves with it.
        ModeLaw mode = InputAveragesTests.LawOf(law);
        double Error(double excess)
        {
            ReplicaState state = new ReplicaEquations(sigma, 1 + excess, kappa, mode).Solve();
            return (state.Visible * state.Hidden / PhaseLines.SquareNearParamagnet(sigma, 1 + excess, kappa, mode)) - 1;
        }

        Assert.InRange(Error(2e-4), -0.01, 0.01);
        Assert.InRange(Error(1e-4) / Error(2e-4), 0.49, 0.51);
        Assert.Equal(
            2 * (1 - Math.Pow(sigma, 4)) * 0.1 / (Math.Sqrt(kappa) + (1 / Math.Sqrt(kappa)) + (2 * sigma * sigma)),
            PhaseLines.SquareNearParamagnet(sigma, 1.1, kappa), 1e-14);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("sigma = 0.9, but it should be a finite number >= 1", () => PhaseLines.GlassToFerromagnet(0.9, 1));
        Samples.IsRefused("sigma = NaN, but it should be a finite number", () => PhaseLines.ReplicaInstability(double.NaN, 1));
        Samples.IsRefused("sigma = 1, but it should be in [0, 1)", () => PhaseLines.SquareNearParamagnet(1, 1, 1));
        Samples.IsRefused("spike = 0.5, but it should be a finite number >= 1", () => PhaseLines.SquareNearParamagnet(0, 0.5, 1));
    }

    /// <summary>Near the line m answers a field by at most some 1/d times it below, and by a number of order √d
    /// above.</summary>
    private static void IsLine(double sigma, double line, double kappa, double distance, ModeLaw law)
    {
        double below = new ReplicaEquations(sigma, line * (1 - distance), kappa, law, SmallField).Solve().Visible;
        double above = new ReplicaEquations(sigma, line * (1 + distance), kappa, law, SmallField).Solve().Visible;
        Assert.InRange(below, 0, 1e-6);
        Assert.True(above > 0.01, $"{above} at {sigma}, {line}, {kappa}, {distance}");
    }
}
