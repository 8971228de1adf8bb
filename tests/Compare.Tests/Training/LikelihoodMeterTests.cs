using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Tests.Training;

public sealed class LikelihoodMeterTests
{
    private static readonly TrainingSettings Settings =
        new() { Data = DataSpec.Parse("ising:sites=13,beta=1,samples=30"), Seed = 5 };

    [Fact]
    public void It_is_exact_where_few_states_can_be_summed_and_says_so()
    {
        TrainingData data = TrainingData.Load(Settings);
        Rbm machine = Rbm.OfSpins(13, 3, 0.3, 1);
        var seen = new LikelihoodMeter(machine, data, Settings).Measure(machine).ToArray();
        Assert.Equal(["trainLogLikelihood", "testLogLikelihood"], seen.Select(s => s.Name));
        Assert.Equal(ExactLikelihood.MeanLogLikelihood(machine, data.TrainingRows(30, 5)), seen[0].Value);
        Assert.Equal(ExactLikelihood.MeanLogLikelihood(machine, data.TestRows(30, 5)!), seen[1].Value);
    }

    [Fact]
    public void Else_it_takes_the_pseudo_likelihood()
    {
        TrainingSettings settings = Settings with { Data = DataSpec.Parse("ising:sites=29,beta=1,samples=30") };
        TrainingData data = TrainingData.Load(settings);
        Rbm machine = Rbm.OfSpins(29, 23, 0.1, 1);
        var seen = new LikelihoodMeter(machine, data, settings).Measure(machine).ToArray();
        Assert.Equal(["trainPseudoLogLikelihood", "testPseudoLogLikelihood"], seen.Select(s => s.Name));
        Assert.Equal(PseudoLikelihood.Mean(machine, data.TrainingRows(30, 5)), seen[0].Value);
    }

    [Fact]
    public void It_looks_at_powers_of_two_and_at_most_256_times_between_two_of_them()
    {
        TrainingData data = TrainingData.Load(Settings);
        LikelihoodMeter meter = new(Rbm.OfSpins(13, 3), data, Settings);
        for (int epoch = 1; epoch <= 1 << 16; epoch *= 2)
        {
            Assert.True(meter.IsDue(epoch));
            Assert.InRange(Enumerable.Range(epoch, epoch).Count(meter.IsDue), 1, 256);
        }

        // A training that is long beside its likelihood is looked at after every epoch, at first.
        TrainingSettings longer = Settings with { GibbsSteps = 1_000_000 };
        LikelihoodMeter often = new(Rbm.OfSpins(13, 3), data, longer);
        Assert.All(Enumerable.Range(0, 500), e => Assert.True(often.IsDue(e)));
    }

    [Fact]
    public void Iterations_of_mean_field_count_as_training_and_steps_of_chains_that_there_are_none_of_do_not()
    {
        TrainingData data = TrainingData.Load(Settings);
        TrainingSettings few = Settings with { NegativePhase = NegativePhase.Tap2, TapIterations = 1, GibbsSteps = 1_000_000 };
        TrainingSettings many = few with { TapIterations = 10_000, GibbsSteps = 1 };
        Assert.True(Due(many) > Due(few));

        int Due(TrainingSettings settings)
            => Enumerable.Range(0, 500).Count(new LikelihoodMeter(Rbm.OfSpins(13, 3), data, settings).IsDue);
    }
}
