using MathNet.Numerics;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.Tests.Integration;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class TracyWidomTests
{
    [Fact]
    public void Moments_of_the_density_are_those_published()
    {
        // The trapezoidal rule of step h on a density as smooth as a Gaussian of variance 1.6: an error of
        // e^{−2π²1.6/h²}, 1e-200 here; beyond (−10, 15) the mass is below 1e-16. A sum of 100 densities of error 1e-14,
        // times s^k ≤ 15^k h.
        const double h = 0.25;
        double[] moments = new double[5];
        for (int k = -40; k <= 60; k++)
        {
            double s = k * h, density = TracyWidom.Density(s) * h;
            for (int n = 0; n < 5; n++)
                moments[n] += density * Math.Pow(s - TracyWidom.Mean, n);
        }

        double deviation = Math.Sqrt(moments[2]);
        Assert.Equal(1, moments[0], 1e-12);
        Assert.Equal(0, moments[1], 1e-12);
        Assert.Equal(TracyWidom.Variance, moments[2], 1e-11);
        Assert.Equal(0.29346452408, moments[3] / Math.Pow(deviation, 3), 1e-11);
        Assert.Equal(0.1652429384, (moments[4] / Math.Pow(deviation, 4)) - 3, 1e-10);
        Assert.Equal(deviation, TracyWidom.StandardDeviation, 1e-11);
    }

    [Fact]
    public void The_Fredholm_determinant_is_the_Painleve_transcendent()
    {
        // q″ = sq + 2q³ with q ~ Ai(s), backwards from s = 10 where they differ by a relative e^{−(4/3)10^{1.5}} =
        // 1e-18; F₁ = exp(−½ ∫_s^∞ [q + (x − s)q²] dx). With u = ∫q, p = ∫q², j = ∫(x − s)q², and τ = −s:
        // du/dτ = q, dp/dτ = q², dj/dτ = p. An error grows like Bi by e^{(2√2/3)|s|^{3/2}} below 0, 140 at s = −3.
        var field = new Field(5, (tau, w, dw) =>
        {
            dw[0] = -w[1];
            dw[1] = -((-tau * w[0]) + (2 * w[0] * w[0] * w[0]));
            dw[2] = w[0];
            dw[3] = w[0] * w[0];
            dw[4] = w[3];
        });
        // ∫_10^∞ Ai ≈ Ai(10)/√10 = 3.5e-11, good to a few percent of itself, 1e-12; j there is below 1e-20.
        double ai = SpecialFunctions.AiryAi(10);
        double[] state = [ai, SpecialFunctions.AiryAiPrime(10), ai / Math.Sqrt(10), 0, 0];
        var options = new IntegrationOptions { RelativeTolerance = 1e-12, AbsoluteTolerance = 1e-18 };
        double time = -10;
        foreach (double s in (double[])[4, 2, 0, -1, -2, -3])
        {
            IntegrationResult result = new AdaptiveRungeKutta().Integrate(field, state, time, -s, options);
            Assert.Equal(StopReason.End, result.Reason);
            (state, time) = (result.State, -s);
            double expected = Math.Exp(-0.5 * (state[2] + state[4]));
            // Some 1000 steps of 1e-12, times 140.
            Assert.Equal(expected, TracyWidom.Cumulative(s), 1e-9 * 140);
        }
    }

    [Fact]
    public void Density_is_the_derivative_of_the_cumulative()
    {
        foreach (double s in (double[])[-9, -5, -3.3, -1, 0, 2, 5])
        {
            // Five-point differences of step 0.01: h⁴F⁗′/30 ~ 1e-8/30 times derivatives below 1, and 1e-14/h.
            const double h = 0.01;
            double slope = ((8 * (TracyWidom.Cumulative(s + h) - TracyWidom.Cumulative(s - h)))
                - TracyWidom.Cumulative(s + (2 * h)) + TracyWidom.Cumulative(s - (2 * h))) / (12 * h);
            Assert.Equal(slope, TracyWidom.Density(s), 1e-9);
        }
    }

    [Fact]
    public void Tails_are_those_of_the_asymptotics()
    {
        // 1 − F₁ ~ Tr K_s = ½ ∫_s^∞ Ai ~ e^{−(2/3)s^{3/2}}/(4√π s^{3/4}), up to a relative 1/s^{3/2}, and ln F₁ ~
        // −|s|³/24 − |s|^{3/2}/(3√2) − ln|s|/16 + const.
        double right = Math.Exp(-2.0 / 3 * Math.Pow(8, 1.5)) / (4 * Math.Sqrt(Math.PI) * Math.Pow(8, 0.75));
        Assert.InRange((1 - TracyWidom.Cumulative(8)) / right, 1 - Math.Pow(8, -1.5), 1 + Math.Pow(8, -1.5));
        static double Left(double s)
            => (-s * s * s / 24) - (Math.Pow(s, 1.5) / (3 * Math.Sqrt(2))) - (Math.Log(s) / 16);
        double measured = Math.Log(TracyWidom.Cumulative(-7)) - Math.Log(TracyWidom.Cumulative(-6));
        Assert.Equal(Left(7) - Left(6), measured, 0.01);
        Assert.Equal(0.831908066202953, TracyWidom.Cumulative(0), 2e-14); // tabulated by Bornemann
        Assert.Equal(0, TracyWidom.Cumulative(double.NegativeInfinity));
        Assert.Equal(1, TracyWidom.Cumulative(double.PositiveInfinity));
        Assert.Equal(0, TracyWidom.Density(-1000));
        Assert.InRange(TracyWidom.Density(50), 1e-110, 1e-90);
        Samples.IsRefused("s = NaN, but it should be a number", () => TracyWidom.Density(double.NaN));
    }

    [Fact]
    public void Averages_are_moments_of_the_law()
    {
        Assert.Equal(1, TracyWidom.Average(_ => 1), 1e-10);
        Assert.Equal(TracyWidom.Mean, TracyWidom.Average(s => s), 1e-10);
        Assert.Equal(TracyWidom.Variance, TracyWidom.Average(s => Math.Pow(s - TracyWidom.Mean, 2)), 1e-10);
    }
}
