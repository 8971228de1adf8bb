using RbmTheory.Theory.Exact;

namespace RbmTheory.Theory.Tests.Exact;

public class DerivationsTests
{
    public static TheoryData<string> Names => [.. Derivations.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_step_of_every_derivation_holds(string name)
    {
        Derivation derivation = Derivations.Find(name);
        Assert.Equal(name, derivation.Name);
        Assert.NotEmpty(derivation.Steps);
        Assert.All(derivation.Steps, step => Assert.True(step.Holds, $"{name} {step.Equation}: {step.Statement}"));
        Assert.True(derivation.Holds);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_derivation_prints_all_of_its_steps_as_text_and_as_latex(string name)
    {
        Derivation derivation = Derivations.Find(name);
        string text = derivation.ToPlainText(), latex = derivation.ToLatex();
        Assert.All(derivation.Steps, step => Assert.Contains(step.Statement, text, StringComparison.Ordinal));
        Assert.All(derivation.Steps, step => Assert.Contains(step.Latex, latex, StringComparison.Ordinal));
        Assert.DoesNotContain("FAILS", text, StringComparison.Ordinal);
        Assert.Equal(latex.Count(c => c == '{'), latex.Count(c => c == '}'));
        Assert.Equal(derivation.Steps.Count + 1, text.Count(c => c == '\n'));
    }

    [Fact]
    public void A_step_that_fails_says_so()
    {
        var derivation = new Derivation("x", "title",
            [new("(1)", "1 = 1", "1 = 1", true), new("(2)", "1 = 2", "1 = 2", false)]);
        Assert.False(derivation.Holds);
        Assert.Contains("FAILS  (2)", derivation.ToPlainText(), StringComparison.Ordinal);
        Assert.Contains("holds  (1)", derivation.ToPlainText(), StringComparison.Ordinal);
        Assert.Contains("(2), FAILS", derivation.ToLatex(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_names_are_refused_with_the_known_ones()
        => Samples.IsRefused(
            "name = 99, but it should be one of 33, 36, 37, 48, 50-51, three-units, sech, 47, stability, turing",
            () => Derivations.Find("99"));
}
