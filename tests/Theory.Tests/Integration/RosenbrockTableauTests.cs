using FsCheck.Xunit;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

public class RosenbrockTableauTests
{
    private static readonly RosenbrockTableau Tableau = RosenbrockTableau.Rodas5P;
    private static readonly Method Coefficients = new(Tableau);

    // The coefficients are given to 16 digits and are up to 150; undone by the inverse of C, whose entries are of the
    // order of one, and multiplied up to five times: 150·1e-16·5·8.
    private const double Rounding = 6e-13;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Solution_meets_every_order_condition_up_to_five(int order)
    {
        foreach (RootedTree tree in RootedTree.OfOrder(order))
            Assert.Equal(1 / tree.Density, Coefficients.Weigh(tree, Coefficients.Weights), Rounding);
    }

    [Fact]
    public void Embedded_solution_is_of_order_four_and_no_more()
    {
        double Worst(int order) => RootedTree.OfOrder(order)
            .Max(tree => Math.Abs(Coefficients.Weigh(tree, Coefficients.ErrorWeights)));
        for (int order = 1; order <= 4; order++)
            Assert.Equal(0, Worst(order), Rounding);
        Assert.True(Worst(5) > 1e-5, "the error estimate would vanish");
    }

    [Property]
    public void Continuous_extension_is_of_order_four_and_ends_at_the_solution(Fraction theta)
    {
        Vector<double> weights = Coefficients.DenseWeights(theta.Value);
        for (int order = 1; order <= 4; order++)
        {
            foreach (RootedTree tree in RootedTree.OfOrder(order))
            {
                double expected = Math.Pow(theta.Value, order) / tree.Density;
                Assert.Equal(expected, Coefficients.Weigh(tree, weights), 10 * Rounding);
            }
        }
    }

    [Fact]
    public void Method_forgets_what_decays_infinitely_fast()
    {
        // R(∞) = 1 − bᵀβ⁻¹1 for dw/dt = λw, λ → −∞.
        Vector<double> ones = Vector<double>.Build.Dense(Tableau.Stages, 1);
        Assert.Equal(1, Coefficients.Weights * Coefficients.Beta.LU().Solve(ones), Rounding);
    }

    [Fact]
    public void Nothing_on_the_imaginary_axis_or_left_of_it_grows()
    {
        // |R(z)| ≤ 1 on the imaginary axis, R having no pole to its left: A-stable.
        Matrix<System.Numerics.Complex> beta = Coefficients.Beta.ToComplex();
        Vector<System.Numerics.Complex> b = Coefficients.Weights.ToComplex();
        var one = Matrix<System.Numerics.Complex>.Build.DenseIdentity(Tableau.Stages);
        Vector<System.Numerics.Complex> ones = Vector<System.Numerics.Complex>.Build.Dense(Tableau.Stages, 1);
        for (double y = 0.01; y < 1e4; y *= 1.3)
        {
            var z = new System.Numerics.Complex(0, y);
            System.Numerics.Complex growth = 1 + (z * b.ConjugateDotProduct((one - (z * beta)).LU().Solve(ones)));
            Assert.InRange(growth.Magnitude, 0, 1 + 1e-10);
        }
    }

    [Fact]
    public void A_stage_that_is_not_there_is_refused()
    {
        Samples.IsRefused("stage = 8, but it should be in [0, 7]", () => Tableau.StateWeights(8));
        Samples.IsRefused("stage = -1, but it should be in [0, 7]", () => Tableau.SlopeWeights(-1));
        Samples.IsRefused("term = 3, but it should be in [0, 2]", () => Tableau.DenseWeights(3));
    }

    /// <summary>
    /// The method as k_i = f(w + h Σ α_ij k_j) + hJ Σ_{j≤i} γ_ij k_j, whose order conditions are Butcher's with β = α +
    /// γ at vertices of one branch and α at the others (Hairer and Wanner II, theorem IV.7.4): u = hΓk, Γ⁻¹ = 1/γ − C,
    /// α = aΓ, b = mΓ.
    /// </summary>
    private sealed class Method
    {
        private readonly RosenbrockTableau _tableau;
        private readonly Matrix<double> _gamma;
        private readonly Matrix<double> _alpha;

        public Method(RosenbrockTableau tableau)
        {
            _tableau = tableau;
            int s = tableau.Stages;
            _gamma = Matrix<double>.Build.Dense(
                s, s, (i, j) => i == j ? 1 / tableau.Gamma : j < i ? -tableau.SlopeWeights(i)[j] : 0).Inverse();
            _alpha = Matrix<double>.Build.Dense(s, s, (i, j) => j < i ? tableau.StateWeights(i)[j] : 0) * _gamma;
            Beta = _alpha + _gamma;
            Weights = Last(1) * _gamma;
            ErrorWeights = Vector<double>.Build.Dense(s, i => i == s - 1 ? 1 : 0) * _gamma;
        }

        public Matrix<double> Beta { get; }

        public Vector<double> Weights { get; }

        public Vector<double> ErrorWeights { get; }

        public Vector<double> DenseWeights(double theta)
        {
            Vector<double> bend = Vector<double>.Build.Dense(_tableau.Stages);
            for (int p = _tableau.DenseTerms - 1; p >= 0; p--)
                bend = (theta * bend) + Vector<double>.Build.DenseOfArray(_tableau.DenseWeights(p).ToArray());
            return theta * (Last(1) + ((1 - theta) * bend)) * _gamma;
        }

        public double Weigh(RootedTree tree, Vector<double> weights)
            => Enumerable.Range(0, _tableau.Stages).Sum(i => weights[i] * tree.ElementaryWeight(
                i, (branches, j, k) => branches == 1 ? Beta[j, k] : _alpha[j, k], _tableau.Stages));

        private Vector<double> Last(double error)
            => Vector<double>.Build.Dense(_tableau.Stages, i =>
                i < _tableau.Stages - 1 ? _tableau.StateWeights(_tableau.Stages - 1)[i] : error);
    }
}
