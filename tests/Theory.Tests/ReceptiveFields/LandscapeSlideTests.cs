using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class LandscapeSlideTests
{
    private const int Sites = 101;

    [Fact]
    public void A_cosine_is_climbed_as_its_closed_form_says()
    {
        // L = h cos kx, x′ = −(hk/K) sin kx: tan(kx/2) shrinks as e^{−hk²τ/K}, and cos kx = (1 − t²)/(1 + t²).
        const double Height = 0.02, Stiffness = 0.2;
        double k = 2 * Math.PI * 3 / Sites, time = 40;
        double[] landscape = [.. Enumerable.Range(0, Sites).Select(x => Height * Math.Cos(k * x))];
        double left = Math.Exp(-Height * k * k * time / Stiffness);
        double expected = Enumerable.Range(0, Sites).Average(x =>
        {
            double t = left * Math.Tan(0.5 * k * x);
            return Height * (1 - t * t) / (1 + t * t);
        });
        // The cubic errs by (k)⁴/100 or so of the height, 1e-5; steps of the fourth order by less.
        Assert.Equal(expected, LandscapeSlide.MeanGain(landscape, Stiffness, time), 1e-4 * Height);
    }

    [Fact]
    public void Nothing_is_gained_in_no_time_and_the_summit_in_the_end()
    {
        double[] landscape = [.. Enumerable.Range(0, Sites).Select(x => Math.Cos(2 * Math.PI * x / Sites))];
        Assert.Equal(0, LandscapeSlide.MeanGain(landscape, 1, 0), 1e-15);

        // All but the few that start next to the bottom, none on it, come to the summit, L = 1 above the mean of 0.
        Assert.Equal(1, LandscapeSlide.MeanGain(landscape, 1, 1e4), 1e-3);
        Assert.Throws<ArgumentException>(() => LandscapeSlide.MeanGain(landscape, 1, -1));
    }
}
