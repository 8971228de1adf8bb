using FsCheck.Xunit;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class SechProfileTests
{
    // w″ + (2 − b)w + w³ adds three terms below 2κ³√2; each factor of them carries some five roundings of 1.1e-16, and
    // tanh² and sech², a few more: 20 · 1.1e-16 · 3 · 2√2 κ³.
    private static double Rounding(double kappa) => 2e-14 * kappa * kappa * kappa;

    [Property]
    public void Sech_solves_equation_40_for_every_kappa(InverseWidth kappa, Fraction place)
    {
        var bump = new SechProfile(kappa);
        double x = place.Between(-6, 6) / kappa, w = bump.Value(x);
        // 2 − b = −κ² is computed as 2 − (2 + κ²): off by 4.4e-16·b on w ≤ √2 κ.
        double cancelled = 4.4e-16 * bump.Repressor * bump.Amplitude;
        double residual = bump.SecondDerivative(x) + ((2 - bump.Repressor) * w) + (w * w * w);
        Assert.Equal(0, residual, Rounding(kappa) + cancelled);
    }

    [Property]
    public void Derivatives_are_those_of_the_value(InverseWidth kappa, Fraction place)
    {
        // Central differences with κh = 1e-5: truncation (κh)²/6 · 5 < 1e-10 of κA and of κ²A, rounding 1e-16/κh.
        var bump = new SechProfile(kappa);
        double h = 1e-5 / kappa, x = place.Between(-6, 6) / kappa, scale = kappa * bump.Amplitude;
        double slope = (bump.Value(x + h) - bump.Value(x - h)) / (2 * h);
        double curvature = (bump.Derivative(x + h) - bump.Derivative(x - h)) / (2 * h);
        Assert.Equal(slope, bump.Derivative(x), 1e-9 * scale);
        Assert.Equal(curvature, bump.SecondDerivative(x), 1e-9 * kappa * scale);
    }

    // ½w′² + w² + ¼w⁴ − (b/2)w², equation (41), is uniform in x, and zero for a bump that vanishes far away.
    [Property]
    public void First_integral_vanishes_everywhere(InverseWidth kappa, Fraction place)
    {
        // Four terms, of w² ≤ 2κ² times 1, ¼w², b/2 and w′² ≤ κ⁴.
        var bump = new SechProfile(kappa);
        double tolerance = 20 * 1.1e-16 * 4 * kappa * kappa * bump.Repressor;
        double x = place.Between(-6, 6) / kappa, squared = bump.Value(x) * bump.Value(x), slope = bump.Derivative(x);
        double integral = (0.5 * slope * slope) + (squared * (1 + (0.25 * squared) - (0.5 * bump.Repressor)));
        Assert.Equal(0, integral, tolerance);
    }

    [Property]
    public void Bumps_of_all_widths_have_one_shape(InverseWidth kappa, Factor narrower, Fraction place)
    {
        // As 0 = w″ − κ²w + w³ scales: w of κ times a factor is that factor times w of κ, of x times it. A rounding of
        // κx ≤ 6 is one of w, relative.
        SechProfile bump = new(kappa), other = new(kappa * narrower);
        double x = place.Between(-6, 6) / other.Kappa, w = narrower * bump.Value(narrower * x);
        Assert.Equal(1, other.Value(x) / w, 1e-14);
        Assert.Equal(bump.FullWidthHalfMaximum, narrower * other.FullWidthHalfMaximum, 1e-14 / kappa);
    }

    [Fact]
    public void Self_consistent_repressors_are_8_minus_and_plus_4_root_2()
    {
        Assert.Equal(8 - (4 * Math.Sqrt(2)), SechProfile.Stable.Repressor, 1e-14);
        Assert.Equal(8 + (4 * Math.Sqrt(2)), SechProfile.Unstable.Repressor, 1e-14);
        foreach (SechProfile bump in (SechProfile[])[SechProfile.Stable, SechProfile.Unstable])
            Assert.Equal(4 * Math.Sqrt(bump.Repressor - 2), bump.Repressor, 1e-14);
    }

    [Property]
    public void The_two_steady_bumps_and_no_others_have_the_weight_that_equation_39_asks_for(InverseWidth kappa)
    {
        // b − ∫w² dx is a square in κ with the roots κ± and the coefficient 1: below 0 between them only. The sum is
        // off by 2e^{−π²/(κh)} and e^{−80}; rounding is that of 800 terms adding up to 20.
        double gap = Repressor(kappa) - Integrate(kappa, (w, _) => w * w);
        double expected = (kappa - SechProfile.Stable.Kappa) * (kappa - SechProfile.Unstable.Kappa);
        Assert.Equal(expected, gap, 1e-12);
        Assert.Equal(gap, new SechProfile(kappa).SelfConsistencyGap, 1e-12);
        static double Repressor(double kappa) => 2 + (kappa * kappa); // 2 − b = w″/w far away
    }

    [Property]
    public void The_fold_of_the_steady_bumps_is_between_them(InverseWidth kappa, Fraction place)
    {
        // On (0, 2) the gap falls, from 2 to −2, and beyond it rises without bound: one root on either side. From any
        // bracket on a side bisection leads to the bump of that side, to within the flat bottom of rounding of numbers
        // below 30 over the slope 2√2.
        double low = place.Between(0.01, SechProfile.Stable.Kappa), high = SechProfile.Unstable.Kappa + kappa;
        Assert.Equal(SechProfile.Stable.Kappa, Root(2, low), 1e-14);
        Assert.Equal(SechProfile.Unstable.Kappa, Root(2, high), 1e-14);
        static double Root(double negative, double positive)
        {
            for (int k = 0; k < 100; k++)
            {
                double middle = 0.5 * (negative + positive);
                if (new SechProfile(middle).SelfConsistencyGap < 0)
                    negative = middle;
                else
                    positive = middle;
            }

            return positive;
        }
    }

    [Property]
    public void Integrals_are_those_of_the_profile(InverseWidth kappa)
    {
        // Numbers up to ∫w⁴ = (16/3)κ³ < 700, whose sum of 800 terms rounds by 1e-15 of them and less.
        var bump = new SechProfile(kappa);
        double squares = Integrate(kappa, (w, _) => w * w);
        double energy = Integrate(
            kappa, (w, slope) => (0.5 * slope * slope) - (w * w) - (0.25 * w * w * w * w));
        Assert.Equal(SechProfile.Sum, Integrate(kappa, (w, _) => w), 1e-12);
        Assert.Equal(bump.SumSquares, squares, 1e-12);
        Assert.Equal(bump.Energy, energy + (0.25 * squares * squares), 1e-11);
    }

    [Property]
    public void Half_of_the_maximum_is_at_half_of_the_width(InverseWidth kappa)
    {
        var bump = new SechProfile(kappa);
        Assert.Equal(bump.Value(0), bump.Amplitude);
        Assert.Equal(0.5, bump.Value(0.5 * bump.FullWidthHalfMaximum) / bump.Amplitude, 1e-14);
    }

    [Property]
    public void Energy_among_bumps_falls_to_the_stable_one_rises_to_the_unstable_one_and_falls_beyond(
        InverseWidth kappa)
    {
        // dE/dκ = −2(κ² − 4κ + 2) is −2 times the gap, d²E/dκ² = 8 − 4κ. E is a cubic: five points give both exactly,
        // to the rounding of numbers below 300 over h = 0.01, and over its square.
        var bump = new SechProfile(kappa);
        double[] energies = [.. Enumerable.Range(-2, 5).Select(k => new SechProfile(kappa + (0.01 * k)).Energy)];
        double slope = ((8 * (energies[3] - energies[1])) - (energies[4] - energies[0])) / 0.12;
        double curvature = (energies[3] - (2 * energies[2]) + energies[1]) / 1e-4;
        Assert.Equal(-2 * bump.SelfConsistencyGap, slope, 1e-10);
        Assert.Equal(bump.EnergyCurvature, curvature, 1e-8);
        Assert.Equal(kappa > SechProfile.Stable.Kappa && kappa < SechProfile.Unstable.Kappa, slope > 0);
    }

    [Fact]
    public void Bad_arguments_are_named()
        => Samples.IsRefused("kappa = 0, but it should be a finite number > 0", () => _ = new SechProfile(0));

    // The trapezoidal sum of powers of sech is off by 2e^{−π²/(κh)}, κh = 0.1, times a power of 1/κh below 10³ for the
    // fourth, and its tail beyond κx = 40 by e^{−40}: both below 1e-14.
    private static double Integrate(double kappa, Func<double, double, double> density)
    {
        var bump = new SechProfile(kappa);
        double h = 0.1 / kappa;
        return Enumerable.Range(-400, 801).Sum(k => h * density(bump.Value(k * h), bump.Derivative(k * h)));
    }
}
