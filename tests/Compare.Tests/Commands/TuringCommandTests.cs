using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Tests.Commands;

public class TuringCommandTests
{
    [Theory]
    [InlineData(8, true)]
    [InlineData(9.5, false)]
    [InlineData(1.1, false)]
    [InlineData(100, false)]
    public void The_uniform_state_is_printed_to_the_last_bit(double length, bool stable)
    {
        Reply reply = Rbm.Run("theory", "turing", "--length", $"{length}", "--json");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        using JsonDocument json = JsonDocument.Parse(reply.Output);
        TuringInstability uniform = new(length);
        Assert.Equal(
            [
                ("length", length), ("weight", uniform.Weight), ("b", uniform.Repressor),
                ("activatorOnActivator", uniform.ActivatorOnActivator),
                ("repressorOnActivator", uniform.RepressorOnActivator),
                ("activatorOnRepressor", uniform.ActivatorOnRepressor),
                ("repressorOnRepressor", uniform.RepressorOnRepressor), ("trace", uniform.Trace),
                ("determinant", uniform.Determinant), ("unstableModes", uniform.UnstableModes),
                ("lowerLength", TuringInstability.LowerLength), ("upperLength", TuringInstability.UpperLength),
            ],
            json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number)
                .Select(p => (p.Name, p.Value.GetDouble())));
        Assert.Equal(stable, json.RootElement.GetProperty("stable").GetBoolean());
        Assert.Equal(
            Enumerable.Range(0, 9).Select(uniform.GrowthRate),
            json.RootElement.GetProperty("growthRates").EnumerateArray().Select(e => e.GetDouble()));

        string table = Rbm.Run("theory", "turing", "--length", $"{length}").Output;
        double[] shown = [uniform.Weight, uniform.ActivatorOnRepressor, uniform.Determinant, uniform.GrowthRate(8), uniform.UnstableModes];
        foreach (double number in shown)
            Assert.Contains($"{number:R}", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_without_a_uniform_state_is_refused()
    {
        Reply reply = Rbm.Run("theory", "turing", "--length", "1");
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains("--length = 1, but it should be a number in (1, ", Assert.Single(reply.ErrorLines),
            StringComparison.Ordinal);
    }
}
