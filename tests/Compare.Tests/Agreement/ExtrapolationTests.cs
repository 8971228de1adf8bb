using FsCheck.Xunit;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Agreement;

public class ExtrapolationTests
{
    private static readonly double[] X = [0.1, 0.2, 0.3, 0.7];
    private static readonly double[] Errors = [0.01, 0.03, 0.02, 0.05];

    [Property]
    public void A_line_gives_its_intercept_and_the_error_of_weighted_least_squares(Parabola parabola)
    {
        Parabola line = parabola with { Curvature = 0 };
        Estimate zero = ToZero(X, line.At);
        // Both fits are exact; coefficients up to 10 through normal equations with a condition number of some 1e5 keep
        // 16 − 5 − 1 digits.
        Assert.Equal(line.Constant, zero.Value, 1e-9);
        Assert.Equal(ClosedFormError(X), zero.StandardError, 1e-9);
    }

    [Property]
    public void A_parabola_has_its_intercept_within_the_error(Parabola parabola)
    {
        Estimate zero = ToZero(X, parabola.At);
        // The parabola's fit is exact, so that the distance of the two intercepts is the line's whole fault.
        double fault = zero.Value - parabola.Constant;
        Assert.Equal(Math.Sqrt(ClosedFormError(X) * ClosedFormError(X) + fault * fault), zero.StandardError, 1e-8);
    }

    [Fact]
    public void Curvature_moves_the_value_not_at_all_and_the_error_up()
    {
        Estimate straight = ToZero(X, x => 1 + x), bent = ToZero(X, x => 1 + x + 5 * x * x);
        Assert.True(bent.StandardError > 5 * straight.StandardError);
        Assert.InRange(1.0, bent.Value - bent.StandardError, bent.Value + bent.StandardError);
    }

    [Fact]
    public void A_point_with_a_small_error_counts_more()
    {
        double[] y = [1, 1, 1, 2];
        double Intercept(double error) => Extrapolation.ToZero(
            X, [.. X.Select((_, i) => new Estimate(y[i], i == 3 ? error : 0.01, 4))]).Value;
        // The last point alone is off the line y = 1: the less it counts, the nearer the intercept.
        Assert.True(Math.Abs(Intercept(1) - 1) < 0.01 * Math.Abs(Intercept(0.01) - 1));
    }

    [Fact]
    public void Degrees_of_freedom_are_those_of_the_point_with_the_fewest_runs()
        => Assert.Equal(2, Extrapolation.ToZero([1, 2, 3], [new(1, 0.1, 5), new(2, 0.1, 2), new(3, 0.1, 9)]).DegreesOfFreedom);

    [Fact]
    public void Two_points_or_unequal_lengths_are_refused()
    {
        Estimate one = new(1, 0.1, 5);
        Assert.Contains(
            "x.Count = 2, but it should be at least 3",
            Assert.Throws<ArgumentException>(() => Extrapolation.ToZero([1, 2], [one, one])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "y.Count = 2, but it should be exactly 3",
            Assert.Throws<ArgumentException>(() => Extrapolation.ToZero([1, 2, 3], [one, one])).Message, StringComparison.Ordinal);
    }

    private static Estimate ToZero(double[] x, Func<double, double> law)
        => Extrapolation.ToZero(x, [.. x.Select((xi, i) => new Estimate(law(xi), Errors[i], 4))]);

    /// <summary>
    /// Error of the intercept of y = a + bx: with weights w = 1/σ², S = Σw, Sx = Σwx, Sxx = Σwx², the variance of a is
    /// Sxx/(S Sxx − Sx²).
    /// </summary>
    private static double ClosedFormError(double[] x)
    {
        double s = 0, sx = 0, sxx = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double w = 1 / (Errors[i] * Errors[i]);
            s += w;
            sx += w * x[i];
            sxx += w * x[i] * x[i];
        }
        return Math.Sqrt(sxx / (s * sxx - sx * sx));
    }
}
