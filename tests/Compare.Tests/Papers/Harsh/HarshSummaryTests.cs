using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

/// <summary>What the report at the paper's parameters says, from the records that the repository holds.</summary>
public class HarshSummaryTests
{
    private static readonly Verdict[] Verdicts = [.. PaperReport.Findings.SelectMany(f => f.Verdicts)];

    [Fact]
    public void Every_sentence_of_the_first_page_finds_its_numbers()
        => Assert.Equal(
            HarshPaper.Paper.Summary!.Paragraphs.Count, HarshPaper.Paper.Summary.TryBind(Verdicts.Number).Count());

    [Fact]
    public void Whatever_is_explained_is_explained_by_a_verdict_that_agrees()
    {
        foreach (Verdict verdict in Verdicts)
        {
            Standing standing = verdict.StandingIn(Verdicts);
            if (standing is Standing.Refuted or Standing.FinerTheoryAgrees)
            {
                Verdict finer = Verdicts.Single(v => v.Id == verdict.ExplainedBy);
                Assert.Equal((Outcome.Differs, Outcome.Agrees), (verdict.Outcome, finer.Outcome));
                Assert.True(finer.Judges >= verdict.Judges);
            }
        }

        Assert.Contains(Verdicts, v => v.StandingIn(Verdicts) == Standing.Refuted);
        Assert.Contains(Verdicts, v => v.StandingIn(Verdicts) == Standing.FinerTheoryAgrees);
    }
}
