using FsCheck.Xunit;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class BumpSpectrumTests
{
    [Fact]
    public void Spectra_of_the_two_steady_bumps_are_the_known_ones()
    {
        var stable = new BumpSpectrum(SechProfile.Stable);
        Assert.Equal(-0.257169881, stable.Breathing, 5.1e-10); // nine decimals are known
        Assert.Equal(-0.343145750, stable.ContinuumEdge, 5.1e-10);
        Assert.True(stable.IsStable);
        var unstable = new BumpSpectrum(SechProfile.Unstable);
        Assert.Equal(11.4765, unstable.Breathing, 5.1e-5);
        Assert.False(unstable.IsStable);
        Assert.Equal(0, BumpSpectrum.Translation);
    }

    [Fact]
    public void Printed_criterion_separates_the_steady_bumps_but_is_not_the_limit()
    {
        const double PrintedLimit = 8; // b, in the argument after (47)
        foreach (SechProfile bump in (SechProfile[])[SechProfile.Stable, SechProfile.Unstable])
        {
            var spectrum = new BumpSpectrum(bump);
            Assert.Equal(bump.Repressor < PrintedLimit, spectrum.IsStable);
        }

        var between = new BumpSpectrum(new SechProfile(Math.Sqrt(5))); // b = 7
        Assert.True(between.Bump.Repressor < PrintedLimit);
        Assert.False(between.IsStable);
        Assert.True(between.Breathing > 0.1);
    }

    [Property]
    public void Breathing_mode_grows_iff_kappa_is_above_two_where_the_energy_curves_down(InverseWidth kappa)
    {
        var spectrum = new BumpSpectrum(new SechProfile(kappa));
        Assert.Equal(spectrum.IsStable, spectrum.Bump.EnergyCurvature > 0);
        if (Math.Abs(kappa - BumpSpectrum.CriticalKappa) > 1e-9)
            Assert.Equal(spectrum.IsStable, spectrum.Breathing < 0);
    }

    [Property]
    public void Breathing_mode_is_above_every_trial_of_its_own_and_below_the_mode_without_the_integral(
        InverseWidth kappa)
    {
        // ε = ∂_κ w has 𝓛ε = (2κ − 4)w and ⟨w, ε⟩ = 2, so that ⟨ε, 𝓛ε⟩ = 4(κ − 2): an even trial, below the highest
        // even eigenvalue. With y = κx, ε = √2 (1 − y tanh y) sech y, by a sum off by e^{−π²/0.1}.
        double norm = 0;
        for (int k = -400; k <= 400; k++)
        {
            double y = 0.1 * k, trial = Math.Sqrt(2) * (1 - (y * Math.Tanh(y))) / Math.Cosh(y);
            norm += 0.1 / kappa * trial * trial;
        }

        var spectrum = new BumpSpectrum(new SechProfile(kappa));
        Assert.InRange(spectrum.Breathing, Math.Max(4 * (kappa - 2) / norm, spectrum.ContinuumEdge), 3 * kappa * kappa);
    }

    [Property]
    public void Secular_function_of_the_eigenvalue_zero_is_two_over_kappa_less_one(InverseWidth kappa)
    {
        // 2⟨w, 𝓛₀⁻¹w⟩ = 2/κ, from 𝓛₀⁻¹w = ∂_κ w/(2κ).
        Assert.Equal((2 / kappa) - 1, BumpSpectrum.Secular(kappa, 1), 1e-14 * (1 + (2 / kappa)));
    }

    [Fact]
    public void Secular_function_at_the_critical_width_vanishes_at_zero()
    {
        Assert.Equal(0, new BumpSpectrum(new SechProfile(2)).Breathing, 1e-14);
        Samples.IsRefused("alpha = 2, but it should be in (0, 2)", () => BumpSpectrum.Secular(1, 2));
    }

    [Fact]
    public void Equation_46_as_printed_is_not_the_linearised_equation()
    {
        // (F(w + δε) − F(w − δε))/2δ − 𝓛ε is third order, δ²; with the last term printed −2(∫wε)ε, of second order in
        // ε, the term 2(∫wε)w of the first stays whatever δ. ε = e^{−x²}.
        SechProfile bump = SechProfile.Stable;
        var flow = new ReactionDiffusion(40, 256);
        double[] w = flow.Sample(bump.Value, 0), e = flow.Sample(x => Math.Exp(-x * x), 0);
        double[] second = flow.Sample(x => ((4 * x * x) - 2) * Math.Exp(-x * x), 0);
        double overlap = flow.Spacing * w.Zip(e, (a, b) => a * b).Sum();
        double Deviation(double delta, Func<int, double> last)
        {
            double[] up = new double[256], down = new double[256];
            flow.Velocity(0, [.. w.Zip(e, (a, b) => a + (delta * b))], up);
            flow.Velocity(0, [.. w.Zip(e, (a, b) => a - (delta * b))], down);
            return Enumerable.Range(0, 256).Max(i => Math.Abs(((up[i] - down[i]) / (2 * delta)) - second[i]
                - ((2 - bump.Repressor + (3 * w[i] * w[i])) * e[i]) - last(i)));
        }

        double Corrected(int i) => -2 * overlap * w[i];
        double Printed(int i) => -2 * overlap * e[i];
        Assert.Equal(4, Deviation(2e-3, Corrected) / Deviation(1e-3, Corrected), 0.01);
        Assert.InRange(Deviation(1e-3, Corrected), 0, 1e-5);
        Assert.True(Deviation(1e-3, Printed) > 0.1);
    }

    [Property(MaxTest = 5)]
    public void Matrix_of_the_linearised_equation_has_the_same_eigenvalue_and_verdict(InverseWidth kappa)
    {
        // 𝓛 itself, of any κ. The Jacobian of (38) has −∫w² = −4κ in place of −b = −2 − κ²: it is shifted back. On a
        // ring the tails of the mode, e^{−κα|x|}, meet half way round: the eigenvalue moves by κ² e^{−κα·50/κ}, times a
        // number of the order of 10 from the norms. 256 points leave e^{−π²·256/(2·50)} = 1e-11 of the profile, and
        // rounding 1e-15·(π·256/50)²κ².
        var bump = new SechProfile(kappa);
        const int points = 256;
        var flow = new ReactionDiffusion(50 / kappa, points);
        var jacobian = new double[points * points];
        double[] w = flow.Sample(bump.Value, 0);
        flow.Jacobian(w, jacobian);
        double[] eigenvalues = [.. Matrix<double>.Build.Dense(points, points, jacobian).Evd(Symmetricity.Symmetric)
            .EigenValues.Select(value => value.Real + bump.SumSquares - bump.Repressor).OrderDescending()];
        var spectrum = new BumpSpectrum(bump);
        double[] discrete = [.. new[] { 0, spectrum.Breathing }.OrderDescending()];
        double tolerance = kappa * kappa * ((10 * Math.Exp(-50 * spectrum.DecayRatio)) + 2e-11);
        Assert.Equal(discrete[0], eigenvalues[0], tolerance);
        Assert.Equal(discrete[1], eigenvalues[1], tolerance);
        if (Math.Abs(spectrum.Breathing) > 2 * tolerance)
            Assert.Equal(spectrum.IsStable ? 0 : 1, eigenvalues.Count(value => value > tolerance));
        // Waves that the ring holds: below the edge, and within a few (2π/50)² of it.
        Assert.InRange(eigenvalues[2] / (kappa * kappa), -1.05, -1);
    }
}
