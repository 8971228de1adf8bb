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
}
