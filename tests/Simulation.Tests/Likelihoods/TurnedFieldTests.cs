using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Tests.Likelihoods;

public class TurnedFieldTests
{
    [Theory]
    [InlineData(13)]
    [InlineData(16)]
    [InlineData(37)]
    public void Every_turn_has_the_likelihood_of_the_machine_so_turned(int sites)
    {
        SpinSet data = new IsingRingSampler(sites, 0.7).SampleSet(41, seed: 5);
        Rbm machine = Rbm.OfSpins(sites, 1, 0.8, seed: 7);
        double[] weights = [.. machine.Weights.Select(w => (double)w)];
        double[] turned = TurnedField.LogLikelihoods(weights, data);
        Assert.Equal(sites, turned.Length);

        // A sum of N products in single precision is off by at most N·2^-24 of Σ |w|; exp and log by less.
        double tolerance = sites * Math.Pow(2, -24) * weights.Sum(Math.Abs);
        for (int x = 0; x < sites; x++)
        {
            for (int i = 0; i < sites; i++)
                machine.Weights[(i + x) % sites] = (float)weights[i];
            Chance.Near(ExactLikelihood.MeanLogLikelihood(machine, data), turned[x], tolerance);
        }

        Assert.True(turned.Max() - turned.Min() > 1000 * tolerance);
    }

    [Fact]
    public void It_names_wrong_arguments_and_stops_when_told()
    {
        SpinSet data = new(3, 5);
        Assert.Throws<ArgumentException>(() => TurnedField.LogLikelihoods(new double[4], data));
        Assert.Throws<ArgumentException>(() => TurnedField.LogLikelihoods([0, 0, double.NaN, 0, 0], data));
        Assert.Throws<OperationCanceledException>(
            () => TurnedField.LogLikelihoods(new double[5], data, new CancellationToken(canceled: true)));
    }
}
