using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Tests.Observables;

public class ModeMagnetisationTests
{
    [Fact]
    public void Order_parameters_are_those_of_the_enumerated_machine()
    {
        // Ten and seven units in a field: one state. Chains of so few units forget within some sweeps: 64 × 4000 of them
        // leave an error of at most 1/√(256,000/20) = 0.009 of a number of variance 1, and of y² of twice that.
        SpikedMachine spiked = SpikedMachine.Draw(10, 7, [0.8], 0.5, 3, field: 0.3);
        Exact exact = Exact.Of(spiked);
        ModeMagnetisation found = ModeMagnetisation.Measure(spiked, new(64, 50, 4000, FixesSign: false), 5);
        Assert.Equal(exact.Y / spiked.RootLength, found.Visible, 0.02);
        Assert.Equal(exact.Z / spiked.RootLength, found.Hidden, 0.02);
        Assert.Equal(exact.Q, found.VisibleOverlap, 0.02);
        Assert.Equal(exact.QBar, found.HiddenOverlap, 0.02);
        Assert.Equal(exact.YY, found.VisibleSquare, 0.04);
        Assert.Equal(exact.ZZ, found.HiddenSquare, 0.04);
        Assert.Equal(exact.YZ, found.Product, 0.04);
        // Of an ergodic chain both halves have the means of the machine.
        Assert.Equal(exact.Q, found.Frozen, 0.02);
        Assert.True(exact.Q > 0.1 && exact.Y > 0.3);
    }

    [Fact]
    public void Without_fields_the_sign_of_every_sweep_tells_two_states_apart()
    {
        SpikedMachine spiked = SpikedMachine.Draw(60, 40, [2], 0.2, 4);
        ModeMagnetisation one = ModeMagnetisation.Measure(spiked, new(64, 50, 300), 6);
        ModeMagnetisation both = ModeMagnetisation.Measure(spiked, new(64, 50, 300, FixesSign: false), 6);
        Assert.True(one.Visible > 0.4);
        // Chains from coins come to either state: 64 signs have a mean of 1/8.
        Assert.InRange(Math.Abs(both.Visible), 0, 0.6 * one.Visible);
        Assert.Equal(one.VisibleSquare, both.VisibleSquare);
        Assert.Equal(one.Product, both.Product);
    }

    [Fact]
    public void Chains_that_start_along_the_mode_are_along_it_from_the_first_sweep_on()
    {
        SpikedMachine spiked = SpikedMachine.Draw(400, 300, [3], 0, 5);
        ModeMagnetisation found = ModeMagnetisation.Measure(spiked, new(2, 0, 2, AlongMode: true, FixesSign: false), 7);
        Assert.True(found.Visible > 0.3 && found.Hidden > 0.3 && found.Frozen > 0.2);
    }

    [Fact]
    public void Weights_are_modes_and_noise_of_their_strengths()
    {
        const int sites = 90, hidden = 40;
        double rootLength = Math.Pow(sites * hidden, 0.25);
        SpikedMachine both = SpikedMachine.Draw(sites, hidden, [1.5, 0.7], 0.3, 8);
        SpikedMachine modes = SpikedMachine.Draw(sites, hidden, [1.5, 0.7], 0, 8, field: -0.2);
        double square = 0;
        for (int mu = 0; mu < hidden; mu++)
        {
            for (int i = 0; i < sites; i++)
            {
                double expected = 1.5 * both.VisibleModes[0][i] * both.HiddenModes[0][mu]
                    + 0.7 * both.VisibleModes[1][i] * both.HiddenModes[1][mu];
                Assert.Equal(expected, modes.Machine.FieldOf(mu)[i], 1e-6);
                square += Math.Pow(both.Machine.FieldOf(mu)[i] - expected, 2);
            }
        }

        // The mean of 3600 squares has a relative deviation of √(2/3600) = 0.024.
        Assert.Equal(0.09 / (rootLength * rootLength), square / (sites * hidden), 0.1 * 0.09 / (rootLength * rootLength));
        Assert.All(both.VisibleModes.Concat(both.HiddenModes), mode => Assert.Equal(1, mode.Sum(x => x * x), 1e-12));
        Assert.Empty(both.Machine.Parameters.VisibleFields);
        Assert.Equal(-0.2 * rootLength * modes.VisibleModes[0][3], modes.Machine.Parameters.VisibleFields[3], 1e-6);
        Assert.Equal(rootLength, modes.RootLength, 1e-12);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        SpikedMachine spiked = SpikedMachine.Draw(5, 4, [1], 1, 1);
        IsRefused("sigma = -1, but it should be a finite number >= 0", () => SpikedMachine.Draw(5, 4, [1], -1, 1));
        IsRefused("spikes.Count = 0, but it should be at least 1", () => SpikedMachine.Draw(5, 4, [], 1, 1));
        IsRefused("chains = 3, but it should be even", () => ModeMagnetisation.Measure(spiked, new(3, 1, 1), 1));
        IsRefused("plan.Sweeps = 1, but it should be at least 2", () => ModeMagnetisation.Measure(spiked, new(2, 1, 1), 1));
    }

    private static void IsRefused(string expected, Action act)
        => Assert.Equal(expected, Assert.ThrowsAny<ArgumentException>(act).Message);

    /// <summary>All states of both layers.</summary>
    private sealed record Exact(double Y, double Z, double Q, double QBar, double YY, double ZZ, double YZ)
    {
        public static Exact Of(SpikedMachine spiked)
        {
            Rbm machine = spiked.Machine;
            int n = machine.Sites, m = machine.Hidden;
            double partition = 0, yy = 0, zz = 0, yz = 0;
            double[] s = new double[n], tau = new double[m], meanS = new double[n], meanTau = new double[m];
            for (int state = 0; state < 1 << (n + m); state++)
            {
                double energy = 0, y = 0, z = 0;
                for (int i = 0; i < n; i++)
                    s[i] = (state >> i & 1) * 2 - 1;
                for (int a = 0; a < m; a++)
                    tau[a] = (state >> (n + a) & 1) * 2 - 1;
                for (int i = 0; i < n; i++)
                {
                    energy += machine.Parameters.VisibleFields[i] * s[i];
                    y += s[i] * spiked.VisibleModes[0][i];
                    for (int a = 0; a < m; a++)
                        energy += machine.FieldOf(a)[i] * s[i] * tau[a];
                }

                for (int a = 0; a < m; a++)
                    z += tau[a] * spiked.HiddenModes[0][a];
                double weight = Math.Exp(energy);
                partition += weight;
                yy += weight * y * y;
                zz += weight * z * z;
                yz += weight * y * z;
                for (int i = 0; i < n; i++)
                    meanS[i] += weight * s[i];
                for (int a = 0; a < m; a++)
                    meanTau[a] += weight * tau[a];
            }

            return new(meanS.Zip(spiked.VisibleModes[0], (x, u) => x * u).Sum() / partition,
                meanTau.Zip(spiked.HiddenModes[0], (x, v) => x * v).Sum() / partition,
                meanS.Average(x => x * x) / partition / partition, meanTau.Average(x => x * x) / partition / partition,
                yy / partition, zz / partition, yz / partition);
        }
    }
}
