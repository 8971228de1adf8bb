using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class MeanSquareDisplacementTests
{
    [Fact]
    public void A_straight_line_has_the_square_of_its_way()
    {
        double[] line = [.. Enumerable.Range(0, 30).Select(t => 5 - 0.75 * t)];
        var msd = MeanSquareDisplacement.Measure([line], 19);
        for (int lag = 0; lag <= 19; lag++)
            Assert.Equal(0.5625 * lag * lag, msd.At(lag).Value);
        Assert.True(double.IsNaN(msd.At(3).StandardError));

        // The least-squares slope of n² over a..b is a + b.
        Chance.Near(0.5625 * (3 + 11) / 2, msd.Diffusion(3, 11).Value, 1e-13);
        Assert.Equal(0, MeanSquareDisplacement.Measure([line], 19, withoutDrift: true).At(7).Value);
    }

    [Fact]
    public void A_short_series_agrees_with_the_hand()
    {
        // x = 0 1 3 2: steps 1 2 −1, over two 3 1, over three 2. y = 0 2 2 −1: steps 2 0 −3; 2 −3; −1.
        var msd = MeanSquareDisplacement.Measure([[0, 1, 3, 2], [0, 2, 2, -1]], 3);
        Assert.Equal((2, 3), (msd.Trajectories, msd.MaximumLag));
        double[] expected = [0, (6 / 3.0 + 13 / 3.0) / 2, (10 / 2.0 + 13 / 2.0) / 2, (4 + 1) / 2.0];
        for (int lag = 0; lag <= 3; lag++)
            Chance.Near(expected[lag], msd.At(lag).Value, 1e-15 * 10);

        // Two values a, b: the error of their mean is |a − b|/2.
        Chance.Near(7 / 3.0 / 2, msd.At(1).StandardError, 1e-14);

        // Slopes over lags 1..3 are (MSD(3) − MSD(1))/2.
        double[] each = msd.DiffusionOfEach(1, 3);
        Chance.Near((4 - 2) / 4.0, each[0], 1e-14);
        Chance.Near((1 - 13 / 3.0) / 4, each[1], 1e-14);
        Chance.Near((each[0] + each[1]) / 2, msd.Diffusion(1, 3).Value, 1e-14);
        Chance.Near(Math.Abs(each[0] - each[1]) / 2, msd.Diffusion(1, 3).StandardError, 1e-14);
    }

    [Fact]
    public void A_Brownian_walk_has_its_diffusion_constant()
    {
        const int Count = 401, Steps = 97, First = 3, Last = 17;
        const double Diffusion = 0.35;
        double[][] walks = Walks(Count, Steps, Diffusion, velocity: 0, seed: 11);
        var (value, error) = MeanSquareDisplacement.Measure(walks, Last).Diffusion(First, Last);
        double deviation = SlopeDeviation(Steps, First, Last) * Diffusion;
        Chance.Near(Diffusion, value, Tolerance(deviation, Count));

        // The error over trajectories is √(sample variance/Count). The relative variance of a sample variance is
        // (kurtosis − 1 + 2/(Count − 1))/Count; a quadratic form of Gaussians has kurtosis at most 15 (one square), so
        // 4.89 of its deviations are 4.89 √(14.1/401)/2 = 0.46 of the error.
        Chance.Near(1, error / (deviation / Math.Sqrt(Count)), Chance.Sigmas * Math.Sqrt(14.1 / Count) / 2);
    }

    [Fact]
    public void Every_lag_of_a_Brownian_walk_sees_the_same_diffusion()
    {
        const int Count = 401, Steps = 97;
        const double Diffusion = 0.35;
        var msd = MeanSquareDisplacement.Measure(Walks(Count, Steps, Diffusion, velocity: 0, seed: 12), 29);
        foreach (int lag in new[] { 1, 5, 29 })
        {
            double deviation = Diffusion * Math.Sqrt(Covariance(lag, lag, Steps)) / lag;
            Chance.Near(Diffusion, msd.At(lag).Value / (2 * lag), Tolerance(deviation, Count));
        }
    }

    [Fact]
    public void A_common_drift_is_taken_out_with_the_bias_that_is_stated()
    {
        const int Count = 401, Steps = 97, Lag = 13;
        const double Diffusion = 0.35, Velocity = 0.8;
        double[][] walks = Walks(Count, Steps, Diffusion, Velocity, seed: 13);
        double deviation = Diffusion * Math.Sqrt(Covariance(Lag, Lag, Steps)) / Lag;
        double bias = Diffusion * Lag / (Count * Steps);
        double withDrift = MeanSquareDisplacement.Measure(walks, Lag).At(Lag).Value / (2 * Lag);
        double without = MeanSquareDisplacement.Measure(walks, Lag, withoutDrift: true).At(Lag).Value / (2 * Lag);
        Chance.Near(Diffusion - bias, without, Tolerance(deviation, Count));
        Assert.True(withDrift > Velocity * Velocity * Lag / 2);
    }

    [Fact]
    public void One_trajectory_without_drift_returns_at_the_last_lag()
    {
        double[] walk = Walks(1, 41, 1, 0.3, 2)[0];
        Chance.Near(0, MeanSquareDisplacement.Measure([walk], 41, withoutDrift: true).At(41).Value, 1e-26 * 1e4);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Says("trajectories.Count = 0, but it should be at least 1", () => MeanSquareDisplacement.Measure([], 1));
        Says("maximumLag = 3, but it should be in [1, 2]", () => MeanSquareDisplacement.Measure([[0, 1, 2]], 3));
        Says(
            "positions.Length = 2, but it should be exactly 3",
            () => MeanSquareDisplacement.Measure([[0, 1, 2], [0, 1]], 1));
        var msd = MeanSquareDisplacement.Measure([[0, 1, 2]], 2);
        Says("lag = 3, but it should be in [0, 2]", () => msd.At(3));
        Says("firstLag = 2, but it should be in [0, 1]", () => msd.Diffusion(2, 2));
    }

    /// <summary>
    /// Quadratic forms of Gaussians exceed their mean by more than √2 √x · sd + 2‖a‖x with probability e^{−x} at most
    /// (Laurent and Massart 2000). Over n trajectories the largest coefficient ‖a‖ is at most sd_total/√(2n), both
    /// sides count.
    /// </summary>
    private static double Tolerance(double deviationOfOne, int count)
    {
        double x = Math.Log(2 / Chance.FalseAlarm), total = deviationOfOne / Math.Sqrt(count);
        return total * (Math.Sqrt(2 * x) + 2 * x / Math.Sqrt(2.0 * count));
    }

    /// <summary>Standard deviation of the fitted D of one walk, over D.</summary>
    private static double SlopeDeviation(int steps, int first, int last)
    {
        double middle = (first + last) / 2.0, square = 0, variance = 0;
        for (int a = first; a <= last; a++)
        {
            square += (a - middle) * (a - middle);
            for (int b = first; b <= last; b++)
                variance += (a - middle) * (b - middle) * Covariance(a, b, steps);
        }

        return Math.Sqrt(variance) / square;
    }

    /// <summary>
    /// cov(MSD(a), MSD(b)) / (2D)² of one walk: 2 ⟨overlap²⟩ over pairs of stretches (Isserlis), overlap in steps.
    /// </summary>
    private static double Covariance(int a, int b, int steps)
    {
        int starts = steps + 1 - a, others = steps + 1 - b;
        double sum = 0;
        for (int s = 0; s < starts; s++)
        {
            for (int r = 0; r < others; r++)
            {
                double overlap = Math.Max(0, Math.Min(s + a, r + b) - Math.Max(s, r));
                sum += 2 * overlap * overlap;
            }
        }

        return sum / starts / others;
    }

    private static double[][] Walks(int count, int steps, double diffusion, double velocity, ulong seed)
        => [.. Enumerable.Range(0, count).Select(index =>
        {
            var stream = new RandomStream(seed, StreamPurpose.Other, (ulong)index);
            double[] walk = new double[steps + 1];
            for (int t = 1; t <= steps; t++)
                walk[t] = walk[t - 1] + velocity + Math.Sqrt(2 * diffusion) * stream.NextGaussian();
            return walk;
        })];
}
