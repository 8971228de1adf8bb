using RbmTheory.Compare.Agreement;

namespace RbmTheory.Compare.Tests.Agreement;

public class StandingTests
{
    private static Verdict Of(string id, Outcome outcome, Claim judges = Claim.Full, string? explainedBy = null)
        => new(id, id, null, 1, new(2, 0.5, 5), 2, outcome) { Judges = judges, ExplainedBy = explainedBy };

    [Theory]
    [InlineData(Outcome.Agrees, Claim.FirstOrder, "fine", Standing.Agrees)]
    [InlineData(Outcome.Reported, Claim.Full, null, Standing.Reported)]
    [InlineData(Outcome.Differs, Claim.Paper, "fine", Standing.Refuted)]
    [InlineData(Outcome.Differs, Claim.FirstOrder, "fine", Standing.FinerTheoryAgrees)]
    [InlineData(Outcome.Differs, Claim.FirstOrder, "bad", Standing.Unexplained)] // the finer theory differs too
    [InlineData(Outcome.Differs, Claim.FirstOrder, "plain", Standing.Unexplained)] // nothing was judged there
    [InlineData(Outcome.Differs, Claim.Paper, "gone", Standing.Unexplained)]
    [InlineData(Outcome.Differs, Claim.Paper, null, Standing.Unexplained)]
    public void What_differs_is_explained_only_by_a_verdict_that_agrees(
        Outcome outcome, Claim judges, string? explainedBy, Standing expected)
    {
        Verdict verdict = Of("coarse", outcome, judges, explainedBy);
        Verdict[] all =
            [verdict, Of("fine", Outcome.Agrees), Of("bad", Outcome.Differs), Of("plain", Outcome.Reported)];
        Assert.Equal(expected, verdict.StandingIn(all));
    }

    [Fact]
    public void Numbers_of_a_verdict_go_by_its_name()
    {
        Verdict verdict = Of("width-0.4", Outcome.Differs);
        Verdict[] all = [verdict, Of("peak", Outcome.Agrees) with { TheoryError = 0.25 }];
        Assert.Equal(1.0, all.Number("width-0.4.theory"));
        Assert.Equal(new Estimate(2, 0.5, 5), all.Number("width-0.4.simulation"));
        Assert.Equal(2.0, all.Number("width-0.4.sigmas"));
        Assert.Equal("differs", all.Number("width-0.4.outcome"));
        Assert.Equal(new Estimate(1, 0.25, 1), all.Number("peak.theory"));
        Assert.All(["width-0.4", "width-0.4.note", "width.theory", ""], name => Assert.Null(all.Number(name)));
    }
}
