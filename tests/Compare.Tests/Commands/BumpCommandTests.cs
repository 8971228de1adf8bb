using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Tests.Commands;

/// <summary>
/// The bumps of the exact flow and of the continuum; those of small β are in <see cref="TheoryCommandTests"/>.
/// </summary>
public class BumpCommandTests
{
    [Fact]
    public void Bumps_of_the_exact_flow_are_printed_to_the_last_bit()
    {
        using JsonDocument json = Json("--sites", "41", "--beta", "0.7");
        Assert.Equal(["siteCentred", "bondCentred"], json.RootElement.EnumerateObject().Select(p => p.Name));
        AreEqual(PopulationBump.SiteCentred(41, 0.7), json.RootElement.GetProperty("siteCentred"));
        AreEqual(PopulationBump.BondCentred(41, 0.7), json.RootElement.GetProperty("bondCentred"));
    }

    [Fact]
    public void A_spectrum_that_takes_seconds_is_interrupted()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Equal(130, Rbm.Run(["theory", "bump", "--length", "479"], stop.Token).Code);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(20)]
    public void The_bump_of_the_continuum_is_printed_to_the_last_bit(double length)
    {
        using JsonDocument json = Json("--length", $"{length}");
        DnBump bump = DnBump.Stable(length);
        Assert.Equal(
            [
                ("length", length), ("max", bump.Amplitude), ("min", bump.Minimum), ("b", bump.Repressor),
                ("kappa", bump.Kappa), ("energy", bump.Energy),
            ],
            json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number)
                .Select(p => (p.Name, p.Value.GetDouble())));
        Assert.Equal(new RingBumpSpectrum(bump).All, Numbers(json.RootElement.GetProperty("eigenvalues")));

        string table = Rbm.Run("theory", "bump", "--length", $"{length}").Output;
        double[] shown = [bump.Amplitude, bump.Repressor, bump.Energy, new RingBumpSpectrum(bump).All[3]];
        foreach (double number in shown)
            Assert.Contains($"{number:R}", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--length 20 --beta 1", "--length = 20", "without --sites and --beta")]
    [InlineData("--length 20 --sites 100", "--length = 20", "without --sites and --beta")]
    [InlineData("--length 8.74", "--length = 8.74", "above 8.74041")]
    [InlineData("--length 1", "--length = 1", "a number in (1, 479]")]
    [InlineData("--length 480", "--length = 480", "a number in (1, 479]")]
    [InlineData("--length NaN", "--length = NaN", "a number in (1, 479]")]
    [InlineData("--beta 0", "--beta = 0", "a number in (0, 10]")]
    [InlineData("--beta 10 --sites 9", "--beta = 10", "there is no bump")]
    public void What_has_no_bump_is_refused(string options, string named, string allowed)
    {
        Reply reply = Rbm.Run(["theory", "bump", .. options.Split(' ')]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
    }

    private static void AreEqual(PopulationBump bump, JsonElement json)
    {
        Assert.Equal(
            [
                ("max", bump.Max), ("sum", bump.Sum), ("sumSquares", bump.SumSquares),
                ("fwhm", ReceptiveField.Measure(bump.Weights).FullWidthHalfMaximum), ("energy", -bump.LogLikelihood),
            ],
            json.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number)
                .Select(p => (p.Name, p.Value.GetDouble())));
        Assert.Equal(bump.Eigenvalues, Numbers(json.GetProperty("eigenvalues")));
    }

    private static JsonDocument Json(params string[] options)
    {
        Reply reply = Rbm.Run(["theory", "bump", .. options, "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return JsonDocument.Parse(reply.Output);
    }

    private static IEnumerable<double> Numbers(JsonElement array) => array.EnumerateArray().Select(e => e.GetDouble());
}
