using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Theory.Tests.SpectralDynamics;

public class GaussianFlowTests
{
    private const int Sites = 5, Hidden = 3;

    /// <summary>σ_v² and σ_h², neither 1.</summary>
    private const double VisibleVariance = 1.3, HiddenVariance = 0.7;

    private static readonly double[] Signals = [4, 2.5, 1.3, 0.9, 0.4];

    private static readonly Matrix<double> Axes = Orthogonal(Sites, 3);

    private static readonly Matrix<double> Covariance = Axes * Matrix<double>.Build.DenseOfDiagonalArray(Signals)
        * Axes.Transpose();

    private static readonly GaussianFlow Flow = new(Symmetrised(Covariance), Hidden, VisibleVariance, HiddenVariance);

    [Fact]
    public void Its_rate_is_the_formula_with_the_inverse_of_the_larger_matrix()
    {
        Matrix<double> w = Matrix<double>.Build.Dense(Sites, Hidden, Samples.Fixed(Sites * Hidden, 5, 0.3));
        Matrix<double> precision = (Matrix<double>.Build.DenseIdentity(Sites) / VisibleVariance)
            - (HiddenVariance * w * w.Transpose());
        double[] expected = (HiddenVariance * (Covariance - precision.Inverse()) * w).ToColumnMajorArray();
        double[] rate = new double[expected.Length];
        Flow.Velocity(0, w.ToColumnMajorArray(), rate);
        Assert.Equal(0, Samples.MaxDifference(expected, rate), 1e-13);
    }

    [Fact]
    public void Aligned_modes_follow_the_closed_form_each_by_itself()
    {
        // Signals 4, 2.5 and 1.3 over 1.3: two modes grow, and the third has c = 1.
        double[] gains = [0.003, 0.01, 0.2];
        Matrix<double> right = Orthogonal(Hidden, 7);
        double[] start = Weights([.. gains.Select((x, a) => Mode(a).WeightOf(x))], right);
        foreach (double time in (double[])[0.4, 1.7, 6])
        {
            double[] end = new AdaptiveRungeKutta().Integrate(Flow, start, 0, time,
                new() { RelativeTolerance = 1e-12, AbsoluteTolerance = 1e-13 }).State;
            double[] expected = Weights([.. gains.Select((x, a) => Mode(a).WeightOf(Mode(a).After(x, time)))], right);
            Assert.Equal(0, Samples.MaxDifference(expected, end), 1e-8);
        }
    }

    [Fact]
    public void Singular_vectors_turn_as_finite_differences_say()
    {
        double[] weights = [0.8, 0.5, 0.25];
        Matrix<double> left = Orthogonal(Sites, 11).SubMatrix(0, Sites, 0, Hidden), right = Orthogonal(Hidden, 13);
        double[] w = (left * Matrix<double>.Build.DenseOfDiagonalArray(weights) * right.Transpose()).ToColumnMajorArray();
        double[] rate = new double[w.Length];
        Flow.Velocity(0, w, rate);
        double[,] correlations = (left.Transpose() * Covariance * left).ToArray();
        double[,] visible = GaussianRotation.OfVisible(weights, correlations, HiddenVariance);
        double[,] hidden = GaussianRotation.OfHidden(weights, correlations, HiddenVariance);

        // Central differences: third derivatives of the vectors are at most some 6 (2|Ẇ|/gap)³ with |Ẇ| below 2 and a
        // gap of 0.25, 2.5e4, of which h²/6 = 2e-9 counts; rounding 1e-16/(0.25 h) is less.
        const double h = 1e-4, bound = 6 * 4096 * h * h / 6;
        WeightModes up = WeightModes.Of([.. w.Zip(rate, (x, v) => x + (h * v))], Sites);
        WeightModes down = WeightModes.Of([.. w.Zip(rate, (x, v) => x - (h * v))], Sites);
        for (int b = 0; b < Hidden; b++)
        {
            double[] u = Aligned(up.Left(b), left.Column(b)), uBefore = Aligned(down.Left(b), left.Column(b));
            double[] v = Aligned(up.Right(b), right.Column(b)), vBefore = Aligned(down.Right(b), right.Column(b));
            for (int a = 0; a < Hidden; a++)
            {
                double turned = Enumerable.Range(0, Sites).Sum(i => left[i, a] * (u[i] - uBefore[i])) / (2 * h);
                Assert.Equal(visible[a, b], turned, bound);
                turned = Enumerable.Range(0, Hidden).Sum(i => right[i, a] * (v[i] - vBefore[i])) / (2 * h);
                Assert.Equal(hidden[a, b], turned, bound);
                Assert.Equal(0, visible[a, b] + visible[b, a], 1e-14);
            }
        }
    }

    [Fact]
    public void Where_a_gain_is_one_or_more_there_is_no_rate()
    {
        double edge = 1 / Math.Sqrt(VisibleVariance * HiddenVariance);
        double[] rate = new double[Sites * Hidden];
        Flow.Velocity(0, Weights([1.0001 * edge, 0.2, 0.1], Orthogonal(Hidden, 7)), rate);
        Assert.All(rate, v => Assert.True(double.IsNaN(v)));
        Flow.Velocity(0, Weights([0.9999 * edge, 0.2, 0.1], Orthogonal(Hidden, 7)), rate);
        Assert.All(rate, v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void Modes_alike_have_no_rotation()
        => Samples.IsRefused("weights[1] = 0.5, but it should be other than weights[0]",
            () => GaussianRotation.OfVisible([0.5, 0.5], new double[2, 2]));

    private static GaussianMode Mode(int index) => new(Signals[index], VisibleVariance, HiddenVariance);

    private static double[] Weights(double[] values, Matrix<double> right)
        => (Axes.SubMatrix(0, Sites, 0, Hidden) * Matrix<double>.Build.DenseOfDiagonalArray(values) * right.Transpose())
            .ToColumnMajorArray();

    private static Matrix<double> Orthogonal(int size, int seed)
        => Matrix<double>.Build.Dense(size, size, Samples.Fixed(size * size, seed)).QR().Q;

    private static double[,] Symmetrised(Matrix<double> matrix) => ((matrix + matrix.Transpose()) / 2).ToArray();

    private static double[] Aligned(ReadOnlySpan<double> vector, Vector<double> reference)
    {
        double[] copy = vector.ToArray();
        double sign = Math.Sign(copy.Zip(reference, (x, y) => x * y).Sum());
        return Array.ConvertAll(copy, x => sign * x);
    }
}
