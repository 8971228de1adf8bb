using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class FuzzTests : IDisposable
{
    private static readonly string[] Verbs = ["report", "figure", "train", "flow"];

    private static readonly string[] Words =
    [
        "report", "figure", "theory", "train", "bump", "14a", "3a", "halves", "--out", "--seed", "--threads", "--force",
        "--json", "--sites", "--hidden", "--beta", "--samples", "--rate", "--batch", "--chains", "--steps", "--epochs",
        "--deviation", "--help", "-h", "-?", "--version", "--", "-", "--sites=11", "--json=true", "--beta=", "0", "1",
        "-1", "9", "37", "0.5", "1e300", "NaN", "∞", "18446744073709551616", "", " ", "[diagram]", "[suggest:3]", "@",
        "@missing", "/?", "--no-such", "\0", "a\nb", "../..",
        "thresholds", "turing", "derive", "flow", "linear", "small-beta", "continuum", "exact", "sech", "stability",
        "inspect", "compare", "--data", "--plan", "--resume", "--visible", "--hidden-units", "--fields", "--final-rate", "--negative",
        "--threshold", "--save-every", "--all", "--figures", "xy", "ising:sites=5,samples=9", "ising:couplings=1/1",
        "xy:sampler=gibbs", "potts:3", "exact", "x.npy",
        "--latex", "--length", "--states", "--points", "--time", "--noise", "--start", "--steady", "--tolerance",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_words_at_all_are_done_or_refused_in_one_line()
    {
        File.WriteAllText(_folder["file"], "");
        Gen<string> word = Gen.Frequency((8, Gen.Elements(Words)), (1, SampleRecords.Texts));
        Gen<string[]> line = Gen.Choose(0, 7).SelectMany(word.ArrayOf);
        // Most random lines fail at their first word: half of them begin with a verb.
        Gen<string[]> begun = Gen.Elements<string[]>(
            ["report"], ["figure"], ["figure", "14c"], ["train"], ["inspect"], ["compare"], ["theory"], ["theory", "bump"],
            ["theory", "thresholds"], ["theory", "turing"], ["theory", "derive"], ["theory", "flow"],
            ["theory", "flow", "linear"])
            .SelectMany(verb => line.Select(rest => (string[])[.. verb, .. rest]));
        Prop.ForAll(Gen.OneOf(line, begun).ToArbitrary(), IsDoneOrRefused)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        Assert.Equal(["file"], _folder.Files());
    }

    private void IsDoneOrRefused(string[] words)
    {
        // No line may start a run: a second --out is an error, and the only one is a file, not a folder.
        bool mayRun = words.Any(w => Verbs.Contains(w));
        string[] arguments = mayRun ? [.. words, "--out", _folder["file"]] : words;
        Reply reply = Rbm.Run(arguments);
        Assert.Contains(reply.Code, (int[])[0, 2]);
        if (reply.Code == 2)
            Assert.StartsWith("rbm: ", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        else
            Assert.Equal("", reply.Errors);
    }
}
