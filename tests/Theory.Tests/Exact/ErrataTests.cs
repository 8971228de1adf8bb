using RbmTheory.Theory.Errata;

namespace RbmTheory.Theory.Tests.Exact;

public class ErrataTests
{
    public static TheoryData<string> Sources => [.. Erratum.All.Select(erratum => erratum.Source)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_printed_form_fails_and_the_corrected_form_holds(string source)
    {
        Erratum erratum = Assert.Single(Erratum.All, candidate => candidate.Source == source);
        ErratumResult result = erratum.Check();
        Console.WriteLine($"{source}: {result}");
        Assert.True(result.PrintedFails, $"{source}, printed: {result}");
        Assert.True(result.CorrectedHolds, $"{source}, corrected: {result}");
    }
}
