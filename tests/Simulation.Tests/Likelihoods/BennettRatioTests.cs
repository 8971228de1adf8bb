using RbmTheory.Simulation.Likelihoods;

namespace RbmTheory.Simulation.Tests.Likelihoods;

public class BennettRatioTests
{
    [Theory]
    [InlineData(4, 8)]
    [InlineData(40, 8)]
    [InlineData(4, 800)]
    public void With_samples_in_exact_proportion_the_ratio_of_two_rungs_is_exact(int ofFirst, int ofSecond)
    {
        // Three states of probabilities p = (1/2, 1/4, 1/4) and q = (1/8, 1/8, 3/4), Z_1/Z_0 = e^{1.7}: w = log(q/p) + 1.7.
        // With counts n_0 p and n_1 q both sides of the equation are Σ n_0 n_1 p q/(n_0 p + n_1 q) at C = 1.7.
        double[] p = [0.5, 0.25, 0.25], q = [0.125, 0.125, 0.75];
        double[] first = Samples(p, ofFirst), second = Samples(q, ofSecond);
        BennettRatio ratio = BennettRatio.Of(first, second);
        Chance.Near(1.7, ratio.LogRatio, 1e-10);
        Chance.Near(0, first.Sum(w => ratio.InfluenceOf(w, false)) + second.Sum(w => ratio.InfluenceOf(w, true)), 1e-9);

        double[] Samples(double[] law, int count) => [.. law.SelectMany((x, state) =>
            Enumerable.Repeat(Math.Log(q[state] / p[state]) + 1.7, (int)(count * x)))];
    }

    [Fact]
    public void The_influence_of_a_sample_is_what_one_more_of_it_does()
    {
        // Twice 800 samples each, and one more of law 0: half its influence on 800, and m = log(1600/1601), which moves C
        // as much. The next order is some thousandth of the first.
        double[] first = [.. Enumerable.Range(0, 800).Select(i => Math.Sin(i))];
        double[] second = [.. Enumerable.Range(0, 800).Select(i => 1 + 0.8 * Math.Cos(i))];
        BennettRatio ratio = BennettRatio.Of(first, second);
        foreach (double w in (double[])[-1, 0.5, 3])
        {
            double changed = BennettRatio.Of([.. first, w, .. first], [.. second, .. second]).LogRatio - ratio.LogRatio;
            double expected = ratio.InfluenceOf(w, false) / 2 + Math.Log(1600.0 / 1601);
            Chance.Near(expected, changed, 0.01 * Math.Abs(expected) + 1e-6);
        }
    }

    [Fact]
    public void Far_apart_it_is_finite_and_a_side_without_samples_is_refused()
    {
        // No overlap: anything between the two groups solves the equation to rounding.
        Assert.InRange(BennettRatio.Of([-900, -901], [800, 803]).LogRatio, -901, 803);
        ExactLikelihoodTests.Says("Length = 0", () => BennettRatio.Of([], [1]));
    }
}
