using FsCheck.Xunit;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class TuringInstabilityTests
{
    [Fact]
    public void Turing_lengths_are_where_the_first_mode_is_neutral()
    {
        Assert.Equal(1.129192, TuringInstability.LowerLength, 5.1e-7); // six decimals are known
        Assert.Equal(8.740412, TuringInstability.UpperLength, 5.1e-7);
        foreach (double length in (double[])[TuringInstability.LowerLength, TuringInstability.UpperLength])
        {
            double waveNumber = 2 * Math.PI / length, growth = new TuringInstability(length).GrowthRate(1);
            Assert.Equal(0, growth, 1e-14 * waveNumber * waveNumber);
        }
    }

    [Property]
    public void Patterns_form_outside_of_the_turing_lengths_only_not_as_soon_as_above_one(Fraction place)
    {
        double length = place.Between(1.001, 60);
        var uniform = new TuringInstability(length);
        bool inside = length >= TuringInstability.LowerLength && length <= TuringInstability.UpperLength;
        Assert.Equal(inside, uniform.IsStable);
        Assert.Equal(inside, uniform.UnstableModes == 0);
        // (A12) as printed is no condition at all.
        Assert.True(uniform.ActivatorOnActivator > 0);
        if (uniform.UnstableModes > 0)
            Assert.True(uniform.GrowthRate(uniform.UnstableModes) > 0);
        Assert.True(uniform.GrowthRate(uniform.UnstableModes + 1) <= 0);
    }

    [Property]
    public void Uniform_state_is_steady_and_its_rates_are_the_eigenvalues_of_the_jacobian(Fraction place)
    {
        double length = place.Between(1.05, 30);
        var uniform = new TuringInstability(length);
        var flow = new ReactionDiffusion(length, 16);
        double[] w = new double[16], velocity = new double[16], jacobian = new double[256];
        Array.Fill(w, uniform.Weight);
        flow.Velocity(0, w, velocity);
        // Terms of b*w*, to a few roundings each, and the transform of w* at rates up to (16π/L)².
        double rounding = 1e-14 * uniform.Weight * (uniform.Repressor + (2500 / (length * length)));
        Assert.InRange(velocity.Max(Math.Abs), 0, rounding);
        Assert.Equal(uniform.Repressor, flow.Overlap(w, 0, 0), 1e-14 * uniform.Repressor);
        flow.Jacobian(w, jacobian);
        for (int mode = 0; mode <= 3; mode++)
        {
            // The matrix is circulant: the eigenvalue is the transform of its first row.
            double rate = Enumerable.Range(0, 16).Sum(j => jacobian[j] * Math.Cos(2 * Math.PI * mode * j / 16));
            Assert.Equal(uniform.GrowthRate(mode), rate, 1e-13 * (2500 / (length * length) + uniform.Repressor));
        }
    }

    [Property]
    public void Stability_matrix_has_the_printed_trace_and_determinant_and_one_eigenvalue_that_is_real(Fraction place)
    {
        var a = new TuringInstability(place.Between(1.05, 30));
        double scale = a.Repressor * a.Repressor;
        Assert.Equal(a.Trace, a.ActivatorOnActivator + a.RepressorOnRepressor, 1e-14 * scale);
        double determinant = (a.ActivatorOnActivator * a.RepressorOnRepressor)
            - (a.RepressorOnActivator * a.ActivatorOnRepressor);
        Assert.Equal(a.Determinant, determinant, 1e-13 * scale);
        // −4, of changes that keep b = Lw², and −4/(L−1) of those that do not.
        Assert.Equal(a.Trace, -4 - a.ActivatorOnActivator, 1e-14 * scale);
        Assert.Equal(a.Determinant, 4 * a.ActivatorOnActivator, 1e-13 * scale);
        Assert.Equal(2 + (3 * a.Weight * a.Weight) - a.Repressor, a.ActivatorOnActivator, 1e-14 * scale);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("length = 1, but it should be a finite number > 1", () => _ = new TuringInstability(1));
        Samples.IsRefused(
            "mode = -1, but it should be at least 0", () => new TuringInstability(8).GrowthRate(-1));
    }
}
