using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;

namespace RbmTheory.Compare.Tests.Lab;

public class ProseTests
{
    private const string Text = """
        # Fig. 9  A title

        The width is {width:F1} sites, where the paper has {paper:3.7};
        `E[v²] = 1` by (22) at β = {Beta}.

        Theory: small β (37), M = 1.

        {peak.simulation} of {list:N0}, {less:F2}, w_{i} and x^{2}.
        """;

    [Fact]
    public void Heading_paragraphs_and_theory_are_told_apart()
    {
        Prose prose = Prose.Of(Text);
        Assert.Equal("Fig. 9  A title", prose.Title);
        Assert.Equal("small β (37), M = 1", prose.Equations);
        Assert.Equal(2, prose.Paragraphs.Count);
    }

    [Fact]
    public void Every_value_stands_in_its_place()
    {
        Dictionary<string, object> values = new()
        {
            ["width"] = 13.64,
            ["Beta"] = 0.3,
            ["peak.simulation"] = new Estimate(2.641, 0.0123, 5),
            ["list"] = (int[])[1000, 20],
            ["less"] = -0.456,
        };
        Assert.Equal(
            [
                "The width is 13.6 sites, where the paper has 3.7; E[v²] = 1 by (22) at β = 0.3.",
                "2.641 ± 0.012 of 1,000, 20, −0.46, w_{i} and x^{2}.",
            ],
            Prose.Of(Text).Bind(values.GetValueOrDefault));
    }

    [Fact]
    public void A_name_without_a_value_is_told_and_its_sentence_may_be_left_out()
    {
        Prose prose = Prose.Of("# T\n\nNothing.\n\nIt is {gone}.");
        Assert.Contains("{gone}", Assert.Throws<KeyNotFoundException>(() => prose.Bind(_ => null)).Message, StringComparison.Ordinal);
        Assert.Equal(["Nothing."], prose.TryBind(_ => null));
    }

    [Theory]
    [InlineData("It gains 0.0091 nats in 25 runs.", "0.0091", "25")]
    [InlineData("Some 16 percent at ν = 0.1.", "16", "0.1")]
    [InlineData("See Fig. 3(b), Figs. 9 and 10, (25), (26), equation 37, {fit:F4}, {paper:68}, `w/2`.")]
    [InlineData("The first of 10,000 samples.", "10,000")]
    public void A_number_that_is_not_bound_is_found(string sentence, params string[] numbers)
        => Assert.Equal(numbers, Prose.Of("# T\n\n" + sentence).UnboundNumbers());

    public static TheoryData<string> Experiments
        => [.. Catalogue.Papers.SelectMany(p => p.Of(Preset.Quick).Select(e => $"{p.Name}/{e.Number}"))];

    [Theory]
    [MemberData(nameof(Experiments))]
    public void No_number_is_typed_into_the_text_of_a_figure(string figure)
        => Assert.Empty(Catalogue.Resolve(Preset.Quick, figure).Experiments.Single().Prose.UnboundNumbers());

    [Fact]
    public void No_number_is_typed_into_the_summary_of_a_paper()
        => Assert.All(Catalogue.Papers, p => Assert.Empty(p.Summary!.UnboundNumbers()));
}
