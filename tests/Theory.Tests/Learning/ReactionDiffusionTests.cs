using FsCheck.Xunit;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.Tests.Learning;

public class ReactionDiffusionTests
{
    private const int Points = 16;
    private const double Length = 5.3;

    // h = 0.33 and |w| ≤ 1, 3 where displaced. The largest rate is (π/h)² = 90: a transform, its inverse and the
    // product leave 10·2e-16·90·3 of it, the sums of some 50 terms of up to 30, less.
    private const double VelocityRounding = 3e-12;

    // E/h: 16·3 terms of ½·90·9 and less, each to 1e-15; a difference formula of weight 1.5.
    private const double GradientRounding = 48 * 400 * 1e-15 * 1.5;

    [Property(MaxTest = 300)]
    public void Velocity_is_minus_the_variational_derivative_of_the_energy(LineWeights weights, LaplacianSymbol symbol)
    {
        // δE/δw(x_j) = (1/h) ∂E/∂w_j. The five-point difference is exact for a polynomial of degree four.
        var flow = new ReactionDiffusion(Length, Points, weights.Hidden, symbol);
        double[] w = weights.Values, velocity = Velocity(flow, w);
        for (int k = 0; k < w.Length; k++)
            Assert.Equal(-Difference(w, k, x => flow.Energy(x)) / flow.Spacing, velocity[k], GradientRounding);
    }

