using FsCheck.Xunit;
using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

public class InputAveragesTests
{
    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(0, 0.4)]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(0, 30)]
    [InlineData(0.7, 0.15)]
    [InlineData(-0.7, 1)]
    [InlineData(5, 3)]
    [InlineData(2, 30)]
    public void Averages_are_those_of_a_rule_of_many_more_points(double mean, double deviation)
    {
        // 4001 points on [−10, 10]: h = 0.005, of which e^{−π²/bh} is 0 up to b = 30; a sum of so many has lost a digit.
        InputAverages averages = InputAverages.Of(mean, deviation);
        double Mean(Func<double, double> f) => Naive.Gaussian(x => f(mean + (deviation * x)));
        double Sech2(double y) => 1 / (Math.Cosh(y) * Math.Cosh(y));
        Assert.Equal(Mean(Math.Tanh), averages.Tanh, 2e-14);
        Assert.Equal(Mean(Sech2), averages.Sech2, 2e-14);
        Assert.Equal(Mean(y => Math.Tanh(y) * Sech2(y)), averages.TanhSech2, 2e-14);
        Assert.Equal(Mean(y => Sech2(y) * Sech2(y)), averages.Sech4, 2e-14);
    }

    [Fact]
    public void Without_noise_they_are_functions_of_the_mean()
    {
        InputAverages averages = InputAverages.Of(-0.3, 0);
        double tanh = Math.Tanh(-0.3), sech2 = 1 - (tanh * tanh);
        Assert.Equal(tanh, averages.Tanh, 1e-15);
        Assert.Equal(sech2, averages.Sech2, 1e-15);
        Assert.Equal(tanh * sech2, averages.TanhSech2, 1e-15);
        Assert.Equal(sech2 * sech2, averages.Sech4, 1e-15);
    }

    [Theory]
    [InlineData("Gaussian", 1)]
    [InlineData("signs", 1)]
    [InlineData("signs", 3)]
    [InlineData("Laplace", 1)]
    [InlineData("Laplace", 2)]
    public void Derivatives_of_a_layer_are_differences(string law, int modes)
    {
        // Central differences: h²/6 times a third derivative of order 1, and a rounding of 1e-15/h.
        const double h = 1e-5;
        ModeLaw mode = LawOf(law, modes);
        (double A, double B)[] points = [(0.6, 0.5), (-0.3, 1.7), (1.4, 0.1)];
        foreach ((double a, double b) in points)
        {
            LayerResponse at = LayerResponse.Of(mode, 0.8, a, b);
            LayerResponse right = LayerResponse.Of(mode, 0.8, a + h, b), left = LayerResponse.Of(mode, 0.8, a - h, b);
            LayerResponse up = LayerResponse.Of(mode, 0.8, a, b + h), down = LayerResponse.Of(mode, 0.8, a, b - h);
            Assert.Equal((right.M - left.M) / (2 * h), at.MByA, 1e-9);
            Assert.Equal((right.Q - left.Q) / (2 * h), at.QByA, 1e-9);
            Assert.Equal((up.M - down.M) / (2 * h), at.MByB, 1e-9);
            Assert.Equal((up.Q - down.Q) / (2 * h), at.QByB, 1e-9);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(60)]
    public void A_sum_of_modes_has_the_fourth_moment_of_independent_numbers(int modes)
    {
        // ⟨Ŝ⁴⟩ = 3 + (⟨û⁴⟩ − 3)/n, and ⟨Ŝ²⟩ = 1 by the slope of M at A = 0 without noise.
        Assert.Equal(3 - (2.0 / modes), ModeLaw.Signs(modes).FourthMoment, 1e-13);
        Assert.Equal(3 + (3.0 / modes), ModeLaw.Laplace(modes).FourthMoment, 1e-13);
        Assert.Equal(1, LayerResponse.Of(ModeLaw.Signs(modes), 1, 0, 0).MByA, 1e-13);
        Assert.Equal(1, LayerResponse.Of(ModeLaw.Laplace(modes), 1, 0, 0).MByA, 1e-13);
    }

    [Property(MaxTest = 20)]
    public void Points_are_taken_as_they_are(Fraction place, Fraction signal)
    {
        // ±1 with another probability beside 0: values 0 and 1/√p.
        double p = place.Between(0.05, 1), a = signal.Between(0.1, 2), value = 1 / Math.Sqrt(p);
        LayerResponse layer = LayerResponse.Of(ModeLaw.OnPoints([0, value], [1 - p, p]), 1, a, 0);
        Assert.Equal(p * value * Math.Tanh(a * value), layer.M, 1e-14);
        Assert.Equal(p * Math.Pow(Math.Tanh(a * value), 2), layer.Q, 1e-14);
    }

    [Fact]
    public void A_law_of_another_variance_is_refused()
    {
        Samples.IsRefused("variance = 4, but it should be 1", () => ModeLaw.OnPoints([2], [1]));
        Samples.IsRefused("sum of the probabilities = 0.5, but it should be 1", () => ModeLaw.OnPoints([1], [0.5]));
        Samples.IsRefused("value = -1, but it should be a finite number >= 0", () => ModeLaw.OnPoints([-1], [1]));
        Samples.IsRefused("modes = 0, but it should be in [1, 60]", () => ModeLaw.Signs(0));
    }

    internal static ModeLaw LawOf(string name, int modes = 1) => name switch
    {
        "signs" => ModeLaw.Signs(modes),
        "Laplace" => ModeLaw.Laplace(modes),
        _ => ModeLaw.Gaussian,
    };
}
