using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.Tests.Learning;

public class PottsPopulationFlowTests
{
    /// <summary>Irregular weights in the zero-sum gauge.</summary>
    public static double[] Weights(int sites, int states)
    {
        double[] w = [.. Enumerable.Range(0, sites * states).Select(k => 0.7 * Math.Sin((3.1 * k) + (0.2 * k * k)))];
        for (int i = 0; i < w.Length; i += states)
        {
            double mean = w.Skip(i).Take(states).Average();
            for (int v = 0; v < states; v++)
                w[i + v] -= mean;
        }

        return w;
    }

    [Theory]
    [InlineData(4, 5, 1.2, null)]
    [InlineData(5, 3, 0.6, null)]
    [InlineData(4, 5, 1.2, 0.8)]
    [InlineData(5, 3, 0.6, -1.5)]
    public void Velocity_is_that_over_all_configurations(int sites, int states, double beta, double? theta)
    {
        PottsPopulationFlow flow = new(sites, states, beta, theta is not null);
        double[] w = Weights(sites, states);
        double[] state = theta is double x ? [.. w, x] : w, velocity = new double[state.Length];
        flow.Velocity(0, state, velocity);
        double[] expected = OverAll(w, sites, states, beta, theta);

        // The series of the double well leaves 1e-10 or less, that of tanh 1e-13; so do the sums over h.
        double tolerance = theta is null ? 1e-12 : 1e-9;
        for (int k = 0; k < state.Length; k++)
            Assert.Equal(expected[k], velocity[k], tolerance);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.7)]
    [InlineData(-0.9)]
    public void It_climbs_the_likelihood(double? theta)
    {
        PottsPopulationFlow flow = new(7, 4, 1.1, theta is not null);
        double[] w = Weights(7, 4), state = theta is double x ? [.. w, x] : w, velocity = new double[state.Length];
        flow.Velocity(0, state, velocity);
        for (int k = 0; k < state.Length; k += k + 5 < 28 ? 5 : 1)
        {
            // Within the gauge: Σ_v of the change is 0.
            double[] change = new double[state.Length];
            for (int v = 0; k < 28 && v < 4; v++)
                change[(k / 4 * 4) + v] = (v == k % 4 ? 1 : 0) - 0.25;
            if (k == 28)
                change[k] = 1;
            const double Step = 1e-4;
            double up = flow.LogLikelihood([.. state.Zip(change, (a, b) => a + (Step * b))]);
            double down = flow.LogLikelihood([.. state.Zip(change, (a, b) => a - (Step * b))]);

            // Step² times a third derivative of order one to ten.
            Assert.Equal(velocity[k], (up - down) / (2 * Step), 1e-7);
        }
    }

    [Fact]
    public void Turning_and_moving_the_weights_turns_and_moves_the_velocity()
    {
        const int Sites = 7, States = 5;
        PottsPopulationFlow flow = new(Sites, States, 1.3, doubleWell: true);
        double[] w = Weights(Sites, States), there = new double[w.Length];
        for (int i = 0; i < Sites; i++)
        {
            for (int v = 0; v < States; v++)
                there[((i + 3) % Sites * States) + ((v + 2) % States)] = w[(i * States) + v];
        }

        double[] velocity = new double[w.Length + 1], moved = new double[w.Length + 1];
        flow.Velocity(0, [.. w, 0.4], velocity);
        flow.Velocity(0, [.. there, 0.4], moved);
        for (int i = 0; i < Sites; i++)
        {
            for (int v = 0; v < States; v++)
            {
                Assert.Equal(velocity[(i * States) + v],
                    moved[((i + 3) % Sites * States) + ((v + 2) % States)], 1e-13); // roundings
            }
        }

        Assert.Equal(velocity[^1], moved[^1], 1e-12);
    }

    [Fact]
    public void Small_weights_grow_as_the_linear_flow_says()
    {
        // ẇ = ((1 − 1/P) Λ_{0,1} − 1)/P w on the mode (k, p) = (0, 1); what is left out is of the third order.
        const int Sites = 9, States = 6;
        double[] w = [.. Enumerable.Range(0, Sites * States).Select(k => 1e-4 * Math.Cos(2 * Math.PI * k / States))];
        double[] velocity = new double[w.Length];
        new PottsPopulationFlow(Sites, States, 1, doubleWell: false).Velocity(0, w, velocity);
        double top = Theory.Populations.PottsRing.Xy(Sites, States, 1).Eigenvalue(0, 1);
        double rate = (((1 - (1.0 / States)) * top) - 1) / States;
        for (int k = 0; k < w.Length; k++)
            Assert.Equal(rate * w[k], velocity[k], 1e-10); // N³ (1e-4)³
    }

    /// <summary>The same by summing all colours, and h by Simpson's rule where it is real.</summary>
    private static double[] OverAll(double[] w, int sites, int states, double beta, double? theta)
    {
        (double Value, double Weight)[] law = theta is double x ? [.. Simpson(x)] : [(1, 1), (-1, 1)];
        double[] data = new double[w.Length + 1], model = new double[w.Length + 1];
        double ofData = 0, ofModel = 0;
        int[] v = new int[sites];
        for (int code = 0; code < (int)Math.Round(Math.Pow(states, sites)); code++)
        {
            for (int i = 0, rest = code; i < sites; i++, rest /= states)
                v[i] = rest % states;
            double input = v.Select((colour, i) => w[(i * states) + colour]).Sum();
            double sum = 0, first = 0, magnitude = 0;
            foreach ((double h, double weight) in law)
            {
                double p = weight * Math.Exp(h * input);
                (sum, first, magnitude) = (sum + p, first + (p * h), magnitude + (p * Math.Abs(h)));
            }

            double energy = v.Select((colour, i) => Math.Cos(2 * Math.PI * (colour - v[(i + 1) % sites]) / states)).Sum();
            double often = Math.Exp(beta * energy);
            ofData += often;
            ofModel += sum;
            data[^1] -= often * magnitude / sum;
            model[^1] -= magnitude;
            for (int i = 0; i < sites; i++)
            {
                data[(i * states) + v[i]] += often * first / sum;
                model[(i * states) + v[i]] += first;
            }
        }

        double[] velocity = [.. data.Zip(model, (d, m) => (d / ofData) - (m / ofModel))];
        for (int i = 0; i < w.Length; i += states)
        {
            double mean = velocity.Skip(i).Take(states).Average();
            for (int c = 0; c < states; c++)
                velocity[i + c] -= mean;
        }

        return velocity;
    }

    private static IEnumerable<(double Value, double Weight)> Simpson(double theta)
    {
        // To either side of the kink; e^{−h²/2 + 5h} is below 1e-16 of its maximum at the end. Step⁴/180 is 2e-13.
        const int Steps = 6000;
        const double End = 15;
        foreach (int sign in (int[])[1, -1])
        {
            for (int n = 0; n <= Steps; n++)
            {
                double h = n * End / Steps, weight = n is 0 or Steps ? 1 : n % 2 == 1 ? 4 : 2;
                yield return (sign * h, weight * End / (3 * Steps) * Math.Exp((-0.5 * h * h) - (theta * h)));
            }
        }
    }
}
