using System.Text.Json;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public class ModesCommandTests
{
    [Fact]
    public void A_mode_that_grows_has_its_weight_time_and_mixing_time()
    {
        // c = 4: x* = ¾, w* = √¾; x₀ = 0.01² x*, x = 0.9² x*; t = [ln(x/x₀) − ¼ ln((x* − x)/(x* − x₀))]/(2 · 3).
        JsonElement json = Json("--signal", "4");
        Assert.Equal(["weight", "time", "mixingTime"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(Math.Sqrt(0.75), Number(json, "weight"), 1e-15);
        double expected = (Math.Log(0.81 / 1e-4) - (0.25 * Math.Log(0.19 / (1 - 1e-4)))) / 6;
        Assert.Equal(expected, Number(json, "time"), 1e-13);
        Assert.Equal(3.5, Number(json, "mixingTime"), 1e-14);

        // Twice σ_v² and C halve the squared weight and the time; σ_h² = 5 divides both by 5.
        JsonElement scaled = Json("--signal", "8", "--visible-variance", "2", "--hidden-variance", "5");
        Assert.Equal(Math.Sqrt(0.75 / 10), Number(scaled, "weight"), 1e-15);
        Assert.Equal(expected / 10, Number(scaled, "time"), 1e-14);
        Assert.Equal(3.5, Number(scaled, "mixingTime"), 1e-14);

        // From ½ w* to 0.6 w*, a part of the way.
        double part = (Math.Log(0.36 / 0.25) - (0.25 * Math.Log((1 - 0.36) / (1 - 0.25)))) / 6;
        Assert.Equal(part, Number(Json("--signal", "4", "--from", "0.5", "--to", "0.6"), "time"), 1e-14);
    }

    [Fact]
    public void Of_short_chains_it_has_the_gain_and_the_rates()
    {
        // k = 1, V_0 = 1: x² + 1 + x = 3 at x = 1; ρ = ⅔, c² = 9: ν_osc = (1 − ρ)/(2ρ 9 (1 + ρ)), ν_c = (1 + ρ²)/(ρ 9
        // (1 − ρ²)).
        JsonElement json = Json("--signal", "3", "--steps", "1");
        Assert.Equal(1, Number(json, "shortRun"), 1e-14);
        Assert.Equal(1.0 / 60, Number(json, "oscillationRate"), 1e-15);
        Assert.Equal(13.0 / 30, Number(json, "criticalRate"), 1e-14);
        // V_0 = 4: 4x² + x + 1 = 3.
        Assert.Equal((Math.Sqrt(33) - 1) / 8, Number(Json("--signal", "3", "--steps", "1", "--start-variance", "4"), "shortRun"), 1e-14);
    }

    [Fact]
    public void Without_signal_above_the_noise_nothing_grows()
    {
        JsonElement json = Json("--signal", "1", "--steps", "3");
        Assert.Equal((0, 0.5, 0), (Number(json, "weight"), Number(json, "mixingTime"), Number(json, "shortRun")));
        foreach (string name in (string[])["time", "oscillationRate", "criticalRate"])
            Assert.Equal(JsonValueKind.Null, json.GetProperty(name).ValueKind);
        Assert.Contains("none: the signal is not above the noise", Rbm.Run("theory", "modes", "--signal", "1").Output,
            StringComparison.Ordinal);
        Assert.Contains("3.5", Rbm.Run("theory", "modes", "--signal", "4").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--signal 0", "--signal = 0, but it should be a number in (1E-06, 1000000]")]
    [InlineData("--signal NaN", "--signal = NaN, but it should be a number in (1E-06, 1000000]")]
    [InlineData("--steps 3", "--signal")]
    [InlineData("--signal 2 --visible-variance -1", "--visible-variance = -1, but it should be a number in (1E-06, 1000000]")]
    [InlineData("--signal 2 --hidden-variance 0", "--hidden-variance = 0, but it should be a number in (1E-06, 1000000]")]
    [InlineData("--signal 2 --to 1", "--to = 1, but it should be a number in (1E-100, 0.999999999]")]
    [InlineData("--signal 2 --from 0", "--from = 0, but it should be a number in (1E-100, 0.999999999]")]
    [InlineData("--signal 2 --from 0.5 --to 0.5", "--from = 0.5, but it should be below --to = 0.5")]
    [InlineData("--signal 2 --steps -1", "--steps = -1, but it should be a whole number in [0, 1000000]")]
    [InlineData("--signal 2 --start-variance 2", "--start-variance = 2, but it should stand with --steps of at least 1")]
    public void What_cannot_be_used_is_named_in_one_line(string options, string message)
    {
        Reply reply = Rbm.Run(["theory", "modes", .. options.Split(' ')]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(message, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--signal 1e6 --visible-variance 1.1e-6 --steps 1000000")]
    [InlineData("--signal 1.0000000000000002 --from 1.1e-100 --to 0.999999999 --steps 1")]
    public void At_the_ends_of_the_ranges_all_numbers_are_finite(string options)
        => Assert.All(Json(options.Split(' ')).EnumerateObject(), p => Assert.True(double.IsFinite(p.Value.GetDouble()), p.Name));

    private static JsonElement Json(params string[] options)
    {
        Reply reply = Rbm.Run(["theory", "modes", .. options, "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return JsonDocument.Parse(reply.Output).RootElement;
    }

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();
}
