using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Tests.Likelihoods;

public class PseudoLikelihoodTests
{
    public static TheoryData<string, string, bool> AllPairs => Pairs.All();

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void It_agrees_with_the_conditionals_of_the_enumerated_law(string visible, string hidden, bool fields)
    {
        // Differences of logarithms of order 10, one a unit: rounding below 1e−13.
        Rbm machine = Pairs.Machine(visible, hidden, fields);
        var law = new JointLaw(machine);
        double[] logs = law.LogVisibleWeights(law.Start);
        int[] states = Pairs.SomeStates(law);
        double expected = states.Average(v => Enumerable.Range(0, machine.Sites).Sum(i =>
            logs[v] - JointLaw.LogSum(Enumerable.Range(0, law.Colours).Select(a => logs[law.WithColour(v, i, a)]))));
        Chance.Near(expected, PseudoLikelihood.Mean(machine, law.Data(states)), 1e-12);
    }

    [Fact]
    public void Without_couplings_it_is_the_likelihood()
    {
        Rbm machine = Pairs.Machine("potts:5", "gaussian", true);
        Array.Clear(machine.Weights);
        var law = new JointLaw(machine);
        RowSet data = law.Data(Pairs.SomeStates(law));
        Chance.Near(ExactLikelihood.MeanLogLikelihood(machine, data), PseudoLikelihood.Mean(machine, data), 1e-12);
    }

    [Fact]
    public void A_cancelled_call_stops()
    {
        Rbm machine = Rbm.OfSpins(3, 2);
        Assert.Throws<OperationCanceledException>(
            () => PseudoLikelihood.Mean(machine, new RowSet(3, [5]), new CancellationToken(true)));
    }
}
