using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.Integration;

public class SteadyStateTests
{
    [Fact]
    public void Plain_Newton_finds_the_uniform_state()
    {
        // 2w + w³ − Nw³ = 0: w = √(2/(N − 1)), the lattice's (A2) with L = N.
        const int sites = 7;
        double[] start = [.. Enumerable.Repeat(0.5, sites)];
        SteadyStateResult result = SteadyState.Find(new SmallBetaFlow(sites), start, []);
        Assert.True(result.Converged);
        Assert.Empty(result.PinningForces);
        Assert.All(result.State, w => Assert.Equal(Math.Sqrt(2.0 / (sites - 1)), w, 1e-12));

        // About it J = A + (3w² − Nw²)δ − 2w²: the mode k has 2cos(2πk/N) + (3 − N)w² − 2Nw² δ_k0.
        double square = 2.0 / (sites - 1);
        double[] expected = [.. Enumerable.Range(0, sites).Select(k =>
            (2 * Math.Cos(2 * Math.PI * k / sites)) + ((3 - sites) * square) - (k == 0 ? 2 * sites * square : 0))
            .OrderDescending()];
        Assert.Equal(0, Samples.MaxDifference(expected, result.Eigenvalues()), 1e-12);
    }

    [Fact]
    public void Off_centre_bump_keeps_its_place_and_tells_the_force_that_pins_it()
    {
        const int sites = 53;
        var flow = new SmallBetaFlow(sites);
        SteadyStateResult At(double centre)
        {
            double[] start = [.. Enumerable.Range(0, sites).Select(i => SechProfile.Stable.Value(i - centre))];
            return SteadyState.Find(flow, start, [NeutralModes.Translation(start, sites)]);
        }

        // The stable place is the site 26: the flow brings a bump at 25.75 to the right, dw/dt ∝ −dw/di, one at 26.25
        // left.
        SteadyStateResult left = At(25.75), right = At(26.25), centre = At(26);
        Assert.True(left.Converged && right.Converged && centre.Converged);
        Assert.True(left.PinningForces[0] < -1e-4);
        Assert.Equal(-left.PinningForces[0], right.PinningForces[0], 1e-10);
        Assert.Equal(0, centre.PinningForces[0], 1e-12);
        Assert.InRange(centre.Residual, 0, 1e-12);
        Assert.True(left.Residual > 1e-5, "a pinned bump is not steady");
    }

    [Fact]
    public void Rotation_of_two_units_is_an_exact_zero_of_the_spectrum()
    {
        const int sites = 31;
        var flow = new SmallBetaFlow(sites, 2);
        double[] start = [.. LatticeBump.SiteCentred(sites).Weights, .. new double[sites]];
        double[] rotation = NeutralModes.Rotation(start, sites, 0, 1);
        SteadyStateResult result = SteadyState.Find(flow, start, [NeutralModes.Translation(start, sites), rotation]);
        Assert.True(result.Converged);
        Assert.Equal(2, result.PinningForces.Length);
        // 62 numbers below 5, rounded: the eigenvalues are off by some 62·5·1e-16.
        Assert.Contains(result.Eigenvalues(), value => Math.Abs(value) < 1e-12);
        Assert.Equal(start[..sites], rotation[sites..]);
    }

    [Fact]
    public void What_does_not_converge_says_so_and_stays_finite()
    {
        SteadyStateResult result = SteadyState.Find(
            new SmallBetaFlow(7), Samples.Fixed(7, 3, 1e150), [], tolerance: 1e-12, maximumIterations: 3);
        Assert.False(result.Converged);
        Assert.All(result.State, w => Assert.True(double.IsFinite(w)));
    }

    [Fact]
    public void Newton_that_runs_away_is_stopped_at_the_last_state_in_bounds()
    {
        // For uniform w, F = 2w − (N − 1)w³ has its maximum at w² = 2/3(N − 1): beside it Newton's step is huge.
        const int sites = 7;
        double inflection = Math.Sqrt(2.0 / (3 * (sites - 1)));
        double[] start = [.. Enumerable.Repeat(inflection + 1e-4, sites)];
        SteadyStateResult result = SteadyState.Find(new SmallBetaFlow(sites), start, []);
        Assert.False(result.Converged);
        Assert.Equal(start, result.State);
        Assert.Equal(0, result.Iterations);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var flow = new SmallBetaFlow(5);
        Samples.IsRefused("start.Length = 4, but it should be exactly 5", () => SteadyState.Find(flow, new double[4], []));
        Samples.IsRefused(
            "norm of a neutral mode = 0, but it should be a finite number > 0",
            () => SteadyState.Find(flow, new double[5], [new double[5]]));
        Samples.IsRefused(
            "state.Length = 7, but it should be a positive multiple of sites = 5",
            () => NeutralModes.Translation(new double[7], 5));
        Samples.IsRefused(
            "second = 1, but it should be another unit than first = 1",
            () => NeutralModes.Rotation(new double[10], 5, 1, 1));
    }
}
