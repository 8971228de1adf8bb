using System.Numerics;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class PottsModulationTests
{
    private const int Sites = 31, States = 7;

    [Fact]
    public void Printed_17_is_flat_on_a_field_that_is_localised()
    {
        // A bump in space times a cosine over the colours, and the initial weights' share 0.05 of each site's sum: the
        // printed sum is 7 × 0.05 everywhere, to rounding.
        double[] weights = Field(centre: 12, amplitude: 0.8, phase: 0.4, offset: 0.05);
        double[] printed = PottsModulation.AngularAsPrinted<double>(weights, States);
        double[] angular = PottsModulation.Angular<double>(weights, States);
        Complex[] fourier = PottsModulation.FirstFourier<double>(weights, States);
        foreach (double value in printed)
            Chance.Near(States * 0.05, value, 1e-14);
        Assert.Equal(12, Array.IndexOf(angular, angular.Max()));
        Assert.True(angular[12] > 2 * angular[20]);
        for (int i = 0; i < Sites; i++)
        {
            double expected = 0.8 / Math.Cosh(0.3 * RingCentre.Displacement(12, i, Sites));
            Chance.Near(expected, fourier[i].Magnitude, 1e-14);
            Chance.Near(0, RingCentre.Displacement(0.4, fourier[i].Phase, 2 * Math.PI), 1e-13);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void The_gradient_summed_over_colours_is_the_same_at_every_site(int states)
    {
        // ∂L/∂w_iv = ⟨[v_i = v] tanh I⟩ over data and over model, I = Σ_j w_{j,v_j}; both are enumerated or summed
        // directly here. The gradient itself differs from site to site, its sum over v does not: 243 or 3125 terms
        // round by 1e−13.
        const int Length = 5;
        var stream = new RandomStream(5, StreamPurpose.Other, 0);
        double[] weights = [.. Enumerable.Range(0, Length * states).Select(_ => 0.7 * stream.NextGaussian())];
        double[] gradient = new double[Length * states];
        for (int sample = 0; sample < 11; sample++)
            Add(gradient, weights, [.. Enumerable.Range(0, Length).Select(_ => stream.NextInt(states))], 1.0 / 11);
        int configurations = (int)Math.Pow(states, Length);
        double norm = Enumerable.Range(0, configurations)
            .Sum(c => Math.Cosh(Input(weights, Digits(c, states), states)));
        for (int c = 0; c < configurations; c++)
        {
            int[] colours = Digits(c, states);
            Add(gradient, weights, colours, -Math.Cosh(Input(weights, colours, states)) / norm);
        }

        double[] printed = PottsModulation.AngularAsPrinted<double>(gradient, states);
        double[] angular = PottsModulation.Angular<double>(gradient, states);
        Assert.True(printed[0] > 1e-3);
        Assert.All(printed, value => Chance.Near(printed[0], value, 1e-12));
        Assert.True(angular.Max() - angular.Min() > 1e-2);
    }

    [Fact]
    public void A_small_field_agrees_with_the_hand()
    {
        // Two sites, three colours: (1, −2, 4) and (−3, 0, 1).
        float[] weights = [1, -2, 4, -3, 0, 1];
        Assert.Equal([7, 4], PottsModulation.Angular<float>(weights, 3));
        Assert.Equal([3, 2], PottsModulation.AngularAsPrinted<float>(weights, 3));
        Assert.Equal([-2, -2, 5], PottsModulation.Spatial<float>(weights, 3));

        // (2/3)(1 − 2e^{−2πi/3} + 4e^{2πi/3}): real −½(−2 + 4) + 1 = 0, imaginary (√3/2)(2 + 4) = 3√3. Weights of size
        // 7 in all, each with a cosine off by some 4 roundings at most: 7 × (2/3) × 4.4e−16 = 2e−15.
        Complex mode = PottsModulation.FirstFourier<float>(weights, 3)[0];
        Chance.Near(0, mode.Real, 2.1e-15);
        Chance.Near(2 * Math.Sqrt(3), mode.Imaginary, 1e-14);
    }

    [Fact]
    public void The_spatial_modulation_of_a_bump_is_its_cosine()
    {
        double[] weights = Field(centre: 12, amplitude: 0.8, phase: 0.4, offset: 0);
        double mass = Enumerable.Range(0, Sites)
            .Sum(i => 0.8 / Math.Cosh(0.3 * RingCentre.Displacement(12, i, Sites)));
        double[] spatial = PottsModulation.Spatial<double>(weights, States);
        for (int v = 0; v < States; v++)
            Chance.Near(mass * Math.Cos(2 * Math.PI * v / States + 0.4), spatial[v], 1e-13);
    }

    [Fact]
    public void Gauge_changes_leave_the_Fourier_mode_alone()
    {
        double[] weights = Field(centre: 4, amplitude: 1, phase: -2, offset: 0), moved = [.. weights];
        for (int k = 0; k < moved.Length; k++)
            moved[k] += Math.Sin(k / States);
        Complex[] before = PottsModulation.FirstFourier<double>(weights, States);
        Complex[] after = PottsModulation.FirstFourier<double>(moved, States);
        for (int i = 0; i < Sites; i++)
            Chance.Near(0, (before[i] - after[i]).Magnitude, 1e-14);
    }

    [Fact]
    public void White_noise_gives_the_levels_that_are_stated()
    {
        // |Gaussian| has variance σ²(1 − 2/π); a Rayleigh number of scale s = σ√(2/P) has variance s²(2 − π/2).
        const int Many = 20011;
        var stream = new RandomStream(9, StreamPurpose.Other, 0);
        double[] weights = [.. Enumerable.Range(0, Many * States).Select(_ => 0.3 * stream.NextGaussian())];
        double mean = PottsModulation.Angular<double>(weights, States).Average();
        double error = 0.3 * Math.Sqrt((1 - 2 / Math.PI) * States / Many);
        Chance.Near(States * 0.3 * Math.Sqrt(2 / Math.PI), mean, Chance.Sigmas * error);
        double amplitude = PottsModulation.FirstFourier<double>(weights, States).Average(mode => mode.Magnitude);
        error = 0.3 * Math.Sqrt(2.0 / States * (2 - Math.PI / 2) / Many);
        Chance.Near(0.3 * Math.Sqrt(Math.PI / States), amplitude, Chance.Sigmas * error);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Says(
            "weights.Length = 13, but it should be a positive multiple of the 7 states",
            () => PottsModulation.Angular<double>(new double[13], 7));
        Says("states = 1, but it should be at least 2", () => PottsModulation.Spatial<double>(new double[13], 1));
        Says("states = 2, but it should be at least 3", () => PottsModulation.FirstFourier<double>(new double[4], 2));
    }

    internal static double[] Field(int centre, double amplitude, double phase, double offset)
        => [.. Enumerable.Range(0, Sites * States).Select(k =>
            amplitude / Math.Cosh(0.3 * RingCentre.Displacement(centre, k / States, Sites))
            * Math.Cos(2 * Math.PI * (k % States) / States + phase) + offset)];

    private static int[] Digits(int number, int states)
        => [.. Enumerable.Range(0, 5).Select(i => number / (int)Math.Pow(states, i) % states)];

    private static double Input(double[] weights, int[] colours, int states)
        => colours.Select((colour, i) => weights[i * states + colour]).Sum();

    private static void Add(double[] gradient, double[] weights, int[] colours, double share)
    {
        int states = weights.Length / colours.Length;
        double mean = share * Math.Tanh(Input(weights, colours, states));
        for (int i = 0; i < colours.Length; i++)
            gradient[i * states + colours[i]] += mean;
    }
}
