using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// Unpacks a gzip file (RFC 1952): one member after another, then zeros or nothing, with the checksum and the length of
/// every member compared. Reading throws an <see cref="InvalidDataException"/> where the file is anything else.
/// </summary>
/// <remarks>
/// A stream that inflates takes more than the data of a member, and does not say how much more. So it is given bytes
/// only up to the next place where a member can end: 8 bytes before another member begins, or before zeros to the end.
/// </remarks>
internal sealed class GzipReader(ReadOnlyMemory<byte> content) : UnseekableStream
{
    private const int TrailerBytes = 8, ExtraFlag = 4, NameFlag = 8, CommentFlag = 16, ChecksumFlag = 2;

    private readonly Source _source = new(content);
    private readonly Crc32 _checksum = new();
    private DeflateStream? _member;
    private uint _length;
    private bool _hasMembers;

    private static ReadOnlySpan<byte> Magic => [0x1f, 0x8b, 8];

    /// <summary>Whether a file begins as gzip files do.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> content) => content.StartsWith(Magic[..2]);

    /// <summary>All that a file holds.</summary>
    /// <exception cref="FormatException">It is damaged or cut short, or holds 2 GB or more.</exception>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> content)
    {
        try
        {
            using GzipReader reader = new(content);
            using MemoryStream all = new();
            reader.CopyTo(all);
            return all.GetBuffer().AsMemory(0, (int)all.Length);
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
        catch (IOException)
        {
            throw new FormatException("unpacked it is larger than 2 GB");
        }
    }

    /// <summary>What a file is said to be that cannot be unpacked.</summary>
    public static FormatException Damaged() => new("it starts as a gzip file does, but it is damaged or cut short");

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (buffer.Length > 0 && (_member is not null || Begin()))
        {
            int read = _member!.Read(buffer);
            if (read > 0)
            {
                _checksum.Append(buffer[..read]);
                _length += (uint)read;
                return read;
            }

            End();
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads the header of the next member; whether there is one.</summary>
    private bool Begin()
    {
        if (_hasMembers && !_source.Rest.ContainsAnyExcept((byte)0))
            return false;
        ReadOnlySpan<byte> fixedPart = _source.Take(10);
        if (!fixedPart.StartsWith(Magic))
            throw new InvalidDataException();
        int flags = fixedPart[3];
        if ((flags & ExtraFlag) != 0)
            _source.Take(BinaryPrimitives.ReadUInt16LittleEndian(_source.Take(2)));
        foreach (int text in (ReadOnlySpan<int>)[NameFlag, CommentFlag])
        {
            if ((flags & text) != 0)
                _source.Take(_source.Rest.IndexOf((byte)0) is >= 0 and int end ? end + 1 : int.MaxValue);
        }

        if ((flags & ChecksumFlag) != 0)
            _source.Take(2);
        _member = new DeflateStream(_source, CompressionMode.Decompress, leaveOpen: true);
        return _hasMembers = true;
    }

    private void End()
    {
        ReadOnlySpan<byte> trailer = _source.Take(TrailerBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != _checksum.GetCurrentHashAsUInt32()
            || BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != _length)
            throw new InvalidDataException();
        _member!.Dispose();
        (_member, _length) = (null, 0);
        _checksum.Reset();
    }

    /// <summary>The packed bytes, given out to places where a member can end.</summary>
    private sealed class Source(ReadOnlyMemory<byte> content) : UnseekableStream
    {
        private readonly int _end = content.Span.TrimEnd((byte)0).Length;
        private int _next, _stop = -1;

        public ReadOnlySpan<byte> Rest => content.Span[_next..];

        public ReadOnlySpan<byte> Take(int count)
        {
            if (count > Rest.Length)
                throw new InvalidDataException();
            _next += count;
            return content.Span.Slice(_next - count, count);
        }

        public override int Read(Span<byte> buffer)
        {
            if (_next >= _stop)
                _stop = NextStop();
            int count = Math.Min(buffer.Length, _stop - _next);
            Take(count).CopyTo(buffer);
            return count;
        }

        private int NextStop()
        {
            int last = Math.Max(_end - TrailerBytes, 0);
            if (_next >= last)
                return Math.Min(_next + 1, content.Length);
            int from = Math.Min(_next + TrailerBytes + 1, content.Length);
            int magic = content.Span[from..].IndexOf(Magic);
            return Math.Min(last, magic < 0 ? last : from + magic - TrailerBytes);
        }
    }
}
