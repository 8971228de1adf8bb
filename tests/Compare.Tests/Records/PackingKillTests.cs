using System.Diagnostics;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Records;

/// <summary>
/// The built program, killed while it packs hundreds of finished runs. What the runs found is made up: the figure cannot
/// be drawn from it, but it is packed before.
/// </summary>
[Trait("Category", "Long")]
public sealed class PackingKillTests : IDisposable
{
    private static readonly Experiment Experiment = Catalogue.Select(HarshPaper.Paper, Preset.Paper, "3b")[0];
    private static readonly RunRecord[] Made = [.. Experiment.Plan(1).Select((plan, i) => MakeUp(plan, i))];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PosixFact]
    public void Killed_at_any_instants_of_packing_it_loses_no_run()
    {
        Layout();
        TimeSpan whole = TimePacking();
        HasAll();
        Assert.Equal(["records/fig03b.jsonl"], _folder.Files());
        string packed = File.ReadAllText(_folder["records", "fig03b.jsonl"]);

        Random random = new(7);
        int within = 0;
        for (int trial = 0; trial < 8; trial++)
        {
            Layout();
            using Process process = StartAndWaitForLock();
            Thread.Sleep(whole * random.NextDouble());
            process.Kill();
            process.WaitForExit();
            within += Directory.Exists(_folder["records", "fig03b"]) ? 1 : 0;
            HasAll();
        }

        Assert.True(within > 0, "it was done before it could be killed");
        Rbm.Finish(Start());
        HasAll();
        Assert.Equal(packed, File.ReadAllText(_folder["records", "fig03b.jsonl"]));
        Assert.False(Directory.Exists(_folder["records", "fig03b"]));
    }

    [PosixFact]
    public void Two_processes_that_pack_one_folder_pack_it_once_and_lose_no_run()
    {
        Layout();
        using Process first = Start(), second = Start();
        Task<Reply> one = Task.Run(() => Rbm.Finish(first)), two = Task.Run(() => Rbm.Finish(second));
        foreach (Reply reply in (Reply[])[one.Result, two.Result])
        {
            Assert.Contains($"{Made.Length} finished runs found and kept", reply.Output, StringComparison.Ordinal);
            Assert.Contains("a record of fig03b lacks", reply.Errors, StringComparison.Ordinal);
        }

        HasAll();
        Assert.Equal(["records/fig03b.jsonl"], _folder.Files());
    }

    /// <summary>Every run has a file of its own, and half of them are packed too, with older numbers.</summary>
    private void Layout()
    {
        RecordStore store = new(_folder["records"]);
        Directory.CreateDirectory(_folder["records", "fig03b"]);
        foreach (RunRecord record in Made)
            File.WriteAllBytes(store.PathOf("fig03b", record.Run), RecordLine.Write(record));
        PackedFile.Write(store.PathOf("fig03b"), Made.Take(Made.Length / 2).Select(r => r with { Seconds = -1 }));
    }

    private void HasAll()
    {
        RecordStore store = new(_folder["records"]);
        foreach (RunRecord made in Made)
            Assert.Equal(SampleRecords.Bits(made), SampleRecords.Bits(store.Find("fig03b", made.Run)!));
    }

    private TimeSpan TimePacking()
    {
        using Process process = StartAndWaitForLock();
        long start = Stopwatch.GetTimestamp();
        while (File.Exists(_folder["records", "fig03b.lock"]) && !process.HasExited)
            Thread.Sleep(1);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        Rbm.Finish(process);
        return time;
    }

    private Process StartAndWaitForLock()
    {
        File.Delete(_folder["records", "fig03b.lock"]);
        Process process = Start();
        while (!File.Exists(_folder["records", "fig03b.lock"]) && !process.HasExited)
            Thread.Sleep(1);
        return process;
    }

    private Process Start()
        => Rbm.Start(null, "figure", "3b", "--preset", "paper", "--out", _folder.Path, "--threads", "1");

    private static RunRecord MakeUp(RunPlan plan, int index) => SampleRecords.Small("fig03b", plan.Run) with
    {
        Seed = plan.Seed,
        Parameters = plan.Parameters,
        Seconds = index,
        Result = new(
            new Dictionary<string, double> { ["madeUp"] = Math.Sin(index) },
            new Dictionary<string, double[]> { ["madeUp"] = [.. Enumerable.Range(0, 200).Select(i => Math.Sin(index + i))] }),
    };
}
