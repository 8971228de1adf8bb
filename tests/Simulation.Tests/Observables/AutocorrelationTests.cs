using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class AutocorrelationTests
{
    [Theory]
    [InlineData(0.9, 1, 100003)]
    [InlineData(0.6, 7, 10007)]
    [InlineData(0, 3, 10007)]
    [InlineData(-0.5, 2, 30011)]
    public void A_process_of_one_memory_has_its_time(double memory, int count, int length)
    {
        // τ = ½(1 + φ)/(1 − φ). What the window leaves out is |φ|^{M+1}/(1 − |φ|) at most; the common mean lowers each
        // of the 2M + 1 correlations by 2τ/n.
        double[][] series = [.. Enumerable.Range(0, count).Select(k => Series(memory, length, (ulong)k))];
        Autocorrelation result = Autocorrelation.Measure(series);
        double time = 0.5 * (1 + memory) / (1 - memory), total = (double)count * length;
        double tail = Math.Pow(Math.Abs(memory), result.Window + 1) / (1 - Math.Abs(memory));
        double common = (2 * result.Window + 1) * 2 * time / total;

        // For φ < 0, where the windowed sums cancel, the bound: each ρ̂ is off by √((1 + φ²)/(1 − φ²)/n) at most
        // (Bartlett), and at worst their errors add up.
        double formula = time * Math.Sqrt(2.0 * (2 * result.Window + 1) / total);
        double worst = result.Window * Math.Sqrt((1 + memory * memory) / (1 - memory * memory) / total);
        double deviation = memory < 0 ? worst : formula;
        Chance.Near(time, result.Time, Chance.Sigmas * deviation + tail + common);
        Assert.Equal((int)total, result.Count);
        Assert.True(result.Window >= 5 * Math.Max(0.5, result.Time));

        // The variance of this process is 1, its mean 0; var(σ²) = 2(1 + φ²)/(1 − φ²)/n.
        Chance.Near(0, result.Mean, Chance.Sigmas * Math.Sqrt(2 * time / total));
        double varianceError = Math.Sqrt(2 * (1 + memory * memory) / (1 - memory * memory) / total);
        Chance.Near(1, result.Variance, Chance.Sigmas * varianceError + 2 * time / total);
    }

    [Fact]
    public void A_short_series_agrees_with_the_hand()
    {
        // Mean 0, variance 24/8 = 3; products at distance 1: 3 −1 3 3 −1 −1 −1, at 2: −3 −3 1 −3 1 1, at 3: −9 −1 −1 3
        // −1.
        double[] series = [3, 1, -1, -3, -1, 1, -1, 1];
        double first = 5 / 7.0 / 3, second = -6 / 6.0 / 3, third = (-9 - 1 - 1 + 3 - 1) / 5.0 / 3;
        Autocorrelation result = Autocorrelation.Measure(series);

        // ½ + first = 0.74 needs a window of 3.7, ½ + first + second = 0.40 one of 2.5: the third is it.
        Assert.Equal((3, 8, 0.0, 3.0), (result.Window, result.Count, result.Mean, result.Variance));
        Chance.Near(0.5 + first + second + third, result.Time, 1e-15);
        double eased = Autocorrelation.Measure(series, 1).Time;
        Chance.Near(0.5 + first, eased, 1e-15);
        Assert.Equal(1, Autocorrelation.Measure(series, 1).Window);
    }

    [Fact]
    public void Several_series_share_one_mean_and_no_product_crosses_them()
    {
        // Deviations 2 0 −1 −1 and 0 1 0 −1: variance 8/8; at distance 1: 0 + 0 + 1 and 0 + 0 + 0 over 6.
        Autocorrelation result = Autocorrelation.Measure([[7, 5, 4, 4], [5, 6, 5, 4]], 1);
        Assert.Equal((5, 1, 1), (result.Mean, result.Variance, result.Window));
        Chance.Near(0.5 + 1 / 6.0, result.Time, 1e-15);
        Chance.Near(result.Time * Math.Sqrt(6.0 / 8), result.TimeError, 1e-15);
    }

    [Fact]
    public void Series_without_a_time_say_so()
    {
        Assert.True(double.IsNaN(Autocorrelation.Measure([2, 2, 2, 2]).Time));

        // A ramp remembers throughout: no window of half its length is long enough.
        double[] ramp = [.. Enumerable.Range(0, 101).Select(t => (double)t)];
        Autocorrelation result = Autocorrelation.Measure(ramp);
        Assert.True(double.IsNaN(result.Time));
        Assert.Equal(50, result.Window);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Says("windowFactor = 0, but it should be a finite number > 0", () => Autocorrelation.Measure([1, 2, 3, 4], 0));
        Says("one.Length = 3, but it should be exactly 4", () => Autocorrelation.Measure([[1, 2, 3, 4], [1, 2, 3]]));
        Says("value = NaN, but it should be a finite number", () => Autocorrelation.Measure([1, double.NaN, 3, 4]));
    }

    private static double[] Series(double memory, int length, ulong index)
    {
        var stream = new RandomStream(17, StreamPurpose.Other, index);
        double[] series = new double[length];
        series[0] = stream.NextGaussian();
        for (int t = 1; t < length; t++)
            series[t] = memory * series[t - 1] + Math.Sqrt(1 - memory * memory) * stream.NextGaussian();
        return series;
    }
}
