using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class PottsUniformStateTests
{
    [Theory]
    [InlineData(5, 4, 1.1)]
    [InlineData(4, 6, 0.7)]
    public void It_is_steady_and_waves_grow_as_in_the_flow_over_all_configurations(int sites, int states, double beta)
    {
        PottsUniformState uniform = new(sites, states, beta);
        Assert.True(uniform.Weights.Max() > 0.1);
        double[] weights = [.. Enumerable.Range(0, sites).SelectMany(_ => uniform.Weights)];
        Assert.Equal(0, Velocity(weights, sites, states, beta).Max(Math.Abs), 1e-12); // ten times where it stops
        for (int mode = 1; mode < sites; mode++)
        {
            double[,] block = new double[states, states];
            for (int u = 0; u < states; u++)
            {
                double[] column = Response(weights, sites, states, beta, mode, u);
                for (int v = 0; v < states; v++)
                    block[v, u] = column[v];
            }

            Matrix<double> jacobian = Matrix<double>.Build.DenseOfArray(block);
            double expected = ((jacobian + jacobian.Transpose()) / 2).Evd(Symmetricity.Symmetric).EigenValues
                .Where(value => Math.Abs(value.Real - Gauge) > 1e-6).Max(value => value.Real);

            // Central differences of step 1e-4 of a function whose third derivatives are of order one.
            Assert.Equal(expected, uniform.GrowthRate(mode), 1e-7);
        }
    }

    [Fact]
    public void On_a_long_ring_only_the_longest_wave_grows()
    {
        PottsUniformState uniform = new(31, 10, 1.5);
        Assert.Equal(uniform.GrowthRate(1), uniform.GrowthRate(30), 1e-13); // left and right are the same
        Assert.InRange(uniform.GrowthRate(2), double.NegativeInfinity, uniform.GrowthRate(1));
        Assert.Equal(0, uniform.Weights.Sum(), 1e-13);
        for (int v = 0; v < 5; v++)
            Assert.Equal(-uniform.Weights[v], uniform.Weights[v + 5], 1e-10); // stops at 1e-13, slope 1e-2
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("states = 5, but it should be even", () => _ = new PottsUniformState(7, 5, 1));
        Samples.IsRefused("sites = 2, but it should be at least 3", () => _ = new PottsUniformState(2, 4, 1));
        PottsUniformState uniform = new(5, 4, 1.1);
        Samples.IsRefused("mode = 5, but it should be in [1, 4]", () => uniform.GrowthRate(5));
    }

    // What the block is given on the direction that the gauge leaves out, to tell it from the others.
    private const double Gauge = -7;

    /// <summary>The response of site 0 to a wave in colour u, by central differences, within the gauge.</summary>
    private static double[] Response(
        double[] weights, int sites, int states, double beta, int mode, int colour)
    {
        const double Step = 1e-4;
        double[] up = [.. weights], down = [.. weights];
        for (int i = 0; i < sites; i++)
        {
            for (int v = 0; v < states; v++)
            {
                double wave = Step * Math.Cos(2 * Math.PI * mode * i / sites);
                double change = wave * ((v == colour ? 1 : 0) - 1.0 / states);
                up[i * states + v] += change;
                down[i * states + v] -= change;
            }
        }

        double[] high = Velocity(up, sites, states, beta), low = Velocity(down, sites, states, beta);
        return [.. Enumerable.Range(0, states).Select(v => (high[v] - low[v]) / (2 * Step) + Gauge / states)];
    }

    /// <summary>E[δ_iv tanh I] over the data less the same over the model, without its mean over the colours.</summary>
    private static double[] Velocity(double[] weights, int sites, int states, double beta)
    {
        double[] data = new double[weights.Length], model = new double[weights.Length];
        double ofData = 0, ofModel = 0;
        int[] v = new int[sites];
        for (int code = 0; code < (int)Math.Round(Math.Pow(states, sites)); code++)
        {
            for (int i = 0, rest = code; i < sites; i++, rest /= states)
                v[i] = rest % states;
            double input = v.Select((colour, i) => weights[i * states + colour]).Sum();
            double energy = v.Select(
                (colour, i) => Math.Cos(2 * Math.PI * (colour - v[(i + 1) % sites]) / states)).Sum();
            double p = Math.Exp(beta * energy), q = Math.Cosh(input);
            ofData += p;
            ofModel += q;
            for (int i = 0; i < sites; i++)
            {
                data[i * states + v[i]] += p * Math.Tanh(input);
                model[i * states + v[i]] += q * Math.Tanh(input);
            }
        }

        double[] velocity = [.. data.Zip(model, (d, m) => d / ofData - m / ofModel)];
        return [.. velocity.Select((x, k) => x - velocity.Skip(k / states * states).Take(states).Average())];
    }
}
