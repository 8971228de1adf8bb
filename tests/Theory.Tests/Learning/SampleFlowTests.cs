using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.Tests.Learning;

public class SampleFlowTests
{
    [Fact]
    public void It_climbs_the_likelihood_of_its_samples()
    {
        double[][] samples = [[1, -1, 1, 1, -1], [1, 1, 1, -1, -1], [-1, -1, 1, 1, 1]];
        SampleFlow flow = new(samples);
        double[] w = [0.3, -0.7, 0.2, 1.1, -0.4], velocity = new double[5];
        flow.Velocity(0, w, velocity);
        Assert.Equal(0, flow.LogLikelihood(new double[5]), 1e-15);
        for (int i = 0; i < 5; i++)
        {
            double step = 1e-4, centre = w[i];
            w[i] = centre + step;
            double up = flow.LogLikelihood(w);
            w[i] = centre - step;
            double slope = (up - flow.LogLikelihood(w)) / (2 * step);
            w[i] = centre;

            // Step² times a third derivative of order one.
            Assert.Equal(velocity[i], slope, 1e-7);
        }
    }

    [Fact]
    public void With_every_configuration_as_often_as_its_law_says_it_is_the_flow_of_the_population()
    {
        // e^β = 3 between neighbours: p ∝ 9 to the number of equal ones.
        const int Sites = 5;
        List<double[]> samples = [];
        for (int code = 0; code < 1 << Sites; code++)
        {
            double[] v = [.. Enumerable.Range(0, Sites).Select(i => (code >> i & 1) * 2.0 - 1)];
            int equal = v.Where((x, i) => x == v[(i + 1) % Sites]).Count();
            samples.AddRange(Enumerable.Repeat(v, (int)Math.Round(Math.Pow(3, equal))));
        }

        double[] w = [0.3, -0.7, 0.2, 1.1, -0.4], ofSamples = new double[Sites], ofPopulation = new double[Sites];
        new SampleFlow(samples).Velocity(0, w, ofSamples);
        new PopulationFlow(Sites, 0.5 * Math.Log(3)).Velocity(0, w, ofPopulation);
        for (int i = 0; i < Sites; i++)
            Assert.Equal(ofPopulation[i], ofSamples[i], 1e-12); // roundings of a few hundred terms
    }

    [Fact]
    public void Potts_samples_do_the_same()
    {
        // p ∝ e^{β cos}, cos of four colours = 1, 0, −1, e^β = 2.
        const int Sites = 4, States = 4;
        List<byte[]> samples = [];
        for (int code = 0; code < 256; code++)
        {
            byte[] v = [.. Enumerable.Range(0, Sites).Select(i => (byte)(code >> (2 * i) & 3))];
            int energy = v.Select((x, i) => ((x - v[(i + 1) % Sites] + 4) % 4) switch { 0 => 1, 2 => -1, _ => 0 }).Sum();
            samples.AddRange(Enumerable.Repeat(v, 1 << (energy + Sites)));
        }

        double[] w = PottsPopulationFlowTests.Weights(Sites, States), ofSamples = new double[16], ofPopulation = new double[16];
        PottsSampleFlow flow = new(samples, States);
        PottsPopulationFlow population = new(Sites, States, Math.Log(2), doubleWell: false);
        flow.Velocity(0, w, ofSamples);
        population.Velocity(0, w, ofPopulation);
        for (int k = 0; k < 16; k++)
            Assert.Equal(ofPopulation[k], ofSamples[k], 1e-12); // the series leaves 1e-13
        Assert.Equal(population.LogLikelihood(w), flow.LogLikelihood(w), 1e-12);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("number of samples = 0, but it should be at least 1", () => _ = new SampleFlow([]));
        Samples.IsRefused("spin = 0, but it should be -1 or 1", () => _ = new SampleFlow([[1, 0]]));
        Samples.IsRefused("colour = 3, but it should be in [0, 2]", () => _ = new PottsSampleFlow([[1, 3]], 3));
    }
}
