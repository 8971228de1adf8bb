using RbmTheory.Compare.Commands;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class TrainingMonitorTests
{
    [Fact]
    public void A_plain_log_has_a_line_now_and_then()
    {
        using StringWriter output = new(), errors = new();
        PlainTrainingMonitor monitor = new(output, errors);
        TrainingCurves curves = new();
        curves.Add(4, [("trainLogLikelihood", -1.5), ("testLogLikelihood", -2.25)]);
        // A report a second for 1000 seconds: a line after 10, 20, …, 100 seconds, and then each time a tenth more has gone by.
        for (int second = 1; second <= 1000; second++)
            monitor.Advanced(new(second / 100.0, 20, TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(2000 - second), curves));
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("epoch 0.1 of 20, 0:33:10 left, log-likelihood -1.5000, test -2.2500", lines[0].TrimEnd());
        // ln 10 / ln 1.1 is 24.2, and rounding up to seconds makes them no more.
        Assert.InRange(lines.Length, 10 + 20, 10 + 24);
        monitor.Warn("something");
        Assert.Equal("rbm: something", errors.ToString().Trim());
    }

    [Fact]
    public void Pseudo_likelihoods_are_called_so()
    {
        TrainingCurves curves = new();
        Assert.Equal("", LikelihoodText.Latest(curves));
        curves.Add(0, [("trainPseudoLogLikelihood", -3)]);
        Assert.Equal("pseudo-log-likelihood -3.0000", LikelihoodText.Latest(curves));
        Assert.Equal("1.5 days", LikelihoodText.Clock(TimeSpan.FromDays(1.5)));
    }

    [Theory]
    [InlineData("runs/a-1", "rbm train --resume runs/a-1")]
    [InlineData("my run", "rbm train --resume 'my run'")]
    [InlineData("it's", "rbm train --resume 'it'\\''s'")]
    public void The_line_that_goes_on_can_be_pasted(string folder, string line) => Assert.Equal(line, TrainCommand.ResumeLine(folder));
}
