using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class FiniteSampleTests
{
    private const int Sites = 13, Samples = 400_000;
    private const double Beta = 0.2;

    private static readonly PopulationBump Bump = PopulationBump.SiteCentred(Sites, Beta);

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.7)]
    [InlineData(9.0)]
    public void Noise_that_sums_to_zero_over_a_pass_leaves_its_share(double x)
    {
        // One pass of n updates, and the passes before it: w ← (1 − x/n) w + η, η of covariance δ_ts − 1/n.
        const int Updates = 20_000;
        double squares = 0, sum = 0, left = 1;
        for (int t = 0; t < Updates; t++)
        {
            squares += left * left;
            sum += left;
            left *= 1 - x / Updates;
        }

        double variance = (squares - sum * sum / Updates) / (1 - left * left);
        double independent = squares / (1 - left * left);
        // Continuous time: a relative x/n; and x²/12 is a difference of numbers 12/x² larger, of rounding 1e-12.
        Assert.Equal(1, FiniteSample.Reshuffled(x) / (variance / independent), 2 * x / Updates + 1e-6);
    }

    [Fact]
    public void Reshuffled_noise_vanishes_in_slow_modes_and_is_that_of_new_data_in_fast_ones()
    {
        double slower = FiniteSample.Reshuffled(0.99e-3), faster = FiniteSample.Reshuffled(1.01e-3);
        Assert.Equal(1, slower / faster * Math.Pow(1.01 / 0.99, 2), 1e-6);
        Assert.Equal(1, FiniteSample.Reshuffled(1e9), 1e-8);
        FiniteSample few = new(Bump, 1000, 0.01, 10, 20), many = new(Bump, 2000, 0.01, 10, 20);
        Assert.Equal(2, few.Fit / many.Fit, 1e-12);
        Assert.True(few.Noise < many.Noise);
    }

    [Fact]
    public void Fitted_samples_gain_and_others_lose_as_predicted()
    {
        // 40 sets drawn from the enumerated law, each fitted by Newton's method with the translation held.
        const int Sets = 40;
        var random = new Random(1013);
        var law = new Enumeration(Sites, Beta);
        var flow = new PopulationFlow(Sites, Beta);
        Vector<double> translation = Translation(flow);
        double[] gains = new double[Sets], losses = new double[Sets];
        for (int set = 0; set < Sets; set++)
        {
            double[] share = law.Draw(Samples, random);
            Vector<double> fitted = Fit(share, translation);
            double bump = Likelihood(share, Vector<double>.Build.DenseOfArray(Bump.Weights));
            gains[set] = Likelihood(share, fitted) - bump;
            losses[set] = Bump.LogLikelihood - flow.LogLikelihood(fitted.ToArray());
        }

        // 2 S × fit is a sum of 12 squares, one of them more than half of it: the error of the mean is near √(0.65/40) =
        // 13 %; 3.9 standard errors are a false alarm of 1e-4. So many samples keep that one, the height of the bump on a
        // short ring, within some 5 % of |w|, and the next order in 1/S within some percent.
        double expected = new FiniteSample(Bump, Samples, 0.01, 10, 10).Fit;
        foreach (double[] values in new[] { gains, losses })
        {
            double mean = values.Average();
            double error = Math.Sqrt(values.Sum(g => (g - mean) * (g - mean)) / (Sets - 1) / Sets);
            Assert.InRange(mean, expected * 0.95 - 3.9 * error, expected * 1.05 + 3.9 * error);
            Assert.True(error < 0.25 * expected, $"{error} {mean} {expected}");
        }
    }

    private static Vector<double> Translation(PopulationFlow flow)
    {
        double[] jacobian = new double[Sites * Sites];
        flow.Jacobian(Bump.Weights, jacobian);
        Evd<double> evd = Matrix<double>.Build.Dense(Sites, Sites, jacobian).Evd(Symmetricity.Symmetric);
        return evd.EigenVectors.Column(Sites - 1); // ascending: the last is the one nearest 0
    }

    private static double Likelihood(double[] share, Vector<double> w)
    {
        double sum = -Sites * Math.Log(2) - w.Sum(x => Math.Log(Math.Cosh(x)));
        for (int v = 0; v < share.Length; v++)
            sum += share[v] * Math.Log(Math.Cosh(Rows[v] * w));
        return sum;
    }

    private static Vector<double> Fit(double[] share, Vector<double> held)
    {
        var w = Vector<double>.Build.DenseOfArray(Bump.Weights);
        for (int step = 0; step < 4; step++)
        {
            Vector<double> gradient = -w.PointwiseTanh();
            Matrix<double> hessian = Matrix<double>.Build.DenseOfDiagonalVector(w.Map(x => Math.Pow(Math.Cosh(x), -2)));
            for (int v = 0; v < share.Length; v++)
            {
                if (share[v] == 0)
                    continue;
                Vector<double> row = Rows[v];
                double mean = Math.Tanh(row * w);
                gradient += share[v] * mean * row;
                hessian -= share[v] * (1 - mean * mean) * row.OuterProduct(row);
            }

            // A stiff spring along what is held; the gradient has no part along it left.
            gradient -= (held * gradient) * held;
            w += (hessian + 1e6 * held.OuterProduct(held)).Solve(gradient);
        }

        return w;
    }

    private static readonly Vector<double>[] Rows =
    [
        .. Enumerable.Range(0, 1 << Sites).Select(
            v => Vector<double>.Build.Dense(Sites, i => Enumeration.Spin(v, i))),
    ];
}
