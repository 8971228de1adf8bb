using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests;

public class WeightDecayTests
{
    [Fact]
    public void Where_the_gradient_is_0_weights_fall_as_a_power()
    {
        // Chains start from the batch and stay there, weights of 30 to 20 on the diagonal being strong: a chance of
        // e^−40 a spin to leave, and tanh is 1. Sums of ±1/8 are exact, and the gradient is 0. An update rounds twice;
        // the rates as floats are off by 2^−24 of νλ each.
        const int Sites = 7, Batch = 8, Epochs = 40;
        const double Rate = 0.1, Decay = 0.1;
        Rbm machine = Rbm.OfSpins(Sites, Sites);
        for (int i = 0; i < Sites; i++)
            machine.FieldOf(i)[i] = 30;
        SpinSet data = new IsingRingSampler(Sites, 0.3).SampleSet(Batch, 4);
        Trainer.Run(machine, data, Plan(Rate, Batch) with { WeightDecay = Decay, Epochs = Epochs }, 3);
        double expected = 30 * Math.Pow(1 - Rate * Decay, Epochs);
        for (int i = 0; i < Sites; i++)
        {
            for (int j = 0; j < Sites; j++)
                Chance.Near(i == j ? expected : 0, machine.FieldOf(i)[j], i == j ? Epochs * 30 / (double)(1 << 23) : 0);
        }
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(7, 3)]
    public void One_update_is_the_derivative_of_the_penalised_likelihood(int sites, int hidden)
    {
        // As for the gradient without a penalty (TrainerTests): single precision, sums of 41 terms of modulus ≤ 1, and
        // central differences of step 1e−4; λw, below 1, is rounded twice.
        const int Batch = 41;
        const double Decay = 0.7, Tolerance = (40 + 42 + 2 + 2) / (double)(1 << 24) + 3e-8;
        Rbm machine = Rbm.OfSpins(sites, hidden, 0.5, 8);
        double[] before = Enumeration.Doubles(machine);
        SpinSet data = new IsingRingSampler(sites, 0.9).SampleSet(Batch, 4);
        Trainer.Run(machine, data,
            Plan(1, Batch) with { WeightDecay = Decay, NegativePhase = NegativePhase.Exact }, seed: 3);
        double[] law = Enumeration.Frequencies(data);
        double[] expected = Enumeration.Differences(
            w => Enumeration.LogLikelihood(w, sites, law) - Decay / 2 * w.Sum(x => x * x), before, 1e-4);
        for (int i = 0; i < expected.Length; i++)
            Chance.Near(expected[i], machine.Weights[i] - before[i], Tolerance);
    }

    [Fact]
    public void Fields_and_the_parameters_of_hidden_units_do_not_decay()
    {
        Rbm with = New(0.3), without = New(0);
        Assert.NotEqual(without.Weights, with.Weights);
        Assert.Equal(without.Parameters.VisibleFields, with.Parameters.VisibleFields);
        Assert.Equal(without.Parameters.HiddenFields, with.Parameters.HiddenFields);
        Assert.Equal(without.Parameters.HiddenParameters, with.Parameters.HiddenParameters);

        static Rbm New(double decay)
        {
            Rbm machine = new(new(SpinUnit.Instance, 7, fields: true), new(DoubleWellUnit.Instance, 3, fields: true));
            machine.Randomize(0.5, 2);
            Trainer.Run(machine, new IsingRingSampler(7, 0.8).SampleSet(11, 4),
                Plan(0.1, 11) with { WeightDecay = decay }, 3);
            return machine;
        }
    }

    [Fact]
    public void Fields_that_are_kept_stay_bit_for_bit_and_weights_move_as_they_would()
    {
        Rbm kept = New(true), free = New(false);
        Assert.Equal([0.5f, -0.25f, 0, 1, -1, 0.125f, 2], kept.Parameters.VisibleFields);
        Assert.Equal([0f, 0, 0], kept.Parameters.HiddenFields);
        Assert.NotEqual(kept.Parameters.VisibleFields, free.Parameters.VisibleFields);
        Assert.Equal(free.Weights, kept.Weights);

        static Rbm New(bool keeps)
        {
            Rbm machine = new(new(BinaryUnit.Instance, 7, fields: true), new(SpinUnit.Instance, 3, fields: true));
            machine.Randomize(0.5, 2);
            ((float[])[0.5f, -0.25f, 0, 1, -1, 0.125f, 2]).CopyTo(machine.Parameters.VisibleFields, 0);
            Trainer.Run(machine, new IsingRingSampler(7, 0.8).SampleSet(11, 4),
                Plan(0.1, 11) with { KeepsFields = keeps }, 3);
            return machine;
        }
    }

    [Fact]
    public void Weights_that_are_kept_stay_bit_for_bit_and_fields_move_as_they_would()
    {
        Rbm start = New(null), kept = New(true), free = New(false);
        Assert.Equal(start.Weights, kept.Weights);
        Assert.NotEqual(start.Weights, free.Weights);
        Assert.NotEqual(start.Parameters.VisibleFields, free.Parameters.VisibleFields);
        Assert.Equal(free.Parameters.VisibleFields, kept.Parameters.VisibleFields);
        Assert.Equal(free.Parameters.HiddenFields, kept.Parameters.HiddenFields);
        Assert.Equal(free.Parameters.HiddenParameters, kept.Parameters.HiddenParameters);

        // One update: from then on different weights move the fields.
        static Rbm New(bool? keeps)
        {
            Rbm machine = new(new(BinaryUnit.Instance, 7, fields: true), new(DoubleWellUnit.Instance, 3, fields: true));
            machine.Randomize(0.5, 2);
            if (keeps is bool isKept)
            {
                Trainer.Run(machine, new IsingRingSampler(7, 0.8).SampleSet(11, 4),
                    Plan(0.1, 11) with { KeepsWeights = isKept, WeightDecay = 0.3 }, 3);
            }

            return machine;
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_decay_that_is_none_is_refused(double decay)
        => Assert.StartsWith("WeightDecay = ",
            Assert.Throws<ArgumentException>(() => Plan(1, 1) with { WeightDecay = decay }).Message, StringComparison.Ordinal);

    private static TrainingPlan Plan(double rate, int batch) => new()
    {
        LearningRate = rate,
        BatchSize = batch,
        Chains = batch,
        GibbsSteps = 1,
        Epochs = 1,
        NegativePhase = NegativePhase.Contrastive,
    };
}
