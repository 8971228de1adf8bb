using System.Text.Json;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Records;

/// <summary>The records of one experiment in one file, a line each. A line that cannot be read is left out.</summary>
internal sealed class PackedFile
{
    private readonly List<RunRecord> _records = [];
    private readonly Dictionary<string, int> _index = [];

    private PackedFile((DateTime, long) stamp) => Stamp = stamp;

    /// <summary>The records, in the order of their lines.</summary>
    public IReadOnlyList<RunRecord> Records => _records;

    /// <summary>How many lines could not be read.</summary>
    public int Broken { get; private set; }

    /// <summary>Tells whether the file has been written anew since it was read.</summary>
    public (DateTime, long) Stamp { get; }

    /// <summary>The record of a run; null where there is none.</summary>
    /// <param name="run">The run.</param>
    public RunRecord? Find(string run) => _index.TryGetValue(run, out int index) ? _records[index] : null;

    /// <summary>The time and length of a file; the same for every file that is not there.</summary>
    /// <param name="path">The file.</param>
    public static (DateTime, long) StampOf(string path)
        => new FileInfo(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <summary>Reads a file, gzipped or not; one that is not there holds no records.</summary>
    /// <param name="path">The file.</param>
    /// <param name="experiment">The experiment its records should be of.</param>
    public static PackedFile Read(string path, string experiment)
    {
        // The stamp first: a file that is replaced after that has another, and is read again.
        PackedFile packed = new(StampOf(path));
        if (packed.Stamp == default)
            return packed;
        ReadOnlyMemory<byte> rest;
        try
        {
            rest = FileContent.Unpack(File.ReadAllBytes(path));
        }
        catch (FormatException)
        {
            packed.Broken = 1;
            return packed;
        }

        while (!rest.IsEmpty)
        {
            int end = rest.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
                packed.Add(line, experiment);
        }

        return packed;
    }

    /// <summary>Writes records to a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="records">The records, in their order.</param>
    public static void Write(string path, IEnumerable<RunRecord> records)
    {
        using MemoryStream content = new();
        foreach (RunRecord record in records)
            content.Write(RecordLine.Write(record));
        AtomicFile.WriteBytes(path, content.ToArray());
    }

    private void Add(ReadOnlyMemory<byte> line, string experiment)
    {
        try
        {
            RunRecord record = RecordLine.Read(line, experiment);
            if (_index.TryGetValue(record.Run, out int before))
            {
                _records[before] = record; // two versions of a file put together by hand: the later line is as good
            }
            else
            {
                _index[record.Run] = _records.Count;
                _records.Add(record);
            }
        }
        catch (JsonException)
        {
            Broken++;
        }
    }
}
