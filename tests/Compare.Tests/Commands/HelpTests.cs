using System.Diagnostics;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("report")]
    [InlineData("figure")]
    [InlineData("theory")]
    [InlineData("theory thresholds")]
    [InlineData("theory bump")]
    [InlineData("theory spectrum")]
    [InlineData("theory growth")]
    [InlineData("theory modes")]
    [InlineData("theory potts")]
    [InlineData("theory barrier")]
    [InlineData("theory repulsion")]
    [InlineData("theory turing")]
    [InlineData("theory flow")]
    [InlineData("theory tap")]
    [InlineData("theory phase")]
    [InlineData("theory lines")]
    [InlineData("theory errata")]
    [InlineData("theory derive")]
    [InlineData("train")]
    [InlineData("sweep")]
    [InlineData("sweep status")]
    [InlineData("sweep collect")]
    [InlineData("sweep plot")]
    [InlineData("inspect")]
    [InlineData("export")]
    [InlineData("sample")]
    [InlineData("quality")]
    [InlineData("spectrum")]
    [InlineData("mixing")]
    [InlineData("likelihood")]
    [InlineData("compare")]
    [InlineData("data")]
    [InlineData("data mnist")]
    public void Every_verb_explains_itself_with_an_example_that_it_accepts(string verb)
    {
        string[] words = verb.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (string help in (string[])["--help", "-h"])
        {
            Reply reply = Rbm.Run([.. words, help]);
            Assert.Equal((0, ""), (reply.Code, reply.Errors));
            Match[] examples = [.. Regex.Matches(reply.Output, @"^ *rbm ([a-z]+ .*)$|^ *rbm (report)\s*$", RegexOptions.Multiline).Cast<Match>()];
            Assert.NotEmpty(examples);
            Assert.Contains(examples, e => e.Value.Trim().StartsWith($"rbm {verb}".Trim(), StringComparison.Ordinal));
            // With --help at its end an example runs nothing, but its verb has to exist.
            foreach (Match example in examples.Where(e => !e.Value.Contains('[', StringComparison.Ordinal) && !e.Value.Contains('<', StringComparison.Ordinal)))
                Assert.Equal(0, Rbm.Run([.. example.Value.Trim().Split(' ').Skip(1), "--help"]).Code);
        }
    }

    [Theory]
    [InlineData("train", "--beta", "[above 0, up to 10]")]
    [InlineData("train", "--sites", "[3 to 100000]")]
    [InlineData("report", "--threads", "[1 to 1024]")]
    public void Options_say_their_range(string verb, string option, string range)
    {
        string line = Rbm.Run(verb, "--help").Output.Split('\n').First(l => l.Contains($"{option} <", StringComparison.Ordinal));
        Assert.Contains(range, line, StringComparison.Ordinal);
        Assert.Contains("default", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("figure")]
    public void The_default_of_the_preset_is_shown_as_it_is_typed(string verb)
    {
        string line = Rbm.Run(verb, "--help").Output.Split('\n').First(l => l.Contains("--preset <name>", StringComparison.Ordinal));
        Assert.EndsWith("[default: quick]", line.TrimEnd(), StringComparison.Ordinal);
        Reply typed = Rbm.Run(verb, "--preset", "Quick");
        Assert.Equal(2, typed.Code);
        Assert.Equal("rbm: --preset = Quick, but it should be quick, paper or tiny", Assert.Single(typed.ErrorLines));
    }

    [Fact]
    public void The_version_is_printed_alone()
    {
        // As a process of its own: the version printed is that of the program that was started.
        using Process process = Rbm.Start(null, "--version");
        Reply reply = Rbm.Finish(process);
        Assert.Equal((0, Product.Version, ""), (reply.Code, reply.Output.Trim(), reply.Errors));
        Assert.Matches(@"^\d+\.\d+\.\d+", Product.Version);
    }
}
