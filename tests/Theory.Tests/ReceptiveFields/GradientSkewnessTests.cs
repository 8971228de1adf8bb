using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class GradientSkewnessTests
{
    private const int Sites = 7;
    private const double Beta = 0.6;

    private static readonly double[] Weights = [0.9, -0.2, 0.4, 1.3, 0.0, 0.6, -0.7];
    private static readonly double[] Direction = [0.3, -0.5, 0.2, 0.1, 0.6, -0.4, 0.3];

    [Fact]
    public void Both_cumulants_are_those_of_enumeration()
    {
        // Differences over steps of 1e-3: its square, times |x·v|² < 6 and a derivative of sech² near 1.
        Agree(GradientSkewness.OverData(Weights, Beta, Direction), Enumerated(DataWeight), 1e-5);
        Agree(GradientSkewness.OverModel(Weights, Direction), Enumerated(ModelWeight), 1e-5);
    }

    [Fact]
    public void Lengths_must_match()
    {
        Assert.Throws<ArgumentException>(() => GradientSkewness.OverData(Weights, Beta, [1.0]));
        Assert.Throws<ArgumentException>(() => GradientSkewness.OverModel(Weights, [1.0]));
    }

    private static double DataWeight(double[] v)
        => Math.Exp(Beta * Enumerable.Range(0, Sites).Sum(i => v[i] * v[(i + 1) % Sites]));

    private static double ModelWeight(double[] v) => Math.Cosh(Enumerable.Range(0, Sites).Sum(i => v[i] * Weights[i]));

    private static Matrix<double> Enumerated(Func<double[], double> weight)
    {
        double norm = 0;
        List<(double Share, double[] Noise)> all = [];
        for (int state = 0; state < 1 << Sites; state++)
        {
            double[] v = [.. Enumerable.Range(0, Sites).Select(i => (state >> i & 1) == 0 ? 1.0 : -1)];
            double input = Enumerable.Range(0, Sites).Sum(i => v[i] * Weights[i]), share = weight(v);
            norm += share;
            all.Add((share, [.. v.Select(spin => spin * Math.Tanh(input))]));
        }

        double[] means = [.. Enumerable.Range(0, Sites).Select(i => all.Sum(s => s.Share * s.Noise[i]) / norm)];
        return Matrix<double>.Build.Dense(Sites, Sites, (i, j) => all.Sum(
            s => s.Share * (s.Noise[i] - means[i]) * (s.Noise[j] - means[j])
                * Enumerable.Range(0, Sites).Sum(k => Direction[k] * (s.Noise[k] - means[k]))) / norm);
    }

    private static void Agree(Matrix<double> actual, Matrix<double> expected, double tolerance)
    {
        double error = (actual - expected).Enumerate().Max(Math.Abs);
        Assert.True(error < tolerance, $"{error}");
        Assert.True(expected.Enumerate().Max(Math.Abs) > 0.01);
    }
}
