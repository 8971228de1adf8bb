using RbmTheory.Compare.Commands;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Sweeps;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Records;

/// <summary>What a process killed while it wrote leaves is taken away by a later one, but nothing of one that writes
/// now.</summary>
public sealed class ForsakenTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Drafts_of_reports_are_taken_away()
    {
        Leave(".draft-1/figures/fig.png", ".draft-2/figures/fig.png");
        Age(".draft-1");
        using ReportWriter writer = new(_folder.Path);
        Assert.Equal([Path.Combine(".draft-2", "figures", "fig.png")], _folder.Files());
    }

    [Fact]
    public void A_packed_file_that_was_not_renamed_is_taken_away_though_all_is_packed()
    {
        RecordStore store = new(_folder.Path);
        store.Save(SampleRecords.Small());
        store.Pack("fig", ["run-1"]);
        Leave("fig.jsonl.1.tmp", "fig.jsonl.2.tmp");
        Age("fig.jsonl.1.tmp");
        store.Pack("fig", ["run-1"]);
        Assert.Equal(["fig.jsonl", "fig.jsonl.2.tmp"], _folder.Files().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Files_by_which_a_folder_was_tried_are_taken_away()
    {
        Leave(".1.tmp", ".2.tmp", "figures/.3.tmp");
        Age(".1.tmp");
        Age("figures/.3.tmp");
        OutputFolder.Prepare(_folder.Path);
        Assert.Equal([".2.tmp"], _folder.Files());
    }

    [Fact]
    public void The_beginning_of_a_sweep_is_taken_away()
    {
        File.WriteAllText(_folder["plan.json"], """{ "seed": "1..3" }""");
        string sweep = _folder["sweep"];
        SweepFolder.Begin(sweep, _folder["plan.json"], 3);
        string[] files = [.. _folder.Files()];
        Leave("sweep/sweep.json.1.tmp", "sweep/claims/1/claim");
        Age("sweep/sweep.json.1.tmp");
        Age("sweep/claims/1");
        SweepFolder.GoOn(sweep);
        Assert.Equal(files, _folder.Files());
    }

    private void Leave(params string[] names)
    {
        foreach (string name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
            File.WriteAllText(_folder[name], "unfinished");
        }
    }

    /// <summary>Sets the times back of a file, or of a folder and all in it.</summary>
    private void Age(string name)
    {
        DateTime then = DateTime.UtcNow.AddHours(-2);
        if (File.Exists(_folder[name]))
        {
            File.SetLastWriteTimeUtc(_folder[name], then);
            return;
        }

        foreach (string path in Directory.GetFileSystemEntries(_folder[name], "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(path, then);
        Directory.SetLastWriteTimeUtc(_folder[name], then);
    }
}
