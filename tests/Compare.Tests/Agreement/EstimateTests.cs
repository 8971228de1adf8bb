using RbmTheory.Compare.Agreement;

namespace RbmTheory.Compare.Tests.Agreement;

public class EstimateTests
{
    [Fact]
    public void Mean_and_error_of_known_runs()
    {
        // 2, 4, 4, 10: mean 5, squared deviations 9 + 1 + 1 + 25 = 36, variance 36/3 = 12, error √(12/4) = √3.
        Estimate estimate = Estimate.FromRuns([2, 4, 4, 10]);
        Assert.Equal(5, estimate.Value, 1e-15);
        Assert.Equal(Math.Sqrt(3), estimate.StandardError, 1e-15);
        Assert.Equal(3, estimate.DegreesOfFreedom);
    }

    [Fact]
    public void Error_is_the_same_wherever_the_mean_is()
    {
        // Near 1e9 the values are exact and a sum of squares would lose 18 digits; the deviations lose none.
        Assert.Equal(Math.Sqrt(3), Estimate.FromRuns([1e9 + 2, 1e9 + 4, 1e9 + 4, 1e9 + 10]).StandardError, 1e-14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Fewer_than_two_runs_have_no_error(int runs)
        => Assert.Contains(
            $"= {runs}, but it should be at least 2",
            Assert.Throws<ArgumentException>(() => Estimate.FromRuns(new double[runs])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(2.64117, 0.01234, "2.641 ± 0.012")]
    [InlineData(2.64117, 0.0996, "2.64 ± 0.10")]
    [InlineData(2.64117, 0.00996, "2.641 ± 0.010")]
    [InlineData(-0.5, 0.25, "-0.50 ± 0.25")]
    [InlineData(12.3, 1, "12.3 ± 1.0")]
    [InlineData(12.3, 9.96, "12 ± 10")]
    [InlineData(1234.5, 12, "1234 ± 12")]
    [InlineData(1234.5, 345, "1234 ± 345")]
    [InlineData(0.1, 1e-9, "0.1000000000 ± 0.0000000010")]
    [InlineData(3.14159265, 0, "3.14159")]
    [InlineData(3.14159265, double.NaN, "3.14159")]
    [InlineData(3.14159265, double.PositiveInfinity, "3.14159")]
    public void Digits_of_the_value_match_those_of_the_error(double value, double error, string text)
        => Assert.Equal(text, new Estimate(value, error, 5).ToString());

    [Fact]
    public void What_rounds_to_zero_has_no_sign()
        => Assert.Equal("0.0000 ± 0.0011", new Estimate(-0.00002, 0.0011, 5).ToString());
}
