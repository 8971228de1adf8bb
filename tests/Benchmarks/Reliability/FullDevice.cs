namespace RbmTheory.Benchmarks.Reliability;

/// <summary>
/// Every option and argument that names a file or folder to write, with a link to <c>/dev/full</c> there, which refuses
/// every byte; and every verb with it as standard output. Exit code 2 and one line are expected, which names the missing
/// room, or the path where that should be a folder; and the link stays.
/// </summary>
/// <param name="links">A folder for links.</param>
/// <param name="plan">A plan of a sweep.</param>
/// <param name="run">A finished training.</param>
/// <param name="sweep">A finished sweep.</param>
internal sealed class FullDevice(string links, string plan, string run, string sweep)
{
    private const string Device = "/dev/full";

    /// <summary>Command lines that were tried.</summary>
    public int Tried { get; private set; }

    /// <summary>What went wrong, a line each.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Tries them all.</summary>
    public void Try()
    {
        Directory.CreateDirectory(links);
        foreach (string format in (string[])["npz", "rbms", "cossio"])
            TryFile("", false, "export", run, "TARGET", "--format", format);
        foreach (string ending in (string[])["csv", "npz", "parquet"])
            TryFile(ending, false, "sweep", "collect", sweep, $"--{ending}", "TARGET");
        foreach (string ending in (string[])["png", "pdf", "svg", "csv"])
            TryFile(ending, false, "sweep", "plot", sweep, "--x", "seed", "--y", "fwhm", "--out", "TARGET");
        foreach (string ending in (string[])["npy", "npz", "csv"])
            TryFile(ending, false, "sample", run, "--samples", "10", "--out", "TARGET");
        foreach (string[] words in (string[][])
        [
            ["train", "--data", "ising:sites=13,beta=1,samples=10", "--epochs", "1", "--out", "TARGET"],
            ["sweep", plan, "--out", "TARGET"],
            ["report", "--preset", "tiny", "--figures", "13", "--out", "TARGET"],
            ["figure", "harsh/13", "--preset", "tiny", "--out", "TARGET"],
            ["compare", run, "--out", "TARGET"],
            ["tree", run, "--out", "TARGET"],
            ["data", "mnist", "--to", "TARGET"],
        ])
            TryFile("", true, words);
        foreach (string[] words in (string[][])
        [
            ["--help"], ["train", "--help"], ["theory", "bump"], ["theory", "thresholds"], ["theory", "errata"],
            ["inspect", run], ["inspect", run, "--json"], ["spectrum", run], ["likelihood", run], ["sweep", "status", sweep],
            ["sweep", "status", sweep, "--json"], ["sweep", "collect", sweep, "--csv", Path.Combine(links, "fine.csv")],
            ["mixing", run], ["sweep", plan, "--dry-run"], ["train", "--data", "ising:sites=13,beta=1,samples=10", "--epochs", "1"],
            ["train", "--data", "ising:sites=13,beta=1,samples=10", "--epochs", "1", "--json"], ["compare", run],
            ["export", run, Path.Combine(links, "fine.npz"), "--format", "npz"],
        ])
            Check(RbmProgram.IntoFullDevice(words), "space", [.. words, ">", Device]);
    }

    private void TryFile(string ending, bool isFolder, params string[] words)
    {
        // A link, and not the device: a program that replaces what it should write to would do so with the device, too.
        string link = Path.Combine(links, ending.Length == 0 ? "full" : $"full.{ending}");
        File.Delete(link);
        File.CreateSymbolicLink(link, Device);
        string[] all = [.. words.Select(word => word == "TARGET" ? link : word)];
        Check(RbmProgram.RunHere(all), isFolder ? link : "space", all);
        if (new FileInfo(link).LinkTarget != Device)
            Note($"rbm {string.Join(' ', all)}: the link to {Device} was replaced");
    }

    private void Check(Reply reply, string reason, string[] words)
    {
        Tried++;
        if (reply is not { Code: 2, Errors: [string line] } || !line.Contains(reason, StringComparison.OrdinalIgnoreCase))
            Note($"rbm {string.Join(' ', words)}: {reply.Text}");
    }

    private void Note(string fault)
    {
        Faults.Add(fault);
        Console.Error.WriteLine(fault);
    }
}
