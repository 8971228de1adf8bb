using FsCheck.Xunit;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Records;

public class RoundTripTests
{
    [Property]
    public void Records_come_back_bit_for_bit(RunRecord first, RunRecord second)
    {
        // The second may take the place of the first.
        using TempFolder folder = new();
        RecordStore store = new(folder.Path);
        foreach (RunRecord record in (RunRecord[])[first, second])
        {
            store.Save(record);
            RunRecord read = store.Find(record.Experiment, record.Run)!;
            Assert.Equal(SampleRecords.Bits(record), SampleRecords.Bits(read));
        }
    }

    [Property]
    public void A_record_is_one_line_and_comes_back_from_it_bit_for_bit(RunRecord record)
    {
        byte[] line = RecordLine.Write(record);
        Assert.Equal(line.Length - 1, Array.IndexOf(line, (byte)'\n'));
        Assert.Equal(SampleRecords.Bits(record), SampleRecords.Bits(RecordLine.Read(line, record.Experiment)));
        Assert.Equal(line, RecordLine.Write(RecordLine.Read(line, record.Experiment)));
    }

    [Property(MaxTest = 30)]
    public void Packed_records_come_back_bit_for_bit(RunRecord[] records)
    {
        using TempFolder folder = new();
        RecordStore store = new(folder.Path);
        foreach (RunRecord record in records)
            store.Save(record);
        foreach (IGrouping<string, RunRecord> experiment in records.GroupBy(r => r.Experiment))
            store.Pack(experiment.Key, [.. experiment.Select(r => r.Run).Distinct()]);
        Assert.All(folder.Files(), f => Assert.EndsWith(".jsonl", f, StringComparison.Ordinal));
        foreach (RunRecord last in records.Reverse().DistinctBy(r => (r.Experiment, r.Run)))
            Assert.Equal(SampleRecords.Bits(last), SampleRecords.Bits(new RecordStore(folder.Path).Find(last.Experiment, last.Run)!));
    }

    [Fact]
    public void A_run_that_was_not_finished_has_no_record()
    {
        using TempFolder folder = new();
        RecordStore store = new(folder.Path);
        store.Save(SampleRecords.Small("fig", "run-1"));
        Assert.Null(store.Find("fig", "run-2"));
        Assert.Null(store.Find("other", "run-1"));
    }

    [Fact]
    public void Each_run_has_a_file_of_its_own()
    {
        using TempFolder folder = new();
        RecordStore store = new(folder.Path);
        store.Save(SampleRecords.Small("fig", "run-1"));
        store.Save(SampleRecords.Small("fig", "run-2"));
        store.Save(SampleRecords.Small("other", "run-1"));
        Assert.Equal(["fig/run-1.json", "fig/run-2.json", "other/run-1.json"], folder.Files().Select(f => f.Replace('\\', '/')));
    }
}
