using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class BumpFluctuationsTests
{
    private const int Sites = 13, Batch = 2500, Chains = 3000;
    private const double Beta = 0.2, Rate = 0.2, From = 10 / Beta, Length = 6 / Beta;

    private static readonly PopulationBump Bump = PopulationBump.SiteCentred(Sites, Beta);

    [Fact]
    public void Shifts_are_of_first_order_in_the_noise()
    {
        BumpFluctuations once = new(Bump, Rate, Batch, Chains), twice = new(Bump, 2 * Rate, Batch, Chains);
        double Shift(BumpFluctuations noise) => noise.SumSquaresOfAverage(From, Length) - Bump.SumSquares;
        Assert.Equal(2, Shift(twice) / Shift(once), 1e-9); // the differences are of 0.5 − 0.5 to rounding
        Assert.Equal(2, (twice.MeanShape[6] - Bump.Max) / (once.MeanShape[6] - Bump.Max), 1e-9);
        Assert.Equal(1, Shift(new(Bump, Rate, Batch / 10, Chains / 10)) / (10 * Shift(once)), 1e-9);

        // Before it has had time to fluctuate the bump is exact: the first term is of order νt.
        Assert.Equal(Bump.SumSquares, once.SumSquaresOfAverage(0, 1e-6), 1e-8);
    }

    [Fact]
    public void Noisy_updates_shift_the_averaged_bump_as_predicted()
    {
        // Trainings by the exact flow with Gaussian noise of the exact covariance, each from the bump on its site, in
        // pairs of opposite noise: the fluctuation of first order drops out of their mean.
        const int Pairs = 150;
        var random = new Random(1009);
        var flow = new PopulationFlow(Sites, Beta);
        Matrix<double> noise = GradientNoise.OverData(Bump.Weights, Beta) / Batch
            + GradientNoise.OverModel(Bump.Weights) / Chains;
        Matrix<double> root = noise.Cholesky().Factor;
        double[] sums =
        [
            .. Enumerable.Range(0, Pairs).Select(_ =>
            {
                int seed = random.Next();
                return 0.5 * (Train(flow, root, new Random(seed)) + Train(flow, -root, new Random(seed)));
            }),
        ];
        double mean = sums.Average();
        double error = Math.Sqrt(sums.Sum(s => (s - mean) * (s - mean)) / (Pairs - 1) / Pairs);

        // False alarms of 3.9 normal standard errors: 1e-4. First order in ν leaves a share of the shift: the variance
        // over w² is below 0.02, updates of νλ ≤ 0.12 are not continuous time, and the slowest shape, of rate 0.2 β or
        // so, has some e^{−4} to go at the start of the window; a tenth is more than each.
        double shift = new BumpFluctuations(Bump, Rate, Batch, Chains).SumSquaresOfAverage(From, Length)
            - Bump.SumSquares;
        double tolerance = 3.9 * error + 0.1 * Math.Abs(shift);
        Assert.InRange(mean - Bump.SumSquares, shift - tolerance, shift + tolerance);
        Assert.True(shift < -2 * tolerance, $"{shift} is not told from 0 within {tolerance}");
    }

    private static double Train(PopulationFlow flow, Matrix<double> root, Random random)
    {
        var w = Vector<double>.Build.DenseOfArray(Bump.Weights);
        Vector<double> sum = 0 * w;
        double[] velocity = new double[Sites];
        int updates = (int)Math.Round((From + Length) / Rate), skipped = (int)Math.Round(From / Rate);
        for (int t = 1; t <= updates; t++)
        {
            flow.Velocity(0, w.ToArray(), velocity);
            var normal = Vector<double>.Build.Dense(Sites, _ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                * Math.Cos(2 * Math.PI * random.NextDouble()));
            w += Rate * (Vector<double>.Build.DenseOfArray(velocity) + (root * normal));
            if (t > skipped)
                sum += w;
        }

        Vector<double> average = sum / (updates - skipped);
        return average * average;
    }
}
