using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using Figure = RbmTheory.Compare.Figures.Figure;

[assembly: Properties(Arbitrary = [typeof(Generators)])]

namespace RbmTheory.Compare.Tests.Support;

/// <summary>The random inputs of every property here, by the type of its parameter.</summary>
internal static class Generators
{
    private static readonly string[][] Verbs =
    [
        ["report"], ["figure"], ["figure", "14c"], ["train"], ["inspect"], ["likelihood"], ["export"], ["sample"], ["spectrum"],
        ["compare"], ["theory"], ["theory", "bump"],
        ["theory", "thresholds"], ["theory", "turing"], ["theory", "derive"], ["theory", "flow"],
        ["theory", "spectrum"], ["theory", "growth"], ["theory", "potts"], ["theory", "barrier"], ["theory", "repulsion"],
        ["theory", "tap"],
        ["theory", "flow", "linear"],
    ];

    private static readonly string[] KnownWords =
    [
        "report", "figure", "theory", "train", "bump", "14a", "3a", "halves", "--out", "--seed", "--threads", "--force",
        "--strict", "--paper", "harsh", "all", "harsh/5",
        "--json", "--sites", "--hidden", "--beta", "--samples", "--rate", "--batch", "--chains", "--steps", "--epochs",
        "--deviation", "--help", "-h", "-?", "--version", "--", "-", "--sites=11", "--json=true", "--beta=", "0", "1",
        "-1", "9", "37", "0.5", "1e300", "NaN", "∞", "18446744073709551616", "", " ", "[diagram]", "[suggest:3]", "@",
        "@missing", "/?", "--no-such", "\0", "a\nb", "../..", "thresholds", "turing", "derive", "flow", "linear",
        "small-beta", "continuum", "exact", "sech", "stability", "inspect", "likelihood", "compare", "--data", "--plan", "--resume",
        "--visible", "--hidden-units", "--fields", "--final-rate", "--negative", "tap2", "--tap-persistent", "--tap-iterations", "--threshold", "--save-every", "--all",
        "--figures", "xy", "ising:sites=5,samples=9", "ising:couplings=1/1", "xy:sampler=gibbs", "potts:3", "exact",
        "x.npy", "--latex", "--length", "--states", "--points", "--time", "--noise", "--start", "--steady",
        "--tolerance", "export", "--format", "rbms", "sample", "random", "chains", "data", "--shape", "28x28", "--weights",
        "spectrum", "growth", "potts", "barrier", "repulsion", "--units", "--separation", "--coupling", "sos", "2",
        "tap", "--machine", "formula:bias:N=3,M=2", "formula:gen:s=", "formula:",
    ];

    private static readonly string[] PlanValues =
    [
        "1", "-1", "0.5", "1e300", "true", "null", "[]", "{}", "\"spin\"", "\"potts:9\"", "\"ising:\"", "\"xy\"",
        "\"x.npy\"", "NaN", "01", "\"\\u0000.npy\"", "\"\\ud800\"", "99999999999999999999",
    ];

    private static readonly string[] DataParts =
    [
        "ising", "xy", ":", ",", "=", "sites", "beta", "colours", "samples", "fresh", "true", "3", "0.1", "ising:",
        "couplings=", "sampler=", "gibbs", "exact", "-0/2", "1/0.5/0", "1e3", "∞", ".npy", ".npz", "x", "/", "\0",
        ".idx.gz", "digits", "digits:samples=",
    ];

    public static Arbitrary<RunRecord> Records() => SampleRecords.Any.ToArbitrary();

    public static Arbitrary<Figure> Figures() => SampleFigures.Any.ToArbitrary();

    public static Arbitrary<Words> CommandLines()
    {
        Gen<string> word = Gen.Frequency((8, Gen.Elements(KnownWords)), (1, SampleRecords.Texts));
        Gen<string[]> line = Gen.Choose(0, 7).SelectMany(word.ArrayOf);
        // Most random lines fail at their first word: half of them begin with a verb.
        Gen<string[]> begun = Gen.Elements(Verbs).SelectMany(_ => line, (verb, rest) => (string[])[.. verb, .. rest]);
        return Gen.OneOf(line, begun).Select(words => new Words(words)).ToArbitrary();
    }

    public static Arbitrary<PlanText> Plans()
    {
        Gen<string> key = Gen.Frequency(
            (6, Gen.Elements(SettingList.All.Select(s => s.Name))), (1, SampleRecords.Texts));
        Gen<string> value = Gen.OneOf(
            Gen.Elements(PlanValues), SampleRecords.Texts.Select(Quoted), SampleRecords.Texts);
        Gen<string> entry = key.Zip(value).Select(p => $"{Quoted(p.Item1)}: {p.Item2}");
        Gen<string> entries = Gen.Choose(0, 4).SelectMany(entry.ArrayOf).Select(e => $"{{{string.Join(',', e)}}}");
        return Gen.OneOf(entries, SampleRecords.Texts).Select(text => new PlanText(text)).ToArbitrary();
    }

    public static Arbitrary<DataText> DataSources()
    {
        Gen<string> part = Gen.OneOf(Gen.Elements(DataParts), SampleRecords.Texts);
        return Gen.Choose(0, 9).SelectMany(part.ArrayOf).Select(parts => new DataText(string.Concat(parts)))
            .ToArbitrary();
    }

    public static Arbitrary<Parabola> Parabolas()
        => Gen.Choose(-1000, 1000).Select(k => k / 100.0).Three()
            .Select(c => new Parabola(c.Item1, c.Item2, c.Item3)).ToArbitrary();

    public static Arbitrary<RunningText> RunningTexts()
    {
        Gen<string> letters = Gen.Choose(1, 30).SelectMany(Gen.Elements('a', 'W', 'i', 'β', '−').ArrayOf)
            .Select(c => new string(c));
        Gen<string> word = Gen.OneOf(SampleRecords.Texts.Where(t => !t.Any(char.IsControl)), letters);
        return word.NonEmptyListOf().Select(words => new RunningText(string.Join(' ', words))).ToArbitrary();
    }

    public static Arbitrary<LineWidth> LineWidths()
        => Gen.Choose(5, 500).Select(points => new LineWidth(points)).ToArbitrary();

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
