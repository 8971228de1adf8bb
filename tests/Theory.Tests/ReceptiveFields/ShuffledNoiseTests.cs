using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class ShuffledNoiseTests
{
    [Theory]
    [InlineData(0.03)]
    [InlineData(0.4)]
    [InlineData(1.0)]
    public void The_loss_is_the_covariance_of_a_window_that_starts_anywhere_in_a_pass(double passes)
    {
        // Every window of t updates over two passes of n, covariance δ − 1/n within a pass.
        const int Updates = 400;
        const double Share = 0.7;
        int lag = (int)Math.Round(passes * Updates);
        double variance = 0;
        for (int start = 0; start < Updates; start++)
        {
            double first = Math.Min(lag, Updates - start), second = lag - first;
            variance += (lag - Share * (first * first + second * second) / Updates) / Updates;
        }

        // The sum over starts is an integral to 1/n².
        Assert.Equal(1 - variance / lag, ShuffledNoise.Lost(Share, passes), 2.0 / Updates / lag);
        Assert.Throws<ArgumentException>(() => ShuffledNoise.Lost(Share, 1.1));
        Assert.Throws<ArgumentException>(() => ShuffledNoise.Lost(1.1, passes));
    }
}
