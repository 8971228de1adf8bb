using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.SpectralDynamics;
using RbmTheory.Theory.Tests.Integration;

namespace RbmTheory.Theory.Tests.SpectralDynamics;

public class BinaryLinearRegimeTests
{
    private const int Sites = 5, Hidden = 3;

    private static readonly BinaryEnumeration Exact = new(Sites, Hidden);

    private static readonly double[] Start = Samples.Fixed(Sites * Hidden, 4), Shift = Samples.Fixed(Sites, 5);

    [Fact]
    public void Its_rate_is_the_exact_gradient_of_small_weights_but_for_their_square()
    {
        BinaryLinearRegime regime = new(Exact.Covariance, Hidden, 0.7);
        double Error(double size)
        {
            // Central differences: off by h²/6 of the third power of the operator, whose norm is below 2, so by 2e-8
            // of the rate; what is measured is 1e-3 of it.
            const double h = 1e-4;
            double[] w = Times(Start, size), a = Times(Shift, size);
            (double[] after, double[] fieldsAfter) = regime.Evolve(w, a, h);
            (double[] before, double[] fieldsBefore) = regime.Evolve(w, a, -h);
            double[] exact = Exact.Gradient([.. w, .. Exact.Fields.Zip(a, (x, y) => x + y), .. new double[Hidden]]);
            double[] rate = [.. after.Concat(fieldsAfter).Zip(before.Concat(fieldsBefore), (x, y) => (x - y) / (2 * h))];
            return Samples.MaxDifference(rate, Times(exact[..^Hidden], 0.7)) / size;
        }

        // Relative errors c·size + O(size²), c of order 1: the exponent is 1 to a few times the size.
        double large = Error(0.02), small = Error(0.01);
        Assert.InRange(small, 1e-5, 0.02);
        Assert.Equal(1, Math.Log2(large / small), 0.05);
    }

    [Fact]
    public void Weights_and_fields_propagated_are_those_of_the_exact_flow_but_for_their_square()
    {
        const double time = 12;
        BinaryLinearRegime regime = new(Exact.Covariance, Hidden);
        Field flow = new((Sites * Hidden) + Sites + Hidden, (_, w, dw) => Exact.Gradient(w).CopyTo(dw));
        double Error(double size, out double largest)
        {
            double[] w = Times(Start, size);
            IntegrationOptions options = new() { RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-13 };
            double[] end = new AdaptiveRungeKutta().Integrate(
                flow, [.. w, .. Exact.Fields, .. new double[Hidden]], 0, time, options).State;
            (double[] weights, double[] fields) = regime.Evolve(w, new double[Sites], time);
            largest = weights.Max(Math.Abs) / size;
            return Math.Max(Samples.MaxDifference(weights, end.AsSpan(0, weights.Length)),
                Samples.MaxDifference([.. Exact.Fields.Zip(fields, (x, y) => x + y)], end.AsSpan(weights.Length, Sites))) / size;
        }

        double large = Error(2e-3, out _), small = Error(1e-3, out double grown);
        Assert.InRange(small, 0, 0.01 * grown);
        Assert.Equal(1, Math.Log2(large / small), 0.05);
    }

    [Fact]
    public void Updates_of_finite_rate_are_steps_along_the_exact_gradient_but_for_their_square()
    {
        const double rate = 0.8;
        const int updates = 15;
        BinaryLinearRegime regime = new(Exact.Covariance, Hidden, rate);
        double Error(double size)
        {
            double[] w = Times(Start, size), state = [.. w, .. Exact.Fields, .. new double[Hidden]];
            for (int update = 0; update < updates; update++)
                state = [.. state.Zip(Exact.Gradient(state), (x, g) => x + (rate * g))];
            (double[] weights, double[] fields) = regime.AfterUpdates(w, new double[Sites], updates);
            return Math.Max(Samples.MaxDifference(weights, state.AsSpan(0, weights.Length)),
                Samples.MaxDifference([.. Exact.Fields.Zip(fields, (x, y) => x + y)], state.AsSpan(weights.Length, Sites))) / size;
        }

        double large = Error(2e-3), small = Error(1e-3);
        Assert.InRange(small, 0, 0.02);
        Assert.Equal(1, Math.Log2(large / small), 0.05);
    }

