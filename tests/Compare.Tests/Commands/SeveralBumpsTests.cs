using System.Text.Json;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

/// <summary>What <c>theory bump --units</c>, <c>barrier</c> and <c>repulsion</c> print, held to equations and limits
/// written down here.</summary>
public class SeveralBumpsTests
{
    private static readonly double Kappa = 2 - Math.Sqrt(2);

    [Theory]
    [InlineData(60, 2)]
    [InlineData(75, 3)]
    public void Several_bumps_are_steady_and_far_apart_weigh_as_many_times_one(int sites, int units)
    {
        JsonElement bumps = Json("bump", "--sites", $"{sites}", "--units", $"{units}");
        double[][] w = [.. bumps.GetProperty("weights").EnumerateArray().Select(Numbers)];
        Assert.Equal((units, sites), (w.Length, w[0].Length));

        // (50)-(51) for M units, term by term; Newton's method leaves 1e-12.
        double Overlap(int mu, int nu) => Enumerable.Range(0, sites).Sum(k => w[mu][k] * w[nu][k]);
        for (int mu = 0; mu < units; mu++)
        {
            for (int i = 0; i < sites; i++)
            {
                double velocity = w[mu][(i + 1) % sites] + w[mu][(i + sites - 1) % sites]
                    + w[mu][i] * Enumerable.Range(0, units).Sum(nu => w[nu][i] * w[nu][i])
                    - Enumerable.Range(0, units).Sum(nu => w[nu][i] * Overlap(nu, mu));
                Assert.Equal(0, velocity, 1e-11);
            }
        }

        // Far from each other they do not feel each other: tails fall as e^{−0.62 d}, and the energy as their square,
        // e^{−1.24·25} = 3e-14 at the least distance here.
        double one = Json("bump", "--sites", $"{sites}").GetProperty("siteCentred").GetProperty("energy").GetDouble();
        Assert.Equal(units * one, bumps.GetProperty("energy").GetDouble(), 1e-9);
        Assert.All(Numbers(bumps.GetProperty("separations")), d => Assert.Equal((double)sites / units, d, 1e-5));
        double[] eigenvalues = Numbers(bumps.GetProperty("eigenvalues"));
        Assert.Equal(units * (units - 1) / 2, eigenvalues.Count(value => Math.Abs(value) < 1e-10));
    }

    [Fact]
    public void Bumps_that_start_near_each_other_move_apart_until_the_lattice_pins_them()
    {
        JsonElement bumps = Json("bump", "--sites", "60", "--units", "2", "--separation", "1");
        Assert.InRange(Assert.Single(Numbers(bumps.GetProperty("separations"))), 5, 9);
        string table = Rbm.Run("theory", "bump", "--sites", "60", "--units", "2", "--separation", "1").Output;
        Assert.Contains($"{bumps.GetProperty("energy").GetDouble():R}", table, StringComparison.Ordinal);
        Assert.All(Numbers(bumps.GetProperty("centres")), c => Assert.Contains($"{c:R}", table, StringComparison.Ordinal));
    }

    [Fact]
    public void The_barrier_is_the_difference_of_two_energies_and_the_work_against_the_force()
    {
        const int points = 41;
        JsonElement barrier = Json("barrier", "--sites", "47", "--points", $"{points}"), bumps = Json("bump", "--sites", "47");
        double height = barrier.GetProperty("height").GetDouble();
        double EnergyOf(string name) => bumps.GetProperty(name).GetProperty("energy").GetDouble();
        Assert.Equal(EnergyOf("bondCentred") - EnergyOf("siteCentred"), height, 1e-13);

        // Simpson's rule for a force that is nearly a sine: (π/40)⁴/180 = 2e-7 of the work.
        double[] forces = Numbers(barrier.GetProperty("forces"));
        double step = barrier.GetProperty("length").GetDouble() / (points - 1);
        double work = -step / 3 * forces.Select((force, k) => force * (k is 0 or points - 1 ? 1 : k % 2 == 1 ? 4 : 2)).Sum();
        Assert.Equal(1, work / height, 1e-5);
        double[] places = Numbers(barrier.GetProperty("displacements"));
        Assert.Equal((points, 0.5), (places.Length, Math.Round(places[^1], 9)));

        string table = Rbm.Run("theory", "barrier", "--sites", "47", "--points", $"{points}").Output;
        Assert.Contains($"{height:R}", table, StringComparison.Ordinal);
        Assert.All(forces, force => Assert.Contains($"{force:R}", table, StringComparison.Ordinal));
    }

    [Fact]
    public void Far_bumps_repel_by_the_formula_and_the_distance_follows_its_equation()
    {
        JsonElement far = Json("repulsion", "--separation", "12", "--time", "1e6");
        double Of(string name) => far.GetProperty(name).GetDouble();
        static double Rate(double d) => 24 * Math.Sqrt(2) * Kappa * Math.Exp(-2 * Kappa * d);
        Assert.Equal(1, Of("rate") / Rate(12), 1e-13);

        // dd/dt = Rate(d) by the midpoint rule in log t, whose 2000 steps of 0.8 % of t are off by some 1e-5.
        double distance = 12, time = 1;
        double growth = Math.Pow(1e6, 1 / 2000.0);
        distance += Rate(distance);
        for (int step = 0; step < 2000; step++)
        {
            double length = time * (growth - 1);
            distance += length * Rate(distance + (length / 2 * Rate(distance)));
            time *= growth;
        }

        Assert.Equal(distance, Of("separationAfter"), 1e-4);

        // The correction is of order (κd)² e^{−2κd}: 7² × 8e-7 = 4e-5 at 12, and 17 times more at 9.
        double near = Json("repulsion", "--separation", "9").GetProperty("measuredRateOverFormula").GetDouble();
        double farRatio = Of("measuredRateOverFormula");
        Assert.InRange(1 - farRatio, 1e-5, 1e-3);
        Assert.InRange((1 - near) / (1 - farRatio), 10, 30);
        string table = Rbm.Run("theory", "repulsion", "--separation", "12", "--time", "1e6").Output;
        Assert.Contains($"{Of("separationAfter"):R}", table, StringComparison.Ordinal);
        Assert.Contains($"{farRatio:R}", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bump --units 0", "--units = 0", "a whole number in [1, 10]")]
    [InlineData("bump --units 3 --beta 1", "--units = 3", "without --beta and --length")]
    [InlineData("bump --units 3 --length 20", "--units = 3", "without --beta and --length")]
    [InlineData("bump --separation 5", "--separation = 5", "with --units of at least 2")]
    [InlineData("bump --units 4 --sites 20", "--units = 4", "with --sites = 20 it should be at most 3")]
    [InlineData("bump --units 2 --sites 11", "--units = 2", "--sites in [12, 500]")]
    [InlineData("bump --units 2 --separation 51", "--separation = 51", "at most 50")]
    [InlineData("barrier --sites 8", "--sites = 8", "a whole number in [9, 500]")]
    [InlineData("barrier --points 2", "--points = 2", "a whole number in [3, 101]")]
    [InlineData("repulsion --separation 4", "--separation = 4", "a number in (4, 16]")]
    [InlineData("repulsion --time 0", "--time = 0", "a number in (0, 1000000000000]")]
    public void What_is_out_of_range_is_named_in_one_line(string options, string named, string allowed)
    {
        Reply reply = Rbm.Run(["theory", .. options.Split(' ')]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
    }

    private static JsonElement Json(params string[] words)
    {
        Reply reply = Rbm.Run(["theory", .. words, "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return JsonDocument.Parse(reply.Output).RootElement;
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
