using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class MostLikelyFieldTests
{
    private const int Sites = 37, Samples = 1500; // neither a multiple of the lanes nor of the block
    private const double Beta = 0.8;

    private static readonly SpinSet Data = new IsingRingSampler(Sites, Beta).SampleSet(Samples, 17);
    private static readonly SampleLikelihood Likelihood = new(Data);
    private static readonly double[] Bump = PopulationBump.SiteCentred(Sites, Beta).Weights;

    [Fact]
    public void Likelihood_slope_and_curvature_belong_together()
    {
        Rbm machine = Rbm.OfSpins(Sites, 1, 0, 1);
        for (int i = 0; i < Sites; i++)
            machine.Weights[i] = (float)Bump[i];
        double[] weights = [.. Enumerable.Range(0, Sites).Select(i => (double)machine.Weights[i])];

        // The machine's weights are of single precision, and so are its inputs: 1e-7 of I.
        Assert.Equal(ExactLikelihood.MeanLogLikelihood(machine, Data), Likelihood.Of(weights), 1e-5);

        const double Step = 1e-4; // central differences: Step² of third derivatives, and rounding 1e-14 over Step
        double[] slope = Likelihood.Slope(weights);
        Matrix<double> curvature = Likelihood.Curvature(weights);
        for (int i = 0; i < Sites; i += 5)
        {
            double[] up = [.. weights], down = [.. weights];
            up[i] += Step;
            down[i] -= Step;
            Assert.Equal((Likelihood.Of(up) - Likelihood.Of(down)) / (2 * Step), slope[i], 1e-7);
            double[] above = Likelihood.Slope(up), below = Likelihood.Slope(down);
            for (int j = 0; j < Sites; j++)
                Assert.Equal((above[j] - below[j]) / (2 * Step), curvature[i, j], 2e-6); // single precision
        }
    }

    [Fact]
    public void The_climb_ends_on_a_maximum_and_turns_with_the_data()
    {
        MostLikelyField field = new(Likelihood, Bump);
        Assert.True(Likelihood.Slope(field.Weights).Max(Math.Abs) < 1e-9);
        Assert.True(Likelihood.Curvature(field.Weights).Evd(Symmetricity.Symmetric).EigenValues[^1].Real < 0);
        Assert.True(field.LogLikelihood > Likelihood.Of(Bump));
        Assert.Equal(Likelihood.Of(field.Weights), field.LogLikelihood, 1e-12);
        Assert.InRange(field.Steps, 2, 200);

        // A start beside it comes to the same maximum, and turned data have it turned.
        double[] beside = [.. field.Weights.Select((w, i) => w + 1e-3 * Math.Sin(i))];
        Assert.All(new MostLikelyField(Likelihood, beside).Weights.Zip(field.Weights), p => Assert.Equal(p.First, p.Second, 1e-6));
        const int By = 11;
        SpinSet turned = new(Samples, Sites);
        byte[] row = new byte[Data.RowBytes];
        for (int s = 0; s < Samples; s++)
        {
            Array.Clear(row);
            for (int i = 0; i < Sites; i++)
            {
                if (Data.Spin(s, i) > 0)
                    row[(i + By) % Sites / 8] |= (byte)(1 << (i + By) % Sites % 8);
            }

            turned.Write(s, row);
        }

        double[] start = [.. Enumerable.Range(0, Sites).Select(i => Bump[(i - By + Sites) % Sites])];
        double[] moved = new MostLikelyField(new(turned), start).Weights;
        for (int i = 0; i < Sites; i++)
            Assert.Equal(field.Weights[i], moved[(i + By) % Sites], 1e-6);
    }

    [Fact]
    public void Many_samples_have_the_bump_of_infinite_data()
    {
        // |w − bump| falls as 1/√S: from 1500 to 24,000 samples by 4; the sum over modes scatters by tens of percent.
        SampleLikelihood many = new(new IsingRingSampler(Sites, Beta).SampleSet(16 * Samples, 18));
        double Away(SampleLikelihood likelihood) => Enumerable.Range(0, Sites).Min(x =>
        {
            double[] turned = [.. Enumerable.Range(0, Sites).Select(i => Bump[(i + x) % Sites])];
            return new MostLikelyField(likelihood, Bump).Weights.Zip(turned, (a, b) => (a - b) * (a - b)).Sum();
        });
        Assert.True(Math.Sqrt(Away(many) / Away(Likelihood)) < 0.7);
        Assert.Throws<ArgumentException>(() => many.Of([1.0]));
    }
}
