using FsCheck.Fluent;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class SechProfileTests
{
    // w″ + (2 − b)w + w³ adds three terms below 2κ³√2; each factor of them carries some five roundings of 1.1e-16, and
    // tanh² and sech², a few more: 20 · 1.1e-16 · 3 · 2√2 κ³.
    private static double Rounding(double kappa) => 2e-14 * kappa * kappa * kappa;

    [Fact]
    public void Sech_solves_equation_40_for_every_kappa()
        => Samples.ForAll(Samples.Numbers(0.05, 5).Zip(Samples.Numbers(-6, 6)), sample =>
        {
            (double kappa, double scaled) = sample;
            var bump = new SechProfile(kappa);
            double x = scaled / kappa, w = bump.Value(x);
            // 2 − b = −κ² is computed as 2 − (2 + κ²): off by 4.4e-16·b on w ≤ √2 κ.
            double cancelled = 4.4e-16 * bump.Repressor * bump.Amplitude;
            double residual = bump.SecondDerivative(x) + ((2 - bump.Repressor) * w) + (w * w * w);
            Assert.Equal(0, residual, Rounding(kappa) + cancelled);
        });

    [Fact]
    public void Derivatives_are_those_of_the_value()
        => Samples.ForAll(Samples.Numbers(-3, 3), x =>
        {
            // Central differences with h = 1e-5: truncation h²/6 · 5κ³A < 1e-9, rounding 1e-16/h = 1e-11.
            const double h = 1e-5;
            SechProfile bump = SechProfile.Stable;
            Assert.Equal((bump.Value(x + h) - bump.Value(x - h)) / (2 * h), bump.Derivative(x), 1e-9);
            Assert.Equal((bump.Derivative(x + h) - bump.Derivative(x - h)) / (2 * h), bump.SecondDerivative(x), 1e-9);
        });

    [Fact]
    public void First_integral_vanishes_everywhere()
        => Samples.ForAll(Samples.Numbers(0.05, 5).Zip(Samples.Numbers(-6, 6)), sample =>
        {
            (double kappa, double scaled) = sample;
            var bump = new SechProfile(kappa);
            // Four terms, of w² ≤ 2κ² times 1, ¼w², b/2 and w′² ≤ κ⁴.
            double tolerance = 20 * 1.1e-16 * 4 * kappa * kappa * bump.Repressor;
            Assert.Equal(0, bump.FirstIntegral(scaled / kappa), tolerance);
        });

    [Fact]
    public void Self_consistent_repressors_are_8_minus_and_plus_4_root_2()
    {
        Assert.Equal(8 - (4 * Math.Sqrt(2)), SechProfile.Stable.Repressor, 1e-14);
        Assert.Equal(8 + (4 * Math.Sqrt(2)), SechProfile.Unstable.Repressor, 1e-14);
        foreach (SechProfile bump in (SechProfile[])[SechProfile.Stable, SechProfile.Unstable])
        {
            Assert.Equal(0, bump.SelfConsistencyGap, 1e-14);
            Assert.Equal(4 * Math.Sqrt(bump.Repressor - 2), bump.Repressor, 1e-14);
        }

        Assert.True(Math.Abs(new SechProfile(1).SelfConsistencyGap) > 0.5, "any κ would do");
    }

    [Fact]
    public void Integrals_are_those_of_the_profile()
        => Samples.ForAll(Samples.Numbers(0.3, 4), kappa =>
        {
            // The trapezoidal sum of sech is off by 2e^{−π²/(κh)}, and its tail beyond κx = 40 by e^{−40}: κh = 0.1.
            var bump = new SechProfile(kappa);
            double h = 0.1 / kappa, sum = 0, squares = 0, energy = 0;
            for (int k = -400; k <= 400; k++)
            {
                double w = bump.Value(k * h), slope = bump.Derivative(k * h);
                sum += h * w;
                squares += h * w * w;
                energy += h * ((0.5 * slope * slope) - (w * w) - (0.25 * w * w * w * w));
            }

            Assert.Equal(SechProfile.Sum, sum, 1e-12);
            Assert.Equal(bump.SumSquares, squares, 1e-12);
            Assert.Equal(bump.Energy, energy + (0.25 * squares * squares), 1e-11);
        });

    [Fact]
    public void Half_of_the_maximum_is_at_half_of_the_width()
        => Samples.ForAll(Samples.Numbers(0.05, 5), kappa =>
        {
            var bump = new SechProfile(kappa);
            Assert.Equal(bump.Value(0), bump.Amplitude);
            Assert.Equal(0.5, bump.Value(0.5 * bump.FullWidthHalfMaximum) / bump.Amplitude, 1e-14);
        });

    [Fact]
    public void Energy_among_bumps_is_a_minimum_at_the_stable_one_and_a_maximum_at_the_unstable_one()
    {
        static double Energy(double kappa) => new SechProfile(kappa).Energy;
        double minimum = SechProfile.Stable.Kappa, maximum = SechProfile.Unstable.Kappa;
        foreach (double shift in (double[])[-1e-3, 1e-3])
        {
            Assert.True(Energy(minimum + shift) > Energy(minimum));
            Assert.True(Energy(maximum + shift) < Energy(maximum));
        }
    }

    [Fact]
    public void Bad_arguments_are_named()
        => Samples.IsRefused("kappa = 0, but it should be a finite number > 0", () => _ = new SechProfile(0));
}
