using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class FinerTheoryTests
{
    [Fact]
    public void Where_the_batch_is_the_data_set_training_follows_the_flow_on_it()
    {
        FiniteDataTraining training = new()
        {
            Sites = 20,
            Beta = 0.5,
            Samples = 10,
            Updates = 4000,
            InitialDeviation = 0.1,
            GibbsSteps = 1,
        };
        double[] trained = training.Train(new RunContext(17, new Progress<double>(), default)).Weights;
        double[] flow = SampleFlowTraining.Compute(training, 17).Weights;

        // Noise of the chains alone: ν √(updates · ⟨tanh² I⟩/10) ≤ 0.02 a weight where nothing damps it; the modes that
        // grow amplify what came early, by e^{(Λ−1)t}, t = 4, which is within a factor of ten of it for Λ ≤ 1.6 and
        // saturates above. Five of these.
        Assert.True(flow.Max(Math.Abs) > 0.3);
        for (int i = 0; i < 20; i++)
            Assert.Equal(flow[i], trained[i], 5 * 0.02);
        Assert.Throws<ArgumentException>(() => SampleFlowTraining.Compute(training with { Samples = 0 }, 17));
    }

    [Fact]
    public void Colours_follow_the_flow_on_their_samples()
    {
        XyTransitionTraining training = new() { Samples = 1000, Updates = 100, WeightSeed = 5 };
        double trained = training.Train(new RunContext(23, new Progress<double>(), default)).Overlap;
        double flow = ColourFlowTraining.Compute(training, 23).Overlap;

        // After three e-folds the field is still small: the noise adds about νt√(1/100) of a unit vector, a tenth.
        Assert.Equal(flow, trained, 0.15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(2.2)]
    public void Frequency_follows_the_third_harmonic_to_first_order(double phase)
    {
        double Error(double third)
        {
            double[] w = [.. Enumerable.Range(0, 10).Select(v => Math.PI / 5 * v + phase)
                .Select(x => Math.Cos(x) + third * Math.Cos(3 * x))];
            return CosineFit.FreeFrequency<double>(w).Frequency - HarmonicFrequency.Of(10, third, phase);
        }

        // What is left is of the second order: a tenth of ρ leaves a hundredth of the error, a third order aside.
        Assert.Equal(0, Error(-0.001), 1e-6);
        Assert.InRange(Math.Abs(Error(-0.06)), 0, 1.2e-3);
        Assert.Equal(0.6283185307179586 - 0.0911 * -0.06, HarmonicFrequency.Mean(10, -0.06), 1e-4);
    }

    [Fact]
    public void Pairs_cannot_look_more_equal_than_random_places()
    {
        Assert.Equal(2.0 / 3, PairedFields.LeastVariance(5, 3), 1e-15);
        Assert.Equal(PairedFields.RandomVariance(5), PairedFields.LeastVariance(5, 3), 1e-15);
        double[] equal = [10, 10, 10 + (100 / 3.0), 10 + (100 / 3.0), 10 + (200 / 3.0)];
        Assert.Equal(PairedFields.LeastVariance(5, 3), Spacing.Measure(equal, 100).RelativeVariance, 1e-12);

        // A pair across the end of the ring, one elsewhere, and a single unit.
        double[] groups = PairedFields.Groups([99, 1, 40, 41, 70], 100, 5);
        Assert.Equal([0, 40.5, 70], groups.Order().Select(x => Math.Round(x, 12)));
    }

    [Fact]
    public void Signs_of_two_equal_phases_are_two_coins()
    {
        // Gaps 0 and 360, or twice 180: variance over squared mean 1 or 0.
        Assert.Equal(0.5, PairedFields.OverSigns([30, 30], 360), 1e-12);
        Assert.Equal(PairedFields.OverSigns([10, 50, 170], 360), PairedFields.OverSigns([190, 50, 350], 360), 1e-12);
    }
}
