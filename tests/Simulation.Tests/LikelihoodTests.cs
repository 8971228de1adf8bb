using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Tests;

public class LikelihoodTests
{
    [Theory]
    [InlineData(5, 1)]
    [InlineData(7, 2)]
    [InlineData(5, 3)]
    [InlineData(3, 7)]
    public void Likelihood_and_partition_agree_with_the_sum_over_all_states(int sites, int hidden)
    {
        // Sums of 2^N 2^M positive terms of order one: the rounding of both sides is below 1e−13 relative.
        Rbm machine = Rbm.OfSpins(sites, hidden, 0.8, 2);
        SpinSet data = new IsingRingSampler(sites, 0.6).SampleSet(13, 3);
        double[] weights = Enumeration.Doubles(machine);
        Chance.Near(Enumeration.LogPartition(weights, sites), Likelihood.LogPartition(machine), 1e-12);
        double expected = Enumeration.LogLikelihood(weights, sites, Enumeration.Frequencies(data));
        Chance.Near(expected, Likelihood.MeanLogLikelihood(machine, data), 1e-12);
    }

    [Fact]
    public void Large_weights_do_not_overflow()
    {
        // One unit, all weights 50: log Z = log 2 + N log 2cosh 50 = log 2 + 50 N to 1e−43.
        var machine = Rbm.OfSpins(101, 1);
        machine.FieldOf(0).Fill(50);
        Chance.Near(Math.Log(2) + 5050, Likelihood.LogPartition(machine), 5050 * 1e-15 * 101);
    }

    [Fact]
    public void Twenty_hidden_units_without_couplings_count_all_states()
    {
        // The sum of 2^19 equal terms is exact.
        var machine = Rbm.OfSpins(2, 20);
        Chance.Near(22 * Math.Log(2), Likelihood.LogPartition(machine), 1e-12);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(7, 1)]
    [InlineData(5, 2)]
    [InlineData(7, 2)]
    [InlineData(5, 3)]
    [InlineData(7, 3)]
    [InlineData(3, 7)]
    public void The_exact_gradient_is_the_derivative_of_the_enumerated_likelihood(int sites, int hidden)
    {
        // Step 1e−4: the third derivative is a cumulant of products of ±1 and below 8, so h²/6 × 8 = 1.4e−8; rounding
        // 1e−11.
        Rbm machine = Rbm.OfSpins(sites, hidden, 0.6, 5);
        SpinSet data = new IsingRingSampler(sites, 0.9).SampleSet(17, 4);
        double[] frequencies = Enumeration.Frequencies(data);
        double[] expected = Enumeration.Differences(
            weights => Enumeration.LogLikelihood(weights, sites, frequencies), Enumeration.Doubles(machine), 1e-4);
        double[] gradient = ExactGradient.Gradient(machine, data);
        Assert.Equal(sites * hidden, gradient.Length);
        for (int i = 0; i < expected.Length; i++)
            Chance.Near(expected[i], gradient[i], 1.5e-8);
    }

    [Fact]
    public void One_hidden_unit_has_the_closed_model_term()
    {
        Rbm machine = Rbm.OfSpins(11, 1, 1, 5);
        double[] term = ExactGradient.ModelTerm(machine);
        for (int i = 0; i < 11; i++)
            Chance.Near(Math.Tanh(machine.Weights[i]), term[i], 1e-15);
    }
}
