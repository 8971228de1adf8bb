using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.Errata;
using RbmTheory.Theory.Exact;

namespace RbmTheory.Compare.Tests.Commands;

/// <summary>The two verbs that check what the sources print: derivations, and errata.</summary>
public class DeriveCommandTests
{
    public static TheoryData<string> Names => [.. Derivations.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_derivation_holds_in_plain_text_LaTeX_and_JSON(string name)
    {
        Derivation derivation = Derivations.Find(name);
        Assert.True(derivation.Holds);

        string plain = Print(name);
        Assert.Equal(derivation.ToPlainText(), plain);
        Assert.DoesNotContain("FAILS", plain, StringComparison.Ordinal);
        Assert.Equal(derivation.Steps.Count + 1, plain.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(derivation.ToLatex(), Print(name, "--latex"));

        using JsonDocument json = JsonDocument.Parse(Print(name, "--json"));
        Assert.Equal(name, json.RootElement.GetProperty("name").GetString());
        Assert.True(json.RootElement.GetProperty("holds").GetBoolean());
        Assert.Equal(
            derivation.Steps,
            json.RootElement.GetProperty("steps").EnumerateArray().Select(step => new DerivationStep(
                step.GetProperty("equation").GetString()!, step.GetProperty("statement").GetString()!,
                step.GetProperty("latex").GetString()!, step.GetProperty("holds").GetBoolean())));
    }

    [Theory]
    [InlineData("99")]
    [InlineData("Sech")]
    [InlineData("")]
    public void An_unknown_name_is_refused(string name)
    {
        Reply reply = Rbm.Run("theory", "derive", name);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.StartsWith($"rbm: name = {name}, but it should be one of 33, ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_erratum_is_shown()
    {
        Reply reply = Rbm.Run("theory", "errata", "--json");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        using JsonDocument json = JsonDocument.Parse(reply.Output);
        JsonElement[] errata = [.. json.RootElement.EnumerateArray()];
        Assert.Equal(41, errata.Length);
        Assert.Equal(
            Erratum.All.Select(e => (e.Source, e.Printed, e.Corrected, e.HowShown)),
            errata.Select(e => (Text(e, "source"), Text(e, "printed"), Text(e, "corrected"), Text(e, "howShown"))));
        Assert.All(errata, e =>
        {
            Assert.True(e.GetProperty("printedFails").GetBoolean());
            Assert.True(e.GetProperty("correctedHolds").GetBoolean());
            double bound = e.GetProperty("bound").GetDouble();
            Assert.True(e.GetProperty("printedDeviation").GetDouble() > bound);
            Assert.True(e.GetProperty("correctedDeviation").GetDouble() <= bound);
        });
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string Print(params string[] words)
    {
        Reply reply = Rbm.Run(["theory", "derive", .. words]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return reply.Output;
    }
}
