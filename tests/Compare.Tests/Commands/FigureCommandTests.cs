using System.Text.Json;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class FigureCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_is_one_document_and_names_files_that_are_there()
    {
        Reply reply = Rbm.Run("figure", "14c", "--out", _folder.Path, "--json", "--seed", "18446744073709551615");
        Assert.Equal(0, reply.Code);
        using JsonDocument json = JsonDocument.Parse(reply.Output);
        Assert.Equal(Product.Version, json.RootElement.GetProperty("version").GetString());
        Assert.Equal(ulong.MaxValue, json.RootElement.GetProperty("seed").GetUInt64());
        Assert.Equal(7, json.RootElement.GetProperty("verdicts").GetArrayLength());
        string[] files = [.. json.RootElement.GetProperty("files").EnumerateArray().Select(f => f.GetString()!)];
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.True(File.Exists(f), f));
    }

    [Fact]
    public void One_figure_is_made_and_nothing_else()
    {
        Reply reply = Rbm.Run("figure", "14c", "--out", _folder.Path);
        Assert.Equal(0, reply.Code);
        Assert.All(_folder.Files(), f => Assert.Contains("fig14c", f, StringComparison.Ordinal));
        Assert.Contains("8 − 4√2", reply.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_of_a_figure_is_told_when_its_last_run_is_finished()
    {
        string[] lines = Rbm.Run("figure", "turing", "--out", _folder.Path, "--threads", "1").Output.Split('\n');
        int last = Array.FindLastIndex(lines, line => line.StartsWith("turing ", StringComparison.Ordinal));
        Assert.Matches(@"^turing: 3 runs, [0-9.]+ s\r?$", lines[last + 1]);
        Assert.Single(lines, line => line.StartsWith("turing:", StringComparison.Ordinal));
    }

    [Fact]
    public void Interrupted_it_exits_with_130_and_one_line()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Reply reply = Rbm.Run(["figure", "3a", "--out", _folder.Path], stop.Token);
        Assert.Equal((130, ""), (reply.Code, reply.Output));
        Assert.Contains("interrupted", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(_folder.Files());
    }
}