    [Theory]
    [InlineData(1, LaplacianSymbol.SecondDifference)]
    [InlineData(2, LaplacianSymbol.Spectral)]
    public void Jacobian_is_the_derivative_of_the_velocity_and_symmetric(int hidden, LaplacianSymbol symbol)
    {
        var flow = new ReactionDiffusion(Length, Points, hidden, symbol);
        int n = flow.Dimension;
        double[] jacobian = new double[n * n], w = Samples.Fixed(n, seed: 8);
        flow.Jacobian(w, jacobian);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double expected = Difference(w, j, x => Velocity(flow, x)[i]);
                Assert.Equal(expected, jacobian[(i * n) + j], 2 * VelocityRounding);
                Assert.Equal(jacobian[(j * n) + i], jacobian[(i * n) + j], VelocityRounding);
            }
        }
    }

    [Property(MaxTest = 300)]
    public void Second_differences_one_site_apart_are_the_lattice_flow(LineWeights weights)
    {
        // (38) came from (37) by w_{i+1} + w_{i−1} = w″ + 2w: with h = 1 it goes back.
        var lattice = new SmallBetaFlow(Points, weights.Hidden);
        var flow = new ReactionDiffusion(Points, Points, weights.Hidden, LaplacianSymbol.SecondDifference);
        double[] w = weights.Values, expected = new double[w.Length];
        lattice.Velocity(0, w, expected);
        // Rates of 2 at most, the rest sums of 16·3 terms of at most 1.
        Assert.InRange(Samples.MaxDifference(expected, Velocity(flow, w)), 0, 5e-14);
        Assert.Equal(lattice.Energy(w), flow.Energy(w), 1e-12);
    }

    [Fact]
    public void Velocity_of_a_wave_is_that_of_the_equation()
    {
        // w = a cos qx, b = ½a²L: w″ + (2−b)w + w³ with w³ = ¾a³ cos qx + ¼a³ cos 3qx, all on the grid.
        const double a = 0.7;
        double q = 2 * Math.PI * 2 / Length, b = 0.5 * a * a * Length;
        var flow = new ReactionDiffusion(Length, 32);
        double[] w = flow.Sample(x => a * Math.Cos(q * x), 0);
        double rate = 2 - b - (q * q) + (0.75 * a * a), cube = 0.25 * a * a * a;
        double[] expected = flow.Sample(x => (rate * a * Math.Cos(q * x)) + (cube * Math.Cos(3 * q * x)), 0);
        Assert.Equal(b, flow.Overlap(w, 0, 0), 1e-14);
        Assert.InRange(Samples.MaxDifference(expected, Velocity(flow, w)), 0, 4 * VelocityRounding);
    }

    [Property]
    public void Translation_by_any_distance_commutes_with_the_flow(Wave wave, Fraction place)
    {
        // Two harmonics: their cubes have six, below 8 = n/2, so that the points see no aliases.
        var flow = new ReactionDiffusion(Length, Points);
        double shift = place.Between(0, Length);
        double Profile(double x) => wave.At(2 * Math.PI * x / Length);
        double[] velocity = Velocity(flow, flow.Sample(Profile, 0));
        double[] moved = Velocity(flow, flow.Sample(Profile, shift));
        Assert.InRange(Samples.MaxDifference(Translate(velocity, shift), moved), 0, 4 * VelocityRounding);
    }

    [Property(MaxTest = 200)]
    public void Rotating_the_units_commutes_with_the_flow(LineWeights weights, Fraction place)
    {
        // With one unit it is a change of sign.
        var flow = new ReactionDiffusion(Length, Points, weights.Hidden);
        double[] w = weights.Values;
        double angle = weights.Hidden > 1 ? place.Between(0, 2 * Math.PI) : 0;
        double[] Turn(double[] x)
        {
            double[] turned = [.. x];
            int other = (weights.Hidden - 1) * Points;
            for (int i = 0; i < Points; i++)
            {
                turned[i] = (Math.Cos(angle) * x[i]) - (Math.Sin(angle) * x[other + i]);
                turned[other + i] = -(Math.Sin(angle) * x[i]) - (Math.Cos(angle) * x[other + i]);
            }

            return turned;
        }

        double gap = Samples.MaxDifference(Turn(Velocity(flow, w)), Velocity(flow, Turn(w)));
        Assert.InRange(gap, 0, VelocityRounding);
        Assert.Equal(flow.Energy(w), flow.Energy(Turn(w)), GradientRounding);
    }

    [Fact]
    public void Velocity_is_the_sum_of_the_two_parts()
    {
        var flow = new ReactionDiffusion(Length, Points, 3);
        double[] w = Samples.Fixed(flow.Dimension, seed: 4), modes = new double[w.Length], sum = new double[w.Length];
        flow.ToModes(w, modes);
        for (int k = 0; k < w.Length; k++)
            modes[k] *= flow.Rates[k];
        flow.FromModes(modes, modes);
        flow.Nonlinear(0, w, sum);
        for (int k = 0; k < w.Length; k++)
            sum[k] += modes[k];
        Assert.InRange(Samples.MaxDifference(sum, Velocity(flow, w)), 0, VelocityRounding);
    }

    [Fact]
    public void Evaluations_allocate_nothing()
    {
        var flow = new ReactionDiffusion(Length, Points, 2);
        double[] w = Samples.Fixed(flow.Dimension, seed: 3), velocity = new double[w.Length];
        flow.Velocity(0, w, velocity);
        _ = flow.Energy(w);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 100; k++)
        {
            flow.Velocity(0, w, velocity);
            _ = flow.Energy(w);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("length = 0, but it should be a finite number > 0", () => _ = new ReactionDiffusion(0, 16));
        Samples.IsRefused("points = 20, but it should be a power of two", () => _ = new ReactionDiffusion(1, 20));
        Samples.IsRefused("hidden = 0, but it should be at least 1", () => _ = new ReactionDiffusion(1, 16, 0));
        Samples.IsRefused(
            "symbol = 7, but it should be one of the symbols",
            () => _ = new ReactionDiffusion(1, 16, 1, (LaplacianSymbol)7));
        Samples.IsRefused(
            "state.Length = 16, but it should be exactly 32",
            () => new ReactionDiffusion(1, 16, 2).Energy(new double[16]));
    }

    private static double[] Velocity(ReactionDiffusion flow, double[] w)
    {
        var velocity = new double[w.Length];
        flow.Velocity(0, w, velocity);
        return velocity;
    }

    // Band-limited translation, by the sums that define it.
    private static double[] Translate(double[] values, double shift)
    {
        int n = values.Length;
        var moved = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double angle = 2 * Math.PI * (((i - j) / (double)n) - (shift / Length));
                double kernel = 1;
                for (int k = 1; k < n / 2; k++)
                    kernel += 2 * Math.Cos(k * angle);
                moved[i] += kernel * values[j] / n;
            }
        }

        return moved;
    }

    private static double Difference(double[] w, int k, Func<double[], double> f)
    {
        double At(double shift)
        {
            double[] moved = [.. w];
            moved[k] += shift;
            return f(moved);
        }

        return ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / 12;
    }
}
