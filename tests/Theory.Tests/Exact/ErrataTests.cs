using RbmTheory.Theory.Errata;

namespace RbmTheory.Theory.Tests.Exact;

public class ErrataTests
{
    public static TheoryData<string> Sources => [.. Erratum.All.Select(erratum => erratum.Source)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_printed_form_fails_and_the_corrected_form_holds(string source)
    {
        ErratumResult result = Find(source).Check();
        Assert.True(result.PrintedFails, $"{source}, printed: {result}");
        Assert.True(result.CorrectedHolds, $"{source}, corrected: {result}");
    }

    [Fact]
    public void Every_slip_is_listed_once_with_both_of_its_forms()
    {
        Assert.Equal(
        [
            "000 (3)", "000 (20)-(21)", "000 (48)", "000 (51)", "000 (46)", "000 after (47)", "000 after (A12)",
            "000 (17)", "000 (31)", "002 (4)", "002 (6)", "002 (11)", "002 (12)", "002 (13)",
            "002 after (13)", "002 (14)", "002 (15)-(16)", "002 (17)", "002 Alg. 2", "002 (28)-(29)", "002 (30)-(31)",
            "002 sigma_v", "002 (26), (37)-(38)", "002 (18)", "002 from (18)", "002 between (34), (35)",
            "002 II.D null field", "002 II.D PCA", "002 Fig. 4c with (20)",
            "002 I.B", "002 Alg. 1", "002 II.C", "002 Fig. 5",
            "003 rotation of the modes", "003 q and q-bar",
            "003 gradient", "003 signal above noise", "003 all ones",
            "003 m, m-bar", "003 m^v, m^h", "003 r_ia",
        ], Erratum.All.Select(erratum => erratum.Source));
        Assert.All(Erratum.All, erratum => Assert.NotEqual(erratum.Printed, erratum.Corrected));
        Assert.All(Erratum.All, erratum => Assert.NotEmpty(erratum.HowShown));
    }

    [Theory]
    [InlineData("000 (46)", 2)] // the coefficient of the misprinted term
    [InlineData("000 (51)", 1)] // that of the misprinted sum
    [InlineData("000 after (47)", 2)] // b = 7 and 7.5
    [InlineData("000 after (A12)", 3)] // L = 2, 4 and 8
    public void Exact_checks_find_what_is_misprinted_and_nothing_else(string source, double deviation)
        => Assert.Equal(new ErratumResult(deviation, 0, 0), Find(source).Check());

    [Fact]
    public void Simulated_checks_give_the_same_numbers_at_every_call()
    {
        foreach (string source in (string[])["000 (31)", "003 q and q-bar"])
            Assert.Equal(Find(source).Check(), Find(source).Check());
    }

    [Fact]
    public void A_deviation_that_is_not_a_number_neither_fails_nor_holds()
    {
        var result = new ErratumResult(double.NaN, double.NaN, 1);
        Assert.False(result.PrintedFails);
        Assert.False(result.CorrectedHolds);
    }

    private static Erratum Find(string source) => Assert.Single(Erratum.All, erratum => erratum.Source == source);
}