    [Fact]
    public void Modes_after_updates_are_the_weights_turned_into_those_of_the_growth_operator()
    {
        BinaryLinearRegime regime = new(Exact.Covariance, Hidden, 0.8);
        int[] updates = [0, 3, 15];
        double[][] courses = [.. regime.ModesAfterUpdates(Start, Shift, updates)];
        for (int c = 0; c < updates.Length; c++)
        {
            (double[] weights, _) = regime.AfterUpdates(Start, Shift, updates[c]);
            // A turn keeps all products of units; they are of order 1 to 10, with roundings of some 1e-15 of them.
            for (int mu = 0; mu < Hidden; mu++)
            {
                Assert.Equal(Product(weights, mu, 0), Product(courses[c], mu, 0), 1e-12);
                Assert.Equal(Product(weights, mu, mu), Product(courses[c], mu, mu), 1e-12);
            }
        }

        static double Product(double[] w, int mu, int nu)
            => Enumerable.Range(0, Sites).Sum(i => w[(mu * Sites) + i] * w[(nu * Sites) + i]);
    }

    [Fact]
    public void Singular_values_and_vectors_follow_from_the_start_alone()
    {
        // The same as above for what is looked at: a relative error of some 1e-3 at this size, singular vectors
        // multiplied by one over the distances of singular values, which are a third of the largest or more.
        const double time = 12, size = 1e-4;
        double[] w = Times(Start, size);
        Field flow = new((Sites * Hidden) + Sites + Hidden, (_, x, dx) => Exact.Gradient(x).CopyTo(dx));
        IntegrationOptions options = new() { RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-14 };
        double[] end = new AdaptiveRungeKutta().Integrate(
            flow, [.. w, .. Exact.Fields, .. new double[Hidden]], 0, time, options).State;
        WeightModes exact = WeightModes.Of(end.AsSpan(0, w.Length), Sites);
        (double[] weights, _) = new BinaryLinearRegime(Exact.Covariance, Hidden).Evolve(w, new double[Sites], time);
        WeightModes predicted = WeightModes.Of(weights, Sites);
        for (int a = 0; a < 2; a++)
        {
            Assert.Equal(1, predicted.Values[a] / exact.Values[a], 0.01);
            Assert.Equal(0, Samples.MaxDifference(predicted.Left(a), exact.Left(a)), 0.01);
            Assert.Equal(0, Samples.MaxDifference(predicted.Right(a), exact.Right(a)), 0.01);
        }
    }

    [Fact]
    public void Off_the_uniform_direction_the_fields_do_nothing_and_it_is_the_growth_operator_alone()
    {
        BinaryLinearRegime regime = new(Exact.Covariance, Hidden, 0.3);
        (double[] one, double[] fields) = regime.Evolve(Start, new double[Sites], 5);
        (double[] other, double[] otherFields) = regime.Evolve(Start, Shift, 5);
        double[] alone = regime.Growth.Flow(0.3).Evolve(Start, 5);
        // Roundings of numbers of order 1, over a growth of less than e.
        Assert.Equal(0, Samples.MaxDifference(Apart(one), Apart(other)), 1e-13);
        Assert.Equal(0, Samples.MaxDifference(Apart(one), Apart(alone)), 1e-13);
        Assert.InRange(Samples.MaxDifference(one, other), 0.01, 1);
        Assert.InRange(Samples.MaxDifference(fields, otherFields), 0.01, 1);
    }

    [Fact]
    public void Times_add_up()
    {
        BinaryLinearRegime regime = new(Exact.Covariance, Hidden);
        (double[] w, double[] a) = regime.Evolve(Start, Shift, 2);
        (w, a) = regime.Evolve(w, a, 3);
        (double[] weights, double[] fields) = regime.Evolve(Start, Shift, 5);
        Assert.Equal(0, Samples.MaxDifference(weights, w), 1e-12);
        Assert.Equal(0, Samples.MaxDifference(fields, a), 1e-12);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        BinaryLinearRegime regime = new(Exact.Covariance, Hidden);
        Samples.IsRefused("hidden = 0, but it should be at least 1", () => _ = new BinaryLinearRegime(Exact.Covariance, 0));
        Samples.IsRefused("weights.Length = 5, but it should be exactly 15", () => regime.Evolve(Shift, Shift, 1));
        Samples.IsRefused("fieldShifts.Length = 15, but it should be exactly 5", () => regime.Evolve(Start, Start, 1));
        Samples.IsRefused("covariance[1,0] = 2, but it should be covariance[0,1]: it is symmetric",
            () => _ = new BinaryLinearRegime(new double[,] { { 1, 0 }, { 2, 1 } }, 1));
    }

    private static double[] Times(double[] vector, double factor) => Array.ConvertAll(vector, x => factor * x);

    private static double[] Apart(double[] weights)
        => [.. weights.Select((x, k) => x - Enumerable.Range(0, Hidden).Average(mu => weights[(mu * Sites) + (k % Sites)]))];
}
