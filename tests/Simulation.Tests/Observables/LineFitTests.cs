using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Tests.Observables;

public class LineFitTests
{
    [Fact]
    public void Anscombes_first_set()
    {
        // Σ (x − x̄)² = 110, Σ (x − x̄)(y − ȳ) = 55.01 and Σ (y − ȳ)² = 41.272691 (Anscombe 1973).
        double[] x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
        double[] y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        var line = LineFit.Of(x, y);
        double residual = 41.2726909090909 - (55.01 * 55.01 / 110);
        Assert.Equal(0.500090909090909, line.Slope, 1e-13);
        Assert.Equal(3.00009090909091, line.Intercept, 1e-13);
        Assert.Equal(residual, line.Residual, 1e-11);
        Assert.Equal(0.117905500, line.SlopeError, 1e-8);
        Assert.Equal(0.666542459508775, line.Determination, 1e-12);
        Assert.Equal((11 * Math.Log(residual / 11)) + 6, line.Akaike, 1e-10);
    }

    [Fact]
    public void The_slope_of_many_lines_through_noise_spreads_by_its_error()
    {
        // 4000 lines through 9 points of error 0.3: the slope's squared deviation in units of its squared error is F
        // distributed with 1 and 7 degrees of freedom, of mean 7/5 and variance 2 · 49 · 6/(25 · 3) = 7.84; five
        // deviations of the mean of 4000 are 5 √(7.84/4000) = 0.22.
        Simulation.Random.RandomStream stream = new(3, Simulation.Random.StreamPurpose.Other, 0);
        double[] x = [0, 1, 2, 4, 5, 5.5, 7, 8, 11], y = new double[9];
        double sum = 0;
        for (int line = 0; line < 4000; line++)
        {
            for (int i = 0; i < 9; i++)
                y[i] = 2 - (0.7 * x[i]) + (0.3 * stream.NextGaussian());
            var fit = LineFit.Of(x, y);
            sum += (fit.Slope + 0.7) / fit.SlopeError * ((fit.Slope + 0.7) / fit.SlopeError);
        }

        Assert.Equal(1.4, sum / 4000, 0.22);
    }

    [Fact]
    public void A_power_law_and_an_exponential_each_fit_themselves_and_the_criterion_tells_them_apart()
    {
        double[] x = [.. Enumerable.Range(1, 20).Select(a => (double)a)];
        double[] power = [.. x.Select(a => 3 * Math.Pow(a, -1.7))], exponential = [.. x.Select(a => 5 * Math.Exp(-0.2 * a))];
        Assert.Equal(-1.7, LineFit.OfPower(x, power).Slope, 1e-13);
        Assert.Equal(Math.Log(3), LineFit.OfPower(x, power).Intercept, 1e-13);
        Assert.Equal(-0.2, LineFit.OfExponential(x, exponential).Slope, 1e-13);
        Assert.Equal(1, LineFit.OfExponential(x, exponential).Determination, 1e-13);
        Assert.True(LineFit.OfPower(x, power).Akaike < LineFit.OfExponential(x, power).Akaike);
        Assert.True(LineFit.OfPower(x, exponential).Akaike > LineFit.OfExponential(x, exponential).Akaike);
    }

    [Fact]
    public void Points_without_a_line_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LineFit.Of([1], [1]));
        Assert.Throws<ArgumentException>(() => LineFit.Of([1, 1], [1, 2]));
        Assert.Throws<ArgumentException>(() => LineFit.Of([1, 2], [1, double.NaN]));
        Assert.Throws<ArgumentException>(() => LineFit.Of([1, 2], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => LineFit.OfPower([0, 2], [1, 2]));
        Assert.Throws<ArgumentException>(() => LineFit.OfExponential([0, 2], [1, -2]));
    }
}
