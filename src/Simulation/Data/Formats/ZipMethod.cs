using System.Buffers.Binary;
using System.Text;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>How an entry of a zip archive is packed, from the directory at the end of the archive: .NET does not
/// tell.</summary>
internal static class ZipMethod
{
    private const int DirectoryRecord = 46, EndRecord = 22, Stored = 0, Deflate = 8;

    /// <summary>The number of the method; null where the directory cannot be followed, as that of an archive above
    /// 4 GB.</summary>
    /// <param name="archive">The whole archive.</param>
    /// <param name="name">The name of the entry.</param>
    public static int? Of(ReadOnlySpan<byte> archive, string name)
    {
        int end = archive.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || archive.Length - end < EndRecord)
            return null;
        uint next = BinaryPrimitives.ReadUInt32LittleEndian(archive[(end + 16)..]);
        while (next <= (uint)archive.Length && archive.Length - (int)next >= DirectoryRecord)
        {
            ReadOnlySpan<byte> record = archive[(int)next..];
            if (!record.StartsWith("PK\u0001\u0002"u8))
                return null;
            int length = Word(record, 28), size = DirectoryRecord + length + Word(record, 30) + Word(record, 32);
            if (record.Length < size)
                return null;
            if (Encoding.UTF8.GetString(record.Slice(DirectoryRecord, length)) == name)
                return Word(record, 10);
            next += (uint)size;
        }

        return null;
    }

    /// <summary>Whether a method cannot be unpacked here.</summary>
    public static bool IsUnknown(int method) => method is not (Stored or Deflate);

    /// <summary>The name of a method.</summary>
    public static string NameOf(int method) => method switch
    {
        9 => "deflate64",
        12 => "bzip2",
        14 => "LZMA",
        93 => "Zstandard",
        95 => "xz",
        _ => $"method {method}",
    };

    private static int Word(ReadOnlySpan<byte> record, int place)
        => BinaryPrimitives.ReadUInt16LittleEndian(record[place..]);
}
