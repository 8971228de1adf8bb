using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Tests.Commands;

public class TheoryCommandTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(41)]
    [InlineData(9)]
    public void Bumps_are_printed_to_the_last_bit(int sites)
    {
        Reply reply = Rbm.Run("theory", "bump", "--sites", $"{sites}", "--json");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        using JsonDocument json = JsonDocument.Parse(reply.Output);
        Assert.Equal(["siteCentred", "bondCentred"], json.RootElement.EnumerateObject().Select(p => p.Name));
        AreEqual(LatticeBump.SiteCentred(sites), json.RootElement.GetProperty("siteCentred"));
        AreEqual(LatticeBump.BondCentred(sites), json.RootElement.GetProperty("bondCentred"));
    }

    [Fact]
    public void A_hundred_sites_are_the_default()
        => Assert.Equal(Rbm.Run("theory", "bump", "--sites", "100", "--json").Output, Rbm.Run("theory", "bump", "--json").Output);

    [Fact]
    public void The_table_shows_the_same_numbers()
    {
        string table = Rbm.Run("theory", "bump", "--sites", "41").Output;
        foreach (LatticeBump bump in (LatticeBump[])[LatticeBump.SiteCentred(41), LatticeBump.BondCentred(41)])
        {
            foreach (double number in (double[])[bump.Max, bump.Sum, bump.SumSquares, bump.Energy, bump.Eigenvalues[0]])
                Assert.Contains($"{number:R}", table, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_linear_flow_stops_before_its_weights_overflow()
    {
        // At β = 1 the top mode grows as e^{6.39 t}, from about 0.01 or, along a single site, ten times less; the bound is 1e6:
        // t = ln(1e8)/6.39 = 2.9 to ln(1e9)/6.39 = 3.3, and a little more where its share of the noise is small.
        Reply reply = Rbm.Run("theory", "flow", "linear", "--beta", "1", "--time", "1000", "--json");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        using JsonDocument json = JsonDocument.Parse(reply.Output);
        Assert.Equal("BlowUp", json.RootElement.GetProperty("reason").GetString());
        Assert.InRange(json.RootElement.GetProperty("time").GetDouble(), 2.9, 3.6);
        Assert.All(
            json.RootElement.GetProperty("state").EnumerateArray(), w => Assert.True(double.IsFinite(w.GetDouble())));
    }

    private static void AreEqual(LatticeBump bump, JsonElement json)
    {
        Assert.Equal(["max", "sum", "sumSquares", "fwhm", "energy", "eigenvalues"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(bump.Max, json.GetProperty("max").GetDouble());
        Assert.Equal(bump.Sum, json.GetProperty("sum").GetDouble());
        Assert.Equal(bump.SumSquares, json.GetProperty("sumSquares").GetDouble());
        Assert.Equal(bump.Energy, json.GetProperty("energy").GetDouble());
        Assert.Equal(bump.Eigenvalues, json.GetProperty("eigenvalues").EnumerateArray().Select(e => e.GetDouble()));
        // The width is no number of the bump itself. Where n sites are above half of the maximum, its two sides stand
        // between the last of them and the next.
        double width = json.GetProperty("fwhm").GetDouble();
        Assert.Equal(ReceptiveField.Measure(bump.Weights).FullWidthHalfMaximum, width);
        int above = bump.Weights.Count(w => w > bump.Max / 2);
        Assert.InRange(width, above - 1, above + 1);
    }
}
