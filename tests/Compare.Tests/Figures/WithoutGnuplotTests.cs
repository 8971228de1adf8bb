using System.Diagnostics;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Figures;

public class WithoutGnuplotTests
{
    [Fact]
    public void Records_tables_and_scripts_are_written_and_the_way_to_gnuplot_is_told()
    {
        using TempFolder folder = new();
        string nothing = folder["nothing"];
        Directory.CreateDirectory(nothing);
        using Process process = Rbm.Start(
            new Dictionary<string, string> { ["PATH"] = nothing }, "figure", "14c", "--out", folder["out"]);
        Reply reply = Rbm.Finish(process);
        Assert.Equal(0, reply.Code);
        Assert.Equal([$"rbm: {Gnuplot.HowToInstall}"], reply.ErrorLines);
        Assert.Equal(
            ["out/figures/fig14c.csv", "out/figures/fig14c.gp", "out/records/fig14c/profiles.json"],
            folder.Files().Select(f => f.Replace('\\', '/')));
        Assert.Contains("agrees", reply.Output, StringComparison.Ordinal);
    }

    [PosixFact]
    public void A_gnuplot_that_fails_is_a_fault_that_leaves_the_records_and_no_draft()
    {
        using TempFolder folder = new();
        string tools = folder["tools"], fake = folder["tools", "gnuplot"];
        Directory.CreateDirectory(tools);
        File.WriteAllText(fake, "#!/bin/sh\nif [ \"$1\" = --version ]; then echo gnuplot 5.4; exit 0; fi\necho no such terminal >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows()) // said for the analyzer; the test is skipped there
            File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using Process process = Rbm.Start(new Dictionary<string, string> { ["PATH"] = tools }, "figure", "14c", "--out", folder["out"]);
        Reply reply = Rbm.Finish(process);
        Assert.Equal(1, reply.Code);
        Assert.StartsWith("rbm: ", reply.Errors, StringComparison.Ordinal);
        Assert.Contains("no such terminal", reply.Errors, StringComparison.Ordinal);
        Assert.Equal(["out/records/fig14c/profiles.json", "tools/gnuplot"], folder.Files().Select(f => f.Replace('\\', '/')));
        Assert.Empty(Directory.GetDirectories(folder["out"], ".draft*"));
    }
}
