using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class CosineFitTests
{
    [Theory]
    [InlineData(3, 0.7, 0.4, 0)]
    [InlineData(10, 0.02, -3, 0.3)]
    [InlineData(13, 5, 2.2, -7)]
    public void An_exact_cosine_is_found_at_fixed_frequency(int states, double amplitude, double phase, double offset)
    {
        // P terms of size A + |c| and a well-conditioned system: a hundred roundings.
        double frequency = 2 * Math.PI / states, rounding = 1e-14 * (1 + Math.Abs(offset) / amplitude);
        CosineFit fit = CosineFit.AtFrequency<double>(Cosine(states, amplitude, frequency, phase, offset));
        Assert.True(fit.Converged);
        Assert.Equal(frequency, fit.Frequency);
        Chance.Near(amplitude, fit.Amplitude, rounding * amplitude);
        Chance.Near(0, Math.IEEERemainder(phase - fit.Phase, 2 * Math.PI), rounding);
        Chance.Near(offset, fit.Offset, rounding * amplitude);
        Chance.Near(0, fit.Residual, rounding * amplitude);
    }

    [Fact]
    public void At_a_full_turn_the_fit_is_the_Fourier_mode_and_the_mean()
    {
        double[] noise = Noise(7 * 11, 1);
        CosineFit[] fits = CosineFit.AlongRing<double>(noise, 7, free: false);
        var modes = PottsModulation.FirstFourier<double>(noise, 7);
        for (int i = 0; i < 11; i++)
        {
            Chance.Near(modes[i].Magnitude, fits[i].Amplitude, 1e-14);
            Chance.Near(0, Math.IEEERemainder(modes[i].Phase - fits[i].Phase, 2 * Math.PI), 1e-13);
            Chance.Near(noise.AsSpan(i * 7, 7).ToArray().Average(), fits[i].Offset, 1e-14);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(23)]
    public void The_linear_fit_leaves_a_residual_orthogonal_to_what_it_fits(int states)
    {
        double[] noise = Noise(states, 2);
        foreach (double frequency in new[] { 0.9, 2 * Math.PI / states, 2.6 })
        {
            CosineFit fit = CosineFit.AtFrequency<double>(noise, frequency);
            double one = 0, cosine = 0, sine = 0, square = 0;
            for (int v = 0; v < states; v++)
            {
                double rest = noise[v] - fit.At(v);
                one += rest;
                cosine += rest * Math.Cos(frequency * v);
                sine += rest * Math.Sin(frequency * v);
                square += rest * rest;
                double said = fit.Amplitude * Math.Cos(fit.Frequency * v + fit.Phase) + fit.Offset;
                Chance.Near(said, fit.At(v), 1e-13);
            }

            // Condition number below 100 at these frequencies, sums of up to 23 terms of order 1.
            foreach (double product in new[] { one, cosine, sine })
                Chance.Near(0, product, 1e-12);
            Chance.Near(Math.Sqrt(square / states), fit.Residual, 1e-14);
        }
    }

    [Theory]
    [InlineData(10, 1.0)]
    [InlineData(10, 0.8)]
    [InlineData(10, 1.25)]
    [InlineData(7, 1.1)]
    [InlineData(5, 1.0)]
    [InlineData(37, 1.3)]
    public void An_exact_cosine_of_another_frequency_is_found(int states, double turns)
    {
        // The residual falls with δk to first order, so the search goes on until δk is some roundings times the
        // condition number, below 1e3.
        double frequency = turns * 2 * Math.PI / states;
        foreach (double phase in new[] { 0.3, 1.7, -2.5 })
        {
            CosineFit fit = CosineFit.FreeFrequency<double>(Cosine(states, 0.6, frequency, phase, 0.1));
            Assert.True(fit.Converged);
            Chance.Near(frequency, fit.Frequency, 1e-12);
            Chance.Near(0.6, fit.Amplitude, 1e-11);
            Chance.Near(0, Math.IEEERemainder(phase - fit.Phase, 2 * Math.PI), 1e-11);
            Chance.Near(0.1, fit.Offset, 1e-11);
        }
    }

    [Fact]
    public void In_noise_the_free_fit_is_at_a_minimum_and_near_the_truth()
    {
        const int States = 10;
        const double Sigma = 0.02, Frequency = 2 * Math.PI / States;
        int converged = 0;
        for (ulong seed = 0; seed < 50; seed++)
        {
            double[] noise = Noise(States, seed + 100);
            double[] values = [.. Cosine(States, 1, Frequency, 0.9, 0).Zip(noise, (w, n) => w + Sigma * n)];
            CosineFit fit = CosineFit.FreeFrequency<double>(values);
            converged += fit.Converged ? 1 : 0;

            // Neighbouring frequencies are worse; 1e−4 away the residual has grown by k² Σ(∂w/∂k)²/2, far above
            // rounding.
            foreach (double step in new[] { -1e-4, 1e-4 })
            {
                double there = CosineFit.AtFrequency<double>(values, fit.Frequency + step).Residual;
                Assert.True(there > fit.Residual);
            }

            // Fisher information of k, the other three projected out: Σ_v of the squared unseen slope over σ², below.
            Chance.Near(Frequency, fit.Frequency, Chance.Sigmas * Sigma / Math.Sqrt(Information(States, 0.9)) * 1.1);
        }

        Assert.Equal(50, converged);
    }

    [Fact]
    public void Even_on_mere_noise_the_free_fit_ends_at_a_minimum_or_says_that_it_did_not()
    {
        const int States = 11;
        int converged = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            double[] noise = Noise(States, seed + 1000);
            CosineFit fit = CosineFit.FreeFrequency<double>(noise);
            Assert.InRange(fit.Frequency, Math.PI / States, Math.PI * (States - 1) / States);
            Assert.True(fit.Residual <= CosineFit.AtFrequency<double>(noise).Residual);
            if (!fit.Converged)
                continue;
            converged++;
            foreach (double step in new[] { -1e-4, 1e-4 })
                Assert.True(CosineFit.AtFrequency<double>(noise, fit.Frequency + step).Residual > fit.Residual);
        }

        Assert.InRange(converged, 1, 199);
    }

    [Fact]
    public void A_ramp_has_no_frequency_and_an_empty_site_no_cosine()
    {
        double[] ramp = [.. Enumerable.Range(0, 11).Select(v => v * 0.1)];
        CosineFit fit = CosineFit.FreeFrequency<double>(ramp);
        Assert.False(fit.Converged);
        Chance.Near(Math.PI / 11, fit.Frequency, 1e-15);
        CosineFit empty = CosineFit.FreeFrequency<double>(new double[11]);
        Assert.Equal((0, 0, 0, false), (empty.Amplitude, empty.Phase, empty.Offset, empty.Converged));
    }

    [Fact]
    public void Phases_along_a_bump_are_one_phase()
    {
        double[] weights = PottsModulationTests.Field(centre: 12, amplitude: 0.8, phase: 0.4, offset: 0);
        foreach (bool free in new[] { false, true })
        {
            foreach (CosineFit fit in CosineFit.AlongRing<double>(weights, 7, free))
            {
                // The smallest amplitude, 0.8 sech 4.5 = 0.018, carries rounding of its own size only.
                Chance.Near(0.4, fit.Phase, 1e-11);
                Chance.Near(2 * Math.PI / 7, fit.Frequency, 1e-12);
            }
        }
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Says(
            "weights.Length = 4, but it should be at least 5",
            () => CosineFit.FreeFrequency<double>(new double[4]));
        Says("frequency = 4, but it should be in (0, π)", () => CosineFit.AtFrequency<double>(new double[5], 4));
        Says(
            "weights = NaN, but it should be a finite number",
            () => CosineFit.AtFrequency<double>([1, 2, double.NaN]));
    }

    /// <summary>Σ_v of (∂/∂k cos(kv + φ) less its projection on cosine, sine and 1)² at k = 2π/P.</summary>
    private static double Information(int states, double phase)
    {
        double frequency = 2 * Math.PI / states;
        double[] slope = [.. Enumerable.Range(0, states).Select(v => -v * Math.Sin(frequency * v + phase))];
        double residual = CosineFit.AtFrequency<double>(slope).Residual;
        return states * residual * residual;
    }

    private static double[] Cosine(int states, double amplitude, double frequency, double phase, double offset)
        => [.. Enumerable.Range(0, states).Select(v => amplitude * Math.Cos(frequency * v + phase) + offset)];

    private static double[] Noise(int count, ulong seed)
    {
        var stream = new RandomStream(seed, StreamPurpose.Other, 0);
        double[] noise = new double[count];
        foreach (ref double value in noise.AsSpan())
            value = stream.NextGaussian();
        return noise;
    }
}
