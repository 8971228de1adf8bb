namespace RbmTheory.Compare.Tests.Examples;

/// <summary>The likelihoods that examples print, held against sums over all configurations that are made here.</summary>
[Collection(nameof(ExampleRuns))]
public sealed class ExampleLikelihoodTests(ExampleRuns runs)
{
    [Fact]
    public void The_exact_likelihood_is_normalised_and_that_of_the_ring_the_best()
    {
        double hidden = runs.Numbers("likelihood", 0)[0], visible = runs.Numbers("likelihood", 1)[0];
        double[] annealed = runs.Numbers("likelihood", 2);
        Assert.Equal(hidden, visible);
        // Annealing errs by its own standard error, and both numbers are printed to three digits.
        Assert.Equal(hidden, annealed[0], 5 * (annealed[1] + 1e-3));
        Assert.Equal(1, runs.Numbers("likelihood", 3)[0], 1e-9);
        double untrained = runs.Numbers("likelihood", 5)[0], trained = runs.Numbers("likelihood", 6)[0], best = runs.Numbers("likelihood", 7)[0];
        (double entropy, double deviation) = Ring(sites: 12, beta: 0.8);
        Assert.Equal(-12 * Math.Log(2), untrained, 0.5e-3);
        Assert.Equal(-entropy, best, 0.5e-3);
        // Gibbs' inequality holds for the mean over all samples; that over 20,000 is off by its standard error.
        Assert.InRange(trained, untrained, best + 5 * deviation / Math.Sqrt(20_000));
    }

    [Fact]
    public void A_unit_of_one_s_own_learns()
    {
        double[] likelihoods = [.. Enumerable.Range(0, 5).Select(line => runs.Numbers("own-unit", line)[1])];
        (double entropy, double deviation) = Ring(sites: 8, beta: 0.8);
        Assert.Equal(likelihoods.Order(), likelihoods);
        // Weights of 0.01 are next to none: ~ N × M × 0.01² nats away from independent coins.
        Assert.Equal(-8 * Math.Log(2), likelihoods[0], 8 * 6 * 1e-4 + 0.5e-3);
        // A machine of 8 × 6 + 8 + 6 numbers may fit the noise of 10,000 samples by half a nat a number, all together.
        double noise = 5 * deviation / Math.Sqrt(10_000) + 62 / (2 * 10_000.0);
        Assert.InRange(likelihoods[^1], likelihoods[0], -entropy + noise);
        Assert.Equal(-entropy, runs.Numbers("own-unit", 5)[0], 0.5e-3);
    }

    [Fact]
    public void A_machine_of_rbms_has_the_likelihood_it_was_written_with_and_learns_on()
    {
        double made = runs.Numbers("rbms", 0)[0], read = runs.Numbers("rbms", 2)[0], trained = runs.Numbers("rbms", 3)[0];
        // Weights and fields are rounded to single precision when spins become 0 and 1.
        Assert.Equal(made, read, 1.1e-4);
        Assert.Equal([12, 4, 2000], runs.Numbers("rbms", 1));
        (double entropy, double deviation) = Ring(sites: 12, beta: 0.8);
        // 64 numbers may fit the noise of 10,000 samples by half a nat each, all together.
        Assert.InRange(trained, read, -entropy + 5 * deviation / Math.Sqrt(10_000) + 64 / (2 * 10_000.0));
    }

    [Fact]
    public void A_torus_of_one_s_own_has_the_entropy_of_its_model_and_is_learnt()
    {
        double entropy = Entropy(Enumerable.Range(0, 1 << 16).Select(state => 0.3 * Bonds(state))).Entropy;
        Assert.Equal(entropy, runs.Numbers("own-data", 0)[0], 0.5e-4);
        double untrained = runs.Numbers("own-data", 1)[0], trained = runs.Numbers("own-data", 2)[0];
        // Σ_ij (Σ_μ w_iμ w_jμ)²/2 ~ N² M 0.01⁴/2 nats more than independent coins, and what these gain by chance.
        Assert.Equal(16 * Math.Log(2) - entropy, untrained, 16 * 0.01 * 0.01);
        Assert.InRange(trained, 0, untrained / 10);
    }

    /// <summary>Σ v v′ over the bonds of a 4 × 4 torus: every site with those one step along either axis.</summary>
    private static int Bonds(int state)
    {
        int sum = 0;
        for (int a = 0; a < 16; a++)
        {
            for (int b = 0; b < a; b++)
            {
                int across = Math.Abs(a / 4 - b / 4), along = Math.Abs(a % 4 - b % 4);
                if (Math.Min(across, 4 - across) + Math.Min(along, 4 - along) == 1)
                    sum += (state >> a & 1) == (state >> b & 1) ? 1 : -1;
            }
        }

        return sum;
    }

    private static (double Entropy, double Deviation) Ring(int sites, double beta)
        => Entropy(Enumerable.Range(0, 1 << sites).Select(state => beta * Enumerable.Range(0, sites)
            .Sum(i => (state >> i & 1) == (state >> (i + 1) % sites & 1) ? 1 : -1)));

    /// <summary>−⟨log p⟩ and the standard deviation of log p, where p ~ e^x.</summary>
    private static (double Entropy, double Deviation) Entropy(IEnumerable<double> exponents)
    {
        double[] x = [.. exponents];
        double logZ = Math.Log(x.Sum(Math.Exp));
        double mean = x.Sum(e => Math.Exp(e - logZ) * (e - logZ));
        return (-mean, Math.Sqrt(x.Sum(e => Math.Exp(e - logZ) * (e - logZ - mean) * (e - logZ - mean))));
    }
}
