using FsCheck.Xunit;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class RetardedLearningTests
{
    [Property]
    public void The_two_thresholds_of_the_Ising_ring_are_inverse_of_each_other(NoiseRatio r)
    {
        // A rounding of β moves (e^β − 1)² by 2(β + 1) ≤ 12 of it, relative.
        double beta = RetardedLearning.CriticalBeta(r);
        Assert.Equal(r, RetardedLearning.CriticalNoiseRatio(beta), 1e-14 * r);
        Assert.Equal(
            new MarchenkoPastur(r).UpperEdge, IsingRing.TopEigenvalueInfinite(beta), 1e-14 * Math.Exp(2 * beta));
    }

    [Property]
    public void The_Ising_ring_is_learned_iff_beta_is_above_its_threshold_and_r_below_its_own(NoiseRatio r, Factor off)
    {
        // A part in 10⁶ off a threshold of 1e-3 or more, e^{2β} is by 2e-9 of itself: far above rounding.
        double threshold = RetardedLearning.CriticalBeta(r), noise = new MarchenkoPastur(r).UpperEdge;
        foreach ((double beta, bool learned) in ((double, bool)[])[(threshold * off, true), (threshold / off, false)])
        {
            double signal = IsingRing.TopEigenvalueInfinite(beta);
            Assert.Equal(learned, signal > noise);
            Assert.Equal(learned, r < RetardedLearning.CriticalNoiseRatio(beta));
            Assert.Equal(learned ? signal : noise, SampleSpectrumEdge.PaperPrediction(beta, r));
        }
    }

    [Property]
    public void The_XY_ring_is_learned_iff_r_is_below_its_threshold(Beta beta, States states, Factor off)
    {
        // A part in 10⁶ off in r, the edge is by √(r(P−1))·1e-6 > 1e-10 of itself, as √(r(P−1)) ≥ λ_1/λ_0 > 4e-4; with
        // (31) as printed, by more than 1e-11 for r > 1e-9. λ_0 − λ_1 has lost 3 digits at most.
        var ring = PottsRing.Xy(7, states, beta);
        double signal = Signal(states, beta), threshold = RetardedLearning.PottsCriticalNoiseRatio(ring);
        Assert.True(signal > RetardedLearning.PottsNoiseEdge(threshold / off, states));
        Assert.True(signal < RetardedLearning.PottsNoiseEdge(threshold * off, states));
        double? printed = RetardedLearning.PottsCriticalNoiseRatioAsPrinted(ring);
        if (printed is null)
            Assert.True(signal < RetardedLearning.PottsNoiseEdgeAsPrinted(1e-12, states));
        if (printed > 1e-9)
        {
            Assert.True(signal > RetardedLearning.PottsNoiseEdgeAsPrinted(printed.Value / off, states));
            Assert.True(signal < RetardedLearning.PottsNoiseEdgeAsPrinted(printed.Value * off, states));
        }
    }

    [Property]
    public void Thresholds_and_noise_grow_with_beta_and_with_r(NoiseRatio r, Beta beta, States states, Factor more)
    {
        Assert.True(RetardedLearning.CriticalBeta(r * more) > RetardedLearning.CriticalBeta(r));
        Assert.True(RetardedLearning.CriticalNoiseRatio(beta * more) > RetardedLearning.CriticalNoiseRatio(beta));
        Assert.True(new MarchenkoPastur(r * more).UpperEdge > new MarchenkoPastur(r).UpperEdge);
        Assert.True(RetardedLearning.PottsNoiseEdge(r * more, states) > RetardedLearning.PottsNoiseEdge(r, states));
        double hot = RetardedLearning.PottsCriticalNoiseRatio(PottsRing.Xy(7, states, beta));
        double cold = RetardedLearning.PottsCriticalNoiseRatio(PottsRing.Xy(7, states, beta * more));
        Assert.True(cold > hot);
    }

    [Property]
    public void Thresholds_lie_between_their_limits_at_small_and_at_large_r_and_beta(NoiseRatio r, AnyBeta beta)
    {
        // With x = √r: x − x²/2 ≤ ln(1 + x) ≤ x and ln x ≤ ln(1 + x) ≤ ln x + 1/x. And β ≤ e^β − 1 ≤ βe^β, with
        // 1 − 2e^{−β} ≤ (1 − e^{−β})² ≤ 1. The bounds meet to some 1e-7 and 1e-9 at the ends; rounding is below 1e-14.
        const double below = 1 - 1e-14, above = 1 + 1e-14;
        double x = Math.Sqrt(r);
        Assert.InRange(RetardedLearning.CriticalBeta(r),
            below * Math.Max(x - (r / 2), Math.Log(x)), above * Math.Min(x, Math.Log(x) + (1 / x)));
        double cold = Math.Exp(2 * beta);
        Assert.InRange(RetardedLearning.CriticalNoiseRatio(beta),
            below * Math.Max(beta * beta, cold * (1 - (2 * Math.Exp(-beta)))),
            above * Math.Min(beta * beta * cold, cold));
    }

    [Property]
    public void The_threshold_of_the_XY_ring_lies_between_its_limits_at_small_and_at_large_beta(
        Beta beta, States states)
    {
        // With ρ = λ_1/λ_0, √(r(P−1)) = √((1 + ρ)/(1 − ρ)) − 1: between ρ and ρ/(1 − ρ), as (1 + ρ)(1 − ρ) ≤ 1, and
        // below √(2/(1 − ρ)). The first two meet as ρ² at small β; λ_0 − λ_1 has lost 3 digits, ρ too.
        (double top, double next) = Transfer(states, beta);
        double rho = next / top, threshold = RetardedLearning.PottsCriticalNoiseRatio(PottsRing.Xy(7, states, beta));
        double root = Math.Sqrt(threshold * (states - 1));
        Assert.InRange(root, rho * (1 - 1e-11), Math.Min(rho / (1 - rho), Math.Sqrt(2 / (1 - rho))) * (1 + 1e-11));
    }

    [Fact]
    public void Small_beta_and_small_r_are_those_of_the_expansion()
    {
        // r(β) = β²(1 + β + …), β(r) = √r(1 − √r/2 + …)
        Assert.Equal(1e-16, RetardedLearning.CriticalNoiseRatio(1e-8), 1.1e-24);
        Assert.Equal(1e-8, RetardedLearning.CriticalBeta(1e-16), 1.1e-16);
    }

    [Property]
    public void The_noise_of_Potts_variables_is_that_of_the_population_without_couplings(NoiseRatio r, States states)
    {
        // NP indicators, N(P − 1) eigenvalues P/(P − 1) and N zeros; NP/S = rP.
        int p = states;
        var population = new PopulationSpectrum([0, p / (p - 1.0)], [1.0 / p, 1 - (1.0 / p)]);
        double edge = SampleSpectrumEdge.Of(population, r * p).Location;
        Assert.Equal(edge, RetardedLearning.PottsNoiseEdge(r, p), 1e-13 * edge);
    }

    [Property]
    public void The_noise_tends_to_the_independent_covariance_where_the_printed_one_does_not(States states)
    {
        // 2√(r(P−1)) and 2√(rP) < 1e-9 are left of the limit.
        double independent = states / (states - 1.0);
        Assert.Equal(independent, RetardedLearning.PottsNoiseEdge(1e-20, states), 2e-9);
        Assert.Equal(independent + 1, RetardedLearning.PottsNoiseEdgeAsPrinted(1e-20, states), 2e-9);
    }

    [Fact]
    public void The_crossings_of_figure_13_are_found_with_both_forms_of_31()
    {
        // The paper's caption: r ≃ 0.066, three digits of the printed form.
        var ring = PottsRing.Xy(100, 10, 1.5);
        Assert.Equal(0.0658, RetardedLearning.PottsCriticalNoiseRatioAsPrinted(ring)!.Value, 5e-5);
        Assert.Equal(0.1085, RetardedLearning.PottsCriticalNoiseRatio(ring), 5e-5);
        Assert.Null(RetardedLearning.PottsCriticalNoiseRatioAsPrinted(PottsRing.Xy(100, 10, 0.1)));
    }

    [Property]
    public void Two_states_are_the_Ising_ring_at_twice_its_covariance(NoiseRatio r, Beta beta)
    {
        double noise = new MarchenkoPastur(r).UpperEdge;
        Assert.Equal(2 * noise, RetardedLearning.PottsNoiseEdge(r, 2), 1e-14 * noise);
        // √E − 1 loses the digits of β, 1e-3 at least: 1e-13 at worst, twice in the square.
        double crossing = RetardedLearning.CriticalNoiseRatio(beta);
        double potts = RetardedLearning.PottsCriticalNoiseRatio(PottsRing.Xy(7, 2, beta));
        Assert.Equal(crossing, potts, 1e-11 * crossing);
    }

    [Fact]
    public void Shuffled_Potts_data_have_the_corrected_edge_and_not_the_printed_one()
    {
        // N = 100, P = 10, S = 1000: El Karoui's mean and standard deviation about 4.219; one sample within four of
        // them.
        var random = new Random(11);
        var vectors = new double[1000][];
        for (int s = 0; s < vectors.Length; s++)
        {
            vectors[s] = [.. Enumerable.Repeat(-0.1 / 0.3, 1000)];
            for (int i = 0; i < 100; i++)
                vectors[s][(i * 10) + random.Next(10)] += 1 / 0.3;
        }

        double top = SampledCovariance.TopEigenvalue(SampledCovariance.OfVectors(vectors));
        var population = new PopulationSpectrum([0, 10.0 / 9], [0.1, 0.9]);
        var predicted = new TopSampleEigenvalue(population, 1000, 1000);
        Assert.Equal(RetardedLearning.PottsNoiseEdge(0.1, 10), predicted.Edge.Location, 1e-13);
        Assert.Equal(predicted.Mean, top, 4 * predicted.StandardDeviation);
        double printed = RetardedLearning.PottsNoiseEdgeAsPrinted(0.1, 10);
        Assert.True(printed - top > 20 * predicted.StandardDeviation);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused(
            "noiseRatio = -1, but it should be a finite number > 0", () => RetardedLearning.CriticalBeta(-1));
        Samples.IsRefused(
            "beta = 0, but it should be a finite number > 0", () => RetardedLearning.CriticalNoiseRatio(0));
        Samples.IsRefused("states = 1, but it should be at least 2", () => RetardedLearning.PottsNoiseEdge(1, 1));
        Samples.IsRefused(
            "states = 1, but it should be at least 2", () => RetardedLearning.PottsNoiseEdgeAsPrinted(1, 1));
    }

    // Λ_XY, (30), from λ_0 and λ_1 as (29) defines them.
    private static double Signal(int states, double beta)
    {
        (double top, double next) = Transfer(states, beta);
        return states / (states - 1.0) * (top + next) / (top - next);
    }

    private static (double Top, double Next) Transfer(int states, double beta)
    {
        double top = 0, next = 0;
        for (int v = 0; v < states; v++)
        {
            double cosine = Math.Cos(2 * Math.PI * v / states), weight = Math.Exp(beta * cosine);
            (top, next) = (top + weight, next + (weight * cosine));
        }

        return (top, next);
    }
}
